"""The terminal with a screen: behind its window, or behind the closed page while it is not fit."""

import threading
import time

import structlog
from PySide6.QtCore import QObject, QTimer, Signal

from kiosk.config import Settings
from kiosk.flow.events import Event, StaffActed
from kiosk.flow.roles import StaffAct
from kiosk.flow.state import Kiosk
from kiosk.staff.sound import SoundState, sound_now
from kiosk.terminal.closed import ClosedTerminal
from kiosk.terminal.front import Front
from kiosk.terminal.not_fit import NotFit
from kiosk.terminal.panel import panel_of
from kiosk.terminal.terminal import Terminal, build
from kiosk.terminal.touch_file import kept_touch
from kiosk.ui.tones import hush

_log = structlog.get_logger()
_MINUTE_MS = 60_000
_RETRY_MS = 30_000
"""A terminal that is not fit looks again: keys may have come, a disk may have been freed."""
_ANEW_SECONDS = 600.0
"""Between two openings of a store that turns out damaged: a broken disk is no reason to do nothing else."""


class Screen(QObject):
    """Window, loop and terminal in one thread; heals by building the terminal again when it is not fit."""

    shown = Signal(object)
    """Every state, after it is on the screen."""

    def __init__(self, settings: Settings, front: Front | None = None, *, cursor: bool = False) -> None:
        super().__init__()
        self._settings = settings
        front = front or Front(panel_of(settings, cursor=cursor))
        self.loop, self.window, self._speaker = front.loop, front.window, front.speaker
        self.terminal: Terminal | None = None
        self._closed: ClosedTerminal | None = None
        self._opened_anew = float("-inf")
        self.loop.arrived.connect(self.handle)
        self._minute = QTimer(self, interval=_MINUTE_MS)
        self._minute.timeout.connect(self._tick)
        self._retry = QTimer(self, interval=_RETRY_MS)
        self._retry.timeout.connect(self.look_again)

    def begin(self) -> None:
        """Build the terminal and start it, or show why that cannot be and try again."""
        self._put_touches_right()
        built = build(self._settings, self.loop, self._show, sounds=lambda: not self._speaker.broken)
        if isinstance(built, NotFit):
            self._stay_closed(built)
            return
        self._retry.stop()
        if self._closed is not None:
            self._closed.end()
        self._closed = None
        self.terminal = built
        threading.Thread(target=self._listen, name="listen", daemon=True).start()
        built.begin()
        self._tick()
        self._minute.start()

    def _listen(self) -> None:
        """Whether anything can be heard at all: what the speaker says is stopped by the next page."""
        if sound_now(hush()) is not SoundState.PLAYS:
            self._speaker.broken = True

    def end(self) -> bool:
        """Stop everything; False when a thread was left. What was posted before is nobody's any more."""
        self._minute.stop()
        self._retry.stop()
        terminal, self.terminal = self.terminal, None
        closed, self._closed = self._closed, None
        if closed is not None:
            return closed.end()
        return terminal.end() if terminal else True

    def _show(self, kiosk: Kiosk) -> None:
        self.window.show_state(kiosk)
        self.shown.emit(kiosk)
        if self.terminal is not None and self.terminal.wants_new_store:
            QTimer.singleShot(0, self._open_anew)

    def _open_anew(self) -> None:
        """The damaged file is set aside at the opening, and what it held is brought over."""
        terminal = self.terminal
        if terminal is None or not terminal.wants_new_store:
            return
        if time.monotonic() - self._opened_anew < _ANEW_SECONDS:
            return
        self._opened_anew = time.monotonic()
        _log.warning("terminal.store_opened_anew")
        self._minute.stop()
        self.terminal = None
        for token in (terminal.kiosk.idle_timer, terminal.kiosk.page_timer):
            self.loop.cancel_timer(token)
        terminal.end()
        self.begin()

    def handle(self, event: Event) -> None:
        """To whoever answers at the moment."""
        if isinstance(event, StaffActed) and event.act is StaffAct.CALIBRATE:
            self._put_touches_right()
        if self.terminal is not None:
            self.terminal.handle(event)
        elif self._closed is not None:
            attended = self._closed.attended
            self._closed.handle(event)
            if attended and not self._closed.attended:
                self.begin()  # staff have left: what they mended counts at once

    def _put_touches_right(self) -> None:
        """As staff calibrated the panel last; a shell may have taken that back."""
        self.window.touch.keep(kept_touch(self._settings.store.path.parent))

    def _tick(self) -> None:
        self._put_touches_right()
        if self.terminal is not None:
            self.loop.post(self.terminal.clock_tick())

    def _stay_closed(self, not_fit: NotFit) -> None:
        """The page is built once a reason: whoever chose a language keeps it while we look again."""
        if self._closed is None or not_fit != self._closed.not_fit:
            not_fit.log()
            if self._closed is not None:
                self._closed.end()
            self._closed = ClosedTerminal(self._settings, not_fit, self.loop, self._show)
        self._closed.tick()
        self._retry.start()

    def look_again(self) -> None:
        """Not under the hands of staff who are here: as soon as they have left."""
        if self._closed is not None and not self._closed.attended:
            self.begin()
