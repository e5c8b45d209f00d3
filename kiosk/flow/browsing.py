"""Looking for an outlet without a visit: from the menu, or in front of a terminal that is closed."""

from kiosk.flow.ending import go_home
from kiosk.flow.events import DistrictChosen, Press
from kiosk.flow.menu import menu
from kiosk.flow.pages import BrowseDistricts, BrowseOutlets, ClosedPage
from kiosk.flow.state import Kiosk
from kiosk.flow.transition import Table, Transition, enter, stay
from kiosk.flow.turning import next_sheet, previous_sheet
from kiosk.rules.outlets import Outlet, districts


def _everything(kiosk: Kiosk) -> tuple[Outlet, ...]:
    return kiosk.policy.outlets if kiosk.policy else ()


def _browse(kiosk: Kiosk, _page: ClosedPage | BrowseOutlets | BrowseDistricts, _event: object) -> Transition:
    """The whole list; a terminal without a policy knows of none."""
    found = _everything(kiosk)
    return enter(kiosk, BrowseOutlets(outlets=found)) if found else stay(kiosk)


def _search(kiosk: Kiosk, _page: BrowseOutlets, _event: object) -> Transition:
    """By district, where the region has several: that needs no letters."""
    found = districts(_everything(kiosk))
    return enter(kiosk, BrowseDistricts(districts=found)) if len(found) > 1 else stay(kiosk)


def _in_district(kiosk: Kiosk, _page: BrowseDistricts, event: DistrictChosen) -> Transition:
    found = tuple(outlet for outlet in _everything(kiosk) if outlet.district == event.district)
    return enter(kiosk, BrowseOutlets(outlets=found, district=event.district)) if found else stay(kiosk)


def _back(kiosk: Kiosk, page: BrowseOutlets, event: object) -> Transition:
    """From a short list to the districts, from the whole list to where one came from."""
    return _search(kiosk, page, event) if page.district else enter(kiosk, menu(kiosk))


def _to_menu(kiosk: Kiosk, _page: BrowseOutlets, _event: object) -> Transition:
    return enter(kiosk, menu(kiosk))


def _home(kiosk: Kiosk, _page: BrowseOutlets | BrowseDistricts, _event: object) -> Transition:
    return go_home(kiosk)


TABLE: Table = {
    (ClosedPage, Press.SEARCH): _browse,
    (BrowseOutlets, Press.SEARCH): _search,
    (BrowseOutlets, Press.CLEAR): _browse,
    (BrowseOutlets, Press.BACK): _back,
    (BrowseOutlets, Press.CONFIRM): _to_menu,
    (BrowseOutlets, Press.QUIT): _home,
    (BrowseOutlets, Press.NEXT_SHEET): next_sheet,
    (BrowseOutlets, Press.PREVIOUS_SHEET): previous_sheet,
    (BrowseDistricts, DistrictChosen): _in_district,
    (BrowseDistricts, Press.BACK): _browse,
    (BrowseDistricts, Press.QUIT): _home,
    (BrowseDistricts, Press.NEXT_SHEET): next_sheet,
    (BrowseDistricts, Press.PREVIOUS_SHEET): previous_sheet,
}
