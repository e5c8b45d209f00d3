"""Characters in cells, so that 44 of them can be compared with a printed line."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.ui.components.context import Context
from kiosk.ui.theme.scale import Step


class Cells(QWidget):
    """Rows of equal cells; the next empty one is marked."""

    def __init__(self, context: Context, typed: str, count: int, name: str) -> None:
        super().__init__()
        self._theme = context.theme
        self._typed, self._count, self._name = typed, count, name
        self._font = self._theme.font(Step.BODY if not self._theme.large else Step.CAPTION, bold=True)
        self.ground = self._theme.palette.paper
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.say(typed)

    def _across(self) -> int:
        return 22 if self._theme.landscape or not self._theme.large else 15

    def _down(self) -> int:
        return -(-self._count // self._across())

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As high as its rows."""
        metrics = QFontMetrics(self._font)
        return QSize(metrics.horizontalAdvance("W") * self._across(), metrics.height() * self._down())

    def say(self, typed: str) -> None:
        """Patches the characters in place."""
        self._typed = typed
        self.setAccessibleName(f"{self._name} {' '.join(typed)}")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Cell by cell."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._font)
        colours = self._theme.palette
        across, tall = self._across(), self.height() / self._down()
        wide = self.width() / across
        for index in range(self._count):
            area = QRectF(index % across * wide + 1, index // across * tall + 1, wide - 2, tall - 2)
            here = index == len(self._typed)
            painter.setPen(
                QPen(QColor(colours.accent if here else colours.line), self._theme.mm(0.8 if here else 0.3))
            )
            painter.drawRect(area)
            if index < len(self._typed):
                painter.setPen(QColor(colours.ink))
                painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), self._typed[index])
        painter.end()
