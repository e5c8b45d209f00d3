"""Text on a page: plain, wrapped, with even lines, never cut."""

import re
from itertools import combinations, pairwise

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from kiosk.ui.components.box import paint_box
from kiosk.ui.theme.palette import Tone
from kiosk.ui.theme.scale import Step
from kiosk.ui.theme.theme import Theme
from kiosk.ui.words.dates import JOINER

_UNBOUNDED = 1 << 16
_BREAKS = re.compile(" |(?<![\u2060\u00a0])(?=[^\\x00-\\x7f\u2060\u00a0])")
"""Where a line may break: at a space, before a Chinese character that nothing joins."""
_CLAUSES = re.compile(r"[^，。；：？！、]+[，。；：？！、　]*")
"""A clause with the punctuation that ends it."""
_WRAP = Qt.TextFlag.TextWordWrap


def text_box(metrics: QFontMetrics, text: str, width: int) -> QSize:
    """What `text` needs when it is wrapped at `width` pixels."""
    return metrics.boundingRect(QRect(0, 0, max(1, width), _UNBOUNDED), int(_WRAP), text).size()


def longest_word(metrics: QFontMetrics, text: str) -> int:
    """Chinese may break between characters; a Latin word, a number or a glued date may not."""
    return max((metrics.horizontalAdvance(piece) for piece in _BREAKS.split(text) if piece), default=0)


def even_width(metrics: QFontMetrics, text: str, width: int) -> int:
    """The least width that needs no more lines than `width` does: no last line of one character."""
    height = text_box(metrics, text, width).height()
    if height < 2 * metrics.height():
        return width
    low, high = width // 2, width
    while high - low > 4:
        middle = (low + high) // 2
        box = text_box(metrics, text, middle)
        low, high = (low, middle) if box.height() <= height and box.width() <= middle else (middle, high)
    return high


def well_broken(metrics: QFontMetrics, text: str, width: int) -> str:
    """The text with its lines broken after punctuation, where that needs no more lines.

    Chinese may be broken between any two characters, even inside a word; a reader stumbles there.
    """
    lines = round(text_box(metrics, text, width).height() / max(1, metrics.lineSpacing()))
    clauses = _CLAUSES.findall(text)
    if not 2 <= lines <= 4 or not lines <= len(clauses) <= 9:
        return text
    best, best_width = text, width + 1
    for cuts in combinations(range(1, len(clauses)), lines - 1):
        edges = (0, *cuts, len(clauses))
        parts = ["".join(clauses[a:b]).strip() for a, b in pairwise(edges)]
        widest = max(metrics.horizontalAdvance(part) for part in parts)
        if widest < best_width:
            best, best_width = "\n".join(parts), widest
    return best


class Text(QLabel):
    """One paragraph in a step of the type scale."""

    def __init__(
        self,
        theme: Theme,
        text: str,
        step: Step = Step.BODY,
        *,
        tone: Tone = Tone.INK,
        bold: bool = False,
        wrap: bool = True,
        centred: bool = False,
        colour: str = "",
        private: bool = False,
    ) -> None:
        super().__init__()
        self.private = private
        self._boxes: dict[int, QSize] = {}
        self._least = QSize()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        if JOINER in text:
            self.setAccessibleName(text.replace(JOINER, ""))
        self.setFont(theme.font(step, bold=bold))
        self.setWordWrap(wrap)
        across = Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag.AlignLeft
        self.setAlignment(
            across | (Qt.AlignmentFlag.AlignVCenter if centred or not wrap else Qt.AlignmentFlag.AlignTop)
        )
        self.set_colour(colour or theme.palette.ink_of(tone))
        if wrap:
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)

    def set_colour(self, colour: str) -> None:
        """Ink of the letters."""
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, QColor(colour))
        self.setPalette(palette)

    def ink(self) -> str:
        """Colour of the letters, for the measures."""
        return self.palette().color(QPalette.ColorRole.WindowText).name()

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """Rows of the wrapped text."""
        return self._box(width).height()

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's name
        """New words need a new place."""
        self._boxes.clear()
        self._least = QSize()
        super().setText(text)

    def _box(self, width: int) -> QSize:
        """Layouts ask many times; measuring a paragraph is dear."""
        if width not in self._boxes:
            self._boxes[width] = text_box(self.fontMetrics(), self.text(), width)
        return self._boxes[width]

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Narrow enough to wrap, but never narrower than its longest word."""
        if not self.wordWrap():
            return self._box(_UNBOUNDED)
        if not self._least.isValid():
            metrics = self.fontMetrics()
            self._least = QSize(longest_word(metrics, self.text()), metrics.height())
        return self._least

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """One line if nothing narrows it."""
        return self._box(_UNBOUNDED)

    def needs(self) -> QSize:
        """What the text takes at the present width, for the measures."""
        return self._box(self.width() if self.wordWrap() else _UNBOUNDED)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draws the lines even."""
        if not self.wordWrap():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        text, width = self._even_lines()
        left = (self.width() - width) // 2 if self.alignment() & Qt.AlignmentFlag.AlignHCenter else 0
        area = QRect(left, 0, width, self.height())
        painter.drawText(area, int(self.alignment()) | int(_WRAP), text)
        painter.end()

    def _even_lines(self) -> tuple[str, int]:
        """The words as they are broken, and the width that breaks them so."""
        metrics, width = self.fontMetrics(), self.width()
        if self._box(width).height() < 2 * metrics.height():
            return self.text(), width
        text = well_broken(metrics, self.text(), width)
        return text, width if "\n" in text else even_width(metrics, text, width)


class Surface(QWidget):
    """A coloured ground, perhaps framed and rounded. Text on it is measured against `ground`."""

    def __init__(
        self, theme: Theme, ground: str, *, frame: str = "", frame_mm: float = 0.5, corner_mm: float = 0
    ) -> None:
        super().__init__()
        self.ground = ground
        self._frame = frame
        self._frame_px = theme.mm(frame_mm)
        self._corner = theme.mm(corner_mm) if corner_mm else 0
        # without round corners nothing behind it is seen, so Qt need not paint that first
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, not corner_mm)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """A rounded rectangle."""
        painter = QPainter(self)
        width = self._frame_px if self._frame else 0
        paint_box(painter, self.rect(), self.ground, self._frame, width, self._corner)
        painter.end()
