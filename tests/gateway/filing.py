"""Sealed submissions as a terminal makes them, for the tests of the gateway."""

import uuid
from datetime import UTC, date, datetime
from itertools import count

from kiosk.rules.cards import CardState, InsuredCard, Scheme
from kiosk.rules.documents import DocumentKind, IdentityDocument
from kiosk.rules.submissions import (
    Delivery,
    Fee,
    LossForm,
    LossReport,
    PaymentWay,
    Release,
    ReplacementApplication,
    ReplacementReason,
    Submission,
)
from kiosk.upstream import payload
from kiosk.upstream.envelope import Envelope, Header, seal
from kiosk.upstream.keys import TerminalKeys

WANG = IdentityDocument(
    kind=DocumentKind.RESIDENT_ID, number="11010519491231002X", name="王桂兰", birth=date(1949, 12, 31)
)
CHEN = IdentityDocument(kind=DocumentKind.RESIDENT_ID, number="440304198501010013", name="陈思远")
ZHOU = IdentityDocument(kind=DocumentKind.RESIDENT_ID, number="310115196001010017", name="周秀英")
NOBODY = IdentityDocument(kind=DocumentKind.RESIDENT_ID, number="110101199003070011", name="无名")
_CARDS = {WANG.number: "E12345678", CHEN.number: "E20000003", ZHOU.number: "E20000005", NOBODY.number: "E9"}
_seq = count(1)


def card(holder: IdentityDocument = WANG) -> InsuredCard:
    return InsuredCard(
        scheme=Scheme.SOCIAL_SECURITY, number=_CARDS[holder.number], region="330100", outlet="330100-001",
        state=CardState.NORMAL,
    )  # fmt: skip


def loss(holder: IdentityDocument = WANG, form: LossForm = LossForm.FORMAL) -> LossReport:
    return LossReport(holder=holder, card=card(holder), form=form)


def replacement(holder: IdentityDocument = WANG, **changes: object) -> ReplacementApplication:
    fields: dict[str, object] = {
        "holder": holder, "card": card(holder), "reason": ReplacementReason.LOST, "phone": "13800138000",
        "outlet": "330100-001", "delivery": Delivery.PICK_UP, "fee": Fee(amount_fen=2000),
        "payment": PaymentWay.AT_PICK_UP, "form": "social_security",
        "signature": (((10.0, 12.5, 0), (11.0, 13.5, 16)),),
    }  # fmt: skip
    return ReplacementApplication(**(fields | changes))  # type: ignore[arg-type]


def release(holder: IdentityDocument = WANG) -> Release:
    return Release(holder=holder, card=card(holder))


def sealed(
    keys: TerminalKeys,
    submission: Submission,
    *,
    id: str = "",
    depends_on: str = "",
    terminal: str = "",
    data: bytes | None = None,
) -> Envelope:
    seq = next(_seq)
    header = Header(
        terminal=terminal or keys.terminal, id=id or str(uuid.uuid4()), kind=submission.kind, seq=seq,
        number=f"HZ0001-{seq:06d}", depends_on=depends_on,
    )  # fmt: skip
    filing = payload.Filing(submission=submission, filed_at=datetime(2026, 11, 22, 8, tzinfo=UTC), token="t")
    return seal(payload.encode(filing) if data is None else data, header, keys.upstream.sealing, keys.signer)
