"""The ring around the control that a keypad has reached: ink, with a gap of paper."""

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from kiosk.ui.theme.scale import CORNER_MM
from kiosk.ui.theme.theme import Theme

RING_MM = 1.2
PAPER_MM = 0.8


class FocusRing(QWidget):
    """Lies over the page and lets every touch through."""

    def __init__(self, theme: Theme, page: QWidget) -> None:
        super().__init__(page)
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def surround(self, widget: QWidget | None) -> None:
        """Moves to `widget`, or away."""
        page = self.parentWidget()
        if widget is None or page is None or not page.isAncestorOf(widget):
            self.hide()
            return
        out = self._theme.mm(RING_MM) + self._theme.mm(PAPER_MM)
        place = QRect(widget.mapTo(page, QPoint(0, 0)), widget.size())
        self.setGeometry(place.adjusted(-out, -out, out, out))
        self.raise_()
        self.show()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Two frames: the ring outside, the paper inside."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring, paper = self._theme.mm(RING_MM), self._theme.mm(PAPER_MM)
        corner = self._theme.mm(CORNER_MM) + ring + paper
        colours = self._theme.palette
        inner = ring + paper / 2
        painter.setPen(QPen(QColor(colours.paper), paper))
        painter.drawRoundedRect(self.rect().toRectF().adjusted(inner, inner, -inner, -inner), corner, corner)
        painter.setPen(QPen(QColor(colours.accent if self._theme.high else colours.ink), ring))
        painter.drawRoundedRect(
            self.rect().toRectF().adjusted(ring / 2, ring / 2, -ring / 2, -ring / 2), corner, corner
        )
        painter.end()
