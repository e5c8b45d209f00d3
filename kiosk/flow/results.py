"""After filing: the result, a second slip, progress and reprints."""

from dataclasses import replace

from kiosk.flow.application import apply
from kiosk.flow.current import with_act
from kiosk.flow.effects import Print, Slip
from kiosk.flow.ending import leave
from kiosk.flow.events import Press, ReceiptChosen
from kiosk.flow.lookup import look_up
from kiosk.flow.pages import Leaving, NotEligible, Refusal, Refused, Result, ShowProgress, Whose
from kiosk.flow.placing import place_document
from kiosk.flow.printing import receipt
from kiosk.flow.state import Kiosk
from kiosk.flow.transition import Table, Transition, enter, stay
from kiosk.flow.visit import FiledAct, PrintState, Service, Standing, Visit
from kiosk.rules.progress import ProgressItem
from kiosk.rules.submissions import Relation

MOST_COPIES = 3
"""Of one receipt in one visit: past this the printer needs staff, not another try."""
_FAILED = frozenset({PrintState.NOT_PRINTED, PrintState.UNKNOWN, PrintState.PAPERLESS})


def _go_on(kiosk: Kiosk, page: Result, _event: object) -> Transition:
    return apply(kiosk, page.visit) if page.go_on else leave(kiosk, Leaving.DONE)


def _enough(kiosk: Kiosk, _page: Result | ShowProgress, _event: object) -> Transition:
    return leave(kiosk, Leaving.DONE)


def _reprint(kiosk: Kiosk, page: Result, _event: object) -> Transition:
    """Once for every print that failed; always marked as a copy."""
    act = page.visit.filed[-1]
    if act.print_state not in _FAILED or act.copies >= MOST_COPIES:
        return stay(kiosk)
    copy = replace(act, copies=act.copies + 1, print_state=PrintState.WAITING)
    visit = with_act(page.visit, copy)
    return enter(kiosk, replace(page, visit=visit), receipt(kiosk, visit, copy))


def _print_progress(kiosk: Kiosk, page: ShowProgress, _event: object) -> Transition:
    return enter(kiosk, page, replace(_slip(kiosk, page, Slip.PROGRESS), items=page.items))


def _print_receipt(kiosk: Kiosk, page: ShowProgress, event: ReceiptChosen) -> Transition:
    """A receipt of an earlier day comes from the upstream and is a copy."""
    if page.visit.service is not Service.REPRINT or not 0 <= event.index < len(page.items):
        return stay(kiosk)
    item = page.items[event.index]
    slip = replace(_slip(kiosk, page, Slip.ACT), act=past_act(item), items=(item,))
    return enter(kiosk, page, slip)


def _slip(kiosk: Kiosk, page: ShowProgress, slip: Slip) -> Print:
    wishes = kiosk.preferences
    return Print(visit=page.visit, slip=slip, language=wishes.language, large=wishes.large)


def past_act(item: ProgressItem) -> FiledAct:
    """What was filed in an earlier visit, as the upstream remembers it: a copy."""
    if item.refusal:
        standing = Standing.REFUSED
    else:
        standing = Standing.IN_FORCE if item.in_force_since is not None else Standing.RECEIVED
    return FiledAct(
        kind=item.kind,
        submission_id=item.submission_id,
        number=item.number,
        filed_at=item.filed_at,
        token=item.token,
        form=item.terms.loss,
        standing=standing,
        since=item.in_force_since,
        refusal=item.refusal,
        copies=1,
    )


_BY_DOCUMENT = frozenset(
    {
        Refusal.READS_FAILED,
        Refusal.NOT_YOU,
        Refusal.NO_GUARDIAN,
        Refusal.DOCUMENT_EXPIRED,
        Refusal.DOCUMENT_NOT_ACCEPTED,
    }
)
"""Refusals that another document, or another try, may lift."""


def _retry(kiosk: Kiosk, page: Refused, _event: object) -> Transition:
    if page.refusal is Refusal.LOOKUP_NOT_POSSIBLE:
        return look_up(kiosk, page.visit)
    if page.refusal in _BY_DOCUMENT and not page.visit.filed:
        lying = page.refusal is Refusal.READS_FAILED
        return place_document(kiosk, _from_the_start(page.visit), Whose.APPLICANT, lying_counts=lying)
    return stay(kiosk)


def _from_the_start(visit: Visit) -> Visit:
    """Nobody acts for anybody yet, except a guardian who is awaited for a holder read before."""
    awaited = visit.relation is Relation.GUARDIAN and visit.applicant is None
    return visit if awaited else replace(visit, relation=Relation.SELF)


def _give_up(kiosk: Kiosk, _page: Refused | NotEligible, _event: object) -> Transition:
    return leave(kiosk, Leaving.REFUSED)


TABLE: Table = {
    (Result, Press.CONFIRM): _go_on,
    (Result, Press.DECLINE): _enough,
    (Result, Press.REPRINT): _reprint,
    (ShowProgress, Press.CONFIRM): _enough,
    (ShowProgress, Press.PRINT): _print_progress,
    (ShowProgress, ReceiptChosen): _print_receipt,
    (Refused, Press.RETRY): _retry,
    (Refused, Press.BACK): _retry,
    (Refused, Press.CONFIRM): _give_up,
    (NotEligible, Press.CONFIRM): _give_up,
}
