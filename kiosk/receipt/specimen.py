"""Sample slips for pictures and for tests. Nobody in them exists."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.receipt.content import (
    BringSlip,
    Card,
    Check,
    Content,
    Head,
    LossReceipt,
    Person,
    PrinterTestPage,
    ProgressSlip,
    Promised,
    ReadinessSlip,
    ReleaseReceipt,
    ReplacementReceipt,
    VoidBanner,
)
from kiosk.receipt.standing import Standing
from kiosk.receipt.token import Token, sign_token
from kiosk.rules.cards import CardState, Scheme
from kiosk.rules.masking import masked_name, masked_number
from kiosk.rules.outlets import Outlet
from kiosk.rules.policy import BankHalf, Text
from kiosk.rules.progress import MakingStage, ProgressItem
from kiosk.rules.submissions import (
    Delivery,
    Fee,
    LossForm,
    PaymentWay,
    ReplacementReason,
    SubmissionKind,
)
from kiosk.rules.terms import Lapse, TimeUnit

AT: Final = datetime(2025, 11, 22, 10, 35, tzinfo=timezone(timedelta(hours=8)))
_TERMINAL: Final = "330100-H02-01"
_NUMBER: Final = "3301-251122-0007"
_KEY: Final = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC_KEY: Final = _KEY.public_key()
"""Verifies the tokens of the specimens; anybody can sign with this key."""

PERSON: Final = Person(name=masked_name("王桂兰"), number=masked_number("11010519491231002X"))
CARD: Final = Card(scheme=Scheme.SOCIAL_SECURITY, tail="5678")
OUTLET: Final = Outlet(
    id="330100-001",
    name="江岸区社会保障卡服务大厅",
    name_en="Jiang'an District Card Service Hall",
    address="江岸区中山大道 1158 号一楼",
    address_en="1158 Zhongshan Avenue, ground floor",
    hours="周一至周五 9:00–17:00",
    hours_en="Mon–Fri 9:00–17:00",
    phone="0571-8788 1234",
    counter="3 号窗口",
    counter_en="Counter 3",
)
_BANK: Final = BankHalf(
    covered=False,
    says=Text(
        zh="这次挂失不管卡上的银行账户。请另外拨打银行电话挂失",
        en="This report does not cover the bank account on the card. Call the bank as well",
    ),
    hotlines={"工商银行": "95588"},
)


_PLAIN: Final = Head(
    terminal=_TERMINAL,
    place=Text(zh="市第二人民医院 一楼大厅", en="Second People's Hospital, lobby"),
    at=AT,
)


def head(kind: SubmissionKind, standing: Standing, *, copy: int = 0, clock_trusted: bool = True) -> Head:
    """The head of a filed act, its token signed with the specimens' key."""
    token = Token(terminal=_TERMINAL, number=_NUMBER, kind=kind, standing=standing, at=AT, copy=copy)
    text = sign_token(token, _KEY)
    return replace(
        _PLAIN, number=_NUMBER, audit="9f3ac21b", copy=copy, clock_trusted=clock_trusted, token=text
    )


def loss(standing: Standing) -> LossReceipt:
    """A formal loss report of a social security card."""
    return LossReceipt(
        head=head(SubmissionKind.LOSS_REPORT, standing),
        person=PERSON,
        card=CARD,
        standing=standing,
        since=_since(standing),
        refusal=_refusal(standing),
        form=LossForm.FORMAL,
        bank=_BANK,
        outlet=OUTLET,
    )


def replacement(standing: Standing) -> ReplacementReceipt:
    """A lost card replaced, 20 yuan at pick-up, five working days."""
    return ReplacementReceipt(
        head=head(SubmissionKind.REPLACEMENT, standing),
        person=PERSON,
        card=CARD,
        standing=standing,
        since=_since(standing),
        refusal=_refusal(standing),
        reason=ReplacementReason.LOST,
        fee=Fee(amount_fen=2000),
        payment=PaymentWay.AT_PICK_UP,
        promised=Promised(length=5, unit=TimeUnit.WORKDAYS, on=date(2025, 11, 28)),
        delivery=Delivery.PICK_UP,
        outlet=OUTLET,
    )


