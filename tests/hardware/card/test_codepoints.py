"""Rare characters on their standard code points."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from hardware.card.codepoints import STANDARD, standardised


def is_private(code_point: int) -> bool:
    return unicodedata.category(chr(code_point)) == "Co"


def test_a_private_character_that_nobody_mapped_stays_as_it_is() -> None:
    assert standardised("\ue000") == "\ue000"


def test_every_mapped_code_point_is_private_and_none_of_its_targets_is() -> None:
    assert all(is_private(private) and not is_private(standard) for private, standard in STANDARD.items())


def test_no_two_private_code_points_share_a_standard_one() -> None:
    assert len(set(STANDARD.values())) == len(STANDARD)


def test_the_row_of_80_rare_characters_is_complete() -> None:
    assert set(range(0xE815, 0xE865)) <= set(STANDARD)


def test_known_pairs_of_gb_18030_2022() -> None:
    assert standardised("\ue863\ue864\ue81e\ue854\ue831\ue816\ue7c7") == "䶮龻龴龺𡗗𠂇ḿ"


@given(st.text())
def test_text_without_private_characters_is_left_alone(text: str) -> None:
    assert standardised(text) == "".join(
        chr(STANDARD.get(ord(character), ord(character))) for character in text
    )
