"""Turning the sheets of a list of outlets or districts, in a visit or without one."""

from dataclasses import replace

from kiosk.flow.pages import BrowseDistricts, BrowseOutlets, ChooseDistrict, ChooseOutlet
from kiosk.flow.sheets import entries_on_a_sheet, turn
from kiosk.flow.state import Kiosk
from kiosk.flow.transition import Transition, enter

Listed = ChooseOutlet | ChooseDistrict | BrowseOutlets | BrowseDistricts


def next_sheet(kiosk: Kiosk, page: Listed, _event: object) -> Transition:
    """On; the last sheet stays."""
    return _turned(kiosk, page, +1)


def previous_sheet(kiosk: Kiosk, page: Listed, _event: object) -> Transition:
    """Back; the first sheet stays."""
    return _turned(kiosk, page, -1)


def _turned(kiosk: Kiosk, page: Listed, by: int) -> Transition:
    entries = len(page.outlets if isinstance(page, ChooseOutlet | BrowseOutlets) else page.districts)
    size = entries_on_a_sheet(kiosk.preferences)
    return enter(kiosk, replace(page, sheet=turn(page.sheet, entries, by, on_a_sheet=size)))
