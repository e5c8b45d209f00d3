"""A place to sign with the finger, a pen or a mouse; strokes are kept as lines with time, in mm."""

import time

from PySide6.QtCore import QEvent, QLineF, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QTouchEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.flow.events import StrokeDrawn
from kiosk.flow.state import Kiosk
from kiosk.rules.submissions import Stroke
from kiosk.ui.components.context import Context
from kiosk.ui.theme.scale import CORNER_MM

LEAST_MM = (120, 50)
"""Enough for three characters by an unsteady hand."""
PEN_MM = 0.8


class SignaturePad(QWidget):
    """Posts every finished stroke; shows those that the state holds."""

    def __init__(self, context: Context, strokes: tuple[Stroke, ...]) -> None:
        super().__init__()
        self._context = context
        self._strokes = strokes
        self._points: list[tuple[float, float, int]] = []
        self._began = time.monotonic()
        self.ground = context.theme.palette.paper
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """What a signature needs."""
        return QSize(self._context.theme.mm(LEAST_MM[0]), self._context.theme.mm(LEAST_MM[1]))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Larger where there is room."""
        return QSize(self._context.theme.mm(LEAST_MM[0]), self._context.theme.mm(80))

    def show_strokes(self, strokes: tuple[Stroke, ...]) -> None:
        """Patches what is drawn."""
        if strokes != self._strokes:
            self._strokes = strokes
            self.update()

    def strokes(self) -> tuple[Stroke, ...]:
        """What the pad shows."""
        return self._strokes

    # --- fingers, pens and mice ---

    def event(self, event: QEvent) -> bool:
        """The first finger draws; a palm beside it does not."""
        if isinstance(event, QTouchEvent):
            if event.points():
                self._touched(event.type(), self.mapFromGlobal(event.points()[0].globalPosition()))
            event.accept()
            return True
        return super().event(event)

    def _touched(self, kind: QEvent.Type, at: QPointF) -> None:
        if kind == QEvent.Type.TouchBegin:
            self._begin(at)
        elif kind == QEvent.Type.TouchUpdate:
            self._draw(at)
        else:
            self._finish()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """The stroke begins."""
        self._begin(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """The stroke goes on."""
        self._draw(event.position())

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """The stroke ends."""
        self._finish()

    def _begin(self, at: QPointF) -> None:
        self._context.guard.notice()
        if self._context.guard.accepts():
            self._context.guard.hold(self)
            self._points = []
            self._draw(at, first=True)

    def _draw(self, at: QPointF, *, first: bool = False) -> None:
        if not first and not self._points:
            return
        scale = self._context.theme.px_per_mm
        x = min(max(at.x(), 0.0), float(self.width()))
        y = min(max(at.y(), 0.0), float(self.height()))
        elapsed = round((time.monotonic() - self._began) * 1000)
        self._points.append((round(x / scale, 2), round(y / scale, 2), elapsed))
        self.update()

    def _finish(self) -> None:
        points, self._points = tuple(self._points), []
        if points:
            self._context.post(StrokeDrawn(stroke=points))
        self._context.guard.release(self)

    # --- drawing ---

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """A framed well, a line to sign on, the strokes."""
        theme = self._context.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width, corner = theme.mm(0.5), theme.mm(CORNER_MM)
        painter.setPen(QPen(QColor(theme.palette.line), width))
        painter.setBrush(QColor(self.ground))
        area = self.rect().toRectF().adjusted(width / 2, width / 2, -width / 2, -width / 2)
        painter.drawRoundedRect(area, corner, corner)
        base, inset = self.height() * 0.76, theme.mm(9)
        painter.setPen(QPen(QColor(theme.palette.hairline), theme.mm(0.4)))
        painter.drawLine(QLineF(inset, base, self.width() - inset, base))
        pen = QPen(QColor(theme.palette.ink), theme.mm(PEN_MM))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        for stroke in (*self._strokes, tuple(self._points)):
            self._paint_stroke(painter, stroke)
        painter.end()

    def _paint_stroke(self, painter: QPainter, stroke: Stroke) -> None:
        scale = self._context.theme.px_per_mm
        places = [QPointF(x * scale, y * scale) for x, y, _ in stroke]
        if len(places) == 1:
            painter.drawPoint(places[0])
        elif places:
            painter.drawPolyline(places)


def live_pad(context: Context, strokes: tuple[Stroke, ...]) -> SignaturePad:
    """A pad that follows the state: clearing empties it."""
    pad = SignaturePad(context, strokes)

    def patch(kiosk: Kiosk) -> None:
        visit = getattr(kiosk.page, "visit", None)
        if visit is not None:
            pad.show_strokes(visit.answers.signature)

    context.live(patch)
    return pad
