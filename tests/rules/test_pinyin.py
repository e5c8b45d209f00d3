"""Characters by their reading, as staff type a name without Chinese input."""

import pytest

from kiosk.rules.pinyin import LONGEST_SYLLABLE, begins_syllable, characters


@pytest.mark.parametrize("typed", ["", "wangg", "q1", "王"])
def test_what_is_no_syllable_has_no_characters(typed: str) -> None:
    assert characters(typed) == ()


def test_a_syllable_gives_its_characters_one_by_one_whatever_the_letter_case() -> None:
    assert {"王", "旺", "汪"} <= set(characters("wang"))
    assert all(len(character) == 1 for character in characters("wang"))
    assert characters("WANG") == characters("wang")
    assert "吕" in characters("lv")


@pytest.mark.parametrize(
    ("letters", "begins"),
    [("", True), ("zh", True), ("ZHUAN", True), ("zhuang", True), ("zhuangs", False), ("i", False)],
)
def test_letters_are_offered_only_as_long_as_a_syllable_begins_with_them(letters: str, begins: bool) -> None:
    assert begins_syllable(letters) is begins
    assert not begins_syllable("z" * (LONGEST_SYLLABLE + 1))
