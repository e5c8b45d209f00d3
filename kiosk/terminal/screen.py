"""`kiosk run`: the full-screen terminal, from the application object to the orderly end."""

import contextlib
import signal
import socket
import sys
from types import FrameType

import structlog
from PySide6.QtCore import QObject, QSocketNotifier, QTimer, Signal
from PySide6.QtWidgets import QApplication

from kiosk.config import Settings
from kiosk.flow.events import Event
from kiosk.flow.pages import ClosedPage, Welcome
from kiosk.flow.state import Kiosk
from kiosk.log import code_lines
from kiosk.staff import crashes
from kiosk.terminal.closed import closed_machine, tick
from kiosk.terminal.machine import Machine
from kiosk.terminal.screen_loop import ScreenLoop
from kiosk.terminal.terminal import NotFit, Terminal, build, place_of
from kiosk.terminal.watchdog import Watchdog
from kiosk.ui.app import make_application
from kiosk.ui.clips import FOLDER as MADE_CLIPS
from kiosk.ui.settings import ScreenSettings
from kiosk.ui.speech import ClipSpeaker
from kiosk.ui.tones import hush
from kiosk.ui.window import KioskWindow

_log = structlog.get_logger()
_MINUTE_MS = 60_000
_RETRY_MS = 30_000
"""A terminal that is not fit looks again: keys may have come, a disk may have been freed."""


def screen_settings(settings: Settings, *, cursor: bool = False) -> ScreenSettings:
    """The panel, as the screens know it."""
    screen = settings.screen
    return ScreenSettings(
        width_px=screen.width,
        height_px=screen.height,
        px_per_mm=screen.px_per_mm,
        bottom_mm=screen.bottom_mm,
        language_default=settings.terminal.language,
        cursor=cursor,
    )


def speaker_of(settings: Settings) -> ClipSpeaker:
    """What somebody recorded goes before what was made when the terminal was built."""
    recorded = settings.screen.recordings
    return ClipSpeaker((recorded, MADE_CLIPS) if recorded else (MADE_CLIPS,))


class Screen(QObject):
    """Window, loop and terminal in one thread; heals by building the terminal again when it is not fit."""

    shown = Signal(object)
    """Every state, after it is on the screen."""

    def __init__(self, settings: Settings, *, cursor: bool = False) -> None:
        super().__init__()
        self._settings = settings
        self.loop = ScreenLoop()
        self._speaker = speaker_of(settings)
        self.window = KioskWindow(
            screen_settings(settings, cursor=cursor),
            place_of(settings),
            self.loop.post,
            speaker=self._speaker,
        )
        self.terminal: Terminal | None = None
        self._closed: Machine | None = None
        self._unfit: NotFit | None = None
        self.loop.arrived.connect(self._handle)
        self._minute = QTimer(self, interval=_MINUTE_MS)
        self._minute.timeout.connect(self._tick)
        self._retry = QTimer(self, interval=_RETRY_MS)
        self._retry.timeout.connect(self.begin)

    def begin(self) -> None:
        """Build the terminal and start it, or show why that cannot be and try again."""
        built = build(self._settings, self.loop, self._show, sounds=lambda: not self._speaker.broken)
        if isinstance(built, NotFit):
            self._stay_closed(built)
            return
        self._retry.stop()
        self._closed = None
        self.terminal = built
        self._speaker.chime(hush(), 1)
        built.begin()
        self._tick()
        self._minute.start()

    def end(self) -> bool:
        """Stop everything; False when a thread was left. What was posted before is nobody's any more."""
        self._minute.stop()
        self._retry.stop()
        terminal, self.terminal, self._closed = self.terminal, None, None
        return terminal.end() if terminal else True

    def _show(self, kiosk: Kiosk) -> None:
        self.window.show_state(kiosk)
        self.shown.emit(kiosk)

    def _handle(self, event: Event) -> None:
        if self.terminal is not None:
            self.terminal.handle(event)
        elif self._closed is not None:
            self._closed.handle(event)

    def _tick(self) -> None:
        if self.terminal is not None:
            self.loop.post(self.terminal.clock_tick())

    def _stay_closed(self, not_fit: NotFit) -> None:
        """The page is built once a reason: whoever chose a language keeps it while we look again."""
        if self._closed is None or not_fit != self._unfit:
            self._closed = closed_machine(self._settings, not_fit, self.loop, self._show)
        self._unfit = not_fit
        self._closed.handle(tick(self._settings))
        self._retry.start()


def run(settings: Settings) -> int:
    """Until SIGTERM or SIGINT; 0 after an orderly end, 1 when a thread was left."""
    application = make_application(sys.argv[:1])
    _log_uncaught()
    _watch_for_crashes(settings)
    screen = Screen(settings)
    watchdog = Watchdog()
    _quit_on_signals(application)
    screen.begin()
    screen.window.show()
    screen.window.activateWindow()
    beat = QTimer(interval=round(watchdog.interval * 1000) or _MINUTE_MS)
    beat.timeout.connect(lambda: _beat(screen, watchdog))
    beat.start()
    QTimer.singleShot(0, watchdog.ready)
    _tell_status(screen, watchdog)
    application.exec()
    watchdog.stopping()
    return 0 if screen.end() else 1


def _tell_status(screen: Screen, watchdog: Watchdog) -> None:
    """At once, and whenever somebody comes or goes; the welcome and the closed page are nobody's."""
    told: list[bool] = []

    def shown(kiosk: Kiosk) -> None:
        visit = not isinstance(kiosk.page, Welcome | ClosedPage)
        if told[-1:] != [visit]:
            told[:] = [visit]
            watchdog.status(visit=visit)

    screen.shown.connect(shown)
    if screen.terminal is not None:
        shown(screen.terminal.kiosk)


def _beat(screen: Screen, watchdog: Watchdog) -> None:
    """Only a terminal whose store answers and whose window paints is alive."""
    if screen.terminal is not None:
        screen.terminal.store.has_room()
    screen.window.repaint()
    watchdog.beat()


def _log_uncaught() -> None:
    """An exception in a Qt slot would be printed with its text, which may hold personal data."""

    def hook(kind: type[BaseException], error: BaseException, _trace: object) -> None:
        _log.critical("terminal.uncaught", error=kind.__name__, where=code_lines(error))

    sys.excepthook = hook


def _watch_for_crashes(settings: Settings) -> None:
    """A disk that cannot be written is the store's trouble, told by the closed page."""
    with contextlib.suppress(OSError):
        crashes.watch(settings.store.path.parent)


def _quit_on_signals(application: QApplication) -> None:
    """Python runs signal handlers only between bytecodes: a socket wakes Qt so that it gets there."""
    near, far = socket.socketpair()
    near.setblocking(False)
    far.setblocking(False)
    signal.set_wakeup_fd(far.fileno())
    notifier = QSocketNotifier(near.fileno(), QSocketNotifier.Type.Read, application)
    notifier.activated.connect(lambda: near.recv(64))
    notifier.setProperty("sockets", (near, far))

    def stop(_number: int, _frame: FrameType | None) -> None:
        application.quit()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
