"""The receipt: printed after filing, never a condition of it; then the result."""

from dataclasses import replace

from kiosk.flow.confirming import can_print, promised
from kiosk.flow.current import act_of, with_act
from kiosk.flow.effects import Print, Slip
from kiosk.flow.events import Press, PrintChanged, TimerFired
from kiosk.flow.pages import Printing, Refusal, Result
from kiosk.flow.refusing import refuse
from kiosk.flow.state import Kiosk
from kiosk.flow.transition import Table, Transition, enter, show, stay
from kiosk.flow.visit import FiledAct, PrintState, Service, Standing, Visit
from kiosk.rules.submissions import SubmissionKind

_UNDER_WAY = frozenset({PrintState.WAITING, PrintState.PRINTING})


def print_receipt(kiosk: Kiosk, visit: Visit, kind: SubmissionKind) -> Transition:
    """Print what was filed; what the upstream refused has no receipt but a next step."""
    act = act_of(visit, kind)
    if act is None:
        return stay(kiosk)
    if act.standing is Standing.REFUSED:
        return refuse(kiosk, visit, Refusal.UPSTREAM_REFUSED, act.refusal)
    if visit.paperless and not can_print(kiosk):
        paperless = with_act(visit, replace(act, print_state=PrintState.PAPERLESS))
        return show_result(kiosk, paperless, kind)
    return enter(kiosk, Printing(visit=visit, kind=kind), receipt(kiosk, visit, act))


def receipt(kiosk: Kiosk, visit: Visit, act: FiledAct) -> Print:
    """The receipt of one act, in the person's language."""
    return Print(
        visit=visit,
        slip=Slip.ACT,
        act=act,
        language=kiosk.preferences.language,
        large=kiosk.preferences.large,
    )


def _printing(kiosk: Kiosk, page: Printing, event: PrintChanged) -> Transition:
    act = act_of(page.visit, page.kind)
    if act is None or act.number != event.number:
        return stay(kiosk)
    if event.state not in _UNDER_WAY:
        return show_result(kiosk, page.visit, page.kind)
    waiting = replace(page, waiting_for=event.waiting_for)
    progress = event.waiting_for is None or event.waiting_for is not page.waiting_for
    return enter(kiosk, waiting) if progress else show(kiosk, waiting)


def _go_on_without(kiosk: Kiosk, page: Printing, _event: object) -> Transition:
    return show_result(kiosk, page.visit, page.kind)


def show_result(kiosk: Kiosk, visit: Visit, kind: SubmissionKind) -> Transition:
    """What was done, the number, what next."""
    act = act_of(visit, kind)
    if act is None:
        return stay(kiosk)
    page = Result(visit=visit, go_on=_go_on(visit, act), number_qr=visit.policy.receipt_code(act.token))
    if kind is SubmissionKind.REPLACEMENT:
        term = promised(kiosk, visit)
        outlet = visit.policy.outlet(visit.answers.outlet)
        page = replace(
            page, ready_on=term.on, about=term.about, days=term.length, unit=term.unit, outlet=outlet
        )
    return enter(kiosk, page)


def _go_on(visit: Visit, act: FiledAct) -> bool:
    """The replacement comes next; after a report that is only kept, where the region lets it wait for it."""
    if visit.service is not Service.REPORT_AND_REPLACE or act.kind is not SubmissionKind.LOSS_REPORT:
        return False
    return act.standing in {Standing.IN_FORCE, Standing.RECEIVED} or visit.policy.offline.replace


TABLE: Table = {
    (Printing, PrintChanged): _printing,
    (Printing, TimerFired): _go_on_without,
    (Printing, Press.CONFIRM): _go_on_without,
}
