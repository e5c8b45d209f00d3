"""The terminal as somebody sees it who stands before it: what the first page needs of the settings.

Kept light: `kiosk run` shows its first page before the rooms that the page does not need are loaded.
"""

import tomllib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast
from zoneinfo import ZoneInfo

from kiosk.flow.preferences import Contrast, Preferences
from kiosk.flow.state import Place
from kiosk.ui.settings import ScreenSettings

if TYPE_CHECKING:
    from kiosk.config import Settings

_UNSAID: dict[str, dict[str, Any]] = {
    "terminal": {
        "id": "", "site": "", "hospital_level": 0, "region": "", "name": "", "name_en": "", "desk": "",
        "desk_en": "", "language": "zh", "timezone": "Asia/Shanghai",
    },
    "screen": {"width": 1920, "height": 1080, "px_per_mm": 3.6, "bottom_mm": 850, "theme": "normal"},
}  # fmt: skip
"""What a settings file may leave out, as `kiosk.config` has it; the tests hold both equal."""


@dataclass(frozen=True, kw_only=True)
class Panel:
    """All that the first page depends on."""

    screen: ScreenSettings
    place: Place
    wishes: Preferences
    now: datetime
    """Local time at the place."""
    recordings: Path | None


def place_of(settings: "Settings") -> Place:
    """Where the terminal stands, as the flow knows it."""
    terminal = settings.terminal
    return Place(
        terminal=terminal.id,
        site=terminal.site,
        hospital_level=terminal.hospital_level,
        region=terminal.region,
        name=terminal.name,
        name_en=terminal.name_en,
        desk=terminal.desk,
        desk_en=terminal.desk_en,
        position=terminal.position,
    )


def preferences_of(settings: "Settings") -> Preferences:
    """What every visit begins with."""
    contrast = Contrast(settings.screen.theme)
    return Preferences(language=settings.terminal.language, contrast=contrast)


def screen_settings(settings: "Settings", *, cursor: bool = False) -> ScreenSettings:
    """The panel, as the screens know it."""
    screen = settings.screen
    return ScreenSettings(
        width_px=screen.width,
        height_px=screen.height,
        px_per_mm=screen.px_per_mm,
        bottom_mm=screen.bottom_mm,
        language_default=settings.terminal.language,
        cursor=cursor,
    )


def panel_of(settings: "Settings", *, cursor: bool = False) -> Panel:
    """Of settings that were checked."""
    return Panel(
        screen=screen_settings(settings, cursor=cursor),
        place=place_of(settings),
        wishes=preferences_of(settings),
        now=datetime.now(ZoneInfo(settings.terminal.timezone)),
        recordings=settings.screen.recordings,
    )


def panel_at_once(file: Path) -> Panel | None:
    """Of a settings file that is checked later; None when it is not even of the right types."""
    try:
        tables = tomllib.loads(file.read_text(encoding="utf-8"))
        stated = SimpleNamespace(**{name: _stated(tables, name) for name in _UNSAID})
        return panel_of(cast("Settings", stated))
    except (OSError, ValueError, TypeError, LookupError, AttributeError):
        return None


def _stated(tables: dict[str, Any], name: str) -> SimpleNamespace:
    """A table together with what it leaves out."""
    said = tables.get(name, {})
    for key, unsaid in _UNSAID[name].items():
        wanted = (int, float) if isinstance(unsaid, float) else type(unsaid)
        if not isinstance(said.get(key, unsaid), wanted):
            raise TypeError(key)
    return SimpleNamespace(**{"position": None, "recordings": None} | _UNSAID[name] | said)
