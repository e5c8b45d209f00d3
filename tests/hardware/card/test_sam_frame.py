"""Frames of the SAM_V module: the published bytes, and a parser that survives any line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.card.failure import ReadFailure
from hardware.card.sam_frame import PREAMBLE, SamAnswer, SamCommand, SamFrameParser
from hardware.simulator.samv import frame

FOUND = bytes.fromhex("AAAAAA9669 0008 00009F 00000000 97")
OK = bytes.fromhex("AAAAAA9669 0004 000090 94")


def parsed(
    stream: bytes, piece: int = 4096
) -> list[ReadFailure | SamAnswer] | list[SamAnswer] | list[ReadFailure]:
    parser = SamFrameParser()
    answers = []
    for start in range(0, len(stream), piece):
        answers += parser.feed(stream[start : start + piece])
    return answers


def test_a_wrong_check_byte_is_a_garbled_answer() -> None:
    assert parsed(OK[:-1] + b"\x95") == [ReadFailure.GARBLED_ANSWER]


def test_a_length_that_cannot_be_is_noise() -> None:
    assert parsed(PREAMBLE + b"\xff\xff" + OK) == [SamAnswer(b"\x00\x00\x90", b"")]
    assert parsed(PREAMBLE + b"\x00\x01" + OK) == [SamAnswer(b"\x00\x00\x90", b"")]


def test_the_longest_frame_has_4096_bytes_and_what_claims_more_is_noise() -> None:
    longest = b"\x00\x00\x90" + bytes(0x1000 - 4)
    assert parsed(frame(longest)) == [SamAnswer(b"\x00\x00\x90", bytes(0x1000 - 4))]
    assert parsed(frame(longest + b"\x00") + OK) == [SamAnswer(b"\x00\x00\x90", b"")]


def test_a_frame_that_lost_bytes_does_not_swallow_the_next() -> None:
    assert parsed(FOUND[:9] + OK) == [ReadFailure.GARBLED_ANSWER, SamAnswer(b"\x00\x00\x90", b"")]


def test_an_unfinished_frame_can_be_forgotten() -> None:
    parser = SamFrameParser()
    assert parser.feed(FOUND[:10]) == []
    parser.clear()
    assert parser.feed(OK) == [SamAnswer(b"\x00\x00\x90", b"")]


@pytest.mark.parametrize(
    ("command", "published"),
    [
        (SamCommand.RESET, "AA AA AA 96 69 00 03 10 FF EC"),
        (SamCommand.STATUS, "AA AA AA 96 69 00 03 11 FF ED"),
        (SamCommand.SAM_ID, "AA AA AA 96 69 00 03 12 FF EE"),
        (SamCommand.FIND, "AA AA AA 96 69 00 03 20 01 22"),
        (SamCommand.SELECT, "AA AA AA 96 69 00 03 20 02 21"),
        (SamCommand.READ_BASE, "AA AA AA 96 69 00 03 30 01 32"),
        (SamCommand.READ_WITH_FINGERPRINT, "AA AA AA 96 69 00 03 30 10 23"),
        (SamCommand.READ_NEWEST_ADDRESS, "AA AA AA 96 69 00 03 30 03 30"),
    ],
)
def test_commands_are_the_published_frames(command: SamCommand, published: str) -> None:
    assert command.frame() == bytes.fromhex(published)


def test_published_answers_are_understood() -> None:
    assert parsed(FOUND + OK) == [SamAnswer(b"\x00\x00\x9f", bytes(4)), SamAnswer(b"\x00\x00\x90", b"")]


def test_an_answer_shows_its_status_but_not_its_data() -> None:
    assert repr(SamAnswer(b"\x00\x00\x90", b"secret")) == "<SamAnswer 00 00 90, 6 bytes>"


contents = st.binary(min_size=3, max_size=60).filter(lambda content: PREAMBLE not in content)
noise = st.binary(max_size=20).filter(lambda octets: b"\xaa" not in octets)


@given(st.lists(st.tuples(noise, contents), max_size=5), noise, st.integers(1, 50))
def test_every_good_frame_is_found_whatever_noise_stands_between_and_however_it_arrives(
    parts: list[tuple[bytes, bytes]], tail: bytes, piece: int
) -> None:
    stream = b"".join(before + frame(content) for before, content in parts) + tail
    expected = [SamAnswer(content[:3], content[3:]) for _, content in parts]
    assert parsed(stream, piece) == expected


@given(st.binary(max_size=400), st.integers(1, 50))
def test_any_stream_gives_answers_or_named_failures(stream: bytes, piece: int) -> None:
    assert all(isinstance(answer, SamAnswer | ReadFailure) for answer in parsed(stream, piece))


@given(st.lists(st.sampled_from([PREAMBLE, b"\xaa", b"\x00\x04", b"\x00\x90", b"\x96\x69"]), max_size=60))
def test_preamble_like_noise_gives_answers_or_named_failures(pieces: list[bytes]) -> None:
    assert all(isinstance(answer, SamAnswer | ReadFailure) for answer in parsed(b"".join(pieces), 7))
