"""Asking the upstream about the holder; without an answer the visit goes on as far as it may."""

from dataclasses import replace

from kiosk.flow.effects import LookUp, Query
from kiosk.flow.events import LookedUp, TimerFired
from kiosk.flow.pages import LookingUp, Refusal, ShowProgress
from kiosk.flow.patience import LOOK_UP
from kiosk.flow.refusing import refuse
from kiosk.flow.standing import found_nothing, stand
from kiosk.flow.state import Kiosk
from kiosk.flow.transition import Table, Transition, enter, stay
from kiosk.flow.visit import Service, Visit

_HISTORY = frozenset({Service.PROGRESS, Service.REPRINT})


def look_up(kiosk: Kiosk, visit: Visit) -> Transition:
    """Ask for the holder's cards, or for what was filed before."""
    if visit.holder is None:
        return stay(kiosk)
    query = Query.PROGRESS if visit.service in _HISTORY else Query.CARDS
    ask = LookUp(visit=visit.id, query=query, holder=visit.holder, seconds=LOOK_UP)
    return enter(kiosk, LookingUp(visit=visit, seconds=LOOK_UP), ask)


def _answered(kiosk: Kiosk, page: LookingUp, event: LookedUp) -> Transition:
    visit = replace(page.visit, known=event.known, card=None)
    if visit.service not in _HISTORY:
        return stand(kiosk, visit) if event.known is not None else found_nothing(kiosk, visit)
    if event.known is None:
        return refuse(kiosk, visit, Refusal.LOOKUP_NOT_POSSIBLE)
    if visit.service is Service.REPRINT and not event.progress:
        return refuse(kiosk, visit, Refusal.RECEIPT_NOT_FOUND)
    return enter(kiosk, ShowProgress(visit=visit, items=event.progress))


def _no_answer(kiosk: Kiosk, page: LookingUp, _event: TimerFired) -> Transition:
    return _answered(kiosk, page, LookedUp(visit=page.visit.id, known=None))


TABLE: Table = {
    (LookingUp, LookedUp): _answered,
    (LookingUp, TimerFired): _no_answer,
}
