"""The simulated chip of a social security card, command by command."""

import pytest

from hardware.simulator.ssse_card import AID, Chip, SsseCard, records

FIELDS = {
    "identification": "330100D15600000500A1B2C3D4E5F607",
    "number": "11010519491231002X",
    "sex": "female",
}
SELECT_APPLICATION = bytes.fromhex("00A404000F") + AID


@pytest.fixture
def card() -> SsseCard:
    return SsseCard(records(FIELDS), Chip())


def answers(card: SsseCard, *commands: str) -> list[str]:
    return [card.answer(bytes.fromhex(command)).hex().upper() for command in commands]


def test_verify_is_counted_and_never_answered_well(card: SsseCard) -> None:
    assert answers(card, "00200000031234FF") == ["63C2"]
    assert card.verify_commands == 1


def test_what_it_does_not_know_it_says(card: SsseCard) -> None:
    assert answers(card, "0084000008", "00A4020002EF99", "00B2010012") == ["6D00", "6A82", "6A83"]


def test_another_application_is_not_found(card: SsseCard) -> None:
    assert answers(card, "00A4040003D15600") == ["6A82"]


def test_a_t0_card_lets_its_answer_be_fetched_and_a_t1_card_does_not(card: SsseCard) -> None:
    assert card.answer(SELECT_APPLICATION) == b"\x61\x13"
    assert answers(card, "00C0000013")[0].endswith("9000")
    assert SsseCard(records(FIELDS), Chip(protocol="T=1")).answer(SELECT_APPLICATION) == b"\x90\x00"


def test_a_wrong_le_is_answered_with_the_right_one(card: SsseCard) -> None:
    assert answers(card, "00A4020002EF05", "00B2010000") == ["9000", "6C12"]


def test_identifier_8_of_the_second_file_is_its_number_1(card: SsseCard) -> None:
    by_identifier, by_number = answers(card, "00B2083014", "00B2013414")
    assert by_identifier == by_number
    assert by_identifier.startswith("0812")


def test_a_form_it_does_not_accept_is_refused() -> None:
    card = SsseCard(records(FIELDS), Chip(record_forms=("number",)))
    assert answers(card, "00B2012812") == ["6A81"]


def test_power_forgets_the_selected_file(card: SsseCard) -> None:
    answers(card, "00A4020002EF05")
    card.power(True)
    assert answers(card, "00B2010012") == ["6A83"]
