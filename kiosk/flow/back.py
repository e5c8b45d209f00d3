"""Going back: to the page before, with every answer kept; never past something that is filed."""

from dataclasses import replace

from kiosk.flow.application import Question, answered, ask_missing, question_before, question_page
from kiosk.flow.confirming import loss_due
from kiosk.flow.current import act_of
from kiosk.flow.ending import ending_effects
from kiosk.flow.events import Press
from kiosk.flow.identity import confirm_again
from kiosk.flow.menu import menu
from kiosk.flow.pages import (
    CardStanding,
    CheckAnswers,
    ChooseCard,
    ChooseDelivery,
    ChooseLossForm,
    ChooseOutlet,
    ChoosePayment,
    ChooseReason,
    ConfirmIdentity,
    ConfirmLoss,
    ConfirmRelease,
    EnterPhone,
    LookingUp,
    NotEligible,
    OfferPaperless,
    PlaceDocument,
    ShowProgress,
    Sign,
    TypePassport,
    Whose,
)
from kiosk.flow.placing import place_document
from kiosk.flow.printing import show_result
from kiosk.flow.standing import form_asked, show_standing
from kiosk.flow.state import Kiosk
from kiosk.flow.transition import Table, Transition, enter
from kiosk.flow.visit import Service, Visit
from kiosk.rules.submissions import Relation, ReplacementReason, SubmissionKind


def _from_reading(kiosk: Kiosk, page: PlaceDocument, _event: object) -> Transition:
    """Before anything was read the visit ends without a question; later it is the page before."""
    visit = page.visit
    if page.whose is Whose.HOLDER:
        return confirm_again(kiosk, replace(visit, relation=Relation.SELF, holder=visit.applicant))
    if visit.relation is Relation.GUARDIAN and visit.holder is not None:
        return confirm_again(kiosk, replace(visit, relation=Relation.SELF, applicant=visit.holder))
    return enter(kiosk, menu(kiosk), *ending_effects(kiosk, visit))


def _from_passport(kiosk: Kiosk, page: TypePassport, _event: object) -> Transition:
    return place_document(kiosk, page.visit, page.whose, lying_counts=True)


def _from_identity(kiosk: Kiosk, page: ConfirmIdentity, _event: object) -> Transition:
    return place_document(kiosk, page.visit, page.whose, lying_counts=False)


def _to_identity(kiosk: Kiosk, page: LookingUp | ChooseCard | ShowProgress, _event: object) -> Transition:
    return confirm_again(kiosk, page.visit)


def _from_standing(kiosk: Kiosk, page: CardStanding, _event: object) -> Transition:
    visit = page.visit
    if visit.answers.reason is ReplacementReason.LOST and visit.known is not None:
        answers = replace(visit.answers, reason=None)
        return show_standing(kiosk, replace(visit, answers=answers))
    if visit.known is not None and len(visit.known.cards) > 1:
        return enter(kiosk, ChooseCard(visit=visit))
    return confirm_again(kiosk, visit)


def _to_standing(
    kiosk: Kiosk, page: ChooseLossForm | ConfirmRelease | NotEligible, _event: object
) -> Transition:
    return _before_application(kiosk, page.visit)


def _from_loss(kiosk: Kiosk, page: ConfirmLoss, _event: object) -> Transition:
    return _before_report(kiosk, page.visit)


def _before_report(kiosk: Kiosk, visit: Visit) -> Transition:
    """The choice between temporary and formal, where there was one."""
    return enter(kiosk, ChooseLossForm(visit=visit)) if form_asked(visit) else show_standing(kiosk, visit)


def _before_application(kiosk: Kiosk, visit: Visit) -> Transition:
    """A filed report is not undone by going back: its result is the page before."""
    if act_of(visit, SubmissionKind.LOSS_REPORT) is not None:
        return show_result(kiosk, visit, SubmissionKind.LOSS_REPORT)
    return show_standing(kiosk, visit)


def _from_paperless(kiosk: Kiosk, page: OfferPaperless, _event: object) -> Transition:
    visit = page.visit
    if visit.service is Service.RELEASE:
        return show_standing(kiosk, visit)
    return _before_report(kiosk, visit) if loss_due(visit) else _before_question(kiosk, visit, None)


def _from_check(kiosk: Kiosk, page: CheckAnswers, _event: object) -> Transition:
    return _before_question(kiosk, page.visit, None)


def _before_question(kiosk: Kiosk, visit: Visit, question: Question | None) -> Transition:
    before = question_before(visit, question)
    if before is None:
        return _before_application(kiosk, visit)
    return enter(kiosk, question_page(before, visit))


QuestionPage = ChooseReason | EnterPhone | ChooseDelivery | ChooseOutlet | Sign | ChoosePayment
_QUESTIONS: dict[type[QuestionPage], Question] = {
    ChooseReason: Question.REASON,
    EnterPhone: Question.PHONE,
    ChooseDelivery: Question.DELIVERY,
    ChooseOutlet: Question.OUTLET,
    Sign: Question.SIGNATURE,
    ChoosePayment: Question.PAYMENT,
}


def _from_question(kiosk: Kiosk, page: QuestionPage, _event: object) -> Transition:
    """From a line that is changed to the form; from one that must be answered first to the one before."""
    question = _QUESTIONS[type(page)]
    if page.editing and answered(question, page.visit):
        return ask_missing(kiosk, page.visit)
    return _before_question(kiosk, page.visit, question)


TABLE: Table = {
    (PlaceDocument, Press.BACK): _from_reading,
    (TypePassport, Press.BACK): _from_passport,
    (ConfirmIdentity, Press.BACK): _from_identity,
    (LookingUp, Press.BACK): _to_identity,
    (ChooseCard, Press.BACK): _to_identity,
    (ShowProgress, Press.BACK): _to_identity,
    (CardStanding, Press.BACK): _from_standing,
    (ChooseLossForm, Press.BACK): _to_standing,
    (ConfirmLoss, Press.BACK): _from_loss,
    (ConfirmRelease, Press.BACK): _to_standing,
    (NotEligible, Press.BACK): _to_standing,
    (OfferPaperless, Press.BACK): _from_paperless,
    (CheckAnswers, Press.BACK): _from_check,
    **{(page, Press.BACK): _from_question for page in _QUESTIONS},
}
