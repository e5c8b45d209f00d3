"""The yes of a person: the only place where something is filed (and paid before)."""

from dataclasses import replace

from kiosk.flow.confirming import ask_consent, can_print
from kiosk.flow.events import Press, PrinterChanged
from kiosk.flow.filing import file
from kiosk.flow.pages import CheckAnswers, ConfirmLoss, ConfirmRelease, OfferPaperless
from kiosk.flow.payment import acting_for, file_application, open_order
from kiosk.flow.standing import show_standing
from kiosk.flow.state import Kiosk
from kiosk.flow.transition import Table, Transition, show, stay
from kiosk.rules.submissions import LossReport, PaymentWay, Release


def _report(kiosk: Kiosk, page: ConfirmLoss, _event: object) -> Transition:
    visit = page.visit
    if visit.holder is None or visit.card is None:
        return stay(kiosk)
    report = LossReport(
        holder=visit.holder,
        card=visit.card,
        form=visit.loss_form,
        applicant=acting_for(visit),
        relation=visit.relation,
    )
    return file(kiosk, visit, report)


def _release(kiosk: Kiosk, page: ConfirmRelease, _event: object) -> Transition:
    visit = page.visit
    if visit.holder is None or visit.card is None:
        return stay(kiosk)
    release = Release(
        holder=visit.holder, card=visit.card, applicant=acting_for(visit), relation=visit.relation
    )
    return file(kiosk, visit, release)


def _not_now(kiosk: Kiosk, page: ConfirmLoss | ConfirmRelease, _event: object) -> Transition:
    return show_standing(kiosk, page.visit)


def _apply(kiosk: Kiosk, page: CheckAnswers, _event: object) -> Transition:
    if page.visit.answers.payment is PaymentWay.QR:
        return open_order(kiosk, page.visit)
    return file_application(kiosk, page.visit)


def _without_paper(kiosk: Kiosk, page: OfferPaperless, _event: object) -> Transition:
    if not page.visit.policy.paperless:
        return stay(kiosk)
    return ask_consent(kiosk, replace(page.visit, paperless=True))


def _printer_changed(kiosk: Kiosk, page: OfferPaperless, event: PrinterChanged) -> Transition:
    if can_print(kiosk):
        return ask_consent(kiosk, page.visit)
    return show(kiosk, replace(page, printer=event.condition))


TABLE: Table = {
    (ConfirmLoss, Press.CONFIRM): _report,
    (ConfirmLoss, Press.DECLINE): _not_now,
    (ConfirmRelease, Press.CONFIRM): _release,
    (ConfirmRelease, Press.DECLINE): _not_now,
    (CheckAnswers, Press.CONFIRM): _apply,
    (OfferPaperless, Press.CONFIRM): _without_paper,
    (OfferPaperless, Press.PAPERLESS): _without_paper,
    (OfferPaperless, PrinterChanged): _printer_changed,
}
