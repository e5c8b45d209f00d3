"""The whole doctor, by itself: soon after the start, once a day, when a device came, went or changed, and
when a filing failed.

What it finds that lets nobody be served closes the terminal, and is looked at every minute until it is gone.
"""

import threading
import time
from collections.abc import Callable
from datetime import date

import structlog

from kiosk.flow.conditions import OutOfService, ReaderCondition
from kiosk.flow.events import ClockTicked, Event, FilingFailed, PrinterChanged, ReaderChanged, TimerFired
from kiosk.flow.pages import Welcome
from kiosk.flow.state import Kiosk
from kiosk.staff.check import Check, Subject
from kiosk.terminal.loop import Loop

_log = structlog.get_logger()
CHECK_NOW = -2
"""Our timer on the loop; the flow's own tokens are positive."""
AFTER_START = 5.0
"""Seconds: by then reader, printer and upstream have said how they are."""
AFTER_CHANGE = 2.0
"""Seconds: a cover that opens and closes is one change."""
_BY_SUBJECT = {Subject.STORE: OutOfService.STORE, Subject.DISK: OutOfService.STORE}


class SelfCheck:
    """Listens on the loop's thread, works on a short-lived one."""

    def __init__(
        self,
        loop: Loop,
        examine: Callable[[], tuple[Check, ...]],
        found: Callable[[OutOfService | None], None],
    ) -> None:
        self._loop = loop
        self._examine = examine
        self._found = found
        self._devices: tuple[object, ...] | None = None
        self._day: date | None = None
        self._closing = False
        self._thread: threading.Thread | None = None

    def notice(self, event: Event, kiosk: Kiosk) -> None:
        """After the flow has taken `event`; on the loop's thread."""
        match event:
            case TimerFired(token=-2):
                self._begin(kiosk)
            case PrinterChanged() | ReaderChanged():
                self._device_changed(kiosk)
            case FilingFailed():
                self._soon(AFTER_CHANGE)
            case ClockTicked():
                self._minute(event, kiosk)
            case _:
                pass

    def end(self, seconds: float) -> bool:
        """Wait for a check that runs; False when it did not end in time."""
        if self._thread is not None:
            self._thread.join(seconds)
        return self._thread is None or not self._thread.is_alive()

    def _device_changed(self, kiosk: Kiosk) -> None:
        conditions = kiosk.conditions
        devices = (conditions.printer, conditions.reader is ReaderCondition.NO_READER)
        if self._devices is not None and devices != self._devices:
            self._soon(AFTER_CHANGE)
        self._devices = devices

    def _minute(self, event: ClockTicked, kiosk: Kiosk) -> None:
        today = event.now.date()
        if self._day is None:
            self._soon(AFTER_START)
            self._day = today
        elif self._closing or (today != self._day and isinstance(kiosk.page, Welcome)):
            self._begin(kiosk)

    def _soon(self, seconds: float) -> None:
        self._loop.cancel_timer(CHECK_NOW)
        self._loop.set_timer(CHECK_NOW, seconds)

    def _begin(self, kiosk: Kiosk) -> None:
        """One at a time; a change meanwhile is looked at afterwards."""
        if self._thread is not None and self._thread.is_alive():
            self._soon(AFTER_CHANGE)
            return
        self._day = kiosk.conditions.now.date()
        self._thread = threading.Thread(target=self._work, name="self-check", daemon=True)
        self._thread.start()

    def _work(self) -> None:
        began = time.monotonic()
        try:
            checks = self._examine()
        except Exception:
            _log.error("selfcheck.crashed", exc_info=True)
            return
        failing = [check for check in checks if not check.ok]
        closing = next((check.subject for check in failing if check.closes), None)
        self._closing = closing is not None
        names = " ".join(check.subject.value for check in failing)
        _log.info("selfcheck.done", failing=names, seconds=round(time.monotonic() - began, 1))
        self._found(_BY_SUBJECT.get(closing, OutOfService.SETUP) if closing else None)
