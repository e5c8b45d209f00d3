"""Commands, responses, and the door that lets only reading instructions through."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.card.apdu import (
    READING,
    Command,
    ForbiddenInstructionError,
    Instruction,
    Response,
    exchange,
    refuse_other_than,
)
from hardware.card.failure import ReadFailure

READ = Command(0x00, Instruction.READ_RECORD, 1, 0, le=0x12)


class Script:
    """A card that answers as written, and remembers what it was asked."""

    def __init__(self, *answers: bytes | ReadFailure) -> None:
        self._answers = list(answers)
        self.asked: list[str] = []

    def transmit(self, command: bytes) -> bytes | ReadFailure:
        self.asked.append(command.hex())
        return self._answers.pop(0)


class Parrot:
    """A card that gives the same answer for ever."""

    def __init__(self, answer: bytes) -> None:
        self._answer = answer

    def transmit(self, command: bytes) -> bytes | ReadFailure:
        del command
        return self._answer


@pytest.mark.parametrize("answer", [b"", b"\x90"])
def test_an_answer_without_a_status_word_is_a_wrong_length(answer: bytes) -> None:
    assert exchange(Script(answer), READ) is ReadFailure.WRONG_LENGTH


def test_a_card_that_always_has_more_data_is_given_up() -> None:
    assert exchange(Parrot(b"\x00\x61\x01"), READ) is ReadFailure.WRONG_LENGTH


def test_a_failure_in_the_middle_of_a_long_answer_is_the_failure() -> None:
    script = Script(b"\x61\x04", ReadFailure.INTERRUPTED)
    assert exchange(script, READ) is ReadFailure.INTERRUPTED


def test_a_wrong_le_is_corrected_once_only() -> None:
    script = Script(b"\x6c\x05", b"\x6c\x06")
    outcome = exchange(script, READ)
    assert isinstance(outcome, Response)
    assert outcome.status == 0x6C06
    assert script.asked == ["00b2010012", "00b2010005"]


def test_a_command_with_data_is_repeated_with_its_data() -> None:
    script = Script(b"\x6c\x05", b"\x90\x00")
    exchange(script, Command(0x00, Instruction.SELECT, 0x04, 0x00, b"\xef\x05"))
    assert script.asked == ["00a4040002ef05", "00a4040002ef0505"]


def test_waiting_data_are_collected_with_get_response() -> None:
    script = Script(b"\x01\x61\x02", b"\x02\x03\x61\x01", b"\x04\x90\x00")
    outcome = exchange(script, READ)
    assert isinstance(outcome, Response)
    assert outcome.ok
    assert outcome.data == b"\x01\x02\x03\x04"
    assert script.asked == ["00b2010012", "00c0000002", "00c0000001"]


def test_a_wrong_le_and_waiting_data_may_follow_each_other() -> None:
    script = Script(b"\x6c\x02", b"\x61\x02", b"\x05\x06\x90\x00")
    outcome = exchange(script, READ)
    assert isinstance(outcome, Response)
    assert outcome.data == b"\x05\x06"


def test_a_select_carries_its_data_and_no_le_and_256_is_sent_as_zero() -> None:
    assert Command(0, Instruction.SELECT, 2, 0, b"\xef\x05").encode().hex() == "00a4020002ef05"
    assert Command(0xFF, Instruction.READ_BINARY, 5, 0, le=256).encode().hex() == "ffb0050000"


def test_a_response_shows_its_status_but_not_its_data() -> None:
    assert repr(Response(b"secret", 0x9000)) == "<Response 6 bytes, 9000>"


@given(st.binary(max_size=3))
def test_a_command_without_a_whole_head_is_refused(command: bytes) -> None:
    with pytest.raises(ForbiddenInstructionError):
        refuse_other_than(READING, command)


@given(st.integers(0, 255), st.integers(0, 255), st.binary(min_size=2, max_size=20))
def test_the_door_lets_through_the_four_reading_instructions_and_nothing_else(
    cla: int, ins: int, rest: bytes
) -> None:
    command = bytes((cla, ins)) + rest
    if ins in {0xA4, 0xB0, 0xB2, 0xC0}:
        refuse_other_than(READING, command)
    else:
        with pytest.raises(ForbiddenInstructionError):
            refuse_other_than(READING, command)


@given(st.integers(0, 255), st.binary(min_size=2, max_size=20))
def test_verify_never_passes_the_door(cla: int, rest: bytes) -> None:
    with pytest.raises(ForbiddenInstructionError, match=r"^this instruction may not be sent to this card$"):
        refuse_other_than(READING, bytes((cla, 0x20)) + rest)


@given(st.lists(st.binary(max_size=6), min_size=40, max_size=40))
def test_any_answers_give_a_response_or_a_named_failure(answers: list[bytes]) -> None:
    assert isinstance(exchange(Script(*answers), READ), Response | ReadFailure)
