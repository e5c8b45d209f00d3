"""The application, one question a page: who may apply, which questions are asked, in which order."""

from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum

from kiosk.flow.confirming import ask_consent
from kiosk.flow.pages import (
    ChooseDelivery,
    ChooseOutlet,
    ChoosePayment,
    ChooseReason,
    EnterPhone,
    NotEligible,
    Page,
    Sign,
)
from kiosk.flow.state import Kiosk
from kiosk.flow.transition import Transition, enter
from kiosk.flow.visit import Visit
from kiosk.rules.cards import CardState
from kiosk.rules.eligibility import Case, Unmet, unmet
from kiosk.rules.fees import fee_for
from kiosk.rules.identity import age_of
from kiosk.rules.outlets import Outlet, OutletService
from kiosk.rules.submissions import Delivery, Fee, PaymentWay, ReplacementReason, SubmissionKind


class Question(StrEnum):
    """The questions of the application, in their order."""

    REASON = "reason"
    PHONE = "phone"
    DELIVERY = "delivery"
    OUTLET = "outlet"
    SIGNATURE = "signature"
    PAYMENT = "payment"


def apply(kiosk: Kiosk, visit: Visit) -> Transition:
    """Begin the application, or say every condition that fails."""
    if failed := unmet_of(kiosk, visit):
        return enter(kiosk, NotEligible(visit=visit, unmet=failed))
    return ask_next(kiosk, visit, after=None)


def unmet_of(kiosk: Kiosk, visit: Visit) -> tuple[Unmet, ...]:
    """The conditions of a replacement that fail in this visit."""
    if visit.holder is None or visit.card is None:
        return ()
    case = Case(
        kind=SubmissionKind.REPLACEMENT,
        holder=visit.holder,
        card=visit.card,
        known=visit.known,
        relation=visit.relation,
        today=kiosk.conditions.now.date(),
    )
    return unmet(visit.policy, case)


def ask_next(kiosk: Kiosk, visit: Visit, after: Question | None) -> Transition:
    """The next question that is asked in this visit, or the form on one page."""
    visit = with_defaults(kiosk, visit)
    order = list(Question)
    rest = order if after is None else order[order.index(after) + 1 :]
    for question in rest:
        if asked(question, visit):
            return enter(kiosk, question_page(question, visit))
    return ask_consent(kiosk, visit)


def ask_missing(kiosk: Kiosk, visit: Visit) -> Transition:
    """After a line was changed: what the change made necessary, else back to the form."""
    visit = with_defaults(kiosk, visit)
    for question in Question:
        if asked(question, visit) and not answered(question, visit):
            return enter(kiosk, question_page(question, visit, editing=True))
    return ask_consent(kiosk, visit)


def answered(question: Question, visit: Visit) -> bool:
    """The question has an answer that still holds."""
    answers = visit.answers
    match question:
        case Question.REASON:
            return answers.reason is not None
        case Question.PHONE:
            return answers.phone != ""
        case Question.DELIVERY:
            return answers.delivery is not None
        case Question.OUTLET:
            return any(outlet.id == answers.outlet for outlet in collecting(visit))
        case Question.SIGNATURE:
            return bool(answers.signature) or answers.unsigned
        case Question.PAYMENT:
            return answers.payment in ways(visit)


def question_before(visit: Visit, question: Question | None) -> Question | None:
    """The question asked before that one (before the form when None); None: it is the first."""
    order = list(Question)
    earlier = order if question is None else order[: order.index(question)]
    return next((one for one in reversed(earlier) if asked(one, visit)), None)


def asked(question: Question, visit: Visit) -> bool:
    """Questions with one possible answer are not asked."""
    return _ASKED[question](visit)


def question_page(question: Question, visit: Visit, *, editing: bool = False) -> Page:
    """The page of a question, with the answer given before."""
    match question:
        case Question.REASON:
            return ChooseReason(visit=visit, editing=editing)
        case Question.PHONE:
            return EnterPhone(visit=visit, digits=visit.answers.phone, editing=editing)
        case Question.DELIVERY:
            return ChooseDelivery(visit=visit, editing=editing)
        case Question.OUTLET:
            return ChooseOutlet(visit=visit, outlets=collecting(visit), editing=editing)
        case Question.SIGNATURE:
            return Sign(visit=visit, editing=editing)
        case Question.PAYMENT:
            return ChoosePayment(visit=visit, editing=editing)


