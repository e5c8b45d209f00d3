"""The state of the flow and the one door to it: events in, pages and effects out."""

import itertools
from collections.abc import Callable
from functools import partial
from typing import Protocol

import structlog

from kiosk.flow.effects import Effect
from kiosk.flow.events import Crashed, Event
from kiosk.flow.reduce import reduce
from kiosk.flow.state import Kiosk

_log = structlog.get_logger()


class Performer(Protocol):
    """Does what the flow asks for and posts the answers to the loop."""

    def perform(self, effect: Effect) -> None:
        """Start it; never wait for a device or the network."""


class Machine:
    """Feeds events through `reduce`, shows the page, performs the effects.

    A bug anywhere below ends the visit on the failsafe page; the terminal goes on.
    """

    def __init__(self, kiosk: Kiosk, performer: Performer, show: Callable[[Kiosk], None]) -> None:
        self.kiosk = kiosk
        self._performer = performer
        self._show = show
        self._crashes = itertools.count(1)

    def begin(self, effects: tuple[Effect, ...]) -> None:
        """Show the first page and perform the effects that `start` asked for."""
        self._show(self.kiosk)
        self._perform(effects)

    def handle(self, event: Event) -> None:
        """One step. Never raises."""
        try:
            self._step(event)
        except Exception:
            code = f"BUG_{type(event).__name__.upper()}_{next(self._crashes)}"
            _log.error("terminal.crashed", code=code, page=type(self.kiosk.page).__name__, exc_info=True)
            self._crash(Crashed(code=code))

    def _crash(self, event: Crashed) -> None:
        """As much of the failsafe as can be had: the state first, then the wipe, then the page."""
        self.kiosk, effects = reduce(self.kiosk, event)
        for effect in effects:
            self._guarded(partial(self._performer.perform, effect), event.code)
        self._guarded(lambda: self._show(self.kiosk), event.code)

    @staticmethod
    def _guarded(act: Callable[[], None], code: str) -> None:
        try:
            act()
        except Exception:
            _log.error("terminal.crashed_again", code=code, exc_info=True)

    def _step(self, event: Event) -> None:
        before = self.kiosk
        self.kiosk, effects = reduce(before, event)
        if self.kiosk is not before:
            self._show(self.kiosk)
        self._perform(effects)

    def _perform(self, effects: tuple[Effect, ...]) -> None:
        for effect in effects:
            self._performer.perform(effect)
