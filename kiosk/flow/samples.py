"""A region and a few events of every kind, to drive the reducer with when its diagram is drawn."""

from collections.abc import Callable
from datetime import timedelta

from kiosk.flow import events as ev
from kiosk.flow.conditions import PrinterCondition, ReaderCondition
from kiosk.flow.current import visit_of
from kiosk.flow.pages import (
    BrowseDistricts,
    ChooseDistrict,
    ChooseOutlet,
    EnterPhone,
    FindOutlet,
    ReadTrouble,
    TypePassport,
)
from kiosk.flow.state import Kiosk
from kiosk.flow.visit import PrintState, Service, Standing
from kiosk.rules.cards import CardState, Holder, InsuredCard, Scheme
from kiosk.rules.documents import DocumentKind, IdentityDocument
from kiosk.rules.mrz import LINE, check_digit
from kiosk.rules.numbers import check_character
from kiosk.rules.outlets import Outlet
from kiosk.rules.policy import (
    BankHalf,
    Fees,
    Form,
    FormalLoss,
    Guardianship,
    Offline,
    Policy,
    Promise,
    Proxies,
    TemporaryLoss,
    Text,
)
from kiosk.rules.progress import ProgressItem
from kiosk.rules.submissions import Delivery, LossForm, PaymentWay, ReplacementReason, SubmissionKind
from kiosk.rules.terms import Lapse, Revocation, TimeUnit

_FIRST_17 = "11010119800101001"
_PERSON = IdentityDocument(
    kind=DocumentKind.RESIDENT_ID, number=_FIRST_17 + check_character(_FIRST_17), name="样本", unlimited=True
)
_TRAVELLER = IdentityDocument(kind=DocumentKind.PASSPORT, number="SAMPLE", name="SAMPLE")
_STATES = (CardState.NORMAL, CardState.TEMPORARILY_LOST, CardState.FORMALLY_LOST)


_HEAD = "P<UTOSAMPLE<<PERSON".ljust(LINE, "<")
_NUMBER, _BIRTH, _EXPIRY = "SAMPLE<<<", "800101", "500101"
_PARTS = [part + check_digit(part) for part in (_NUMBER, _BIRTH, _EXPIRY)]
_BODY = f"{_PARTS[0]}UTO{_PARTS[1]}<{_PARTS[2]}{'<' * 15}"
_ZONE = _HEAD + _BODY + check_digit(_PARTS[0] + _PARTS[1] + _PARTS[2] + "<" * 15)
"""A passport that nobody has (TD3)."""


def sample_policy() -> Policy:
    """A region that leaves every choice to people, so that every page is reached."""
    text = Text(zh="样本", en="Sample")
    everything = frozenset(SubmissionKind)
    outlets = tuple(
        Outlet(
            id=name,
            name=name,
            name_en=name,
            address="",
            address_en="",
            hours="",
            hours_en="",
            phone="",
            district=name,
        )
        for name in ("one", "two")
    )
    return Policy(
        region="000000",
        version=1,
        name=text,
        source="none",
        documents=tuple(DocumentKind),
        temporary_loss=TemporaryLoss(length=1, unit=TimeUnit.DAYS, ends_in=Lapse.RELEASE, offered=True),
        formal_loss=FormalLoss(revocable=Revocation.UNTIL_REPLACED),
        bank_half=BankHalf(says=text),
        guardians=Guardianship(services=everything),
        proxies=Proxies(services=everything),
        reasons=tuple(ReplacementReason),
        fees=Fees(standard_fen=100, ways=(PaymentWay.AT_PICK_UP, PaymentWay.QR)),
        promises=(Promise(scheme=Scheme.SOCIAL_SECURITY, length=1, unit=TimeUnit.DAYS),),
        delivery=tuple(Delivery),
        offline=Offline(report=True, replace=True),
        forms={Scheme.SOCIAL_SECURITY: Form(key="sample", title=text)},
        outlets=outlets,
    )


def sample_events(kiosk: Kiosk, trigger: object) -> tuple[ev.Event, ...]:
    """What may be meant by that trigger on the page shown; several where the answer decides."""
    if isinstance(trigger, ev.Press):
        return (ev.Pressed(press=trigger),)
    made = _MAKERS.get(trigger)
    return made(kiosk) if made else ()


def _visit(kiosk: Kiosk) -> int:
    visit = visit_of(kiosk.page)
    return visit.id if visit else 0


def _card(kiosk: Kiosk, state: CardState) -> InsuredCard:
    region = kiosk.policy.region if kiosk.policy else ""
    return InsuredCard(scheme=Scheme.SOCIAL_SECURITY, number="SAMPLE", region=region, outlet="", state=state)


def _answers(kiosk: Kiosk) -> tuple[ev.Event, ...]:
    """Not reached; uninsured; one card in each state; two cards; with a history."""
    one = [Holder(insured=True, cards=(_card(kiosk, state),), phone="13800138000") for state in _STATES]
    two = Holder(insured=True, cards=(_card(kiosk, CardState.NORMAL),) * 2, phone="13800138000")
    uninsured = Holder(insured=False, cards=(_card(kiosk, CardState.FORMALLY_LOST),))
    item = ProgressItem(
        kind=SubmissionKind.REPLACEMENT, submission_id="", number="", filed_at=kiosk.conditions.now
    )
    return tuple(
        ev.LookedUp(visit=_visit(kiosk), known=known, progress=progress)
        for known in (None, uninsured, two, *one)
        for progress in ((), (item,))
    )


