"""Colours by their role. Text stands at 7:1 and more on its ground, lines and icons at 4.5:1 and more."""

from dataclasses import dataclass
from enum import StrEnum

from kiosk.flow.preferences import Contrast


class Tone(StrEnum):
    """What a coloured thing means. Colour only helps: every tone has its icon and its word."""

    INK = "ink"
    QUIET = "quiet"
    ACCENT = "accent"
    GOOD = "good"
    CAUTION = "caution"
    STOP = "stop"


@dataclass(frozen=True, kw_only=True)
class Palette:
    """One theme."""

    paper: str
    wash: str
    """Page ground beside the paper, wells, the frame around."""
    ink: str
    quiet: str
    accent: str
    pressed: str
    """The accent under a finger."""
    on_accent: str
    accent_wash: str
    """A chosen row, a pressed button."""
    line: str
    hairline: str
    """Separators that carry no meaning."""
    good: str
    good_wash: str
    caution: str
    caution_wash: str
    stop: str
    stop_wash: str
    card: str
    """The drawn card."""
    on_card: str

    def ink_of(self, tone: Tone) -> str:
        """The text colour of a tone."""
        return str(getattr(self, tone.value))

    def wash_of(self, tone: Tone) -> str:
        """The ground on which that tone's text stands."""
        return str(getattr(self, f"{tone.value}_wash", self.wash))


NORMAL = Palette(
    paper="#FFFFFF",
    wash="#F2F5F9",
    ink="#12263F",
    quiet="#3D4F66",
    accent="#0A4A8F",
    pressed="#07356A",
    on_accent="#FFFFFF",
    accent_wash="#E8F0FA",
    line="#5D6E84",
    hairline="#D5DDE7",
    good="#0B5A33",
    good_wash="#E6F4EC",
    caution="#7A3E00",
    caution_wash="#FFF3E0",
    stop="#9B0A1B",
    stop_wash="#FDECEC",
    card="#0A4A8F",
    on_card="#FFFFFF",
)
DARK = Palette(
    paper="#0E1A2B",
    wash="#1A2A40",
    ink="#E6EDF5",
    quiet="#B9C7D8",
    accent="#9CC7FF",
    pressed="#C4DEFF",
    on_accent="#0E1A2B",
    accent_wash="#1A2A40",
    line="#8FB0D6",
    hairline="#33465F",
    good="#86DDB0",
    good_wash="#123324",
    caution="#FFC78A",
    caution_wash="#3A2508",
    stop="#FFB4B4",
    stop_wash="#43161C",
    card="#9CC7FF",
    on_card="#0E1A2B",
)
HIGH = Palette(
    paper="#000000",
    wash="#000000",
    ink="#FFFFFF",
    quiet="#FFFFFF",
    accent="#FFE45C",
    pressed="#FFFFFF",
    on_accent="#000000",
    accent_wash="#000000",
    line="#FFFFFF",
    hairline="#FFFFFF",
    good="#FFFFFF",
    good_wash="#000000",
    caution="#FFFFFF",
    caution_wash="#000000",
    stop="#FFFFFF",
    stop_wash="#000000",
    card="#FFE45C",
    on_card="#000000",
)

PALETTES = {Contrast.NORMAL: NORMAL, Contrast.DARK: DARK, Contrast.HIGH: HIGH}
