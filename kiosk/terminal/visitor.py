"""A person made of answers: what somebody with a given wish does on each page.

`kiosk visit` and the demo use it; it sees only what the screen shows, and presses only what it offers.
"""

from dataclasses import dataclass, field
from typing import Literal

from kiosk.flow.events import (
    CardChosen,
    DeliveryChosen,
    KeyTyped,
    LossFormChosen,
    OutletChosen,
    PaymentChosen,
    PersonEvent,
    Press,
    Pressed,
    ReasonChosen,
    ServiceChosen,
    StrokeDrawn,
)
from kiosk.flow.pages import (
    Advice,
    BrowseOutlets,
    CardStanding,
    CheckAnswers,
    ChooseCard,
    ChooseDelivery,
    ChooseLossForm,
    ChooseOutlet,
    ChoosePayment,
    ChooseReason,
    ChooseService,
    ConfirmIdentity,
    ConfirmLoss,
    ConfirmQuit,
    ConfirmRelease,
    EnterPhone,
    IdleWarning,
    NotEligible,
    OfferPaperless,
    Page,
    PlaceDocument,
    Refused,
    Result,
    ShowProgress,
    Sign,
    TypePassport,
    Welcome,
    WhatToBring,
    Whose,
)
from kiosk.flow.visit import Answers, Service, Visit
from kiosk.rules.cards import CardState
from kiosk.rules.submissions import (
    Delivery,
    LossForm,
    PaymentWay,
    Relation,
    ReplacementReason,
    Stroke,
)

_GO_ON = {
    Advice.CAN_REPORT,
    Advice.CAN_FORMALISE,
    Advice.CAN_REPLACE,
    Advice.CAN_RELEASE,
    Advice.OFFLINE_REPORT,
    Advice.REPORT_FIRST,
}
_WANTED = {
    Service.RELEASE: {CardState.FORMALLY_LOST, CardState.TEMPORARILY_LOST},
    Service.REPORT_LOSS: {CardState.NORMAL, CardState.TEMPORARILY_LOST},
    Service.REPORT_AND_REPLACE: {CardState.NORMAL, CardState.TEMPORARILY_LOST},
    Service.REPLACE: {CardState.FORMALLY_LOST, CardState.NORMAL},
}


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What somebody came for."""

    service: Service
    phone: str = ""
    outlet: str = ""
    """Outlet to collect at; empty: the first one offered."""
    loss: LossForm | None = None
    """Temporary or formal; None: formal where the region leaves the choice."""
    reason: ReplacementReason = ReplacementReason.LOST
    delivery: Delivery = Delivery.PICK_UP
    payment: PaymentWay | None = None
    """None: at pick-up where the region leaves the choice."""
    signature: tuple[Stroke, ...] = ()
    """Empty: says that they cannot sign."""
    for_another: bool = False
    """A guardian or proxy: the holder's document is laid down second."""
    passport: tuple[str, str] | None = field(default=None, repr=False)
    """The two lines to be typed (TD3); None: a document is laid down."""


_PRESSES: dict[type[Page], Press] = {
    Welcome: Press.START,
    ConfirmLoss: Press.CONFIRM,
    ConfirmRelease: Press.CONFIRM,
    CheckAnswers: Press.CONFIRM,
    Result: Press.CONFIRM,
    ConfirmQuit: Press.CONFIRM,
    IdleWarning: Press.CONFIRM,
    OfferPaperless: Press.PAPERLESS,
    ShowProgress: Press.CONFIRM,
    NotEligible: Press.QUIT,
    Refused: Press.QUIT,
    BrowseOutlets: Press.QUIT,
}


def answer(page: Page, wish: Wish) -> PersonEvent | None:
    """The next press on this page; None where a person only waits or has to act with their hands."""
    if not_offered(page, wish):
        return Pressed(press=Press.QUIT)
    press = _PRESSES.get(type(page))
    return Pressed(press=press) if press else _choice(page, wish)


