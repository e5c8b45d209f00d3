"""A drawing of an insured card: its kind, the masked number, and a mark for its state."""

from PySide6.QtCore import QLineF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.ui.components.icon import icon_picture
from kiosk.ui.components.terminal_drawing import CARD_RATIO
from kiosk.ui.theme.scale import Step
from kiosk.ui.theme.theme import Theme


class CardDrawing(QWidget):
    """Only a drawing: the words beside it say the same."""

    def __init__(self, theme: Theme, title: str, number: str, *, mark: str = "") -> None:
        super().__init__()
        self._theme = theme
        self._title, self._number, self._mark = title, number, mark
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Life size and a bit more, so that title and number have room."""
        metrics = QFontMetrics(self._theme.font(Step.CAPTION, bold=True))
        words = max(metrics.horizontalAdvance(text) for text in (self._title, self._number))
        width = max(self._theme.mm(86), words + self._theme.mm(16))
        return QSize(width, round(width / CARD_RATIO))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Ground, chip, words, mark."""
        theme, colours = self._theme, self._theme.palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.card))
        painter.drawRoundedRect(QRectF(self.rect()), theme.mm(3.5), theme.mm(3.5))
        self._paint_chip(painter)
        pad = theme.mm(7)
        painter.setPen(QColor(colours.on_card))
        painter.setFont(theme.font(Step.CAPTION, bold=True))
        area = self.rect().adjusted(pad, pad, -pad, -pad)
        painter.drawText(area, int(Qt.AlignmentFlag.AlignTop), self._title)
        painter.drawText(area, int(Qt.AlignmentFlag.AlignBottom), self._number)
        if self._mark:
            side = theme.mm(13)
            corner = QRectF(self.width() - side - pad, self.height() - side - pad, side, side)
            painter.drawPixmap(corner.toRect(), icon_picture(self._mark, colours.on_card, side))
        painter.end()

    def _paint_chip(self, painter: QPainter) -> None:
        theme, ink = self._theme, QColor(self._theme.palette.on_card)
        chip = QRectF(theme.mm(7), self.height() * 0.40, theme.mm(12.5), theme.mm(9.5))
        painter.setPen(QPen(ink, theme.mm(0.5)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(chip, theme.mm(1.6), theme.mm(1.6))
        middle = chip.center()
        for y in (chip.top() + chip.height() / 3, chip.bottom() - chip.height() / 3):
            painter.drawLine(QLineF(chip.left(), y, middle.x() - chip.width() / 6, y))
            painter.drawLine(QLineF(middle.x() + chip.width() / 6, y, chip.right(), y))
        inner = chip.adjusted(chip.width() / 3, 0, -chip.width() / 3, 0)
        painter.drawRect(inner)
