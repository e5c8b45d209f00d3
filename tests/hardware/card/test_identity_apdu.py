"""FF B0: two blocks, checked, and the photo left where it is."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.card.documents import ForeignerResidence2023, ResidentId
from hardware.card.failure import ReadFailure
from hardware.card.identity_apdu import is_identity_atr, read_identity
from hardware.simulator.card_file import CardFile, card_file
from hardware.simulator.identity_card import IdentityCard, identity_atr
from tests.conftest import LogRecord

WANG = card_file(
    {
        "kind": "resident_id",
        "fields": {
            "name": "王桂兰",
            "sex": "female",
            "birth": "19491231",
            "number": "11010519491231002X",
            "valid_from": "20150608",
            "valid_until": "长期",
        },
    }
)


class Blocks:
    """A reader that answers the blocks as written; anything beyond fails the test."""

    def __init__(self, *answers: bytes | ReadFailure) -> None:
        self._answers = list(answers)
        self.asked: list[str] = []

    def transmit(self, command: bytes) -> bytes | ReadFailure:
        self.asked.append(command.hex())
        return self._answers.pop(0)


def blocks(described: CardFile = WANG) -> list[bytes]:
    card = IdentityCard(described.text())
    return [card.answer(bytes((0xFF, 0xB0, number, 0, 0))) for number in (0, 1)]


@pytest.mark.parametrize(
    ("spoiled", "failure"),
    [
        (lambda block: block[1:], ReadFailure.WRONG_LENGTH),
        (lambda block: b"\0" + block, ReadFailure.WRONG_LENGTH),
        (lambda block: b"\x90\x00", ReadFailure.WRONG_LENGTH),
        (lambda block: b"\x6f\x00", ReadFailure.WRONG_STATUS),
        (lambda block: block[:-2] + b"\x62\x82", ReadFailure.WRONG_STATUS),
        (lambda block: ReadFailure.INTERRUPTED, ReadFailure.INTERRUPTED),
    ],
)
@pytest.mark.parametrize("number", [0, 1])
def test_a_spoiled_block_is_a_named_failure(
    spoiled: Callable[[bytes], bytes | ReadFailure], failure: ReadFailure, number: int
) -> None:
    sound = blocks()
    answers: list[bytes | ReadFailure] = [*sound]
    answers[number] = spoiled(sound[number])
    assert read_identity(Blocks(*answers)) is failure


def test_an_unexpected_header_is_a_warning_and_no_refusal(log: LogRecord) -> None:
    first, second = blocks()
    log.expected.add("card.unexpected_header")
    assert isinstance(read_identity(Blocks(b"\xff" + first[1:], second)), ResidentId)
    assert [entry["event"] for entry in log] == ["card.unexpected_header"]


def test_only_the_two_blocks_with_text_are_asked_for() -> None:
    reader = Blocks(*blocks())
    assert isinstance(read_identity(reader), ResidentId)
    assert reader.asked == ["ffb0000000", "ffb0010000"]


def test_the_last_four_bytes_of_the_text_come_from_the_second_block() -> None:
    # A reader that takes 256 bytes of block 0 from offset 4 gets a status word there (a known bug elsewhere).
    card = card_file(
        {
            "kind": "foreigner_residence_2023",
            "fields": {
                "english_name": "MARTIN",
                "birth": "19881105",
                "number": "931250198811050029",
                "valid_from": "20240202",
                "valid_until": "20340202",
                "earlier_number_link": "XYZ",
            },
        }
    )
    document = read_identity(Blocks(*blocks(card)))
    assert isinstance(document, ForeignerResidence2023)
    assert document.earlier_number_link == "XYZ"


@pytest.mark.parametrize(
    ("atr", "announced"),
    [
        (identity_atr(), True),
        (identity_atr()[:15], True),
        (identity_atr()[:14], False),
        (bytes(20), False),
        (b"", False),
    ],
)
def test_the_synthetic_atr_has_90_00_at_bytes_13_and_14(atr: bytes, announced: bool) -> None:
    assert is_identity_atr(atr) is announced


@given(st.binary(max_size=300), st.binary(max_size=300))
def test_any_two_blocks_give_a_document_or_a_named_failure(first: bytes, second: bytes) -> None:
    outcome = read_identity(Blocks(first + b"\x90\x00", second + b"\x90\x00"))
    assert isinstance(outcome, ReadFailure)