def _kind(kiosk: Kiosk) -> SubmissionKind:
    kind = getattr(kiosk.page, "kind", None)
    return kind if isinstance(kind, SubmissionKind) else SubmissionKind.LOSS_REPORT


def _stored(kiosk: Kiosk) -> tuple[ev.Event, ...]:
    kind = _kind(kiosk)
    return (
        ev.SubmissionFiled(
            visit=_visit(kiosk),
            kind=kind,
            submission_id=kind.value,
            number=kind.value,
            token="",
            at=kiosk.conditions.now,
        ),
    )


def _verdicts(kiosk: Kiosk) -> tuple[ev.Event, ...]:
    return tuple(
        ev.VerdictArrived(visit=_visit(kiosk), submission_id=_kind(kiosk).value, standing=standing)
        for standing in (Standing.IN_FORCE, Standing.REFUSED)
    )


def _prints(kiosk: Kiosk) -> tuple[ev.Event, ...]:
    return (ev.PrintChanged(visit=_visit(kiosk), number=_kind(kiosk).value, state=PrintState.PRINTED),)


def _orders(kiosk: Kiosk) -> tuple[ev.Event, ...]:
    expires = kiosk.conditions.now + timedelta(minutes=5)
    return (
        ev.OrderOpened(visit=_visit(kiosk), order="o", qr="q", expires=expires),
        ev.OrderOpened(visit=_visit(kiosk), order="", qr="", expires=None),
    )


def _order_states(kiosk: Kiosk) -> tuple[ev.Event, ...]:
    states = (ev.OrderState.PAID, ev.OrderState.EXPIRED)
    return tuple(ev.OrderChanged(visit=_visit(kiosk), order="o", state=state) for state in states)


def _outlets(kiosk: Kiosk) -> tuple[ev.Event, ...]:
    page = kiosk.page
    return (ev.OutletChosen(outlet=page.outlets[0].id),) if isinstance(page, ChooseOutlet) else ()


def _parts_of_the_region(kiosk: Kiosk) -> tuple[ev.Event, ...]:
    page = kiosk.page
    districts = page.districts[:1] if isinstance(page, ChooseDistrict | BrowseDistricts) else ()
    return tuple(ev.DistrictChosen(district=one.name) for one in districts)


def _keys(kiosk: Kiosk) -> tuple[ev.Event, ...]:
    page = kiosk.page
    if isinstance(page, FindOutlet):
        return tuple(ev.KeyTyped(key=letter) for letter in sorted(page.onward) if not page.query)
    if not isinstance(page, TypePassport):
        return (ev.KeyTyped(key="1"),) if isinstance(page, EnterPhone) and not page.digits else ()
    written = len(page.first + page.second)
    return (ev.KeyTyped(key=_ZONE[written]),) if written < len(_ZONE) else ()


_MAKERS: dict[object, Callable[[Kiosk], tuple[ev.Event, ...]]] = {
    ev.ServiceChosen: lambda _: tuple(ev.ServiceChosen(service=one) for one in Service),
    ev.CardChosen: lambda _: (ev.CardChosen(index=0),),
    ev.KeyTyped: _keys,
    ev.LossFormChosen: lambda _: tuple(ev.LossFormChosen(form=one) for one in LossForm),
    ev.ReasonChosen: lambda _: tuple(ev.ReasonChosen(reason=one) for one in ReplacementReason),
    ev.PaymentChosen: lambda _: tuple(ev.PaymentChosen(payment=one) for one in PaymentWay),
    ev.DeliveryChosen: lambda kiosk: tuple(
        ev.DeliveryChosen(delivery=one) for one in (kiosk.policy.delivery if kiosk.policy else ())
    ),
    ev.DistrictChosen: _parts_of_the_region,
    ev.OutletChosen: _outlets,
    ev.StrokeDrawn: lambda _: (ev.StrokeDrawn(stroke=((0.0, 0.0, 0), (1.0, 1.0, 9))),),
    ev.EditAsked: lambda _: tuple(ev.EditAsked(field=one) for one in ev.Field),
    ev.ReaderChanged: lambda _: (ev.ReaderChanged(condition=ReaderCondition.NO_CARD),),
    ev.PrinterChanged: lambda _: (ev.PrinterChanged(condition=PrinterCondition.READY),),
    ev.DocumentRead: lambda kiosk: (
        ev.DocumentRead(visit=_visit(kiosk), document=_PERSON),
        ev.DocumentRead(visit=_visit(kiosk), document=_TRAVELLER),
    ),
    ev.ReadFailed: lambda kiosk: (ev.ReadFailed(visit=_visit(kiosk), trouble=ReadTrouble.UNREADABLE),),
    ev.LookedUp: _answers,
    ev.SubmissionFiled: _stored,
    ev.FilingFailed: lambda kiosk: (ev.FilingFailed(visit=_visit(kiosk), kind=_kind(kiosk), cause=""),),
    ev.VerdictArrived: _verdicts,
    ev.PrintChanged: _prints,
    ev.OrderOpened: _orders,
    ev.OrderChanged: _order_states,
}
