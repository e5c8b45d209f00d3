"""How buttons look."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen

from kiosk.ui.components.box import paint_box
from kiosk.ui.components.button import Look, TouchButton
from kiosk.ui.components.guard import PressGuard
from kiosk.ui.components.icon import icon_picture
from kiosk.ui.components.text import longest_word, text_box
from kiosk.ui.theme.scale import CORNER_MM, PRIMARY_MM, TARGET_MM, Step
from kiosk.ui.theme.theme import Theme

_TEXT = int(Qt.TextFlag.TextWordWrap)


@dataclass(frozen=True, kw_only=True)
class Face:
    """What stands on a button."""

    text: str
    look: Look = Look.SECONDARY
    icon: str = ""
    trailing: str = ""
    """An icon at the right edge."""
    detail: str = ""
    """A smaller line below."""
    step: Step = Step.BODY
    bold: bool = True
    on: bool = False
    """A switch that is on, a choice that is chosen."""
    icon_above: bool = False
    min_mm: float = 0


class PaintedButton(TouchButton):
    """A rounded rectangle with words, perhaps an icon, perhaps a second line."""

    def __init__(
        self, theme: Theme, guard: PressGuard, face: Face, press: Callable[[], None], *, name: str = ""
    ) -> None:
        super().__init__(theme, guard, press)
        self.face = face
        self._measured: dict[int, tuple[QSize, QSize]] = {}
        self.setFont(theme.font(face.step, bold=face.bold))
        self.setText(face.text.replace("&", "&&"))
        self.setAccessibleName(name or face.text)
        self.setAccessibleDescription(face.detail)
        big = face.look in {Look.PRIMARY, Look.KEY}
        self._least = theme.mm(max(face.min_mm, PRIMARY_MM if big else TARGET_MM))
        self._pad = theme.mm(2 if face.look in {Look.KEY, Look.AID} else 6)
        self._detail_font = theme.font(Step.CAPTION)

    def relabel(self, text: str) -> None:
        """Patches the words in place."""
        if text != self.face.text:
            self.face = replace(self.face, text=text)
            self._measured.clear()
            self.setText(text.replace("&", "&&"))
            self.setAccessibleName(text)
            self.update()

    # --- what it needs ---

    def _icon_side(self) -> int:
        if not self.face.icon:
            return 0
        beside_text = round(self.theme.font_px(self.face.step) * 1.1)
        return max(self.theme.mm(11), beside_text) if self.face.look is Look.TILE else beside_text

    def _beside(self) -> int:
        """Pixels that icons take from the width of the text."""
        gap = self.theme.mm(4 if self.face.look is Look.TILE else 2)
        lead = self._icon_side() + gap if self.face.icon and not self.face.icon_above else 0
        trail = self._trailing_side() + gap if self.face.trailing else 0
        return lead + trail

    def _trailing_side(self) -> int:
        return round(self.theme.font_px(self.face.step) * 0.9)

    def _texts(self, width: int) -> tuple[QSize, QSize]:
        if width not in self._measured:
            self._measured[width] = self._measure(width)
        return self._measured[width]

    def _measure(self, width: int) -> tuple[QSize, QSize]:
        room = width - 2 * self._pad - self._beside()
        title = text_box(QFontMetrics(self.font()), self.face.text, room) if self.face.text else QSize(0, 0)
        if not self.face.detail:
            return title, QSize(0, 0)
        return title, text_box(QFontMetrics(self._detail_font), self.face.detail, room)

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """Rows of the wrapped words."""
        title, detail = self._texts(width)
        words = title.height() + detail.height()
        if self.face.icon_above:
            words += self._icon_side()
        upright = self.theme.space(4) if self.face.look is Look.TILE else self.theme.mm(2)
        if self.face.look is Look.AID and self.theme.large:
            # the line height of large type is more than a finger already
            upright = 0
        return max(self._least, words + upright, self._icon_side() + upright)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """One line of words."""
        title, detail = self._texts(1 << 16)
        width = max(self._least, max(title.width(), detail.width()) + 2 * self._pad + self._beside())
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The longest word, and a finger."""
        if not self.face.detail and self.face.look is not Look.TILE and " " not in self.face.text:
            return QSize(self.sizeHint().width(), self._least)
        fonts = ((self.font(), self.face.text), (self._detail_font, self.face.detail))
        longest = max(longest_word(QFontMetrics(font), text) for font, text in fonts)
        return QSize(max(self._least, longest + 2 * self._pad + self._beside()), self._least)

    def needs(self) -> QSize:
        """What the words take at the present width, for the measures."""
        title, detail = self._texts(self.width())
        wide = max(title.width(), detail.width()) + self._beside() + 2 * self._pad
        icon = self._icon_side() if self.face.icon_above else 0
        return QSize(wide, title.height() + detail.height() + icon)

    # --- its colours ---

    def ground_colour(self) -> str:
        """Behind the words."""
        colours = self.theme.palette
        if self.face.look is Look.PRIMARY:
            return colours.pressed if self.isDown() else colours.accent
        if not self.isEnabled():
            return colours.wash
        if self.isDown() or self.face.on:
            return colours.accent_wash
        return colours.paper

    def ink(self) -> str:
        """Of the words."""
        colours = self.theme.palette
        if self.face.look is Look.PRIMARY:
            return colours.on_accent
        if not self.isEnabled():
            return colours.quiet
        if self.face.on or (self.face.look is Look.SECONDARY and not self.theme.high):
            return colours.accent
        return colours.ink

    def edge(self) -> str:
        """Of the frame."""
        colours = self.theme.palette
        return colours.accent if self.face.on or self.face.look is Look.PRIMARY else colours.line

    # --- drawing ---

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Frame, icons, words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_frame(painter)
        painter.setPen(QColor(self.ink()))
        if self.face.look is Look.TILE:
            self._paint_tile(painter)
        else:
            self._paint_centred(painter)
        painter.end()

    def _paint_frame(self, painter: QPainter) -> None:
        width = self.theme.mm(0.8 if self.face.on or (self.theme.high and self.isDown()) else 0.4)
        corner = self.theme.mm(CORNER_MM)
        if self.isEnabled():
            paint_box(painter, self.rect(), self.ground_colour(), self.edge(), width, corner)
            return
        painter.setPen(QPen(QColor(self.edge()), width, Qt.PenStyle.DashLine))
        painter.setBrush(QColor(self.ground_colour()))
        area = self.rect().toRectF().adjusted(width / 2, width / 2, -width / 2, -width / 2)
        painter.drawRoundedRect(area, corner, corner)

    def _paint_tile(self, painter: QPainter) -> None:
        title, detail = self._texts(self.width())
        side, gap = self._icon_side(), self.theme.mm(4)
        left = self._pad
        if side:
            colour = self.theme.palette.accent if self.isEnabled() else self.theme.palette.quiet
            picture = icon_picture(self.face.icon, colour, side)
            painter.drawPixmap(left, (self.height() - side) // 2, picture)
            left += side + gap
        room = self.width() - self._pad - left - (self._beside() - (side + gap if side else 0))
        y = (self.height() - title.height() - detail.height()) // 2
        painter.drawText(QRect(left, y, room, title.height()), _TEXT, self.face.text)
        if self.face.detail:
            painter.setFont(self._detail_font)
            if self.face.look is Look.TILE and not self.face.on:
                painter.setPen(QColor(self.theme.palette.quiet))
            area = QRect(left, y + title.height(), room, detail.height())
            painter.drawText(area, _TEXT, self.face.detail)
        self._paint_trailing(painter)

    def _paint_trailing(self, painter: QPainter) -> None:
        if self.face.trailing and self.isEnabled():
            side = self._trailing_side()
            picture = icon_picture(self.face.trailing, self.theme.palette.accent, side)
            painter.drawPixmap(self.width() - self._pad - side, (self.height() - side) // 2, picture)

    def _paint_icon_at(self, painter: QPainter, left: int) -> None:
        side = self._trailing_side()
        picture = icon_picture(self.face.trailing, self.ink(), side)
        painter.drawPixmap(left, (self.height() - side) // 2, picture)

    def _paint_centred(self, painter: QPainter) -> None:
        title, detail = self._texts(self.width())
        side = self._icon_side()
        gap = self.theme.mm(2) if side else 0
        middle = int(Qt.AlignmentFlag.AlignHCenter) | _TEXT
        words = max(title.width(), detail.width())
        if self.face.icon_above:
            block = side + title.height() + detail.height()
            y = (self.height() - block) // 2
            painter.drawPixmap((self.width() - side) // 2, y, icon_picture(self.face.icon, self.ink(), side))
            left, room, y = self._pad, self.width() - 2 * self._pad, y + side
        else:
            trail = self._trailing_side() + self.theme.mm(2) if self.face.trailing else 0
            left = (self.width() - words - side - gap - trail) // 2
            if side:
                picture = icon_picture(self.face.icon, self.ink(), side)
                painter.drawPixmap(left, (self.height() - side) // 2, picture)
                left += side + gap
            if trail:
                self._paint_icon_at(painter, left + words + self.theme.mm(2))
            room = words
            y = (self.height() - title.height() - detail.height()) // 2
        painter.drawText(QRect(left, y, room, title.height()), middle, self.face.text)
        if self.face.detail:
            painter.setFont(self._detail_font)
            painter.drawText(QRect(left, y + title.height(), room, detail.height()), middle, self.face.detail)
