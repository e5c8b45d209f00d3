"""A drawing of this very terminal: where the card goes, what the reader does, where the slip comes out."""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.ui.components.icon import icon_picture
from kiosk.ui.theme.theme import Theme

CARD_RATIO = 85.6 / 54
"""ISO/IEC 7810 ID-1."""
LEAST_MM = 34


class ReaderLook(StrEnum):
    """What the reader in the drawing does."""

    DARK = "dark"
    WAITING = "waiting"
    """Glowing; a card comes down."""
    READING = "reading"
    """A card lies there."""
    DONE = "done"
    FAILED = "failed"
    TAKE = "take"
    """The card goes up."""


class SlipLook(StrEnum):
    """What the printer in the drawing does."""

    NONE = "none"
    COMING = "coming"
    OUT = "out"
    NO_PAPER = "no_paper"


@dataclass(frozen=True, kw_only=True)
class Scene:
    """One picture."""

    reader: ReaderLook = ReaderLook.DARK
    slip: SlipLook = SlipLook.NONE


class TerminalDrawing(QWidget):
    """Scales to its place. The caption beside it says the same in words."""

    def __init__(self, theme: Theme, scene: Scene) -> None:
        super().__init__()
        self._theme = theme
        self._scene = scene
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(theme.mm(LEAST_MM))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The least; the layout gives it what the words leave."""
        return QSize(self._theme.mm(60), self._theme.mm(LEAST_MM))

    def show_scene(self, scene: Scene) -> None:
        """Patches the picture in place."""
        if scene != self._scene:
            self._scene = scene
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The whole terminal beside a landscape page; above a portrait page only what the hands need."""
        painter = QPainter(self)
        picture = _picture(self._theme, self._scene, self.width(), self.height())
        painter.drawPixmap(0, 0, picture)
        painter.end()


@lru_cache(maxsize=8)
def _picture(theme: Theme, scene: Scene, wide: int, tall: int) -> QPixmap:
    """Most page changes keep the scene, and drawing it costs as much as the rest of the page."""
    picture = QPixmap(wide, tall)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    width, height = (100.0, 92.0) if theme.landscape else (150.0, 62.0)
    scale = min(wide / width, tall / height)
    painter.translate((wide - width * scale) / 2, (tall - height * scale) / 2)
    painter.scale(scale, scale)
    painter.setClipRect(QRectF(-2, 0, width + 4, height))
    _Sketch(theme, painter, width, height).draw(scene)
    painter.end()
    return picture


