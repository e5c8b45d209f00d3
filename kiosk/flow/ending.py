"""The end of a visit: everything is wiped, the document is taken, the terminal is free again."""

from dataclasses import replace

from kiosk.flow.conditions import ReaderCondition
from kiosk.flow.current import uncovered, visit_of
from kiosk.flow.effects import AlertStaff, CancelOrder, DisarmReader, Effect, Wipe
from kiosk.flow.events import Crashed, Press, ReaderChanged, TimerFired
from kiosk.flow.menu import home_page
from kiosk.flow.pages import Failsafe, Filing, Goodbye, Leaving, Paying, TakeDocument
from kiosk.flow.state import Kiosk
from kiosk.flow.transition import Table, Transition, enter, show
from kiosk.flow.visit import PrintState, Visit
from kiosk.rules.submissions import SubmissionKind

_LYING = (ReaderCondition.CARD_PRESENT, ReaderCondition.UNREADABLE, ReaderCondition.UNSERVED)


def leave(kiosk: Kiosk, leaving: Leaving) -> Transition:
    """End the visit; resetting the screen asks no device."""
    visit = visit_of(kiosk.page)
    if visit is None:
        return go_home(kiosk)
    receipts = sum(1 + act.copies for act in visit.filed if act.print_state in _OUT)
    effects = ending_effects(kiosk, visit)
    if document_lies(kiosk):
        return enter(kiosk, TakeDocument(leaving=leaving, receipts=receipts), *effects)
    return _after_document(kiosk, leaving, receipts, effects)


_OUT = frozenset({PrintState.PRINTING, PrintState.PRINTED, PrintState.UNCUT, PrintState.UNKNOWN})
"""States in which a slip is, or may be, in the chute."""


def document_lies(kiosk: Kiosk) -> bool:
    """Something lies on the reader."""
    return kiosk.conditions.reader in _LYING


def ending_effects(kiosk: Kiosk, visit: Visit) -> tuple[Effect, ...]:
    """Wipe exactly once; an order that paid for nothing is cancelled or refunded."""
    order = unused_order(kiosk, visit)
    refund = (CancelOrder(visit=visit.id, order=order),) if order else ()
    return (*refund, DisarmReader(), Wipe(visit=visit.id))


def unused_order(kiosk: Kiosk, visit: Visit) -> str:
    """A payment order that no filing stands for; while one is being written, it may."""
    page = uncovered(kiosk.page)
    if isinstance(page, Paying) and page.order:
        return page.order
    if isinstance(page, Filing):
        return ""
    filed = any(act.kind is SubmissionKind.REPLACEMENT for act in visit.filed)
    return "" if filed else visit.answers.payment_order


def _after_document(
    kiosk: Kiosk, leaving: Leaving, receipts: int, effects: tuple[Effect, ...] = ()
) -> Transition:
    if leaving is Leaving.IDLE:
        return go_home(kiosk, *effects)
    return enter(kiosk, Goodbye(receipts=receipts), *effects)


def go_home(kiosk: Kiosk, *effects: Effect) -> Transition:
    """The next person starts from the defaults."""
    fresh = replace(kiosk, preferences=kiosk.defaults)
    return enter(fresh, home_page(fresh), *effects)


def _document_moved(kiosk: Kiosk, page: TakeDocument, _event: ReaderChanged) -> Transition:
    if document_lies(kiosk):
        return show(kiosk, page)
    return _after_document(kiosk, page.leaving, page.receipts)


def _document_left(kiosk: Kiosk, page: TakeDocument, _event: TimerFired) -> Transition:
    return enter(kiosk, replace(page, alarmed=True), AlertStaff(code="document_left"))


def _goodbye_over(kiosk: Kiosk, _page: Goodbye, _event: object) -> Transition:
    return go_home(kiosk)


def _failsafe_over(kiosk: Kiosk, _page: Failsafe, _event: TimerFired) -> Transition:
    if document_lies(kiosk):
        return enter(kiosk, TakeDocument(leaving=Leaving.IDLE, receipts=0))
    return go_home(kiosk)


def crash(kiosk: Kiosk, event: Crashed) -> Transition:
    """A bug raised somewhere: clear everything, say which numbers are safe."""
    visit = visit_of(kiosk.page)
    if visit is None:
        return enter(kiosk, Failsafe(code=event.code), DisarmReader(), AlertStaff(code=event.code))
    numbers = tuple(act.number for act in visit.filed)
    effects = (*ending_effects(kiosk, visit), AlertStaff(code=event.code))
    return enter(kiosk, Failsafe(numbers=numbers, code=event.code), *effects)


TABLE: Table = {
    (TakeDocument, ReaderChanged): _document_moved,
    (TakeDocument, TimerFired): _document_left,
    (Goodbye, TimerFired): _goodbye_over,
    (Goodbye, Press.START): _goodbye_over,
    (Goodbye, Press.CONFIRM): _goodbye_over,
    (Failsafe, TimerFired): _failsafe_over,
}
