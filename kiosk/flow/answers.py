"""What a person enters into the application; nothing entered is lost by going back or changing a line."""

from dataclasses import replace

from kiosk.flow.application import Question, ask_missing, ask_next, asked, collecting, question_page, ways
from kiosk.flow.effects import AlertStaff
from kiosk.flow.events import (
    DeliveryChosen,
    EditAsked,
    Field,
    KeyTyped,
    OutletChosen,
    PaymentChosen,
    Press,
    ReasonChosen,
    StrokeDrawn,
)
from kiosk.flow.pages import (
    CheckAnswers,
    ChooseDelivery,
    ChooseOutlet,
    ChoosePayment,
    ChooseReason,
    EnterPhone,
    Sign,
)
from kiosk.flow.standing import show_standing
from kiosk.flow.state import Kiosk
from kiosk.flow.transition import Table, Transition, enter, stay
from kiosk.flow.visit import Answers, Visit
from kiosk.rules import phone
from kiosk.rules.cards import CardState
from kiosk.rules.submissions import ReplacementReason

MOST_POINTS = 6000
"""Of a signature: a minute of drawing at 100 points a second."""


QuestionPage = ChooseReason | EnterPhone | ChooseDelivery | ChooseOutlet | Sign | ChoosePayment


def _answered(kiosk: Kiosk, page: QuestionPage, visit: Visit, question: Question) -> Transition:
    """On to the next question, or back to the form when only this line was changed."""
    return ask_missing(kiosk, visit) if page.editing else ask_next(kiosk, visit, after=question)


def _with(visit: Visit, answers: Answers) -> Visit:
    return replace(visit, answers=answers)


def _reason(kiosk: Kiosk, page: ChooseReason, event: ReasonChosen) -> Transition:
    if event.reason not in page.visit.policy.reasons:
        return stay(kiosk)
    visit = _with(page.visit, replace(page.visit.answers, reason=event.reason))
    in_use = visit.card is not None and visit.card.state is CardState.NORMAL
    if event.reason is ReplacementReason.LOST and in_use:
        return show_standing(kiosk, visit)
    return _answered(kiosk, page, visit, Question.REASON)


def _key(kiosk: Kiosk, page: EnterPhone, event: KeyTyped) -> Transition:
    return enter(kiosk, replace(page, digits=phone.typed(page.digits, event.key), invalid=False))


def _backspace(kiosk: Kiosk, page: EnterPhone, _event: object) -> Transition:
    return enter(kiosk, replace(page, digits=page.digits[:-1], invalid=False))


def _clear(kiosk: Kiosk, page: EnterPhone, _event: object) -> Transition:
    return enter(kiosk, replace(page, digits="", invalid=False))


def _phone(kiosk: Kiosk, page: EnterPhone, _event: object) -> Transition:
    """An empty field takes the number that the upstream knows, if it knows one."""
    known = page.visit.known.phone if page.visit.known else ""
    number = phone.phone(page.digits or known)
    if number is None:
        return enter(kiosk, replace(page, invalid=True))
    visit = _with(page.visit, replace(page.visit.answers, phone=number))
    return _answered(kiosk, page, visit, Question.PHONE)


def _delivery(kiosk: Kiosk, page: ChooseDelivery, event: DeliveryChosen) -> Transition:
    if event.delivery not in page.visit.policy.delivery:
        return stay(kiosk)
    visit = _with(page.visit, replace(page.visit.answers, delivery=event.delivery))
    return _answered(kiosk, page, visit, Question.DELIVERY)


def _outlet(kiosk: Kiosk, page: ChooseOutlet, event: OutletChosen) -> Transition:
    if all(outlet.id != event.outlet for outlet in collecting(page.visit)):
        return stay(kiosk)
    visit = _with(page.visit, replace(page.visit.answers, outlet=event.outlet))
    return _answered(kiosk, page, visit, Question.OUTLET)


def _stroke(kiosk: Kiosk, page: Sign, event: StrokeDrawn) -> Transition:
    drawn = (*page.visit.answers.signature, event.stroke)
    if not event.stroke or sum(map(len, drawn)) > MOST_POINTS:
        return stay(kiosk)
    answers = replace(page.visit.answers, signature=drawn, unsigned=False)
    return enter(kiosk, replace(page, visit=_with(page.visit, answers)))


def _sign_again(kiosk: Kiosk, page: Sign, _event: object) -> Transition:
    answers = replace(page.visit.answers, signature=(), unsigned=False)
    return enter(kiosk, replace(page, visit=_with(page.visit, answers)))


def _signed(kiosk: Kiosk, page: Sign, _event: object) -> Transition:
    if not page.visit.answers.signature:
        return stay(kiosk)
    return _answered(kiosk, page, page.visit, Question.SIGNATURE)


def _cannot_sign(kiosk: Kiosk, page: Sign, _event: object) -> Transition:
    """Staff witness instead; nobody is turned away for not being able to write."""
    answers = replace(page.visit.answers, signature=(), unsigned=True)
    asked_next, effects = _answered(kiosk, page, _with(page.visit, answers), Question.SIGNATURE)
    return asked_next, (*effects, AlertStaff(code="signature_witness"))


def _payment(kiosk: Kiosk, page: ChoosePayment, event: PaymentChosen) -> Transition:
    if event.payment not in ways(page.visit):
        return stay(kiosk)
    visit = _with(page.visit, replace(page.visit.answers, payment=event.payment))
    return _answered(kiosk, page, visit, Question.PAYMENT)


_EDITED: dict[Field, Question] = {
    Field.REASON: Question.REASON,
    Field.PHONE: Question.PHONE,
    Field.DELIVERY: Question.DELIVERY,
    Field.OUTLET: Question.OUTLET,
    Field.SIGNATURE: Question.SIGNATURE,
    Field.PAYMENT: Question.PAYMENT,
}


def _edit(kiosk: Kiosk, page: CheckAnswers, event: EditAsked) -> Transition:
    question = _EDITED[event.field]
    if not asked(question, page.visit):
        return stay(kiosk)
    return enter(kiosk, question_page(question, page.visit, editing=True))


TABLE: Table = {
    (ChooseReason, ReasonChosen): _reason,
    (EnterPhone, KeyTyped): _key,
    (EnterPhone, Press.BACKSPACE): _backspace,
    (EnterPhone, Press.CLEAR): _clear,
    (EnterPhone, Press.CONFIRM): _phone,
    (ChooseDelivery, DeliveryChosen): _delivery,
    (ChooseOutlet, OutletChosen): _outlet,
    (Sign, StrokeDrawn): _stroke,
    (Sign, Press.CLEAR): _sign_again,
    (Sign, Press.CONFIRM): _signed,
    (Sign, Press.CANNOT_SIGN): _cannot_sign,
    (ChoosePayment, PaymentChosen): _payment,
    (CheckAnswers, EditAsked): _edit,
}
