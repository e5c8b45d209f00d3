"""`kiosk run`: the first page at once; then, behind it, everything else."""

import gc
import os
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSocketNotifier, QTimer, Signal
from PySide6.QtWidgets import QApplication

from kiosk.terminal.display import NO_DISPLAY, missing_display
from kiosk.terminal.front import Front
from kiosk.terminal.loading import Loading, checked
from kiosk.terminal.opening import Opening
from kiosk.terminal.panel import panel_at_once, panel_of
from kiosk.ui.app import make_application

if TYPE_CHECKING:
    from kiosk.config import Settings, SettingsFault
    from kiosk.terminal.service import Service

_UNSEEN_MS = 3000
"""A window that nothing has shown by then does not keep the terminal from its work."""


def run(config: Path) -> int:
    """Until SIGTERM or SIGINT; 0 after an orderly end, 1 when a thread was left, else an exit code.

    78: the settings have a fault, which standard error tells first, whatever else is wrong, and the screen
    until they are changed; 71: there is no display.
    """
    missing = missing_display(os.environ)
    panel = None if missing else panel_at_once(config)
    if panel is not None:
        return _Run(config, _application(), Front(panel)).until_the_end()
    settings = checked(config)
    from kiosk.commands.shared import BAD_SETTINGS
    from kiosk.config import SettingsFault
    from kiosk.terminal.out_of_order import stay_out_of_order

    if isinstance(settings, SettingsFault):
        return BAD_SETTINGS if missing else stay_out_of_order(_application(), settings, config)
    if missing:
        sys.stderr.write(f"{missing}.\n")
        return NO_DISPLAY
    return _Run(config, _application(), Front(panel_of(settings))).until_the_end()


def _application() -> QApplication:
    application = make_application(sys.argv[:1])
    _quit_on_signals(application)
    return application


class _Run(QObject):
    """One run: the first page, the loading behind it, the terminal that takes over."""

    def __init__(self, config: Path, application: QApplication, front: Front) -> None:
        super().__init__()
        self._config, self._application, self._front = config, application, front
        self._opening = Opening(front)
        self._service: Service | None = None
        self._fault: SettingsFault | None = None
        self._loading = Loading(config)
        self._loading.done.connect(self._take_over)

    def until_the_end(self) -> int:
        """The exit code."""
        seen = _Seen()
        seen.seen.connect(self._loading.begin)
        QTimer.singleShot(_UNSEEN_MS, self._loading.begin)
        self._front.window.show()
        self._front.window.windowHandle().installEventFilter(seen)
        self._front.window.activateWindow()
        code = self._application.exec()
        self._loading.wait()
        if self._fault is not None:
            from kiosk.terminal.out_of_order import stay_out_of_order

            return stay_out_of_order(self._application, self._fault, self._config, self._front.window)
        return self._service.end() if self._service is not None else code

    def _take_over(self, loaded: "Settings | SettingsFault | int") -> None:
        from kiosk.config import SettingsFault

        if isinstance(loaded, int):
            self._application.exit(loaded)
            return
        if isinstance(loaded, SettingsFault):
            self._fault = loaded
            self._application.exit()
            return
        from kiosk.terminal.service import Service

        self._service = Service(loaded, self._front, self._opening)
        gc.freeze()  # modules are no garbage: `kiosk.cli` kept them from being looked through
        gc.enable()


class _Seen(QObject):
    """Says once that the window's first frame was painted."""

    seen = Signal()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Qt paints while it handles the expose event: what is posted now comes after it."""
        if event.type() is QEvent.Type.Expose:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self.seen.emit)
        return False


def _quit_on_signals(application: QApplication) -> None:
    """Python runs signal handlers only between bytecodes: a pipe wakes Qt so that it gets there."""
    near, far = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
    signal.set_wakeup_fd(far)
    notifier = QSocketNotifier(near, QSocketNotifier.Type.Read, application)
    notifier.activated.connect(lambda: os.read(near, 64))

    def stop(_number: int, _frame: FrameType | None) -> None:
        application.quit()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
