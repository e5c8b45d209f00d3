"""Looking for an outlet without a visit, and in front of a closed terminal."""

from dataclasses import replace

from kiosk.flow.conditions import OutOfService
from kiosk.flow.events import Aid, AidToggled, DistrictChosen, PolicyArrived, Press, ServiceStateSet
from kiosk.flow.pages import BrowseDistricts, BrowseOutlets, ChooseService, ClosedPage, Welcome
from kiosk.flow.visit import Service
from tests.flow.steps import (
    BACK,
    CONFIRM,
    HOSPITAL,
    MISSION,
    QUIT,
    START,
    Step,
    Walked,
    at_welcome,
    choose,
    nobody_touches,
    press,
    walk,
)

SEARCH, ALL = press(Press.SEARCH), press(Press.CLEAR)
CLINIC = replace(HOSPITAL, hospital_level=1)
TO_LIST: list[Step] = [(Welcome, START), (ChooseService, choose(Service.OUTLETS))]


def listed(walked: Walked) -> list[str]:
    assert isinstance(walked.page, BrowseOutlets)
    return [outlet.id for outlet in walked.page.outlets]


def test_a_closed_terminal_without_a_policy_has_no_list_to_show() -> None:
    assert isinstance(walk(at_welcome(None), [(ClosedPage, SEARCH), (ClosedPage,)]).page, ClosedPage)


def test_an_unknown_district_and_a_region_of_one_district_change_nothing() -> None:
    steps: list[Step] = [*TO_LIST, (BrowseOutlets, SEARCH), (BrowseDistricts, DistrictChosen(district="?"))]
    assert isinstance(walk(at_welcome(), [*steps, (BrowseDistricts,)]).page, BrowseDistricts)
    one = tuple(replace(outlet, district="") for outlet in MISSION.outlets)
    plain = at_welcome(MISSION.model_copy(update={"outlets": one}))
    assert isinstance(walk(plain, [*TO_LIST, (BrowseOutlets, SEARCH), (BrowseOutlets,)]).page, BrowseOutlets)


def test_who_stands_before_a_closed_terminal_looks_where_to_go_instead() -> None:
    shown = walk(at_welcome(MISSION, CLINIC), [(ClosedPage, SEARCH), (BrowseOutlets,)])
    assert listed(shown) == [outlet.id for outlet in MISSION.outlets]
    assert isinstance(walk(shown, [(BrowseOutlets, BACK), (ClosedPage,)]).page, ClosedPage)
    assert isinstance(walk(shown, [(BrowseOutlets, QUIT), (ClosedPage,)]).page, ClosedPage)
    assert isinstance(walk(shown, [(BrowseOutlets, nobody_touches), (ClosedPage,)]).page, ClosedPage)


def test_the_list_stays_while_the_terminal_closes_opens_or_hears_a_new_policy() -> None:
    newer = MISSION.model_copy(update={"version": 2})
    shown = walk(
        at_welcome(),
        [
            *TO_LIST,
            (BrowseOutlets, ServiceStateSet(reason=OutOfService.STAFF)),
            (BrowseOutlets, PolicyArrived(policy=newer)),
            (BrowseOutlets, ServiceStateSet(reason=None)),
            (BrowseOutlets, ServiceStateSet(reason=OutOfService.STAFF)),
            (BrowseOutlets,),
        ],
    )
    assert isinstance(walk(shown, [(BrowseOutlets, BACK), (ClosedPage,)]).page, ClosedPage)


def test_a_district_makes_the_list_shorter_and_back_leads_the_same_way() -> None:
    district = MISSION.outlets[0].district
    of_it = [outlet.id for outlet in MISSION.outlets if outlet.district == district]
    short = walk(
        at_welcome(),
        [
            *TO_LIST,
            (BrowseOutlets, SEARCH),
            (BrowseDistricts, DistrictChosen(district=district)),
            (BrowseOutlets,),
        ],
    )
    assert listed(short) == of_it
    assert len(of_it) < len(MISSION.outlets)
    everything = walk(short, [(BrowseOutlets, ALL), (BrowseOutlets,)])
    assert len(listed(everything)) == len(MISSION.outlets)
    back = walk(short, [(BrowseOutlets, BACK), (BrowseDistricts, BACK), (BrowseOutlets, BACK)])
    assert isinstance(back.page, ChooseService)


def test_sheets_of_outlets_and_of_districts_are_turned() -> None:
    many = tuple(
        replace(MISSION.outlets[0], id=f"330100-{number:03d}", district=f"{number}")
        for number in range(1, 13)
    )
    province = at_welcome(MISSION.model_copy(update={"outlets": many}))
    onward, before = press(Press.NEXT_SHEET), press(Press.PREVIOUS_SHEET)
    list_turned = walk(
        province, [*TO_LIST, *[(BrowseOutlets, onward)] * 3, (BrowseOutlets, before), (BrowseOutlets,)]
    )
    assert isinstance(list_turned.page, BrowseOutlets)
    assert list_turned.page.sheet == 1
    parts = walk(province, [*TO_LIST, (BrowseOutlets, SEARCH), (BrowseDistricts, onward), (BrowseDistricts,)])
    assert isinstance(parts.page, BrowseDistricts)
    assert parts.page.sheet == 1


def test_large_text_within_low_reach_turns_shorter_sheets_and_keeps_the_place() -> None:
    many = tuple(replace(MISSION.outlets[0], id=f"330100-{number:03d}") for number in range(1, 13))
    province = at_welcome(MISSION.model_copy(update={"outlets": many}))
    onward = press(Press.NEXT_SHEET)
    large, low = AidToggled(aid=Aid.LARGE), AidToggled(aid=Aid.LOW_REACH)
    second = [*TO_LIST, (BrowseOutlets, onward)]
    wished = walk(province, [*second, (BrowseOutlets, large), (BrowseOutlets, low), (BrowseOutlets,)])
    assert isinstance(wished.page, BrowseOutlets)
    assert wished.page.sheet == 1, "the sheet of 4 to 6 shows the sixth, which was the first before"
    last = walk(wished, [*[(BrowseOutlets, onward)] * 5, (BrowseOutlets,)])
    assert isinstance(last.page, BrowseOutlets)
    assert last.page.sheet == 3, "10 to 12"
    again = walk(last, [(BrowseOutlets, low), (BrowseOutlets,)])
    assert isinstance(again.page, BrowseOutlets)
    assert again.page.sheet == 1, "6 to 10"


def test_from_the_list_one_goes_on_to_the_services_and_from_a_district_back_to_the_others() -> None:
    two = tuple(
        replace(one, district=["东", "西"][at % 2], district_en="") for at, one in enumerate(MISSION.outlets)
    )
    begun = at_welcome(MISSION.model_copy(update={"outlets": two}))
    shown = walk(begun, [*TO_LIST, (BrowseOutlets, SEARCH), (BrowseDistricts, DistrictChosen(district="西"))])
    assert listed(shown) == [one.id for one in two if one.district == "西"]
    walk(shown, [(BrowseOutlets, BACK), (BrowseDistricts,)])
    walk(shown, [(BrowseOutlets, CONFIRM), (ChooseService,)])


def test_a_region_of_one_district_is_not_searched_by_district() -> None:
    one = tuple(replace(outlet, district="东", district_en="East") for outlet in MISSION.outlets)
    plain = at_welcome(MISSION.model_copy(update={"outlets": one}))
    walk(plain, [*TO_LIST, (BrowseOutlets, SEARCH), (BrowseOutlets,)])
