"""What answers say of filed acts is noted on whatever page the visit is."""

from dataclasses import replace

from kiosk.flow.current import visit_of, with_act, with_visit
from kiosk.flow.events import PrintChanged, VerdictArrived
from kiosk.flow.pages import ConfirmQuit, Help, IdleWarning, Page, Result
from kiosk.flow.state import Kiosk
from kiosk.flow.visit import Standing, Visit
from kiosk.rules.cards import CardState
from kiosk.rules.submissions import LossForm, SubmissionKind

_FINAL = frozenset({Standing.IN_FORCE, Standing.REFUSED})


def note_verdict(kiosk: Kiosk, event: VerdictArrived) -> Kiosk:
    """An act's standing only grows: a word that comes late never takes an earlier one back."""
    visit = visit_of(kiosk.page)
    act = (
        next((one for one in visit.filed if one.submission_id == event.submission_id), None)
        if visit
        else None
    )
    if visit is None or act is None or act.standing in _FINAL or event.standing is Standing.KEPT:
        return kiosk
    token = event.token or act.token
    act = replace(act, standing=event.standing, since=event.since, refusal=event.refusal, token=token)
    updated = with_act(visit, act)
    if act.kind is SubmissionKind.LOSS_REPORT and act.standing is Standing.IN_FORCE:
        updated = _card_lost(updated, act.form)
    return _amend(kiosk, updated)


def _card_lost(visit: Visit, form: LossForm | None) -> Visit:
    if visit.card is None:
        return visit
    formal = form is LossForm.FORMAL
    state = CardState.FORMALLY_LOST if formal else CardState.TEMPORARILY_LOST
    return replace(visit, card=replace(visit.card, state=state))


def note_print(kiosk: Kiosk, event: PrintChanged) -> Kiosk:
    """How far the receipt of an act has come."""
    visit = visit_of(kiosk.page)
    act = next((one for one in visit.filed if one.number == event.number), None) if visit else None
    if visit is None or act is None:
        return kiosk
    return _amend(kiosk, with_act(visit, replace(act, print_state=event.state)))


def _amend(kiosk: Kiosk, visit: Visit) -> Kiosk:
    return replace(kiosk, page=_amended(kiosk.page, visit))


def _amended(page: Page, visit: Visit) -> Page:
    if isinstance(page, IdleWarning | ConfirmQuit | Help):
        return replace(page, under=_amended(page.under, visit))
    if isinstance(page, Result):
        page = replace(page, number_qr=visit.policy.receipt_code(visit.filed[-1].token))
    return with_visit(page, visit)
