"""Text from outside is made printable without losing or bending a character of a name."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.receipt.clean import clean


@pytest.mark.parametrize(
    ("raw", "printed"),
    [
        ("王\x1b@兰", "王@兰"),
        ("王\x10\x04\x01兰", "王兰"),
        ("\u202e兰桂王\u202c", "兰桂王"),
        ("王\u200b\u2060\ufeff兰", "王兰"),
        ("王\r\n\t 兰", "王 兰"),
        ("王\u2028兰", "王 兰"),
        ("　王兰　", "王兰"),
        ("\x9b31m王", "31m王"),
        ("Jose\u0301", "José"),
    ],
)
def test_what_only_controls_is_gone(raw: str, printed: str) -> None:
    assert clean(raw) == printed


@pytest.mark.parametrize(
    ("private", "public"),
    [("\ue863", "䶮"), ("\ue81e", "龴"), ("\ue816", "𠂇"), ("\ue864", "龻"), ("\ue815", "⺁")],
)
def test_private_use_characters_of_old_databases_become_the_ones_they_stood_for(
    private: str, public: str
) -> None:
    assert clean(private) == public


def test_a_private_use_character_nobody_knows_is_kept_to_be_shown_as_its_code_point() -> None:
    assert clean("\ue000") == "\ue000"


@pytest.mark.parametrize("name", ["\uf9dc", "\U0002f800", "葛\U000e0100", "礼\ufe00"])
def test_the_shape_of_a_name_is_not_normalised_away(name: str) -> None:
    assert clean(name) == name


@given(st.text())
def test_cleaning_twice_changes_nothing_and_leaves_no_control(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert not [char for char in once if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"}]
