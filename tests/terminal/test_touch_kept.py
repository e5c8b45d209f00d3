"""A calibrated panel is put right before anything else works, also at a terminal that is closed."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from kiosk.flow.affine import Affine
from kiosk.terminal.screen import Screen
from kiosk.terminal.touch_file import forget_touch, keep_touch
from tests.conftest import LogRecord
from tests.terminal.test_closed import _settings

BESIDE_MM = 40.0


def press_below(screen: Screen, pressed: str) -> None:
    """40 mm below a button."""
    button = screen.window.page_widget().findChild(QPushButton, pressed)
    assert button is not None
    at = button.mapTo(screen.window, button.rect().center())
    below = at + QPoint(0, round(BESIDE_MM * 3.6))
    QTest.qWait(400)  # the guard after a page change
    QTest.mouseClick(screen.window.windowHandle(), Qt.MouseButton.LeftButton, pos=below)
    QTest.qWait(50)


@pytest.mark.usefixtures("qapp")
def test_what_was_kept_holds_at_the_next_start_and_what_a_shell_took_back_is_gone_at_the_next_look(
    tmp_path: Path, log: LogRecord
) -> None:
    log.expected |= {"terminal.keys_unusable"}
    settings = _settings(tmp_path, tmp_path / "keys")
    keep_touch(settings.store.path.parent, Affine(f=-BESIDE_MM))
    shown: list[str] = []
    screen = Screen(settings)
    screen.shown.connect(lambda kiosk: shown.append(kiosk.preferences.language))
    screen.begin()
    screen.window.show()
    try:
        press_below(screen, "language_en")
        assert shown[-1] == "en"
        forget_touch(settings.store.path.parent)
        screen.look_again()
        press_below(screen, "language_zh")
        assert shown[-1] == "en"
    finally:
        screen.window.close()
        assert screen.end()
