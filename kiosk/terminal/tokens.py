"""The signed token of a receipt, for its paper and for the screen."""

from datetime import datetime

from kiosk.flow.visit import Standing as FlowStanding
from kiosk.receipt.standing import Standing
from kiosk.receipt.token import Token, sign_token
from kiosk.rules.submissions import SubmissionKind
from kiosk.upstream.keys import TerminalKeys


def receipt_token(
    keys: TerminalKeys,
    *,
    number: str,
    kind: SubmissionKind,
    at: datetime,
    standing: FlowStanding = FlowStanding.KEPT,
    copy: int = 0,
) -> str:
    """Signed anew whenever the claim changes: the standing that is known now, the copy of this very paper."""
    claim = Token(
        terminal=keys.terminal,
        number=number,
        kind=kind,
        standing=Standing(standing.value),
        at=at,
        copy=copy,
    )
    return sign_token(claim, keys.signer.key)
