"""One step of the flow: the next state, the effects, and the timers a page lives by."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from kiosk.flow.effects import CancelTimer, Effect, SetTimer
from kiosk.flow.pages import Page
from kiosk.flow.patience import idle_seconds, page_seconds
from kiosk.flow.state import Kiosk

Transition = tuple[Kiosk, tuple[Effect, ...]]
Handler = Callable[[Kiosk, Any, Any], Transition]
"""(kiosk, its page, the event); the table that holds it guarantees the types of both."""
Table = dict[tuple[type[Page], object], Handler]
"""What a page answers to: (page, a `Press` or the type of an event)."""


def stay(kiosk: Kiosk) -> Transition:
    """Nothing happens: the event means nothing here."""
    return kiosk, ()


def show(kiosk: Kiosk, page: Page, *effects: Effect) -> Transition:
    """Say something new on the same page; its timers run on."""
    return replace(kiosk, page=page), effects


def enter(kiosk: Kiosk, page: Page, *effects: Effect) -> Transition:
    """Go to a page: the timers of the last one stop, its own start."""
    stopped, stops = _stop_timers(kiosk)
    started, starts = _start_timers(replace(stopped, page=page))
    return started, (*stops, *effects, *starts)


def _stop_timers(kiosk: Kiosk) -> Transition:
    tokens = [token for token in (kiosk.idle_timer, kiosk.page_timer) if token]
    return replace(kiosk, idle_timer=0, page_timer=0), tuple(CancelTimer(token=token) for token in tokens)


def _start_timers(kiosk: Kiosk) -> Transition:
    effects: tuple[Effect, ...] = ()
    if idle := idle_seconds(kiosk):
        kiosk = replace(kiosk, serial=kiosk.serial + 1, idle_timer=kiosk.serial + 1)
        effects += (SetTimer(token=kiosk.idle_timer, seconds=idle),)
    if seconds := page_seconds(kiosk.page):
        kiosk = replace(kiosk, serial=kiosk.serial + 1, page_timer=kiosk.serial + 1)
        effects += (SetTimer(token=kiosk.page_timer, seconds=seconds),)
    return kiosk, effects


def reset_idle(kiosk: Kiosk) -> Transition:
    """Somebody is here: the idle time starts anew, the page's own time runs on."""
    if not kiosk.idle_timer:
        return stay(kiosk)
    stop = CancelTimer(token=kiosk.idle_timer)
    if not (seconds := idle_seconds(kiosk)):
        return replace(kiosk, idle_timer=0), (stop,)
    token = kiosk.serial + 1
    return replace(kiosk, serial=token, idle_timer=token), (stop, SetTimer(token=token, seconds=seconds))


def then(first: Transition, second: Callable[[Kiosk], Transition]) -> Transition:
    """Two steps as one."""
    kiosk, effects = first
    last, more = second(kiosk)
    return last, effects + more
