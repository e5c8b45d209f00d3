"""The pages on which a person agrees: what will be filed, in full, before it is filed."""

from kiosk.flow.conditions import PrinterCondition
from kiosk.flow.current import act_of
from kiosk.flow.pages import CheckAnswers, ConfirmLoss, ConfirmRelease, OfferPaperless, Page
from kiosk.flow.state import Kiosk
from kiosk.flow.transition import Transition, enter
from kiosk.flow.visit import Service, Visit
from kiosk.rules.cards import CardState, Scheme
from kiosk.rules.promises import Ready, ready
from kiosk.rules.submissions import LossForm, SubmissionKind
from kiosk.rules.terms import Revocation

_REPORTING = frozenset({Service.REPORT_LOSS, Service.REPORT_AND_REPLACE})


def ask_consent(kiosk: Kiosk, visit: Visit) -> Transition:
    """Ask for the yes; if no receipt can be printed, first whether the person goes without."""
    if not visit.paperless and not can_print(kiosk):
        return enter(kiosk, OfferPaperless(visit=visit, printer=kiosk.conditions.printer))
    return enter(kiosk, confirm_page(kiosk, visit))


def can_print(kiosk: Kiosk) -> bool:
    """A receipt would come out now."""
    return kiosk.conditions.printer is PrinterCondition.READY


def loss_due(visit: Visit) -> bool:
    """A loss report is what this visit files next."""
    reported = act_of(visit, SubmissionKind.LOSS_REPORT) is not None
    already = visit.card is not None and visit.card.state is CardState.FORMALLY_LOST
    return visit.service in _REPORTING and not reported and not already


def confirm_page(kiosk: Kiosk, visit: Visit) -> Page:
    """The only door to what is filed next."""
    if visit.service is Service.RELEASE:
        return ConfirmRelease(visit=visit)
    if loss_due(visit):
        formal = visit.loss_form is LossForm.FORMAL
        revocation = visit.policy.formal_loss.revocable if formal else Revocation.UNTIL_REPLACED
        return ConfirmLoss(visit=visit, revocation=revocation)
    term = promised(kiosk, visit)
    return CheckAnswers(visit=visit, ready_on=term.on, about=term.about, days=term.length, unit=term.unit)


def promised(kiosk: Kiosk, visit: Visit) -> Ready:
    """When the new card will be ready, if it is applied for now."""
    scheme = visit.card.scheme if visit.card else Scheme.SOCIAL_SECURITY
    today = kiosk.conditions.now.date()
    trusted = kiosk.conditions.clock_trusted
    return ready(visit.policy, scheme, today, clock_trusted=trusted, overrides=kiosk.calendar)
