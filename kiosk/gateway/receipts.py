"""Is a slip of paper genuine, and how does it stand today? By the signed token of its QR code."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kiosk.gateway.database import Database, Transaction
from kiosk.gateway.moments import read, read_or_none
from kiosk.receipt.token import Token, TokenFault, claimed_terminal, verify_token
from kiosk.upstream.contract import Standing
from kiosk.upstream.signatures import verifying_keys


class Doubt(StrEnum):
    """Why a text is not taken for a receipt's."""

    NOT_GENUINE = "not_genuine"
    """No token, altered, or not signed by the terminal that it names."""
    UNKNOWN_TERMINAL = "unknown_terminal"
    """Names a terminal that never spoke to this gateway: no key to check it with."""
    WITHDRAWN = "withdrawn"
    """Signed with a revoked key, and nothing like it came in before the revocation: whoever holds a stolen
    terminal can still sign, with any time they like."""


@dataclass(frozen=True, kw_only=True)
class Registered:
    """The submission behind a receipt, as it stands now."""

    standing: Standing
    since: datetime | None
    received_at: datetime
    outlet: str
    """Empty while nobody has opened it."""


@dataclass(frozen=True, kw_only=True)
class Genuine:
    """A terminal of ours printed this."""

    token: Token
    registered: Registered | None
    """None: the submission has not arrived here."""


def check_receipt(database: Database, text: str) -> Genuine | Doubt:
    """Judge the text of a QR code, with or without the address before it. No personal data in or out."""
    terminal = claimed_terminal(text)
    if isinstance(terminal, TokenFault):
        return Doubt.NOT_GENUINE
    with database.transaction() as transaction:
        keys = transaction.rows("SELECT public, revoked_at FROM terminal_keys WHERE terminal = ?", terminal)
        if not keys:
            return Doubt.UNKNOWN_TERMINAL
        for public, revoked_at in keys:
            (key,) = verifying_keys(bytes(public)).values()
            token = verify_token(text, key)
            if isinstance(token, Token):
                return _judged(token, _registered(transaction, token), read_or_none(revoked_at))
    return Doubt.NOT_GENUINE


def _judged(token: Token, registered: Registered | None, revoked_at: datetime | None) -> Genuine | Doubt:
    if revoked_at is not None and (registered is None or registered.received_at > revoked_at):
        return Doubt.WITHDRAWN
    return Genuine(token=token, registered=registered)


def _registered(transaction: Transaction, token: Token) -> Registered | None:
    rows = transaction.rows(
        "SELECT standing, since, received_at, filings.outlet FROM submissions"
        " LEFT JOIN filings ON filings.terminal = submissions.terminal AND filings.id = submissions.id"
        " WHERE submissions.number = ? AND submissions.terminal = ? AND submissions.kind = ?"
        " ORDER BY received_at LIMIT 1",
        token.number,
        token.terminal,
        token.kind.value,
    )
    if not rows:
        return None
    standing, since, received_at, outlet = rows[0]
    return Registered(
        standing=Standing(standing),
        since=read_or_none(since),
        received_at=read(received_at),
        outlet=outlet or "",
    )
