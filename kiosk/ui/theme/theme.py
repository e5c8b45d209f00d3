"""One theme object carries every colour and measure of a page, in the pixels of this panel."""

import math
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtGui import QColor, QFont

from kiosk.flow.preferences import Contrast, Preferences
from kiosk.ui.settings import Orientation, ScreenSettings
from kiosk.ui.theme.palette import PALETTES, Palette
from kiosk.ui.theme.scale import CAP_MM, CAP_PER_EM, FAMILY, LARGE_CAP_MM, TIGHT_LARGE_CAP_MM, Density, Step


@dataclass(frozen=True, kw_only=True)
class Theme:
    """What a component needs to draw itself."""

    palette: Palette
    contrast: Contrast
    px_per_mm: float
    large: bool
    orientation: Orientation
    density: Density = Density.ROOMY

    @property
    def high(self) -> bool:
        """High contrast: frames in place of washes, no motion."""
        return self.contrast is Contrast.HIGH

    @property
    def snug(self) -> bool:
        """Not roomy: the page would not fit otherwise."""
        return self.density is not Density.ROOMY

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
        """A distance of the spacing steps; closer pages take smaller ones."""
        closer = ({}, {6: 4, 9: 4, 14: 6, 20: 9}, {4: 2, 6: 2, 9: 2, 14: 4, 20: 4})[self.density]
        return self.mm(closer.get(int(length), length))

    def font_px(self, step: Step) -> int:
        """Pixel size of a type step, so that its capitals have the height of the scale."""
        scale = LARGE_CAP_MM if self.large else CAP_MM
        if self.large and self.density is Density.TIGHT:
            scale = TIGHT_LARGE_CAP_MM
        return math.ceil(scale[step] * self.px_per_mm / CAP_PER_EM)

    def font(self, step: Step, *, bold: bool = False) -> QFont:
        """Regular or bold, nothing between."""
        return QFont(_font(self.font_px(step), bold))

    def colour(self, value: str) -> QColor:
        """For painters."""
        return QColor(value)


@lru_cache(maxsize=64)
def _font(pixels: int, bold: bool) -> QFont:
    """Copies share what Qt finds out about a font; a new one looks it up again."""
    font = QFont(FAMILY)
    font.setPixelSize(pixels)
    font.setBold(bold)
    return font


def theme_for(
    settings: ScreenSettings, preferences: Preferences, *, density: Density = Density.ROOMY
) -> Theme:
    """The theme that a person has chosen on this panel."""
    return Theme(
        palette=PALETTES[preferences.contrast],
        contrast=preferences.contrast,
        px_per_mm=settings.px_per_mm,
        large=preferences.large,
        orientation=settings.orientation,
        density=density,
    )
