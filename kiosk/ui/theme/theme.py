"""One theme object carries every colour and measure of a page, in the pixels of this panel."""

import math
from dataclasses import dataclass

from PySide6.QtGui import QColor, QFont

from kiosk.flow.preferences import Contrast, Preferences
from kiosk.ui.settings import Orientation, ScreenSettings
from kiosk.ui.theme.palette import PALETTES, Palette
from kiosk.ui.theme.scale import CAP_MM, CAP_PER_EM, FAMILY, LARGE_CAP_MM, Step


@dataclass(frozen=True, kw_only=True)
class Theme:
    """What a component needs to draw itself."""

    palette: Palette
    contrast: Contrast
    px_per_mm: float
    large: bool
    orientation: Orientation
    snug: bool = False
    """Closer spaces and no drawing beside the text, for a page that would not fit otherwise."""

    @property
    def high(self) -> bool:
        """High contrast: frames in place of washes, no motion."""
        return self.contrast is Contrast.HIGH

    @property
    def landscape(self) -> bool:
        """Wide panel."""
        return self.orientation is Orientation.LANDSCAPE

    @property
    def reading_step(self) -> Step:
        """For the few sentences of a page: a step larger where there is room."""
        return Step.BODY if self.large or self.snug else Step.LEAD

    def mm(self, length: float) -> int:
        """A length in whole pixels, never below what was asked."""
        return math.ceil(length * self.px_per_mm)

    def space(self, length: float) -> int:
        """A distance of the spacing steps; a snug page takes the next smaller one from 6 mm up."""
        closer = {6: 4, 9: 4, 14: 6, 20: 9}
        return self.mm(closer.get(int(length), length) if self.snug else length)

    def font_px(self, step: Step) -> int:
        """Pixel size of a type step, so that its capitals have the height of the scale."""
        return math.ceil((LARGE_CAP_MM if self.large else CAP_MM)[step] * self.px_per_mm / CAP_PER_EM)

    def font(self, step: Step, *, bold: bool = False) -> QFont:
        """Regular or bold, nothing between."""
        font = QFont(FAMILY)
        font.setPixelSize(self.font_px(step))
        font.setBold(bold)
        return font

    def colour(self, value: str) -> QColor:
        """For painters."""
        return QColor(value)


def theme_for(settings: ScreenSettings, preferences: Preferences, *, snug: bool = False) -> Theme:
    """The theme that a person has chosen on this panel."""
    return Theme(
        palette=PALETTES[preferences.contrast],
        contrast=preferences.contrast,
        px_per_mm=settings.px_per_mm,
        large=preferences.large,
        orientation=settings.orientation,
        snug=snug,
    )
