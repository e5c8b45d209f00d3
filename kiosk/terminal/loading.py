"""What `kiosk run` does behind its first page: load the rooms, check the settings, open the log."""

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from kiosk.config import Settings

_BUG = 70
"""EX_SOFTWARE of sysexits.h."""


def checked(config: Path) -> "Settings | int":
    """The settings, with the log open; or an exit code, after telling on standard error what is wrong."""
    from typer import Exit

    from kiosk.commands.shared import open_log, settings_of

    try:
        settings = settings_of(config)
        open_log(settings)
    except Exit as refused:
        return refused.exit_code
    return settings


class Loading(QObject):
    """On a thread of its own: the page answers meanwhile."""

    done = Signal(object)
    """What `checked` answered."""

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
        answer: Settings | int = _BUG
        try:
            import kiosk.flow.reduce  # first, because a press waits for it
            import kiosk.terminal.service
            import kiosk.ui.pages.build_staff
            import kiosk.ui.pages.build_visit  # noqa: F401 - loaded for those who need it in a moment

            answer = checked(self._config)
        finally:
            self.done.emit(answer)
