"""How a person wants the screen: kept through the visit, back to default at its end."""

from dataclasses import dataclass
from enum import StrEnum


class Contrast(StrEnum):
    """The themes of the screen."""

    NORMAL = "normal"
    HIGH = "high"
    DARK = "dark"


@dataclass(frozen=True, kw_only=True)
class Preferences:
    """Language, size, contrast, reach and speech of one visit."""

    language: str = "zh"
    """ISO 639-1 code of a translation file; a language is a file, not code."""
    large: bool = False
    contrast: Contrast = Contrast.NORMAL
    low_reach: bool = False
    speech: bool = False
    volume: int = 3
    """1 to 5."""
