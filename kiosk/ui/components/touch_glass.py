"""The whole glass as cells and crosses: finds places that do not answer, and touches that land elsewhere."""

from math import hypot

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QHideEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QShowEvent,
    QTouchEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.flow.events import CellTouched, CrossTouched
from kiosk.flow.pages.maintenance import CROSSES, TOUCH_COLUMNS, TOUCH_ROWS, TouchTest
from kiosk.flow.state import Kiosk
from kiosk.ui.components.context import Context
from kiosk.ui.theme.scale import Step

CROSS_MM = 20
"""From the edge: as near as any button of ours stands."""


class TouchGlass(QWidget):
    """A layer over the whole page, bars and all; every finger on it counts."""

    def __init__(self, context: Context, page: TouchTest, words: str) -> None:
        super().__init__()
        self._context, self._page, self._words = context, page, words
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setAccessibleName(words)
        context.live(self._patch)

    def _patch(self, kiosk: Kiosk) -> None:
        if isinstance(kiosk.page, TouchTest):
            self._page = kiosk.page
            self.update()

    # --- fingers ---

    def event(self, event: QEvent) -> bool:
        """Each finger's places while it wipes; the first place of a tap on a cross."""
        if isinstance(event, QTouchEvent):
            for point in event.points():
                self._felt(
                    self.mapFromGlobal(point.globalPosition()), begins=event.type() == QEvent.Type.TouchBegin
                )
            event.accept()
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A touch panel that speaks as a mouse."""
        self._felt(event.position(), begins=True)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """It wipes."""
        self._felt(event.position(), begins=False)

    def _felt(self, at: QPointF, *, begins: bool) -> None:
        if not self._page.cells_done:
            cell = self.cell_at(at)
            if cell is not None and cell not in self._page.touched:
                self._context.post(CellTouched(cell=cell))
        elif begins:
            cross = self.crosses()[min(len(self._page.misses), CROSSES - 1)]
            there, meant = self._in_mm(at), self._in_mm(cross)
            miss = round(hypot(there[0] - meant[0], there[1] - meant[1]), 1)
            self._context.post(CrossTouched(miss_mm=miss, at_mm=there, cross_mm=meant))

    def _in_mm(self, at: QPointF) -> tuple[float, float]:
        """From the corner of the screen, wherever this glass lies."""
        on_screen = self.mapTo(self.window(), at)
        return on_screen.x() / self._context.theme.px_per_mm, on_screen.y() / self._context.theme.px_per_mm

    # --- places ---

    def _grid(self) -> tuple[int, int]:
        wide, tall = TOUCH_COLUMNS, TOUCH_ROWS
        return (tall, wide) if self.width() > self.height() else (wide, tall)

    def cell_at(self, at: QPointF) -> int | None:
        """By rows; None beside the glass."""
        columns, rows = self._grid()
        across, down = int(at.x() * columns // self.width()), int(at.y() * rows // self.height())
        return down * columns + across if 0 <= across < columns and 0 <= down < rows else None

    def cell_area(self, cell: int) -> QRectF:
        """The place of a cell."""
        columns, rows = self._grid()
        wide, tall = self.width() / columns, self.height() / rows
        return QRectF(cell % columns * wide, cell // columns * tall, wide, tall)

    def crosses(self) -> tuple[QPointF, ...]:
        """Where they stand, in the order in which they are asked for."""
        inset = self._context.theme.mm(CROSS_MM)
        right, bottom = self.width() - inset, self.height() - inset
        corners = ((inset, inset), (right, inset), (right, bottom), (inset, bottom))
        return (*(QPointF(x, y) for x, y in corners), QPointF(self.width() / 2, self.height() / 2))

    # --- drawing ---

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Cells that answered are filled; then the one cross to hit."""
        theme = self._context.theme
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.palette.paper))
        if self._page.cells_done:
            self._paint_cross(painter)
        else:
            self._paint_cells(painter)
        self._paint_words(painter)
        painter.end()

    def _paint_words(self, painter: QPainter) -> None:
        """On ground of their own, above the middle."""
        theme = self._context.theme
        painter.setFont(theme.font(Step.LEAD, bold=True))
        how = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
        room = self.rect().adjusted(theme.mm(20), 0, -theme.mm(20), -self.height() // 3)
        ground = painter.boundingRect(room, how, self._words).adjusted(
            -theme.mm(4), -theme.mm(2), theme.mm(4), theme.mm(2)
        )
        painter.fillRect(ground, QColor(theme.palette.paper))
        painter.setPen(QColor(theme.palette.ink))
        painter.drawText(room, how, self._words)

    def _paint_cells(self, painter: QPainter) -> None:
        colours = self._context.theme.palette
        painter.setPen(QPen(QColor(colours.line), 1))
        for cell in range(TOUCH_COLUMNS * TOUCH_ROWS):
            fill = colours.accent if cell in self._page.touched else colours.paper
            painter.setBrush(QColor(fill))
            painter.drawRect(self.cell_area(cell))

    def _paint_cross(self, painter: QPainter) -> None:
        theme = self._context.theme
        at, arm = self.crosses()[min(len(self._page.misses), CROSSES - 1)], theme.mm(8)
        painter.setPen(QPen(QColor(theme.palette.stop), theme.mm(0.8)))
        painter.drawLine(at - QPointF(arm, 0), at + QPointF(arm, 0))
        painter.drawLine(at - QPointF(0, arm), at + QPointF(0, arm))


class GlassHolder(QWidget):
    """Stands in the page's well and lays the glass over the whole page once it is shown."""

    def __init__(self, glass: TouchGlass) -> None:
        super().__init__()
        self._glass = glass
        glass.setParent(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Takes no room of its own."""
        return QSize(0, 0)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """The page is the widget that the window shows."""
        super().showEvent(event)
        page: QWidget = self
        while (above := page.parentWidget()) is not None and above is not self.window():
            page = above
        self._glass.setParent(page)
        self._glass.setGeometry(page.rect())
        self._glass.show()
        self._glass.raise_()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """The glass leaves with its page."""
        super().hideEvent(event)
        self._glass.setParent(self)
