"""The panel this terminal shows itself on. Every length on a page comes from here, in millimetres."""

from dataclasses import dataclass
from enum import StrEnum


class Orientation(StrEnum):
    """How the panel is mounted."""

    LANDSCAPE = "landscape"
    PORTRAIT = "portrait"


LOW_REACH_MM = 1100
"""Highest target in the low layout, above the floor (EN 301 549 8.3: 800 to 1100 is recommended)."""


@dataclass(frozen=True, kw_only=True)
class ScreenSettings:
    """The panel as it hangs on the wall.

    `px_per_mm` is measured on the panel, never asked of the screen: 96 dpi is a common lie.
    The default is a 23.8 inch panel of 1920 x 1080.
    """

    width_px: int = 1920
    height_px: int = 1080
    px_per_mm: float = 3.64
    bottom_mm: int = 850
    """Lower edge of the visible picture above the floor."""
    language_default: str = "zh"
    cursor: bool = False
    """Show the mouse pointer: for trials at a desk."""
    left_px: int = 0
    top_px: int = 0

    @property
    def orientation(self) -> Orientation:
        """Follows from the size."""
        return Orientation.PORTRAIT if self.height_px > self.width_px else Orientation.LANDSCAPE

    @property
    def low_reach_top_px(self) -> int:
        """The first row, from the top, that lies within low reach."""
        return max(0, round(self.height_px - (LOW_REACH_MM - self.bottom_mm) * self.px_per_mm))
