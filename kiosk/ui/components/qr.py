"""A QR code on the screen: black on white in every theme, or phones do not read it."""

import segno
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.ui.theme.theme import Theme

QUIET_MODULES = 4
"""Margin of ISO/IEC 18004."""


class QrCode(QWidget):
    """`name` says what it is for, for those who cannot see it."""

    def __init__(self, theme: Theme, content: str, side_mm: float, name: str) -> None:
        super().__init__()
        self._modules = [list(line) for line in segno.make_qr(content, error="m").matrix]
        self._side = theme.mm(side_mm)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A square of whole pixels a module."""
        count = len(self._modules) + 2 * QUIET_MODULES
        side = max(1, self._side // count) * count
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Module by module."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        unit = self.width() // (len(self._modules) + 2 * QUIET_MODULES)
        for y, line in enumerate(self._modules):
            for x, dark in enumerate(line):
                if dark:
                    area = QRect((x + QUIET_MODULES) * unit, (y + QUIET_MODULES) * unit, unit, unit)
                    painter.fillRect(area, Qt.GlobalColor.black)
        painter.end()
