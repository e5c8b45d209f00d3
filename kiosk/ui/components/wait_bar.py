"""A bar that fills while something is waited for, so that one sees how long."""

import time

from PySide6.QtCore import QRectF, QSize, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.ui.theme.theme import Theme

BEAT_MS = 200
FIRST_SHARE = 0.06
"""Something is seen at once: an empty bar looks like a fault."""


class WaitBar(QWidget):
    """Fills within `seconds` and stays full; what is waited for may come earlier."""

    def __init__(self, theme: Theme, seconds: float, name: str) -> None:
        super().__init__()
        self._theme = theme
        self._seconds = max(seconds, 0.1)
        self._began = time.monotonic()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        timer = QTimer(self)
        timer.timeout.connect(self.update)
        timer.start(BEAT_MS)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A broad line."""
        return QSize(self._theme.mm(100), self._theme.mm(6))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The part of the time that has gone."""
        share = min(1.0, max(FIRST_SHARE, (time.monotonic() - self._began) / self._seconds))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours, half = self._theme.palette, self.height() / 2
        painter.setPen(QPen(QColor(colours.line), self._theme.mm(0.3)))
        painter.setBrush(QColor(colours.wash))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), half, half)
        painter.setPen(QPen(QColor(colours.accent), 1))
        painter.setBrush(QColor(colours.accent))
        inner = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        inner.setWidth(max(inner.height(), inner.width() * share))
        painter.drawRoundedRect(inner, half - 2, half - 2)
        painter.end()
