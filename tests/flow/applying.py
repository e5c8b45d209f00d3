"""The steps of an application, from the menu to the form."""

from kiosk.flow.effects import File
from kiosk.flow.events import KeyTyped, PaymentChosen, StrokeDrawn
from kiosk.flow.pages import (
    CardStanding,
    ChoosePayment,
    ChooseService,
    ConfirmIdentity,
    EnterPhone,
    LookingUp,
    PlaceDocument,
    Sign,
    Welcome,
)
from kiosk.flow.visit import Service
from kiosk.rules.cards import CardState, InsuredCard
from kiosk.rules.submissions import Delivery, PaymentWay, ReplacementApplication
from tests.flow.steps import (
    CONFIRM,
    LI,
    MISSION,
    START,
    Step,
    Walked,
    card,
    choose,
    holder,
    lays,
    upstream_knows,
)

LOST = card(CardState.FORMALLY_LOST)
STROKE = StrokeDrawn(stroke=((1.0, 1.0, 0), (9.0, 4.0, 120)))
PHONE = "13800138000"
CHOICES = MISSION.model_copy(update={"delivery": (Delivery.PICK_UP, Delivery.MAIL), "own_outlet_only": False})
"""A region that lets people choose everything."""


def to_application(*cards: InsuredCard, service: Service = Service.REPLACE, **known: object) -> list[Step]:
    person = holder(*(cards or (LOST,)), **known)
    return [
        (Welcome, START),
        (ChooseService, choose(service)),
        (PlaceDocument, lays(LI)),
        (ConfirmIdentity, CONFIRM),
        (LookingUp, upstream_knows(person)),
        (CardStanding, CONFIRM),
    ]


def types(digits: str) -> list[Step]:
    return [*((EnterPhone, KeyTyped(key=key)) for key in digits), (EnterPhone, CONFIRM)]


SIGNED: list[Step] = [(Sign, STROKE), (Sign, CONFIRM)]


def pays(way: PaymentWay) -> Step:
    return (ChoosePayment, PaymentChosen(payment=way))


TO_CHECK: list[Step] = [*to_application(), *types(PHONE), *SIGNED, pays(PaymentWay.AT_PICK_UP)]


def filed(walked: Walked) -> ReplacementApplication:
    effect = walked.asked(File)[-1]
    assert isinstance(effect, File)
    assert isinstance(effect.submission, ReplacementApplication)
    return effect.submission
