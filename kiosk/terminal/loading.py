"""What `kiosk run` does behind its first page: load the rooms, check the settings, open the log."""

import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from kiosk.config import Settings, SettingsFault

_BUG = 70
"""EX_SOFTWARE of sysexits.h."""


def checked(config: Path) -> "Settings | SettingsFault":
    """The settings, with the log open; or what is wrong with them, told on standard error too."""
    from kiosk.commands.shared import checked_settings
    from kiosk.config import SettingsFault

    settings = checked_settings(config)
    if isinstance(settings, SettingsFault):
        sys.stderr.write(f"{settings}\n")
    else:
        _open_log(settings.log.path)
    return settings


def _open_log(path: Path | None) -> None:
    """To the journal where it cannot be written: the terminal itself says what is wrong with a disk."""
    import structlog

    from kiosk.log import configure_log

    try:
        configure_log(path)
    except OSError as closed:
        configure_log(None)
        log = structlog.get_logger()
        log.error("log.not_written", error=type(closed).__name__)


class Loading(QObject):
    """On a thread of its own: the page answers meanwhile."""

    done = Signal(object)
    """What `checked` answered; 70 when it broke off."""

    def __init__(self, config: Path) -> None:
        super().__init__()
        self._config = config
        self._thread: threading.Thread | None = None

    def begin(self) -> None:
        """Once, whoever asks."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._load, name="loading")
            self._thread.start()

    def wait(self) -> None:
        """Until it has come to its end, if it has begun."""
        if self._thread is not None:
            self._thread.join()

    def _load(self) -> None:
        answer: Settings | SettingsFault | int = _BUG
        try:
            import kiosk.flow.reduce  # first, because a press waits for it
            import kiosk.terminal.service
            import kiosk.ui.pages.build_staff
            import kiosk.ui.pages.build_visit  # noqa: F401 - loaded for those who need it in a moment

            answer = checked(self._config)
        finally:
            self.done.emit(answer)