def collecting(visit: Visit) -> tuple[Outlet, ...]:
    """Outlets where a card can be collected, the card's own first, then as the policy lists them;

    all of them if none says so.
    """
    own = visit.card.outlet if visit.card else ""
    able = tuple(outlet for outlet in visit.policy.outlets if OutletService.COLLECT in outlet.services)
    return tuple(sorted(able or visit.policy.outlets, key=lambda outlet: outlet.id != own))


def lost(visit: Visit) -> bool:
    """The reason is plain: the card is reported lost, or this visit reports it."""
    state = visit.card.state if visit.card else CardState.UNKNOWN
    reported = any(act.kind is SubmissionKind.LOSS_REPORT for act in visit.filed)
    return reported or state in {CardState.FORMALLY_LOST, CardState.TEMPORARILY_LOST}


def _reason_asked(visit: Visit) -> bool:
    return not lost(visit) and len(visit.policy.reasons) > 1


def _delivery_asked(visit: Visit) -> bool:
    return len(visit.policy.delivery) > 1


def _outlet_asked(visit: Visit) -> bool:
    return visit.answers.delivery is not Delivery.MAIL and _only_outlet(visit) is None


def _only_outlet(visit: Visit) -> Outlet | None:
    """The one outlet that is possible: the card's own where the region says so, or the only one."""
    choices = collecting(visit)
    own = visit.card.outlet if visit.card else ""
    if len(choices) == 1 or (visit.policy.own_outlet_only and choices[0].id == own):
        return choices[0]
    return None


def _payment_asked(visit: Visit) -> bool:
    fee = visit.answers.fee
    return fee is not None and fee.amount_fen > 0 and len(ways(visit)) > 1


def ways(visit: Visit) -> tuple[PaymentWay, ...]:
    """How a fee above zero may be settled."""
    return tuple(way for way in visit.policy.fees.ways if way is not PaymentWay.WAIVED)


_ASKED: dict[Question, Callable[[Visit], bool]] = {
    Question.REASON: _reason_asked,
    Question.PHONE: lambda _: True,
    Question.DELIVERY: _delivery_asked,
    Question.OUTLET: _outlet_asked,
    Question.SIGNATURE: lambda _: True,
    Question.PAYMENT: _payment_asked,
}


def with_defaults(kiosk: Kiosk, visit: Visit) -> Visit:
    """Fill in every answer that has only one possibility, and the fee."""
    answers = visit.answers
    if not _reason_asked(visit):
        answers = replace(answers, reason=ReplacementReason.LOST if lost(visit) else visit.policy.reasons[0])
    if not _delivery_asked(visit):
        answers = replace(answers, delivery=visit.policy.delivery[0])
    only = _only_outlet(visit)
    if only is not None or answers.delivery is Delivery.MAIL:
        answers = replace(answers, outlet=only.id if only else visit.card.outlet if visit.card else "")
    answers = replace(answers, fee=_fee(kiosk, replace(visit, answers=answers)))
    return _with_payment(replace(visit, answers=answers))


def _fee(kiosk: Kiosk, visit: Visit) -> Fee | None:
    reason = visit.answers.reason
    if reason is None or visit.holder is None or visit.card is None:
        return None
    return fee_for(
        visit.policy,
        scheme=visit.card.scheme,
        reason=reason,
        age=age_of(visit.holder, kiosk.conditions.now.date()),
        replacements=visit.known.replacements if visit.known else None,
    )


def _with_payment(visit: Visit) -> Visit:
    fee = visit.answers.fee
    if fee is None or _payment_asked(visit):
        return visit
    way = ways(visit)[0] if fee.amount_fen else PaymentWay.WAIVED
    return replace(visit, answers=replace(visit.answers, payment=way))
