"""Masks at their edges: lengths at which another rule begins."""

from kiosk.rules.masking import grouped_phone, masked_number, masked_phone


def test_a_number_of_nine_is_the_first_whose_both_ends_are_shown() -> None:
    """Personal Information Protection Law, article 51: de-identified where others can see it."""
    assert masked_number("E12345678") == "E123* 5678"
    assert masked_number("E1234567") == "******67"
    assert masked_number("67") == "67"


def test_a_remainder_of_three_is_a_group_of_its_own() -> None:
    """Personal Information Protection Law, article 51: de-identified where others can see it."""
    assert masked_number("GBR330185042316") == "GBR 3*** **** 2316"


def test_a_phone_of_eight_is_the_first_of_which_anything_is_shown() -> None:
    """Personal Information Protection Law, article 51: de-identified where others can see it."""
    assert masked_phone("13812345") == "138 *234 5"
    assert masked_phone("1381234") == "*******"


def test_only_a_mainland_mobile_is_grouped_as_one() -> None:
    """Personal Information Protection Law, article 51: de-identified where others can see it."""
    assert grouped_phone("13800138000") == "138 0013 8000"
    assert grouped_phone("138001380001") == "138 001 380 001"
    assert grouped_phone("85212345") == "852 123 45"