def not_offered(page: Page, wish: Wish) -> str:  # noqa: PLR0911 - one return a page
    """What of the wish cannot be had on this page, as a stable code; empty: all goes as wished."""
    match page:
        case EnterPhone(invalid=True):
            return "phone"
        case TypePassport() if page.trouble:
            return f"passport_{page.trouble}"
        case ConfirmIdentity() if wish.for_another and _alone(page) and not page.for_another:
            return "for_another_not_offered"
        case ConfirmLoss() if wish.loss not in {None, page.visit.loss_form}:
            return "loss_form_not_offered"
        case ChooseReason() if wish.reason not in page.visit.policy.reasons:
            return "reason_not_offered"
        case ChooseOutlet() if wish.outlet and all(one.id != wish.outlet for one in page.outlets):
            return "outlet_not_offered"
        case CheckAnswers():
            return _decided_otherwise(page.visit.answers, wish)
        case _:
            return ""


def _alone(page: ConfirmIdentity) -> bool:
    return page.whose is Whose.APPLICANT and page.visit.relation is Relation.SELF


def _decided_otherwise(answers: Answers, wish: Wish) -> str:
    """What has one answer in a region is not asked; then it must be the one wished for."""
    if wish.outlet and answers.delivery is not Delivery.MAIL and answers.outlet != wish.outlet:
        return "outlet_not_offered"
    free = answers.fee is None or not answers.fee.amount_fen
    return "" if free or wish.payment in {None, answers.payment} else "payment_not_offered"


def _choice(page: Page, wish: Wish) -> PersonEvent | None:  # noqa: C901, PLR0912 - one case a page
    chosen: PersonEvent | None = None
    match page:
        case ChooseService():
            chosen = ServiceChosen(service=wish.service)
        case PlaceDocument() if wish.passport and page.whose is Whose.APPLICANT:
            chosen = Pressed(press=Press.TYPE_PASSPORT)
        case TypePassport() if wish.passport:
            chosen = _copied(page, wish.passport)
        case ConfirmIdentity():
            chosen = Pressed(press=Press.FOR_ANOTHER if wish.for_another and _alone(page) else Press.CONFIRM)
        case ChooseCard():
            chosen = CardChosen(index=_card(page.visit, wish))
        case CardStanding():
            chosen = Pressed(press=Press.CONFIRM if page.advice in _GO_ON else Press.QUIT)
        case ChooseLossForm():
            chosen = LossFormChosen(form=wish.loss or LossForm.FORMAL)
        case ChooseReason():
            chosen = ReasonChosen(reason=wish.reason)
        case EnterPhone():
            chosen = _typed(page, wish)
        case ChooseDelivery():
            chosen = DeliveryChosen(delivery=wish.delivery)
        case ChooseOutlet():
            chosen = OutletChosen(outlet=wish.outlet or page.outlets[0].id)
        case Sign():
            chosen = _signed(page, wish)
        case WhatToBring():
            chosen = Pressed(press=Press.QUIT if page.printed else Press.PRINT)
        case ChoosePayment():
            chosen = PaymentChosen(payment=wish.payment or PaymentWay.AT_PICK_UP)
        case _:
            pass
    return chosen


def _card(visit: Visit, wish: Wish) -> int:
    """The first card in a state that the wish can act on, else the first."""
    cards = visit.known.cards if visit.known else ()
    wanted = _WANTED.get(wish.service, set(CardState))
    return next((index for index, card in enumerate(cards) if card.state in wanted), 0)


def _copied(page: TypePassport, lines: tuple[str, str]) -> PersonEvent:
    """One character more; what does not begin the line is cleared."""
    written, zone = page.first + page.second, "".join(lines)
    if written == zone:
        return Pressed(press=Press.CONFIRM)
    return KeyTyped(key=zone[len(written)]) if zone.startswith(written) else Pressed(press=Press.CLEAR)


def _typed(page: EnterPhone, wish: Wish) -> PersonEvent:
    if page.digits == wish.phone:
        return Pressed(press=Press.CONFIRM)
    if not wish.phone.startswith(page.digits):
        return Pressed(press=Press.CLEAR)
    return KeyTyped(key=wish.phone[len(page.digits)])


def _signed(page: Sign, wish: Wish) -> PersonEvent:
    drawn = len(page.visit.answers.signature)
    if not wish.signature and not page.visit.answers.unsigned:
        return Pressed(press=Press.CANNOT_SIGN)
    if drawn < len(wish.signature):
        return StrokeDrawn(stroke=wish.signature[drawn])
    return Pressed(press=Press.CONFIRM)


Ending = Literal["done", "refused", "no_card", "device", "store"]
EXIT_CODES: dict[Ending, int] = {"done": 0, "refused": 3, "no_card": 4, "device": 5, "store": 6}
"""Fixed by the design: others script against them."""
