"""What the machine says of itself: noted on every page, and what follows from it."""

from dataclasses import replace

from kiosk.flow.conditions import OutOfService
from kiosk.flow.current import uncovered, visit_of
from kiosk.flow.effects import AlertStaff
from kiosk.flow.events import (
    ClockTicked,
    PolicyArrived,
    PrinterChanged,
    ReaderChanged,
    ServiceStateSet,
    UpstreamChanged,
)
from kiosk.flow.menu import closed, home_page, menu
from kiosk.flow.pages import (
    AwaitingVerdict,
    ChooseService,
    ClosedPage,
    Filing,
    Printing,
    Refusal,
    Refused,
    Result,
    ShowProgress,
    Welcome,
    WhatToBring,
)
from kiosk.flow.refusing import refuse
from kiosk.flow.state import Kiosk
from kiosk.flow.transition import Table, Transition, enter, show, stay

_NOBODY = (Welcome, ChooseService, WhatToBring, ClosedPage)
"""Somebody who looks for an outlet is left to it, whether this terminal closes or opens meanwhile."""
_SAFE_WITHOUT_STORE = (Filing, AwaitingVerdict, Printing, Result, ShowProgress, Refused)


def note_reader(kiosk: Kiosk, event: ReaderChanged) -> Kiosk:
    """The reader's live state."""
    return replace(kiosk, conditions=replace(kiosk.conditions, reader=event.condition))


def note_printer(kiosk: Kiosk, event: PrinterChanged) -> Kiosk:
    """The printer's live state."""
    conditions = replace(kiosk.conditions, printer=event.condition, paper_low=event.paper_low)
    return replace(kiosk, conditions=conditions)


def note_upstream(kiosk: Kiosk, event: UpstreamChanged) -> Kiosk:
    """Whether the upstream answers."""
    return replace(kiosk, conditions=replace(kiosk.conditions, upstream_reachable=event.reachable))


def note_clock(kiosk: Kiosk, event: ClockTicked) -> Kiosk:
    """The time of day."""
    conditions = replace(kiosk.conditions, now=event.now, clock_trusted=event.trusted)
    return replace(kiosk, conditions=conditions)


def refresh_menu(kiosk: Kiosk, _page: ChooseService, _event: object) -> Transition:
    """Offers that can(not) be had any more are shown so at once."""
    return show(kiosk, menu(kiosk))


def policy_arrived(kiosk: Kiosk, event: PolicyArrived) -> Transition:
    """Never an older one, never another region's; the running visit keeps its own."""
    if event.policy.region != kiosk.place.region:
        return kiosk, (AlertStaff(code="policy_of_other_region"),)
    if kiosk.policy is not None and event.policy.version < kiosk.policy.version:
        return stay(kiosk)
    return _settle(replace(kiosk, policy=kiosk.place.seen_from_here(event.policy)))


def service_state_set(kiosk: Kiosk, event: ServiceStateSet) -> Transition:
    """A running visit is finished first, except that nothing can be filed without a store."""
    told = replace(kiosk, conditions=replace(kiosk.conditions, out_of_service=event.reason))
    visit = visit_of(told.page)
    if visit is None:
        return _settle(told)
    if event.reason is OutOfService.STORE and not isinstance(uncovered(told.page), _SAFE_WITHOUT_STORE):
        return refuse(told, visit, Refusal.COULD_NOT_STORE, OutOfService.STORE.value)
    return stay(told)


def _settle(kiosk: Kiosk) -> Transition:
    """Where nobody is served: closed, open again, or the menu as it is now."""
    page = kiosk.page
    if not isinstance(uncovered(page), _NOBODY):
        return stay(kiosk)
    if closed(kiosk) is not None or isinstance(page, ClosedPage):
        home = home_page(kiosk)
        return stay(kiosk) if home == page else enter(kiosk, home)
    return refresh_menu(kiosk, page, None) if isinstance(page, ChooseService) else stay(kiosk)


TABLE: Table = {
    (ChooseService, ReaderChanged): refresh_menu,
    (ChooseService, UpstreamChanged): refresh_menu,
}
