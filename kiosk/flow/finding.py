"""Finding an outlet in a long list: by sheets of five, by its district, by the first letters of its name."""

from dataclasses import replace
from string import ascii_lowercase

from kiosk.flow.application import collecting
from kiosk.flow.events import DistrictChosen, KeyTyped, Press
from kiosk.flow.pages import ChooseDistrict, ChooseOutlet, FindOutlet
from kiosk.flow.state import Kiosk
from kiosk.flow.transition import Table, Transition, enter, stay
from kiosk.flow.turning import next_sheet, previous_sheet
from kiosk.flow.visit import Visit
from kiosk.rules.outlets import Outlet, districts, matches


def _search(kiosk: Kiosk, page: ChooseOutlet, _event: object) -> Transition:
    """By district where the region has several: that needs no letters."""
    listed = _districts(page)
    return enter(kiosk, listed) if listed else _by_letters(kiosk, page, None)


def _districts(page: ChooseOutlet | FindOutlet) -> ChooseDistrict | None:
    found = districts(collecting(page.visit))
    if len(found) < 2:
        return None
    return ChooseDistrict(visit=page.visit, districts=found, editing=page.editing)


def _by_letters(kiosk: Kiosk, page: ChooseOutlet | ChooseDistrict, _event: object) -> Transition:
    return enter(kiosk, _written(FindOutlet(visit=page.visit, editing=page.editing), ""))


def _written(page: FindOutlet, query: str) -> FindOutlet:
    left = _matching(page.visit, query)
    onward = frozenset(letter for letter in ascii_lowercase if _any(left, query + letter))
    return replace(page, query=query, onward=onward, found=len(left))


def _matching(visit: Visit, query: str) -> tuple[Outlet, ...]:
    return tuple(outlet for outlet in collecting(visit) if matches(outlet, query))


def _any(outlets: tuple[Outlet, ...], query: str) -> bool:
    return any(matches(outlet, query) for outlet in outlets)


def _key(kiosk: Kiosk, page: FindOutlet, event: KeyTyped) -> Transition:
    """A letter more; one that no outlet has changes nothing, so that nobody types into an empty list."""
    letter = event.key.lower()
    return enter(kiosk, _written(page, page.query + letter)) if letter in page.onward else stay(kiosk)


def _backspace(kiosk: Kiosk, page: FindOutlet, _event: object) -> Transition:
    return enter(kiosk, _written(page, page.query[:-1]))


def _clear(kiosk: Kiosk, page: FindOutlet, _event: object) -> Transition:
    return enter(kiosk, _written(page, ""))


def _found(kiosk: Kiosk, page: FindOutlet, _event: object) -> Transition:
    outlets = _matching(page.visit, page.query)
    listed = ChooseOutlet(visit=page.visit, outlets=outlets, query=page.query, editing=page.editing)
    return enter(kiosk, listed)


def _in_district(kiosk: Kiosk, page: ChooseDistrict, event: DistrictChosen) -> Transition:
    outlets = tuple(outlet for outlet in collecting(page.visit) if outlet.district == event.district)
    if not outlets or not event.district:
        return stay(kiosk)
    listed = ChooseOutlet(visit=page.visit, outlets=outlets, district=event.district, editing=page.editing)
    return enter(kiosk, listed)


def _all(kiosk: Kiosk, page: ChooseOutlet | ChooseDistrict | FindOutlet, _event: object) -> Transition:
    everything = ChooseOutlet(visit=page.visit, outlets=collecting(page.visit), editing=page.editing)
    return enter(kiosk, everything)


def _from_letters(kiosk: Kiosk, page: FindOutlet, _event: object) -> Transition:
    """To the districts, or to the whole list where there are none."""
    listed = _districts(page)
    return enter(kiosk, listed) if listed else _all(kiosk, page, None)


TABLE: Table = {
    (ChooseOutlet, Press.SEARCH): _search,
    (ChooseOutlet, Press.CLEAR): _all,
    (ChooseOutlet, Press.NEXT_SHEET): next_sheet,
    (ChooseOutlet, Press.PREVIOUS_SHEET): previous_sheet,
    (ChooseDistrict, DistrictChosen): _in_district,
    (ChooseDistrict, Press.SEARCH): _by_letters,
    (ChooseDistrict, Press.NEXT_SHEET): next_sheet,
    (ChooseDistrict, Press.PREVIOUS_SHEET): previous_sheet,
    (ChooseDistrict, Press.BACK): _all,
    (FindOutlet, KeyTyped): _key,
    (FindOutlet, Press.BACKSPACE): _backspace,
    (FindOutlet, Press.CLEAR): _clear,
    (FindOutlet, Press.CONFIRM): _found,
    (FindOutlet, Press.BACK): _from_letters,
}
