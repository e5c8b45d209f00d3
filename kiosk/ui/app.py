"""The Qt application of the terminal."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontInfo
from PySide6.QtWidgets import QApplication

from kiosk.ui.theme.scale import FAMILY


class FontMissingError(Exception):
    """Without the font every Chinese character is a box."""


def make_application(argv: list[str], *, cursor: bool = False) -> QApplication:
    """One a process. Raises `FontMissingError` when the font of the screens is not installed."""
    # as a word: setStyle() would hand out a style, and PySide would make all its types
    application = QApplication([*argv, "-style", "fusion"])
    # xcb sets this when the application is built: a quick signature would lose most of its points
    application.setAttribute(Qt.ApplicationAttribute.AA_CompressHighFrequencyEvents, False)
    application.setApplicationName("buka")
    application.setApplicationDisplayName("Buka")
    application.setCursorFlashTime(0)
    found = QFontInfo(QFont(FAMILY)).family()
    if found != FAMILY:
        raise FontMissingError(f"the font {FAMILY} is not installed (found {found}): install fonts-noto-cjk")
    application.setFont(QFont(FAMILY))
    if not cursor:
        application.setOverrideCursor(Qt.CursorShape.BlankCursor)
    return application
