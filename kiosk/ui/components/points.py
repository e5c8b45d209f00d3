"""A few short sentences, each with an icon or a number in front."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QLayout, QWidget

from kiosk.ui.components.context import Context
from kiosk.ui.components.icon import Icon
from kiosk.ui.components.layouts import Part, column, holder, row, top
from kiosk.ui.theme.palette import Tone
from kiosk.ui.theme.scale import Step
from kiosk.ui.theme.theme import Theme


@dataclass(frozen=True, kw_only=True)
class Point:
    """One sentence, perhaps with a second, quieter one."""

    text: str
    detail: str = ""
    icon: str = ""
    """Empty: its number in the list."""
    tone: Tone = Tone.INK
    bold: bool = False


class Disc(QWidget):
    """A number in a disc; the sentence beside it is what counts."""

    def __init__(self, theme: Theme, number: int, side: int) -> None:
        super().__init__()
        self._theme, self._number = theme, number
        self.setFixedSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """White on the accent."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(self._theme.palette.accent))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawEllipse(QRectF(self.rect()))
        painter.setPen(QColor(self._theme.palette.on_accent))
        font = self._theme.font(Step.BODY, bold=True)
        font.setPixelSize(round(self.height() * 0.6))
        painter.setFont(font)
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), str(self._number))
        painter.end()


def points(context: Context, sentences: list[Point], *, step: Step | None = None) -> QWidget:
    """The sentences below each other; a page with room says them a step larger."""
    step = step or context.theme.reading_step
    lines: list[Part] = [
        _point(context, index + 1, sentence, step) for index, sentence in enumerate(sentences)
    ]
    return holder(column(*lines, gap=context.theme.space(9 if step is Step.LEAD else 6)))


def _point(context: Context, number: int, sentence: Point, step: Step) -> QLayout:
    theme = context.theme
    side = round(theme.font_px(step) * 1.45)
    colour = theme.palette.accent if sentence.tone is Tone.INK else theme.palette.ink_of(sentence.tone)
    mark = Icon(sentence.icon, colour, side) if sentence.icon else Disc(theme, number, side)
    bold = sentence.bold or bool(sentence.detail)
    words = column(context.text(sentence.text, step, tone=sentence.tone, bold=bold))
    if sentence.detail:
        words.addWidget(context.text(sentence.detail, Step.BODY, tone=Tone.QUIET))
    line = row(top(mark), words, gap=theme.mm(4))
    line.setStretch(1, 1)
    return line
