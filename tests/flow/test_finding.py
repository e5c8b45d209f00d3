"""Finding an outlet in a long list: by sheets, by district, by letters; nearest first."""

from dataclasses import replace

from kiosk.flow.events import DeliveryChosen, DistrictChosen, KeyTyped, OutletChosen, Press
from kiosk.flow.pages import (
    BrowseOutlets,
    CardStanding,
    ChooseDelivery,
    ChooseDistrict,
    ChooseOutlet,
    ChooseService,
    ConfirmIdentity,
    EnterPhone,
    FindOutlet,
    LookingUp,
    PlaceDocument,
    Sign,
    Welcome,
)
from kiosk.flow.visit import Service
from kiosk.rules.cards import CardState
from kiosk.rules.submissions import Delivery
from tests.flow.steps import (
    BACK,
    CONFIRM,
    HOSPITAL,
    LI,
    MISSION,
    START,
    Step,
    at_welcome,
    card,
    choose,
    holder,
    lays,
    press,
    upstream_knows,
    visit_in,
    walk,
)

CHOICES = MISSION.model_copy(update={"own_outlet_only": False, "delivery": tuple(Delivery)})
TO_OUTLETS: list[Step] = [
    (Welcome, START),
    (ChooseService, choose(Service.REPLACE)),
    (PlaceDocument, lays(LI)),
    (ConfirmIdentity, CONFIRM),
    (LookingUp, upstream_knows(holder(card(CardState.FORMALLY_LOST), phone="13800138000"))),
    (CardStanding, CONFIRM),
    (EnterPhone, CONFIRM),
    (ChooseDelivery, DeliveryChosen(delivery=Delivery.PICK_UP)),
]
SEARCH = press(Press.SEARCH)


def test_no_letter_leads_to_an_empty_list_and_only_letters_that_lead_on_are_offered() -> None:
    keys: list[Step] = [(FindOutlet, KeyTyped(key=key)) for key in "Wx9e"]
    shown = walk(
        at_welcome(CHOICES),
        [*TO_OUTLETS, (ChooseOutlet, SEARCH), (ChooseDistrict, SEARCH), *keys, (FindOutlet,)],
    )
    assert isinstance(shown.page, FindOutlet)
    assert (shown.page.query, shown.page.found, shown.page.onward) == ("we", 1, frozenset("s"))
    fewer = walk(shown, [(FindOutlet, press(Press.BACKSPACE)), (FindOutlet,)])
    assert isinstance(fewer.page, FindOutlet)
    assert fewer.page.query == "w"
    found = walk(fewer, [(FindOutlet, CONFIRM), (ChooseOutlet,)])
    assert isinstance(found.page, ChooseOutlet)
    assert [one.id for one in found.page.outlets] == ["330100-003"]
    again = walk(found, [(ChooseOutlet, press(Press.CLEAR)), (ChooseOutlet,)])
    assert isinstance(again.page, ChooseOutlet)
    assert len(again.page.outlets) == 3


def test_an_outlet_is_found_by_the_pinyin_initials_of_its_name_from_any_word() -> None:
    keys: list[Step] = [(FindOutlet, KeyTyped(key=key)) for key in "SBKF"]
    steps = [*TO_OUTLETS, (ChooseOutlet, SEARCH), (ChooseDistrict, SEARCH), *keys]
    shown = walk(at_welcome(CHOICES), [*steps, (FindOutlet, CONFIRM), (ChooseOutlet,)])
    assert isinstance(shown.page, ChooseOutlet)
    assert len(shown.page.outlets) == 3
    cleared = walk(at_welcome(CHOICES), [*steps, (FindOutlet, press(Press.CLEAR)), (FindOutlet,)])
    assert isinstance(cleared.page, FindOutlet)
    assert cleared.page.query == ""


def test_a_district_makes_the_list_shorter_and_the_outlet_chosen_from_it_is_the_answer() -> None:
    steps: list[Step] = [*TO_OUTLETS, (ChooseOutlet, SEARCH), (ChooseDistrict, DistrictChosen(district="?"))]
    east = walk(
        at_welcome(CHOICES),
        [*steps, (ChooseDistrict, DistrictChosen(district="城东区")), (ChooseOutlet,)],
    )
    assert isinstance(east.page, ChooseOutlet)
    assert [one.id for one in east.page.outlets] == ["330100-002"]
    ended = walk(east, [(ChooseOutlet, OutletChosen(outlet="330100-002")), (Sign,)])
    assert visit_in(ended.kiosk).answers.outlet == "330100-002"


def test_going_back_from_the_letters_leads_through_the_districts_to_the_whole_list() -> None:
    steps: list[Step] = [*TO_OUTLETS, (ChooseOutlet, SEARCH), (ChooseDistrict, SEARCH), (FindOutlet, BACK)]
    ended = walk(at_welcome(CHOICES), [*steps, (ChooseDistrict, BACK), (ChooseOutlet,)])
    assert isinstance(ended.page, ChooseOutlet)
    assert len(ended.page.outlets) == 3


def test_without_districts_the_search_is_by_letters_and_goes_back_to_the_list() -> None:
    nowhere = tuple(replace(one, district="") for one in CHOICES.outlets)
    plain = CHOICES.model_copy(update={"outlets": nowhere})
    ended = walk(
        at_welcome(plain), [*TO_OUTLETS, (ChooseOutlet, SEARCH), (FindOutlet, BACK), (ChooseOutlet,)]
    )
    assert isinstance(ended.page, ChooseOutlet)
    assert len(ended.page.outlets) == 3


def test_sheets_of_outlets_and_of_districts_are_turned() -> None:
    many = tuple(
        replace(CHOICES.outlets[0], id=f"330100-{number:03d}", district=f"{number}")
        for number in range(1, 13)
    )
    province = at_welcome(CHOICES.model_copy(update={"outlets": many}))
    turns: list[Step] = [(ChooseOutlet, press(Press.NEXT_SHEET))] * 3
    last = walk(province, [*TO_OUTLETS, *turns, (ChooseOutlet, press(Press.PREVIOUS_SHEET)), (ChooseOutlet,)])
    assert isinstance(last.page, ChooseOutlet)
    assert last.page.sheet == 1
    parts = walk(
        province,
        [*TO_OUTLETS, (ChooseOutlet, SEARCH), (ChooseDistrict, press(Press.NEXT_SHEET)), (ChooseDistrict,)],
    )
    assert isinstance(parts.page, ChooseDistrict)
    assert parts.page.sheet == 1


def test_outlets_are_listed_by_their_distance_from_here_behind_the_cards_own() -> None:
    """The policy's positions, seen from a terminal in the west of the city."""
    west = replace(HOSPITAL, position=(30.28, 120.10))
    shown = walk(at_welcome(CHOICES, west), [*TO_OUTLETS, (ChooseOutlet,)])
    assert isinstance(shown.page, ChooseOutlet)
    assert [one.id[-3:] for one in shown.page.outlets] == ["001", "003", "002"]
    menu = walk(at_welcome(CHOICES, west), [(Welcome, START), (ChooseService, choose(Service.OUTLETS))])
    assert isinstance(menu.page, BrowseOutlets)
    assert [one.id[-3:] for one in menu.page.outlets] == ["003", "001", "002"]
