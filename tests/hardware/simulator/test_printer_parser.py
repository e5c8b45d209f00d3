"""The parser against the documented lengths, and in any pieces."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.simulator.escpos_parser import EscPosParser
from hardware.simulator.escpos_tokens import (
    AskInOrder,
    AskOffline,
    AskProcessId,
    AskStatus,
    ClearBuffers,
    Cut,
    Feed,
    GraphicsPrint,
    GraphicsStore,
    Ignored,
    QrPrint,
    QrSize,
    QrStore,
    RealTimeIgnored,
    Recover,
    Reset,
    Row,
    SetAutoStatus,
    Text,
    Token,
)

COMMANDS: list[tuple[str, list[Token]]] = [
    ("1B 40", [Reset()]),
    ("1D 61 0E", [SetAutoStatus(0x0E)]),
    ("1D 72 01", [AskInOrder()]),
    ("1D 28 48 06 00 30 30 50 30 30 31", [AskProcessId(b"P001")]),
    ("1D 28 48 03 00 31 30 01", [AskOffline(with_cause=False)]),
    ("1D 28 48 03 00 31 30 02", [AskOffline(with_cause=True)]),
    ("1D 56 00", [Cut(0, partial=False)]),
    ("1D 56 01", [Cut(0, partial=True)]),
    ("1D 56 41 03", [Cut(3, partial=False)]),
    ("1D 56 42 00", [Cut(0, partial=True)]),
    ("1B 64 02", [Feed(60)]),
    ("1B 4A 18", [Feed(24)]),
    ("0A", [Feed(30)]),
    ("10 04 01", [AskStatus(1)]),
    ("10 04 04", [AskStatus(4)]),
    ("10 05 01", [Recover(clear=False)]),
    ("10 05 02", [Recover(clear=True)]),
    ("10 14 08 01 03 14 01 06 02 08", [ClearBuffers()]),
    ("10 14 01 00 01", [RealTimeIgnored(bytes.fromhex("1014010001"))]),
    ("1D 28 44 05 00 14 01 00 02 00", [Ignored(b"\x1d(D\x14\x01")]),
    ("1D 28 6B 03 00 31 43 06", [QrSize(6)]),
    ("1D 28 6B 07 00 31 50 30 41 42 43 44", [QrStore(b"ABCD")]),
    ("1D 28 6B 03 00 31 51 30", [QrPrint()]),
    ("1D 28 4C 0C 00 30 70 30 01 01 31 08 00 02 00 AA 55", [GraphicsStore((b"\xaa", b"\x55"))]),
    ("1D 38 4C 0C 00 00 00 30 70 30 01 01 31 08 00 02 00 AA 55", [GraphicsStore((b"\xaa", b"\x55"))]),
    ("1D 28 4C 0B 00 30 70 30 02 02 31 08 00 01 00 A0", [GraphicsStore((b"\xcc\x00", b"\xcc\x00"))]),
    ("1D 28 4C 02 00 30 32", [GraphicsPrint()]),
    ("1D 76 30 00 02 00 02 00 10 04 01 02", [Row(b"\x10\x04", first=True), Row(b"\x01\x02")]),
    ("1D 76 30 03 01 00 01 00 A0", [Row(b"\xcc\x00", first=True), Row(b"\xcc\x00")]),
    ("1C 26", [Ignored(b"\x1c&")]),
    ("1C 2E", [Ignored(b"\x1c.")]),
    ("1C 21 04", [Ignored(b"\x1c!\x04")]),
    ("1C 57 01", [Ignored(b"\x1cW\x01")]),
    ("1C 53 00 00", [Ignored(b"\x1cS\x00\x00")]),
    ("1B 61 01", [Ignored(b"\x1ba\x01")]),
    ("1B 63 34 03", [Ignored(b"\x1bc4\x03")]),
    ("1B 2A 21 02 00 01 02 03 04 05 06", [Ignored(bytes.fromhex("1b2a210200010203040506"))]),
    ("1B 44 08 10 00", [Ignored(b"\x1bD\x08\x10\x00")]),
    ("1D 6B 49 03 7B 42 41", [Ignored(b"\x1dkI\x03{BA")]),
    ("1D 6B 04 41 42 00", [Ignored(b"\x1dk\x04AB\x00")]),
    ("00 00 00", []),
]


def parsed(*pieces: bytes, **options: bool) -> list[Token]:
    parser = EscPosParser(**options)
    return [token for piece in pieces for token in parser.feed(piece)]


@pytest.mark.parametrize(("wire", "tokens"), COMMANDS, ids=[wire for wire, _ in COMMANDS])
def test_a_command_takes_exactly_its_documented_length(wire: str, tokens: list[Token]) -> None:
    assert parsed(bytes.fromhex(wire) + b"\x1b@") == [*tokens, Reset()]


@given(st.lists(st.sampled_from(COMMANDS), max_size=8))
def test_commands_mean_the_same_in_any_pieces(chosen: list[tuple[str, list[Token]]]) -> None:
    stream = b"".join(bytes.fromhex(wire) for wire, _ in chosen)
    assert parsed(*(bytes([byte]) for byte in stream)) == [token for _, tokens in chosen for token in tokens]


@given(st.lists(st.binary(max_size=200), max_size=4))
def test_no_bytes_break_the_parser(noise: list[bytes]) -> None:
    parsed(*noise)


def test_chinese_text_in_gb18030_is_consumed_whole() -> None:
    name = "王桂兰𠮷".encode("gb18030")
    assert parsed(name + b"\x0a") == [Text(name), Feed(30)]


def test_a_question_inside_a_picture_is_dots_on_a_counting_printer() -> None:
    wire = bytes.fromhex("1D 76 30 00 04 00 01 00 10 04 02 00")
    assert parsed(wire) == [Row(b"\x10\x04\x02\x00", first=True)]


def test_a_question_inside_a_picture_is_obeyed_by_a_printer_that_listens_there() -> None:
    wire = bytes.fromhex("1D 76 30 00 02 00 02 00 00 10 04 02")
    assert AskStatus(2) in parsed(wire, real_time_in_raster=True)
    assert parsed(wire, real_time_in_raster=True)[-1] == Row(b"\x04\x02")
