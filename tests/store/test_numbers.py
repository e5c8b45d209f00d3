"""The receipt number: every slip of one digit is found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.store.numbers import check_digit, is_receipt_number, receipt_number

terminals = st.from_regex(r"[A-Z0-9]{4,12}", fullmatch=True)
sequences = st.integers(min_value=1, max_value=99_999_999)


@pytest.mark.parametrize(
    "typed", ["", "7", "HZ01", "HZ01-000001-8", "HZ01-1-9", "卡-000001-9", "-" * 30, "٣" * 12]
)
def test_what_is_no_number_is_not_taken_for_one(typed: str) -> None:
    assert not is_receipt_number(typed)


def test_sequences_start_at_one() -> None:
    with pytest.raises(ValueError, match=r"^sequence numbers start at 1$"):
        receipt_number("HZ01", 0)


def test_a_terminal_id_has_only_letters_digits_and_hyphens() -> None:
    with pytest.raises(ValueError, match=r"^a terminal id is made of letters, digits and hyphens$"):
        receipt_number("HZ 01", 1)


def test_the_standard_s_own_example_has_its_check_digit() -> None:
    """ISO/IEC 7064 MOD 11,10: 0794 has the check character 5."""
    assert check_digit("0794") == "5"


def test_a_terminal_id_may_be_one_letter() -> None:
    assert is_receipt_number(receipt_number("H", 1))
    assert not is_receipt_number(receipt_number("H", 1)[2:])


@given(terminals, sequences)
def test_a_number_is_valid_however_it_is_typed(terminal: str, seq: int) -> None:
    number = receipt_number(terminal, seq)
    assert is_receipt_number(number)
    assert is_receipt_number(f" {number.lower().replace('-', ' ')} ")
    wide = "".join(chr(ord(c) + 0xFEE0) if c.isalnum() else "－" for c in number)
    assert is_receipt_number(wide)


@given(terminals, sequences, st.data())
def test_one_wrong_digit_is_always_found(terminal: str, seq: int, data: st.DataObject) -> None:
    number = receipt_number(terminal, seq)
    places = [place for place, character in enumerate(number) if character.isdigit()]
    place = data.draw(st.sampled_from(places))
    wrong = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != number[place]]))
    assert not is_receipt_number(number[:place] + wrong + number[place + 1 :])
