"""Step 2 of 5: words and segments."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.ui.components.box import paint_box
from kiosk.ui.components.context import Context
from kiosk.ui.components.layouts import column, holder, row
from kiosk.ui.pages.content import Steps
from kiosk.ui.theme.palette import Tone
from kiosk.ui.theme.scale import Step
from kiosk.ui.theme.theme import Theme
from kiosk.ui.words.tr import tr


class Segments(QWidget):
    """One bar a step: done and present ones are filled. The words beside say the same."""

    def __init__(self, theme: Theme, number: int, count: int) -> None:
        super().__init__()
        self._theme = theme
        self._number, self._count = number, count
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A thin line."""
        return QSize(self._theme.mm(60), self._theme.mm(2))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Filled up to the present step."""
        painter = QPainter(self)
        gap, tall = self._theme.mm(2), self.height()
        width = (self.width() - gap * (self._count - 1)) / self._count
        colours = self._theme.palette
        for index in range(self._count):
            reached = index < self._number
            fill, edge = (colours.accent, colours.accent) if reached else (colours.paper, colours.line)
            area = QRectF(index * (width + gap), 0, width, tall).toRect()
            paint_box(painter, area, fill, edge, 1, tall // 2)
        painter.end()


def steps_line(context: Context, steps: Steps) -> QWidget:
    """「第 2 步，共 5 步　核对身份」 above its segments."""
    words = tr("第 {number} 步，共 {count} 步　{name}").format(
        number=steps.number, count=steps.count, name=steps.name
    )
    compact = context.theme.large and context.theme.landscape
    label = context.text(words, Step.CAPTION, tone=Tone.ACCENT, bold=True, wrap=not compact)
    segments = Segments(context.theme, steps.number, steps.count)
    if compact:
        beside = row(label, segments, gap=context.theme.mm(6))
        beside.setStretch(1, 1)
        return holder(beside)
    return holder(column(label, segments, gap=context.theme.mm(2)))