def release(standing: Standing) -> ReleaseReceipt:
    """A found card."""
    return ReleaseReceipt(
        head=head(SubmissionKind.RELEASE, standing),
        person=PERSON,
        card=CARD,
        standing=standing,
        since=_since(standing),
        refusal=_refusal(standing),
        outlet=OUTLET,
    )


def _since(standing: Standing) -> datetime | None:
    return AT if standing is Standing.IN_FORCE else None


def _refusal(standing: Standing) -> Text | None:
    if standing is not Standing.REFUSED:
        return None
    return Text(zh="这张卡已经注销", en="This card was already cancelled")


_TEMPORARY: Final = replace(
    loss(Standing.IN_FORCE),
    form=LossForm.TEMPORARY,
    valid_until=AT + timedelta(days=7),
    ends_in=Lapse.RELEASE,
)
_FREE: Final = replace(
    replacement(Standing.IN_FORCE),
    fee=Fee(amount_fen=0, waiver="first"),
    payment=PaymentWay.WAIVED,
    waiver=Text(zh="首次补领", en="First replacement"),
)
_MAILED: Final = replace(
    replacement(Standing.IN_FORCE),
    head=head(SubmissionKind.REPLACEMENT, Standing.IN_FORCE, clock_trusted=False),
    payment=PaymentWay.QR,
    delivery=Delivery.MAIL,
    outlet=None,
)
_PROGRESS: Final = ProgressSlip(
    head=_PLAIN,
    person=PERSON,
    card=CARD,
    state=CardState.FORMALLY_LOST,
    outlets=(OUTLET,),
    items=(
        ProgressItem(
            kind=SubmissionKind.REPLACEMENT,
            submission_id="",
            number=_NUMBER,
            filed_at=AT,
            stage=MakingStage.IN_TRANSIT_TO_OUTLET,
            outlet=OUTLET.id,
            ready_on=date(2025, 11, 28),
        ),
        ProgressItem(
            kind=SubmissionKind.LOSS_REPORT,
            submission_id="",
            number="3301-251122-0006",
            filed_at=AT,
            in_force_since=AT,
        ),
    ),
)
_CHECKS: Final = (
    Check(name="读卡器", ok=True, detail="DONSEE EST-100"),
    Check(name="打印机", ok=True, detail="EPSON TM-T88VI，80 mm"),
    Check(name="时钟", ok=False, detail="与上级相差 95 秒：请检查 NTP"),
    Check(name="磁盘", ok=True, detail="剩余 41 GB"),
)

SPECIMENS: Final[dict[str, Content]] = {
    **{f"loss-{standing.value}": loss(standing) for standing in Standing},
    **{f"replacement-{standing.value}": replacement(standing) for standing in Standing},
    **{f"release-{standing.value}": release(standing) for standing in Standing},
    "loss-temporary": _TEMPORARY,
    "loss-copy": replace(
        loss(Standing.IN_FORCE), head=head(SubmissionKind.LOSS_REPORT, Standing.IN_FORCE, copy=1)
    ),
    "replacement-free": _FREE,
    "replacement-mailed": _MAILED,
    "progress": _PROGRESS,
    "bring": BringSlip(head=_PLAIN, outlets=(OUTLET,)),
    "readiness": ReadinessSlip(head=_PLAIN, checks=_CHECKS),
    "void": VoidBanner(terminal=_TERMINAL, number=_NUMBER, at=AT),
}
"""One of each kind and standing, by name."""


def printer_test_page(settings: tuple[tuple[str, str], ...] = ()) -> PrinterTestPage:
    """A test page with the specimens' head."""
    return PrinterTestPage(head=_PLAIN, settings=settings)
