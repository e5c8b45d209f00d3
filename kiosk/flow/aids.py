"""Language, size, contrast, reach and speech: on every page, at once, for this visit only."""

from dataclasses import replace

from kiosk.flow.events import Aid, AidToggled, HallContrastSet, LanguageChosen, VolumeChosen
from kiosk.flow.pages import BrowseDistricts, BrowseOutlets, ChooseDistrict, ChooseOutlet, Page
from kiosk.flow.preferences import Contrast, Preferences
from kiosk.flow.sheets import same_place
from kiosk.flow.state import Kiosk


def choose_language(kiosk: Kiosk, event: LanguageChosen) -> Kiosk:
    """Any language; which ones exist is the screen's to know."""
    return _wish(kiosk, replace(kiosk.preferences, language=event.language))


def toggle_aid(kiosk: Kiosk, event: AidToggled) -> Kiosk:
    """One switch of the aid bar."""
    wishes = _toggled(kiosk.preferences, event.aid)
    return _wish(replace(kiosk, page=_at_the_same_place(kiosk, wishes)), wishes)


def _at_the_same_place(kiosk: Kiosk, wishes: Preferences) -> Page:
    page = kiosk.page
    if not isinstance(page, ChooseOutlet | ChooseDistrict | BrowseOutlets | BrowseDistricts):
        return page
    return replace(page, sheet=same_place(page.sheet, kiosk.preferences, wishes))


def _toggled(wishes: Preferences, aid: Aid) -> Preferences:
    match aid:
        case Aid.LARGE:
            return replace(wishes, large=not wishes.large)
        case Aid.SPEECH:
            return replace(wishes, speech=not wishes.speech)
        case Aid.LOW_REACH:
            return replace(wishes, low_reach=not wishes.low_reach)
        case Aid.CONTRAST:
            return replace(wishes, contrast=_other(wishes.contrast, Contrast.HIGH))
        case Aid.DARK:
            return replace(wishes, contrast=_other(wishes.contrast, Contrast.DARK))


def _other(now: Contrast, wanted: Contrast) -> Contrast:
    return Contrast.NORMAL if now is wanted else wanted


def choose_volume(kiosk: Kiosk, event: VolumeChosen) -> Kiosk:
    """1 to 5."""
    return _wish(kiosk, replace(kiosk.preferences, volume=min(max(1, event.volume), 5)))


def set_hall_contrast(kiosk: Kiosk, event: HallContrastSet) -> Kiosk:
    """The terminal's own theme; who chose another one in this visit keeps it."""
    defaults = replace(kiosk.defaults, contrast=event.contrast)
    kept = kiosk.preferences.contrast is not kiosk.defaults.contrast
    wishes = kiosk.preferences if kept else replace(kiosk.preferences, contrast=event.contrast)
    return replace(kiosk, defaults=defaults, preferences=wishes)


def _wish(kiosk: Kiosk, wishes: Preferences) -> Kiosk:
    return replace(kiosk, preferences=wishes)
