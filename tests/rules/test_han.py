"""Any character of GB 18030 is found by its code, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.rules.han import character_of, is_han


@pytest.mark.parametrize(
    "code",
    ["", "4", "4E0", "0041", "3042", "D7A3", "E000", "D800", "110000", "FFFFF", "xyzw", "82359", "FFFFFFFF"],
)
def test_what_is_no_chinese_character_gives_nothing(code: str) -> None:
    assert character_of(code) == ""


@pytest.mark.parametrize(
    ("code", "character"),
    [
        ("4E00", "一"),
        ("4dae", "䶮"),
        ("9FD4", "鿔"),
        ("20BB7", "𠮷"),
        ("30EDD", "𰻝"),
        ("3007", "〇"),
        ("95328236", "𠀀"),
    ],
)
def test_a_character_is_found_by_its_code(code: str, character: str) -> None:
    assert character_of(code) == character


@given(
    st.characters(min_codepoint=0x20000, max_codepoint=0x323AF)
    | st.characters(min_codepoint=0x3400, max_codepoint=0x9FFF)
)
def test_every_character_has_its_way_in_by_either_code(character: str) -> None:
    if is_han(character):
        assert character_of(f"{ord(character):X}") == character
        four = character.encode("gb18030").hex()
        assert len(four) != 8 or character_of(four) == character
