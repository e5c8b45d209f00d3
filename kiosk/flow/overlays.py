"""Help, the question whether to leave, and the idle warning: laid over a page that goes on living."""

from dataclasses import replace

from kiosk.flow.current import uncovered, visit_of
from kiosk.flow.ending import go_home, leave
from kiosk.flow.events import Press, TimerFired
from kiosk.flow.maintenance import sign_out
from kiosk.flow.pages import (
    AssistForm,
    ConfirmQuit,
    Failsafe,
    Filing,
    Goodbye,
    Help,
    IdleWarning,
    KeepCalibration,
    Leaving,
    Refused,
    Result,
    StaffRoom,
    TakeDocument,
    TouchTest,
    Welcome,
)
from kiosk.flow.patience import answer_seconds
from kiosk.flow.state import Kiosk
from kiosk.flow.transition import Table, Transition, enter, show, stay

Overlay = Help | ConfirmQuit | IdleWarning


def ask_help(kiosk: Kiosk) -> Transition:
    """Who helps here; not over pages that pass by themselves in a moment."""
    if isinstance(kiosk.page, Help | Filing | Goodbye | Failsafe):
        return stay(kiosk)
    return enter(kiosk, Help(under=kiosk.page))


def ask_quit(kiosk: Kiosk) -> Transition:
    """Ask before something is lost; leave at once where nothing is."""
    page = uncovered(kiosk.page)
    if visit_of(page) is None:
        passing = isinstance(page, Welcome | TakeDocument | Goodbye | Failsafe) and page is kiosk.page
        return stay(kiosk) if passing or isinstance(page, TakeDocument) else go_home(kiosk)
    if isinstance(page, Filing) or isinstance(kiosk.page, ConfirmQuit):
        return stay(kiosk)
    if isinstance(page, Refused) or (isinstance(page, Result) and not page.go_on):
        return leave(kiosk, Leaving.DONE if isinstance(page, Result) else Leaving.REFUSED)
    return enter(kiosk, ConfirmQuit(under=page))


def _close(kiosk: Kiosk, page: Overlay, _event: object) -> Transition:
    return enter(kiosk, page.under)


def _leave(kiosk: Kiosk, _page: ConfirmQuit, _event: object) -> Transition:
    return leave(kiosk, Leaving.QUIT)


def idle(kiosk: Kiosk) -> Transition:
    """Nobody touched the screen: warn, or go home where nobody's data is open."""
    if visit_of(kiosk.page) is None:
        return _idle_open(kiosk)
    return enter(kiosk, IdleWarning(under=kiosk.page, remaining=answer_seconds(kiosk.preferences)))


def _idle_open(kiosk: Kiosk) -> Transition:
    below = uncovered(kiosk.page)
    if isinstance(below, TakeDocument):
        return enter(kiosk, below)
    if isinstance(below, StaffRoom):
        return sign_out(kiosk, below)
    if isinstance(below, TouchTest | KeepCalibration | AssistForm):
        return sign_out(kiosk, below.room)
    return go_home(kiosk)


def _tick(kiosk: Kiosk, page: IdleWarning, _event: TimerFired) -> Transition:
    if page.remaining <= 1:
        return leave(kiosk, Leaving.IDLE)
    return enter(kiosk, replace(page, remaining=page.remaining - 1))


TABLE: Table = {
    (Help, Press.BACK): _close,
    (Help, Press.CONFIRM): _close,
    (Help, Press.DECLINE): _close,
    (Help, Press.HELP): _close,
    (ConfirmQuit, Press.BACK): _close,
    (ConfirmQuit, Press.DECLINE): _close,
    (ConfirmQuit, Press.CONFIRM): _leave,
    (IdleWarning, TimerFired): _tick,
}


def carry_on(kiosk: Kiosk, overlay: Overlay, inner: Transition) -> Transition:
    """An answer changed the page below: the overlay stays, unless the change speaks to the person.

    `inner` is what became of the page below; the overlay's timers still run in `kiosk`.
    """
    below, effects = inner
    if below.page is overlay.under:
        return replace(below, page=overlay), effects
    untouched = (below.idle_timer, below.page_timer) == (kiosk.idle_timer, kiosk.page_timer)
    if untouched:
        return show(below, replace(overlay, under=below.page), *effects)
    if isinstance(overlay, IdleWarning) or visit_of(below.page) is None:
        return inner
    covered, more = enter(below, replace(overlay, under=below.page))
    return covered, (*effects, *more)
