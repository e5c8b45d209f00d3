"""A settings file with a fault: a plain page in both languages in place of a dark screen.

It depends on nothing that the settings say, and names their fault in small print for staff. The run ends when
the file is changed, so that the service manager starts it again with what it says now.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from kiosk.commands.shared import BAD_SETTINGS
from kiosk.config import SettingsFault
from kiosk.terminal.watchdog import Watchdog
from kiosk.ui.theme.palette import NORMAL
from kiosk.ui.theme.scale import CAP_MM, CAP_PER_EM, FAMILY, Step

_LOOK_MS = 2000
_BEAT_MS = 60_000
"""Between beats when systemd does not watch."""
_SHORT_SIDE_MM = 296
"""Of a 23.8 inch panel, upright or not: nobody has measured this one."""
_LINES = 6
"""Of faults; the others follow when these are corrected."""
_VISITORS = (
    (Step.TITLE, NORMAL.stop, "暂停服务\nOut of service"),
    (
        Step.LEAD,
        NORMAL.ink,
        "这台机器现在什么都办不了，请到人工窗口。\n急着停用旧卡，请现在拨打 12333。\n以前交的申请不受影响。",
    ),
    (
        Step.LEAD,
        NORMAL.ink,
        "This terminal cannot do anything now. Please go to a staffed counter.\n"
        "To lock a lost card at once, call 12333.\nWhat you filed before is not affected.",
    ),
)
_FOR_STAFF = (
    "工作人员：设置文件有错，改正后自动恢复",
    "Staff: the settings have a fault; once it is corrected, the terminal serves again",
)


class OutOfOrderPage(QWidget):
    """Text alone; nothing to press."""

    def __init__(self, fault: SettingsFault) -> None:
        super().__init__()
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        self.setStyleSheet(f"background: {NORMAL.paper};")
        panel = QGuiApplication.primaryScreen().geometry()
        self.setGeometry(panel)
        self._px_per_mm = min(panel.width(), panel.height()) / _SHORT_SIDE_MM
        lines = QVBoxLayout(self)
        margin = self._pixels(14)
        lines.setContentsMargins(margin, margin, margin, margin)
        lines.setSpacing(self._pixels(9))
        lines.addStretch(1)
        for step, colour, text in _VISITORS:
            lines.addWidget(self._label(step, colour, text))
        lines.addStretch(2)
        lines.addWidget(self._label(Step.CAPTION, NORMAL.quiet, "\n".join((*_FOR_STAFF, *_told(fault)))))

    def _label(self, step: Step, colour: str, text: str) -> QLabel:
        label = QLabel(text)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setStyleSheet(f"color: {colour};")
        font = QFont(FAMILY)
        font.setPixelSize(self._pixels(CAP_MM[step] / CAP_PER_EM))
        font.setBold(step is Step.TITLE)
        label.setFont(font)
        return label

    def _pixels(self, mm: float) -> int:
        return max(1, round(mm * self._px_per_mm))


def stay_out_of_order(
    application: QApplication, fault: SettingsFault, config: Path, instead_of: QWidget | None = None
) -> int:
    """Show it until the file is another, or until the run is stopped; 78 either way."""
    page = OutOfOrderPage(fault)
    page.show()
    if instead_of is not None:
        instead_of.close()
    alive = _Alive(page, config)
    application.exec()
    alive.end()
    return BAD_SETTINGS


class _Alive(QObject):
    """Says so to the service manager, and looks at the file."""

    def __init__(self, page: OutOfOrderPage, config: Path) -> None:
        super().__init__(page)
        self._page, self._config = page, config
        self._seen = _state(config)
        self._watchdog = Watchdog()
        self._watchdog.status(visit=False)
        self._watchdog.ready()
        self._timer(round(self._watchdog.interval * 1000) or _BEAT_MS, self._beat)
        self._timer(_LOOK_MS, self._look)

    def end(self) -> None:
        """An orderly end has begun."""
        self._watchdog.stopping()

    def _timer(self, interval: int, act: Callable[[], None]) -> None:
        timer = QTimer(self, interval=interval)
        timer.timeout.connect(act)
        timer.start()

    def _beat(self) -> None:
        self._page.repaint()
        self._watchdog.beat()

    def _look(self) -> None:
        if _state(self._config) != self._seen:
            QApplication.exit(BAD_SETTINGS)


def _told(fault: SettingsFault) -> tuple[str, ...]:
    more = len(fault.lines) - _LINES
    return (*fault.lines[:_LINES], *([f"(+{more})"] if more > 0 else []))


def _state(file: Path) -> tuple[int, int, int] | None:
    """What changes when somebody writes or replaces it; None: it is not there or not to be read."""
    try:
        status = file.stat()
    except OSError:
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns
