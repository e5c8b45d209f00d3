"""Outlets in a list: found by letters, by district, by distance."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kiosk.rules.outlets import District, districts, matches, nearest_first
from tests.flow.steps import MISSION, policy

FIRST, SECOND, THIRD = MISSION.outlets
ZUNHUA = policy("zunhua").outlets


def test_letters_begin_any_word_of_the_pinyin_or_of_the_english_name_and_go_on_over_words() -> None:
    """Issue 4, 5: chosen from a list with search; no Chinese input is needed."""
    assert matches(FIRST, "smzx")
    assert matches(FIRST, "SBKFW")
    assert matches(FIRST, "centrecard")
    assert not matches(FIRST, "mzx")
    assert not matches(FIRST, "entre")


def test_an_outlet_is_found_by_a_part_of_its_id() -> None:
    assert [matches(one, "002") for one in MISSION.outlets] == [False, True, False]


@given(st.text(max_size=6))
def test_a_longer_query_never_finds_more(query: str) -> None:
    for outlet in ZUNHUA:
        assert not matches(outlet, query + "a") or matches(outlet, query)


def test_each_district_is_named_once_in_the_order_of_the_outlets() -> None:
    assert districts(ZUNHUA)[:2] == (District("城区", "Town"), District("东旧寨镇", "Dongjiuzhai"))
    assert len(districts(ZUNHUA)) == 6


def test_a_district_whose_english_name_is_spelled_in_two_ways_is_one_district() -> None:
    two = (replace(FIRST, district_en="Jiang'an"), replace(FIRST, district_en="Jiangan"))
    assert districts(two) == (District("江岸区", "Jiang'an"),)


def test_where_one_outlet_names_no_district_nobody_chooses_by_district() -> None:
    """Or that outlet would never be found."""
    assert districts((FIRST, replace(SECOND, district=""))) == ()
    assert districts(()) == ()


def test_a_district_without_an_english_name_is_called_by_its_chinese_one() -> None:
    assert districts((replace(FIRST, district_en=""),)) == (District("江岸区", "江岸区"),)


def test_the_nearest_comes_first_and_who_has_no_position_last() -> None:
    """On the ground a degree of longitude is shorter than one of latitude, this far north by a half."""
    north = replace(FIRST, id="north", position=(60.6, 100.0))
    east = replace(FIRST, id="east", position=(60.0, 101.0))
    nowhere = replace(FIRST, id="nowhere", position=None)
    ordered = nearest_first((nowhere, north, east), (60.0, 100.0))
    assert [one.id for one in ordered] == ["east", "north", "nowhere"]


def order(here: tuple[float, float], *positions: tuple[float, float]) -> list[int]:
    """The places in their order from here, each by its place in the argument."""
    outlets = tuple(replace(FIRST, id=str(index), position=at) for index, at in enumerate(positions))
    return [int(one.id) for one in nearest_first(outlets, here)]


def test_distances_are_those_on_the_ground() -> None:
    """On the great circle a degree of longitude is 111 km on the equator, 55.6 km at 60 degrees north."""
    assert order((60.0, 100.0), (60.51, 100.0), (60.0, 101.0), (60.49, 100.0)) == [2, 1, 0]
    assert order((30.0, 120.0), (30.0, 120.2), (30.1, 120.0), (29.9, 120.05)) == [1, 2, 0]
    assert order((30.0, 120.0), (30.07, 120.07), (30.11, 120.0), (30.0, 120.11)) == [0, 2, 1]


def test_what_lies_south_and_west_is_as_far_as_what_lies_north_and_east() -> None:
    assert order((0.0, 100.0), (2.0, 100.0), (-1.0, 100.0)) == [1, 0]
    assert order((0.0, 100.0), (0.0, 102.0), (0.0, 99.0)) == [1, 0]
    assert order((30.0, 120.0), (-30.0, 120.0), (33.0, 120.0)) == [1, 0]


def test_a_terminal_that_does_not_know_where_it_stands_keeps_the_policys_order() -> None:
    assert nearest_first(MISSION.outlets, None) == MISSION.outlets
