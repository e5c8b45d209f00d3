"""The SSSE application, read from simulated chips of many habits."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.card.documents import Sex, SocialSecurityCard
from hardware.card.failure import ReadFailure
from hardware.card.pcsc_device import read_document
from hardware.card.social_security import read_social_security
from hardware.card.social_security_records import social_security_card
from hardware.simulator.card_file import load_card_file
from hardware.simulator.identity_card import identity_atr
from hardware.simulator.ssse_card import Chip, SsseCard, records

ChipProtocol = Literal["T=0", "T=1"]
FIELDS = dict(load_card_file(Path("assets/samples/cards/social-security.toml")).fields)
FORMS = ("identifier", "number", "sfi_identifier", "sfi_number")


class Channel:
    """A chip without a reader between; remembers the commands."""

    def __init__(self, chip: SsseCard) -> None:
        self.chip = chip
        self.commands: list[bytes] = []

    def transmit(self, command: bytes) -> bytes | ReadFailure:
        self.commands.append(command)
        return self.chip.answer(command)


def read(
    fields: Mapping[str, date | str] = FIELDS, *, protocol: ChipProtocol = "T=0", knows_aid: bool = True,
    record_forms: tuple[str, ...] = FORMS,
) -> tuple[SocialSecurityCard | ReadFailure, Channel]:  # fmt: skip
    chip = Chip(protocol=protocol, knows_aid=knows_aid, record_forms=record_forms)
    channel = Channel(SsseCard(records(fields), chip))
    return read_social_security(channel), channel


class Spoiled:
    """A chip whose nth answer is replaced."""

    def __init__(self, nth: int, answer: bytes | ReadFailure) -> None:
        self._chip = SsseCard(records(FIELDS), Chip())
        self._left = nth
        self._answer = answer

    def transmit(self, command: bytes) -> bytes | ReadFailure:
        self._left -= 1
        return self._answer if self._left == 0 else self._chip.answer(command)


@pytest.mark.parametrize("nth", range(1, 19))
def test_a_card_that_goes_at_any_moment_is_interrupted_and_never_half_a_card(nth: int) -> None:
    outcome = read_social_security(Spoiled(nth, ReadFailure.INTERRUPTED))
    assert outcome is ReadFailure.INTERRUPTED


def test_a_chip_card_without_the_application_is_not_served() -> None:
    outcome, _ = read(knows_aid=False, record_forms=())
    assert outcome is ReadFailure.CARD_NOT_SERVED


def test_a_chip_card_that_knows_no_instruction_is_not_served() -> None:
    assert read_social_security(Parrot(b"\x6d\x00")) is ReadFailure.CARD_NOT_SERVED


class Parrot:
    def __init__(self, answer: bytes | ReadFailure) -> None:
        self._answer = answer
        self.commands: list[bytes] = []

    def transmit(self, command: bytes) -> bytes | ReadFailure:
        self.commands.append(command)
        return self._answer


@pytest.mark.parametrize(
    ("answer", "failure"),
    [
        (b"\x03\x09abc\x90\x00", ReadFailure.WRONG_LENGTH),
        (b"\x03\x90\x00", ReadFailure.WRONG_LENGTH),
        (b"\x04\x01a\x90\x00", ReadFailure.WRONG_RECORD),
        (b"\x6f\x00", ReadFailure.WRONG_STATUS),
        (b"\x02\x01\xd5\x90\x00", ReadFailure.TEXT_NOT_UNICODE),
        (b"\x02\x01\x07\x90\x00", ReadFailure.UNEXPECTED_CHARACTER),
    ],
)
def test_a_spoiled_record_is_a_named_failure(answer: bytes, failure: ReadFailure) -> None:
    assert read_social_security(Spoiled(5, answer)) is failure


def test_a_record_that_the_card_does_not_have_is_blank() -> None:
    outcome = read_social_security(Spoiled(5, b"\x6a\x83"))
    assert isinstance(outcome, SocialSecurityCard)
    assert outcome.category == ""


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("protocol", ["T=0", "T=1"])
@pytest.mark.parametrize("knows_aid", [True, False])
def test_every_form_of_p2_is_read_over_both_protocols(
    form: str, protocol: ChipProtocol, knows_aid: bool
) -> None:
    outcome, channel = read(record_forms=(form,), protocol=protocol, knows_aid=knows_aid)
    assert outcome == SocialSecurityCard(
        identification="330100D15600000500A1B2C3D4E5F607",
        category="3",
        version="3.00",
        institution="915600000233010033010001",
        issued=date(2021, 3, 15),
        valid_until=date(2031, 3, 15),
        card_number="E12345678",
        number="11010519491231002X",
        name="王桂兰",
        sex=Sex.FEMALE,
        ethnic_group="汉",
        birthplace="110105",
        birth=date(1949, 12, 31),
    )
    assert outcome.region == "330100"
    assert channel.chip.verify_commands == 0


def test_no_command_sent_is_a_verify() -> None:
    outcomes = [read(record_forms=(form,)) for form in FORMS] + [read(knows_aid=False, record_forms=())]
    sent = [command for _, channel in outcomes for command in channel.commands]
    assert {command[1] for command in sent} == {0xA4, 0xB2, 0xC0}


@pytest.mark.parametrize(
    ("form", "tried"),
    [
        ("identifier", ["00b20100"]),
        ("number", ["00b20100", "00b20104"]),
        ("sfi_identifier", ["00b20100", "00b20104", "00b20128"]),
        ("sfi_number", ["00b20100", "00b20104", "00b20128", "00b2012c"]),
    ],
)
def test_the_forms_of_p2_are_tried_in_their_order_until_the_card_takes_one(
    form: str, tried: list[str]
) -> None:
    """ISO/IEC 7816-4, READ RECORD: bits 8 to 4 of P2 are the file, bits 3 to 1 say what P1 is."""
    _, channel = read(record_forms=(form,), protocol="T=1")
    asked = [command[:4].hex() for command in channel.commands if command[1] == 0xB2]
    assert asked[: len(tried)] == tried


def test_files_are_selected_by_the_two_forms_that_cards_know() -> None:
    """ISO/IEC 7816-4, SELECT: P1 04 by name, 02 under the current DF, 00 by identifier; P2 00."""
    parrot = Parrot(b"\x6a\x82")
    assert read_social_security(parrot) is ReadFailure.CARD_NOT_SERVED
    selects = [command[:4].hex() for command in parrot.commands if command[1] == 0xA4]
    assert selects == ["00a40400", "00a40200", "00a40000"]


def test_a_record_without_a_value_is_a_blank_one_and_bytes_behind_a_value_are_no_part_of_it() -> None:
    blank = read_social_security(Spoiled(5, b"\x02\x00\x90\x00"))
    assert isinstance(blank, SocialSecurityCard)
    assert blank.category == ""
    longer = read_social_security(Spoiled(5, b"\x02\x013X\x90\x00"))
    assert isinstance(longer, SocialSecurityCard)
    assert longer.category == "3"
    assert read_social_security(Spoiled(5, b"\x02\x023\x90\x00")) is ReadFailure.WRONG_LENGTH


def test_a_card_without_its_version_is_read_all_the_same() -> None:
    outcome = read_social_security(Spoiled(6, b"\x6a\x83"))
    assert isinstance(outcome, SocialSecurityCard)
    assert (outcome.version, outcome.name) == ("", "王桂兰")


@pytest.mark.parametrize("padding", [b"\x00", b" ", b"\xff"])
def test_a_value_is_padded_behind_its_end_with_zeros_spaces_or_ff(padding: bytes) -> None:
    card = social_security_card(
        {0x09: "王桂兰".encode("gb18030").ljust(30, padding), 0x03: b" 3.0" + padding}
    )
    assert isinstance(card, SocialSecurityCard)
    assert (card.name, card.version) == ("王桂兰", " 3.0")


@pytest.mark.parametrize("form", ["identifier", "sfi_identifier"])
def test_the_name_extension_continues_the_name(form: str) -> None:
    long = FIELDS | {"name": "阿卜杜拉·买买提明·吐尔逊江艾", "name_extension": "则孜"}
    outcome, _ = read(long, record_forms=(form,))
    assert isinstance(outcome, SocialSecurityCard)
    assert outcome.name == "阿卜杜拉·买买提明·吐尔逊江艾则孜"


def test_an_older_card_is_not_asked_for_a_name_extension() -> None:
    old = {name: value for name, value in FIELDS.items() if name != "name_extension"} | {"version": "2.00"}
    outcome, channel = read(old)
    assert isinstance(outcome, SocialSecurityCard)
    assert (outcome.version, outcome.name) == ("2.00", "王桂兰")
    assert all(command[2] != 0x4E for command in channel.commands if command[1] == 0xB2)


def test_a_third_generation_card_without_the_extension_record_is_read() -> None:
    outcome, _ = read({name: value for name, value in FIELDS.items() if name != "name_extension"})
    assert isinstance(outcome, SocialSecurityCard)
    assert outcome.name == "王桂兰"


def test_a_blank_card_is_a_document_with_empty_fields() -> None:
    outcome, _ = read({"identification": FIELDS["identification"], "version": "3.00"})
    assert isinstance(outcome, SocialSecurityCard)
    assert (outcome.card_number, outcome.name, outcome.number) == ("", "", "")
    assert (outcome.birth, outcome.issued, outcome.sex) == (None, None, Sex.NOT_STATED)


def test_a_rare_character_of_gbk_stands_on_its_standard_code_point() -> None:
    assert social_security_card({0x09: "王".encode("gbk") + b"\xfe\xa0"}).name == "王龻"


def test_an_impossible_date_is_named() -> None:
    assert social_security_card({0x0D: bytes.fromhex("19490230")}) is ReadFailure.IMPOSSIBLE_DATE
    assert social_security_card({0x0D: bytes.fromhex("1949AB30")}) is ReadFailure.IMPOSSIBLE_DATE


def test_a_chip_card_whose_atr_looks_like_an_identity_reader_is_read_as_what_it_is() -> None:
    channel = Channel(SsseCard(records(FIELDS), Chip()))
    assert isinstance(read_document(channel, identity_atr()), SocialSecurityCard)


def test_an_identity_reader_that_answers_with_an_error_keeps_its_own_failure() -> None:
    assert read_document(Parrot(b"\x6f\x00"), identity_atr()) is ReadFailure.WRONG_STATUS


@given(st.dictionaries(st.integers(1, 0x50), st.binary(max_size=40)))
def test_any_records_give_a_card_or_a_named_failure(values: dict[int, bytes]) -> None:
    assert isinstance(social_security_card(values), SocialSecurityCard | ReadFailure)


@given(st.lists(st.binary(max_size=40), min_size=1, max_size=30))
def test_any_answers_of_a_chip_give_a_card_or_a_named_failure(answers: list[bytes]) -> None:
    class Random:
        def __init__(self) -> None:
            self._next = 0

        def transmit(self, command: bytes) -> bytes | ReadFailure:
            del command
            self._next += 1
            return answers[self._next % len(answers)]

    assert isinstance(read_social_security(Random()), SocialSecurityCard | ReadFailure)
