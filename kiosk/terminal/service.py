"""The terminal as a service: ready, alive, somebody is here, and how it died."""

import contextlib
import sys

import structlog
from PySide6.QtCore import QObject, QTimer

from kiosk.config import Settings
from kiosk.flow.pages import ClosedPage, Welcome
from kiosk.flow.state import Kiosk
from kiosk.log import code_lines
from kiosk.staff import crashes
from kiosk.staff.last_seen import LastSeen
from kiosk.terminal.front import Front
from kiosk.terminal.opening import Opening
from kiosk.terminal.screen import Screen
from kiosk.terminal.watchdog import Watchdog

_log = structlog.get_logger()
_UNWATCHED_MS = 60_000
"""Between beats when systemd does not watch."""


class Service(QObject):
    """Takes over from the first page; ready as soon as that has been done."""

    def __init__(self, settings: Settings, front: Front, opening: Opening) -> None:
        super().__init__()
        _log_uncaught()
        _watch_for_crashes(settings)
        self._watchdog = Watchdog()
        self._visit: bool | None = None
        self._screen = Screen(settings, front)
        self._screen.shown.connect(self._tell_status)
        self._screen.begin()
        opening.hand_over(self._screen.handle)
        self._beat = QTimer(self, interval=round(self._watchdog.interval * 1000) or _UNWATCHED_MS)
        self._beat.timeout.connect(self._live)
        self._beat.start()
        QTimer.singleShot(0, self._watchdog.ready)

    def end(self) -> int:
        """0 after an orderly end, 1 when a thread was left."""
        self._watchdog.stopping()
        return 0 if self._screen.end() else 1

    def _tell_status(self, kiosk: Kiosk) -> None:
        """At once, and whenever somebody comes or goes; the welcome and the closed page are nobody's."""
        visit = not isinstance(kiosk.page, Welcome | ClosedPage)
        if visit != self._visit:
            self._visit = visit
            self._watchdog.status(visit=visit)

    def _live(self) -> None:
        """Only a terminal whose store answers and whose window paints is alive."""
        if self._screen.terminal is not None:
            self._screen.terminal.store.has_room()
        self._screen.window.repaint()
        self._watchdog.beat()


def _log_uncaught() -> None:
    """An exception in a Qt slot would be printed with its text, which may hold personal data."""

    def hook(kind: type[BaseException], error: BaseException, _trace: object) -> None:
        _log.critical("terminal.uncaught", error=kind.__name__, where=code_lines(error))

    sys.excepthook = hook


def _watch_for_crashes(settings: Settings) -> None:
    """A disk that cannot be written is the store's trouble, told by the closed page."""
    folder = settings.store.path.parent
    if LastSeen(folder).left_behind():
        _log.warning("terminal.cut_off")
    with contextlib.suppress(OSError):
        crashes.watch(folder)
