"""A person made of answers: what somebody with a given wish does on each page.

`kiosk visit` and the demo use it; it sees only what the screen shows, and presses only what it offers.
"""

from dataclasses import dataclass
from typing import Literal

from kiosk.flow.events import (
    CardChosen,
    DeliveryChosen,
    KeyTyped,
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
    Refused,
    Result,
    ShowProgress,
    Sign,
    Welcome,
    WhatToBring,
)
from kiosk.flow.visit import Service, Visit
from kiosk.rules.cards import CardState
from kiosk.rules.submissions import Delivery, PaymentWay, ReplacementReason, Stroke

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
    reason: ReplacementReason = ReplacementReason.LOST
    delivery: Delivery = Delivery.PICK_UP
    payment: PaymentWay = PaymentWay.AT_PICK_UP
    signature: tuple[Stroke, ...] = ()
    """Empty: says that they cannot sign."""


_PRESSES: dict[type[Page], Press] = {
    Welcome: Press.START,
    ConfirmIdentity: Press.CONFIRM,
    ConfirmLoss: Press.CONFIRM,
    ConfirmRelease: Press.CONFIRM,
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
    press = _PRESSES.get(type(page))
    return Pressed(press=press) if press else _choice(page, wish)


def _choice(page: Page, wish: Wish) -> PersonEvent | None:
    chosen: PersonEvent | None = None
    match page:
        case ChooseService():
            chosen = ServiceChosen(service=wish.service)
        case ChooseCard():
            chosen = CardChosen(index=_card(page.visit, wish))
        case CardStanding():
            chosen = Pressed(press=Press.CONFIRM if page.advice in _GO_ON else Press.QUIT)
        case ChooseReason():
            chosen = ReasonChosen(reason=wish.reason)
        case EnterPhone():
            chosen = _typed(page, wish)
        case ChooseDelivery():
            chosen = DeliveryChosen(delivery=wish.delivery)
        case ChooseOutlet():
            chosen = _collected(page, wish)
        case Sign():
            chosen = _signed(page, wish)
        case WhatToBring():
            chosen = Pressed(press=Press.QUIT if page.printed else Press.PRINT)
        case CheckAnswers():
            chosen = Pressed(press=Press.CONFIRM if collects_as_wished(page.visit, wish) else Press.QUIT)
        case ChoosePayment():
            chosen = PaymentChosen(payment=wish.payment)
        case _:
            pass
    return chosen


def _card(visit: Visit, wish: Wish) -> int:
    """The first card in a state that the wish can act on, else the first."""
    cards = visit.known.cards if visit.known else ()
    wanted = _WANTED.get(wish.service, set(CardState))
    return next((index for index, card in enumerate(cards) if card.state in wanted), 0)


def _collected(page: ChooseOutlet, wish: Wish) -> PersonEvent:
    offered = [outlet.id for outlet in page.outlets]
    if wish.outlet and wish.outlet not in offered:
        return Pressed(press=Press.QUIT)
    return OutletChosen(outlet=wish.outlet or offered[0])


def collects_as_wished(visit: Visit, wish: Wish) -> bool:
    """Where the region names the outlet, nobody is asked; then it must be the one wished for."""
    by_mail = visit.answers.delivery is Delivery.MAIL
    return not wish.outlet or by_mail or visit.answers.outlet == wish.outlet


def _typed(page: EnterPhone, wish: Wish) -> PersonEvent:
    if page.digits == wish.phone or page.invalid:
        return Pressed(press=Press.QUIT if page.invalid else Press.CONFIRM)
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
