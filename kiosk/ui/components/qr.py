"""A QR code on the screen: black on white in every theme, or phones do not read it."""

import segno
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.ui.theme.theme import Theme

MASK = 3
QUIET_MODULES = 4
"""Margin of ISO/IEC 18004."""


class QrCode(QWidget):
    """`name` says what it is for, for those who cannot see it."""

    def __init__(self, theme: Theme, content: str, side_mm: float, name: str) -> None:
        super().__init__()
        # any mask is readable; trying all eight for the best one takes longer than the rest of the page
        modules = segno.make_qr(content, error="m", mask=MASK).matrix
        self._count = len(modules) + 2 * QUIET_MODULES
        self._picture = QImage(self._count, self._count, QImage.Format.Format_Mono)
        self._picture.fill(1)
        for y, line in enumerate(modules, QUIET_MODULES):
            for x, dark in enumerate(line, QUIET_MODULES):
                if dark:
                    self._picture.setPixel(x, y, 0)
        self._side = theme.mm(side_mm)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A square of whole pixels a module."""
        side = max(1, self._side // self._count) * self._count
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Whole pixels a module, nothing smoothed."""
        painter = QPainter(self)
        painter.drawImage(self.rect(), self._picture)
        painter.end()
