"""The visit as a pure function: every event in every state gives a state and effects, and never raises."""

from collections.abc import Callable
from dataclasses import replace
from functools import reduce as fold
from typing import Any, get_args

from kiosk.flow import (
    answers,
    back,
    browsing,
    consent,
    ending,
    filing,
    finding,
    identity,
    lookup,
    maintenance,
    maintenance_assist,
    maintenance_calibration,
    maintenance_door,
    maintenance_findings,
    maintenance_touch,
    opening,
    overlays,
    passport,
    payment,
    printing,
    reading,
    results,
    standing,
    surroundings,
)
from kiosk.flow.aids import choose_language, choose_volume, set_hall_contrast, toggle_aid
from kiosk.flow.current import belongs
from kiosk.flow.effects import Effect
from kiosk.flow.events import (
    AidToggled,
    ClockTicked,
    Crashed,
    Event,
    HallContrastSet,
    LanguageChosen,
    MaintenancePersonEvent,
    PersonEvent,
    PolicyArrived,
    Press,
    Pressed,
    PrintChanged,
    PrinterChanged,
    ReaderChanged,
    ServiceStateSet,
    TimerFired,
    UpstreamChanged,
    VerdictArrived,
    VolumeChosen,
)
from kiosk.flow.pages import Cleaning, ConfirmQuit, Help, IdleWarning
from kiosk.flow.patience import idle_seconds
from kiosk.flow.records import note_print, note_verdict
from kiosk.flow.state import Kiosk
from kiosk.flow.transition import Table, Transition, enter, reset_idle, stay, then

TABLE: Table = fold(
    lambda tables, module: tables | module.TABLE,
    (
        opening,
        reading,
        passport,
        identity,
        lookup,
        standing,
        answers,
        browsing,
        finding,
        consent,
        payment,
        filing,
        printing,
        results,
        back,
        ending,
        overlays,
        surroundings,
        maintenance,
        maintenance_door,
        maintenance_findings,
        maintenance_touch,
        maintenance_calibration,
        maintenance_assist,
    ),
    {},
)
"""All that pages answer to. What is not here means nothing on that page and is ignored."""

_NOTED: dict[type, Callable[[Kiosk, Any], Kiosk]] = {
    LanguageChosen: choose_language,
    AidToggled: toggle_aid,
    VolumeChosen: choose_volume,
    HallContrastSet: set_hall_contrast,
    ReaderChanged: surroundings.note_reader,
    PrinterChanged: surroundings.note_printer,
    UpstreamChanged: surroundings.note_upstream,
    ClockTicked: surroundings.note_clock,
    VerdictArrived: note_verdict,
    PrintChanged: note_print,
}
"""Noted on every page, before the page answers."""

_EVERYWHERE: dict[object, Callable[[Kiosk, Any], Transition]] = {
    Crashed: ending.crash,
    PolicyArrived: surroundings.policy_arrived,
    ServiceStateSet: surroundings.service_state_set,
}
"""Mean the same on every page."""

_PERSON: tuple[type, ...] = (*get_args(PersonEvent), *get_args(MaintenancePersonEvent))


def reduce(kiosk: Kiosk, event: Event) -> tuple[Kiosk, tuple[Effect, ...]]:
    """The next state and what the terminal is to do. Late, stale and meaningless events change nothing."""
    if _late(kiosk, event) or _wiped_over(kiosk, event):
        return stay(kiosk)
    kiosk = _NOTED[type(event)](kiosk, event) if type(event) in _NOTED else kiosk
    if everywhere := _EVERYWHERE.get(type(event)):
        return everywhere(kiosk, event)
    if isinstance(event, TimerFired):
        return _time(kiosk, event)
    if isinstance(event, _PERSON) and not isinstance(event, HallContrastSet):
        return _person(kiosk, event)
    return _answer(kiosk, event)


def _late(kiosk: Kiosk, event: Event) -> bool:
    """An answer that belongs to a visit which is over."""
    visit = getattr(event, "visit", None)
    return isinstance(visit, int) and not belongs(kiosk, visit)


def _wiped_over(kiosk: Kiosk, event: Event) -> bool:
    """While staff wipe the glass, touches mean nothing."""
    return isinstance(kiosk.page, Cleaning) and isinstance(event, _PERSON)


def _time(kiosk: Kiosk, event: TimerFired) -> Transition:
    """Only the two timers that run now count."""
    if event.token and event.token == kiosk.idle_timer:
        return overlays.idle(kiosk)
    if event.token and event.token == kiosk.page_timer:
        return _on_page(kiosk, TimerFired, event)
    return stay(kiosk)


def _person(kiosk: Kiosk, event: Event) -> Transition:
    """Somebody is here; a touch on the warning does nothing but say so."""
    if isinstance(kiosk.page, IdleWarning):
        return enter(kiosk, kiosk.page.under)
    touched = _pressed(kiosk, event)
    return touched if touched[0].idle_timer != kiosk.idle_timer else then(touched, _awake)


def _awake(kiosk: Kiosk) -> Transition:
    """The idle time starts anew, or begins: on the welcome page once somebody changed the language."""
    if kiosk.idle_timer:
        return reset_idle(kiosk)
    return enter(kiosk, kiosk.page) if idle_seconds(kiosk) else stay(kiosk)


def _pressed(kiosk: Kiosk, event: Event) -> Transition:
    trigger = event.press if isinstance(event, Pressed) else type(event)
    if (type(kiosk.page), trigger) in TABLE:
        return _on_page(kiosk, trigger, event)
    if trigger is Press.HELP:
        return overlays.ask_help(kiosk)
    return overlays.ask_quit(kiosk) if trigger is Press.QUIT else stay(kiosk)


def _answer(kiosk: Kiosk, event: Event) -> Transition:
    """Devices, store and upstream speak to the page itself, under whatever lies over it."""
    page = kiosk.page
    if isinstance(page, IdleWarning | ConfirmQuit | Help):
        inner = _answer(replace(kiosk, page=page.under), event)
        return overlays.carry_on(kiosk, page, inner)
    return _on_page(kiosk, type(event), event)


def _on_page(kiosk: Kiosk, trigger: object, event: Event) -> Transition:
    handler = TABLE.get((type(kiosk.page), trigger))
    return handler(kiosk, kiosk.page, event) if handler else stay(kiosk)
