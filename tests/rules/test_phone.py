"""The keypad for a phone number: which key does something, and where a number ends."""

import pytest

from kiosk.rules.phone import typed


def written(keys: str) -> str:
    number = ""
    for key in keys:
        number = typed(number, key)
    return number


def test_eleven_digits_are_a_whole_mobile_number_and_a_twelfth_changes_nothing() -> None:
    """domain 4.6: mobile 11 digits."""
    assert written("13800138000") == "13800138000"
    assert written("138001380009") == "13800138000"


def test_a_foreign_number_has_a_plus_and_fifteen_digits_at_most() -> None:
    """ITU-T E.164."""
    assert written("+852612345678901") == "+852612345678901"
    assert written("+8526123456789012") == "+852612345678901"


@pytest.mark.parametrize("key", ["", "A", "<", "12", "２", "X"])
def test_a_key_that_is_no_digit_changes_nothing(key: str) -> None:
    assert typed("138", key) == "138"
    assert typed("", key) == ""


def test_a_plus_begins_a_number_and_never_stands_inside_one() -> None:
    """ITU-T E.164: + before the country code."""
    assert typed("", "+") == "+"
    assert typed("138", "+") == "138"
    assert typed("+86", "+") == "+86"
