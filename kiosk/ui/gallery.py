"""Every page in every language, mode and orientation: pictures, and figures read off the live widgets."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication

from kiosk.flow.preferences import Contrast, Preferences
from kiosk.ui.measure import items_of
from kiosk.ui.sample_staff import staff_pages
from kiosk.ui.sample_states import PLACE, sample_kiosk, sample_pages
from kiosk.ui.settings import Orientation, ScreenSettings
from kiosk.ui.window import KioskWindow


class Mode(StrEnum):
    """How a person may want the screen."""

    NORMAL = "normal"
    LARGE = "large"
    HIGH = "high"
    DARK = "dark"
    LOW = "low"
    LARGE_LOW = "large_low"
    SPEECH = "speech"


PANELS = {
    # 23.8 inch panels; the portrait one hangs so that its middle is at the height of the eyes
    Orientation.LANDSCAPE: ScreenSettings(width_px=1920, height_px=1080, bottom_mm=850),
    Orientation.PORTRAIT: ScreenSettings(width_px=1080, height_px=1920, bottom_mm=800),
}


def preferences_for(language: str, mode: Mode) -> Preferences:
    """The preferences of a mode."""
    contrast = {Mode.HIGH: Contrast.HIGH, Mode.DARK: Contrast.DARK}.get(mode, Contrast.NORMAL)
    return Preferences(
        language=language,
        large=mode in {Mode.LARGE, Mode.LARGE_LOW},
        contrast=contrast,
        low_reach=mode in {Mode.LOW, Mode.LARGE_LOW},
        speech=mode is Mode.SPEECH,
    )


def render_gallery(
    out: Path, languages: Sequence[str], modes: Sequence[Mode], orientations: Sequence[Orientation]
) -> Path:
    """Writes the pictures and `gallery.json` into `out`; gives the JSON's path. Needs the application."""
    QAccessible.setActive(True)
    out.mkdir(parents=True, exist_ok=True)
    pages = [
        entry
        for orientation in orientations
        for entry in _one_orientation(out, languages, modes, orientation)
    ]
    table = {"px_per_mm": PANELS[Orientation.LANDSCAPE].px_per_mm, "pages": pages}
    target = out / "gallery.json"
    target.write_text(json.dumps(table, ensure_ascii=False, indent=1), encoding="utf-8")
    return target


def _one_orientation(
    out: Path, languages: Sequence[str], modes: Sequence[Mode], orientation: Orientation
) -> Iterator[dict[str, object]]:
    window = KioskWindow(PANELS[orientation], PLACE, lambda _event: None)
    window.show()
    for language in languages:
        for mode in modes:
            for name, page in (sample_pages() | staff_pages()).items():
                window.show_state(sample_kiosk(page, preferences_for(language, mode)))
                QApplication.processEvents()
                yield _entry(out, window, name, language, mode, orientation)
    window.close()
    window.deleteLater()


def _entry(
    out: Path, window: KioskWindow, name: str, language: str, mode: Mode, orientation: Orientation
) -> dict[str, object]:
    image = f"{name}-{language}-{mode.value}-{orientation.value}.png"
    window.grab_png(out / image)
    return {
        "page": name,
        "language": language,
        "mode": mode.value,
        "orientation": orientation.value,
        "image": image,
        "items": [asdict(item) for item in items_of(window.page_widget())],
    }
