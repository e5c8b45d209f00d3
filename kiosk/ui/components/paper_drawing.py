"""How a paper roll lies in the printer: cover open, paper from below, its end out in front."""

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.ui.theme.theme import Theme

_WIDTH, _HEIGHT = 100.0, 80.0
"""Units of the sketch; a printer from its right side, its front at the left."""
LEAST_MM = 62


class PaperDrawing(QWidget):
    """Scales to its place; the sentences beside it say the same in words."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(theme.mm(LEAST_MM))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The least; the layout gives it what the words leave."""
        return QSize(self._theme.mm(75), self._theme.mm(LEAST_MM))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Body, cover, roll, paper, arrows."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = min(self.width() / _WIDTH, self.height() / _HEIGHT)
        painter.translate((self.width() - _WIDTH * scale) / 2, (self.height() - _HEIGHT * scale) / 2)
        painter.scale(scale, scale)
        self._printer(painter)
        self._roll(painter)
        self._arrows(painter)
        painter.end()

    def _pen(self, colour: str, width: float) -> QPen:
        return QPen(QColor(colour), width)

    def _printer(self, painter: QPainter) -> None:
        """A box without its lid; the lid stands up at the back."""
        colours = self._theme.palette
        painter.setPen(self._pen(colours.line, 1.2))
        painter.setBrush(QColor(colours.wash))
        body = [(18, 40), (24, 72), (84, 72), (84, 34), (74, 34), (74, 62), (34, 62), (30, 40)]
        painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in body]))
        painter.setBrush(QColor(colours.paper))
        lid = [(84, 34), (96, 6), (90, 4), (76, 32)]
        painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in lid]))

    def _roll(self, painter: QPainter) -> None:
        """The paper leaves the roll at its underside and comes out over the front edge."""
        colours, middle = self._theme.palette, QPointF(55, 45)
        painter.setPen(self._pen(colours.ink, 1.2))
        painter.setBrush(QColor(colours.paper))
        painter.drawEllipse(middle, 16, 16)
        painter.drawEllipse(middle, 5, 5)
        paper = QPainterPath(QPointF(55, 61))
        paper.cubicTo(QPointF(42, 61), QPointF(36, 50), QPointF(26, 37))
        paper.lineTo(QPointF(8, 37))
        painter.setPen(self._pen(colours.accent, 2.2))
        painter.setBrush(QColor(0, 0, 0, 0))
        painter.drawPath(paper)

    def _arrows(self, painter: QPainter) -> None:
        """Pull here; the roll turns so; the lid comes down last."""
        colours = self._theme.palette
        painter.setPen(self._pen(colours.accent, 1.6))
        painter.setBrush(QColor(0, 0, 0, 0))
        painter.drawArc(QRectF(33, 23, 44, 44), 60 * 16, 60 * 16)
        painter.drawArc(QRectF(52, 4, 64, 64), 62 * 16, 46 * 16)
        painter.setBrush(QColor(colours.accent))
        for tip, way in (((5, 37), (-1, 0)), ((44, 25.5), (-1, 0.6)), ((74, 8), (-1, 0.5))):
            self._head(painter, QPointF(*tip), QPointF(*way))

    @staticmethod
    def _head(painter: QPainter, tip: QPointF, way: QPointF) -> None:
        across = QPointF(-way.y(), way.x())
        foot = tip - way * 5
        painter.drawPolygon(QPolygonF([tip, foot + across * 2.6, foot - across * 2.6]))