class _Sketch:
    """The strokes. Coordinates are units; the screen is above, the ledge with reader and slot below."""

    def __init__(self, theme: Theme, painter: QPainter, width: float, height: float) -> None:
        self.colours = theme.palette
        self.high = theme.high
        self.painter = painter
        self.width, self.height = width, height
        self.close_up = not theme.landscape
        tall = 39.0 if self.close_up else 35.0
        self.ledge = QRectF(0, height - (tall + 1 if self.close_up else 47), width, tall)
        pad_height = 22.0 if self.close_up else 20.0
        left = 22.0 if self.close_up else width * 0.07
        self.pad = QRectF(left, self.ledge.top() + 8.5, pad_height * CARD_RATIO, pad_height)
        slot = 40.0 if self.close_up else width * 0.34
        right = width - (22.0 if self.close_up else width * 0.07)
        self.slot = QRectF(right - slot, self.ledge.top() + 9, slot, 3.2)

    def draw(self, scene: Scene) -> None:
        self._body()
        self._slip(scene.slip)
        self._reader(scene.reader)

    def _pen(self, colour: str, width: float = 0.7) -> QPen:
        pen = QPen(QColor(colour), width)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        return pen

    def _box(self, area: QRectF, fill: str, edge: str = "", corner: float = 2, width: float = 0.7) -> None:
        self.painter.setBrush(QColor(fill))
        self.painter.setPen(self._pen(edge, width) if edge else Qt.PenStyle.NoPen)
        self.painter.drawRoundedRect(area, corner, corner)

    def _body(self) -> None:
        colours, middle = self.colours, self.width / 2
        stand = self.width * 0.22
        if not self.close_up:
            self._box(QRectF(middle - stand / 2, self.height - 14, stand, 10), colours.wash, colours.line, 0)
            self._box(QRectF(middle - stand, self.height - 4.4, stand * 2, 4), colours.paper, colours.line, 2)
        inset = 0.0 if self.close_up else self.width * 0.07
        above = 30.0 if self.close_up else -0.5
        head = QRectF(
            inset / 2 + (6 if self.close_up else 0),
            -above,
            self.width - inset - (12 if self.close_up else 0),
            self.ledge.top() + 3 + above,
        )
        self._box(head, colours.paper, colours.line, 3)
        screen = head.adjusted(3.5, 3.5, -3.5, -6.5)
        self._box(screen, colours.accent if not self.high else colours.paper, colours.line, 1.2)
        self._screen_lines(screen)
        self._box(self.ledge.adjusted(0.5, 0, -0.5, 0), colours.paper, colours.line, 3)

    def _screen_lines(self, screen: QRectF) -> None:
        """A hint of a page: title, two lines, a button."""
        light = self.colours.on_accent if not self.high else self.colours.ink
        unit = screen.width() / 20
        for row, length in enumerate((9, 13, 11)):
            tall = 2.4 if row == 0 else 1.3
            y = max(screen.top(), 0) + (3 if self.close_up else unit * 1.5) + row * 4.6
            self._box(QRectF(screen.left() + unit * 1.5, y, unit * length, tall), light, corner=0.6)
        if self.close_up:
            return
        button = QRectF(screen.right() - unit * 7.5, screen.bottom() - 6.6, unit * 6, 4)
        self._box(button, light, corner=1)

    def _reader(self, look: ReaderLook) -> None:
        colours = self.colours
        glow = {
            ReaderLook.DARK: colours.line,
            ReaderLook.DONE: colours.good,
            ReaderLook.FAILED: colours.stop,
        }.get(look, colours.accent)
        if look is not ReaderLook.DARK:
            self._glow(glow)
        self._box(self.pad, colours.wash, glow, 2.4, 1.5 if look is not ReaderLook.DARK else 0.7)
        if look in {ReaderLook.DARK, ReaderLook.WAITING}:
            self._waves(glow)
        if look is ReaderLook.WAITING:
            self._card(-25, arrow="down")
        elif look is ReaderLook.TAKE:
            self._card(-20, arrow="up")
        elif look is not ReaderLook.DARK:
            self._card(0)
        badge = {ReaderLook.DONE: "good", ReaderLook.FAILED: "stop"}.get(look)
        if badge:
            self._badge(badge, glow, self.pad.topRight())

    def _glow(self, colour: str) -> None:
        """Two rings that fade outwards."""
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        for ring, alpha in ((1.9, 110), (3.7, 50)):
            shade = QColor(colour)
            shade.setAlpha(255 if self.high else alpha)
            self.painter.setPen(QPen(shade, 0.5 if self.high else 1.7))
            area = self.pad.adjusted(-ring, -ring, ring, ring)
            self.painter.drawRoundedRect(area, 2.4 + ring, 2.4 + ring)

    def _waves(self, colour: str) -> None:
        """The contactless sign."""
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.setPen(self._pen(colour, 1.1))
        centre = self.pad.center() - QPointF(4, 0)
        for radius in (2.6, 5.2, 7.8):
            area = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
            self.painter.drawArc(area, -42 * 16, 84 * 16)

    def _card(self, lift: float, arrow: str = "") -> None:
        """An ID card, `lift` units above the reader."""
        colours = self.colours
        card = self.pad.adjusted(1.6, 1, -1.6, -1).translated(0, lift)
        self._box(card, colours.paper, colours.ink, 1.6, 0.8)
        photo = QRectF(card.right() - 9.2, card.top() + 3.4, 6.6, 8.4)
        self._box(photo, colours.accent, corner=0.8)
        for index, length in enumerate((9, 12, 10)):
            line = QRectF(card.left() + 2.4, card.top() + 3.6 + index * 3.3, length, 1.3)
            self._box(line, colours.line, corner=0.6)
        self._box(QRectF(card.left() + 2.4, card.bottom() - 3.4, 16, 1.4), colours.ink, corner=0.6)
        if arrow:
            self._arrow(card, arrow)

    def _arrow(self, card: QRectF, way: str) -> None:
        middle = card.right() + 6.5
        tip, tail = (
            (card.bottom() + 1, card.top() + 2) if way == "down" else (card.top() - 1, card.bottom() - 2)
        )
        head = -4.2 if way == "down" else 4.2
        self.painter.setPen(self._pen(self.colours.accent, 2.6))
        self.painter.drawLine(QPointF(middle, tail), QPointF(middle, tip + head))
        self.painter.setPen(self._pen(self.colours.accent, 1))
        self.painter.setBrush(QColor(self.colours.accent))
        points = [QPointF(middle - 4, tip + head), QPointF(middle + 4, tip + head), QPointF(middle, tip)]
        self.painter.drawPolygon(QPolygonF(points))

    def _slip(self, look: SlipLook) -> None:
        colours = self.colours
        coming = look in {SlipLook.COMING, SlipLook.OUT}
        edge = colours.accent if coming else colours.line
        self._box(
            self.slot, colours.ink if not self.high else colours.paper, edge, 1.4, 1.4 if coming else 0.7
        )
        if coming:
            length = 15.0 if look is SlipLook.COMING else 20.0
            paper = QRectF(self.slot.left() + 2.4, self.slot.top() + 1.6, self.slot.width() - 4.8, length)
            self._box(paper, colours.paper, colours.ink, 0.5)
            for index, part in enumerate((0.5, 0.75, 0.62, 0.7)[: 3 if look is SlipLook.COMING else 4]):
                line = QRectF(
                    paper.left() + 2, paper.top() + 3.4 + index * 3.2, (paper.width() - 4) * part, 1.2
                )
                self._box(line, colours.line, corner=0.5)
        elif look is SlipLook.NO_PAPER:
            self._badge("caution", colours.caution, self.slot.center() + QPointF(0, 10))

    def _badge(self, icon: str, colour: str, centre: QPointF) -> None:
        side = 9.5
        ground = QRectF(centre.x() - side / 2 - 1, centre.y() - side / 2 - 1, side + 2, side + 2)
        self._box(ground, self.colours.paper, corner=side)
        picture = icon_picture(icon, colour, 128)
        area = QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side)
        self.painter.drawPixmap(area, picture, QRectF(picture.rect()))
