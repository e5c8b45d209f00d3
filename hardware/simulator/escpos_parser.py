"""Incremental parser of the ESC/POS commands that receipt software sends.

Source of lengths: Epson ESC/POS Command Reference (Kanji commands: its FS pages). A command that is not
in the tables is skipped as two bytes, which keeps text that follows readable.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterator
from typing import TypeAlias

from hardware.simulator.escpos_graphics import graphics
from hardware.simulator.escpos_raster import RasterRows
from hardware.simulator.escpos_tokens import (
    AskInOrder,
    AskOffline,
    AskProcessId,
    AskStatus,
    ClearBuffers,
    Cut,
    Feed,
    Ignored,
    QrPrint,
    QrSize,
    QrStore,
    RealTimeIgnored,
    Recover,
    Reset,
    SetAutoStatus,
    Text,
    Token,
)

LINE_ROWS = 30  # default line spacing, 3.75 mm (Epson reference, esc_2)
DLE, ESC, FS, GS = 0x10, 0x1B, 0x1C, 0x1D

FIXED_LENGTH = {
    ESC: dict.fromkeys(b"2<@LSimuv\x0c", 2)
    | dict.fromkeys(b" !%-3=?ABCEGJKMRTUVadertw{ ", 3)
    | {ord("$"): 4, ord("\\"): 4, ord("c"): 4, ord("p"): 5, ord("W"): 10},
    FS: dict.fromkeys(b"&.", 2) | dict.fromkeys(b"!-?CW", 3) | {ord("S"): 4, ord("p"): 4},
    GS: dict.fromkeys(b":", 2)
    | dict.fromkeys(b"!/BEHTabefhrwI", 3)
    | {ord("$"): 4, ord("\\"): 4, ord("L"): 4, ord("P"): 4, ord("W"): 4, ord("^"): 5, ord("g"): 4},
}
"""Total length of commands without data, by lead byte and command byte."""

OF_OWN_LENGTH = {b"\x1b*", b"\x1bD", b"\x1d*", b"\x1dk"}

REAL_TIME_LENGTH = {0x01: 5, 0x02: 5, 0x03: 8, 0x07: 4, 0x08: 10}  # DLE DC4 functions
STRAY_QUESTION = re.compile(rb"\x10\x04([\x01-\x04])")

Taken: TypeAlias = tuple[int, Token | None] | None
"""How many bytes a command took and what it means; None while it is incomplete."""


class EscPosParser:
    """Bytes in, tokens out. `real_time_in_raster` models printers that obey DLE EOT inside picture data."""

    def __init__(self, *, real_time_in_raster: bool = False) -> None:
        self._buffer = bytearray()
        self._raster: RasterRows | None = None
        self._tail = b""
        self._real_time_in_raster = real_time_in_raster

    @property
    def in_picture(self) -> bool:
        """Whether the next bytes are dots, whatever they look like."""
        return self._raster is not None

    def feed(self, data: bytes) -> Iterator[Token]:
        """Yield what these bytes complete."""
        self._buffer += data
        while self._buffer:
            if self._raster is not None:
                if not (yield from self._dots(self._raster)):
                    return
                continue
            taken = self._take()
            if taken is None:
                return
            length, token = taken
            del self._buffer[:length]
            if token is not None:
                yield token

    def _dots(self, raster: RasterRows) -> Generator[Token, None, bool]:
        """Yield the next row; returns False (to `feed`) when it is not complete yet."""
        if len(self._buffer) < raster.width:
            return False
        line = bytes(self._buffer[: raster.width])
        del self._buffer[: raster.width]
        if self._real_time_in_raster:
            yield from self._stray(line)
        yield from raster.take(line)
        if raster.done:
            self._raster = None
        return True

    def _stray(self, line: bytes) -> Iterator[Token]:
        seen = self._tail + line
        for question in STRAY_QUESTION.finditer(seen):
            yield AskStatus(question[1][0])
        self._tail = seen[-2:]

    def _take(self) -> Taken:
        first = self._buffer[0]
        if first in (DLE, ESC, FS, GS):
            return self._command(first) if len(self._buffer) > 1 else None
        if first == 0x0A:
            return 1, Feed(LINE_ROWS)
        if first < 0x20:
            return 1, None
        text = re.match(rb"[\x20-\xff]+", self._buffer)
        return (len(text[0]), Text(text[0])) if text else (1, None)

    def _command(self, lead: int) -> Taken:
        if lead == DLE:
            return self._real_time()
        special = self._special()
        if special is not None:
            return special()
        length = FIXED_LENGTH[lead].get(self._buffer[1], 2)
        whole = self._whole(length)
        return None if whole is None else (length, _plain(whole))

    def _special(self) -> Callable[[], Taken] | None:
        """The reader of a command whose length stands in its data."""
        head = bytes(self._buffer[:2])
        if head[1:] == b"(" or head == b"\x1d8":
            return self._with_length
        if head in OF_OWN_LENGTH:
            return self._of_own_length
        return {b"\x1dv": self._start_raster, b"\x1dV": self._cut}.get(head)

    def _starts(self, prefix: bytes) -> bool:
        return self._buffer.startswith(prefix)

    def _whole(self, length: int) -> bytes | None:
        return bytes(self._buffer[:length]) if len(self._buffer) >= length else None

    def _real_time(self) -> Taken:
        kind = self._buffer[1]
        if kind not in (0x04, 0x05, 0x14):
            return 1, None
        if len(self._buffer) < 3:
            return None
        number = self._buffer[2]
        length = REAL_TIME_LENGTH.get(number, 3) if kind == 0x14 else 3
        whole = self._whole(length)
        return None if whole is None else (length, _real_time_token(whole))

    def _start_raster(self) -> Taken:
        head = self._whole(8)
        if head is None:
            return None
        width, height = int.from_bytes(head[4:6], "little"), int.from_bytes(head[6:8], "little")
        if width and height:
            self._raster, self._tail = RasterRows(width, height, head[3] & 3), b""
        return 8, None

    def _cut(self) -> Taken:
        if len(self._buffer) < 3:
            return None
        mode = self._buffer[2]
        if mode in (65, 66, 97, 98, 103, 104):
            whole = self._whole(4)
            return None if whole is None else (4, Cut(whole[3], partial=mode in (66, 98, 104)))
        return 3, Cut(0, partial=mode in (1, 49))

    def _with_length(self) -> Taken:
        """`GS ( x pL pH …` and its like, and `GS 8 L` with four bytes of length."""
        head = 7 if self._starts(b"\x1d8") else 5
        if len(self._buffer) < head:
            return None
        length = int.from_bytes(self._buffer[3:head], "little")
        whole = self._whole(head + length)
        return None if whole is None else (head + length, _with_content(whole[:3], whole[head:]))

    def _of_own_length(self) -> Taken:
        length = self._own_length()
        whole = None if length is None else self._whole(length)
        return None if whole is None else (len(whole), Ignored(whole))

    def _own_length(self) -> int | None:
        """ESC * columns, GS * definitions, GS k bar codes, ESC D tabs to 00h."""
        data = self._buffer
        if self._starts(b"\x1b*"):
            if len(data) < 5:
                return None
            return 5 + int.from_bytes(data[3:5], "little") * (3 if data[2] > 31 else 1)
        if self._starts(b"\x1d*"):
            return 4 + data[2] * data[3] * 8 if len(data) > 3 else None
        if self._starts(b"\x1dk") and len(data) > 3 and data[2] >= 65:
            return 4 + data[3]
        end = data.find(b"\x00", 3)
        return end + 1 if end > 0 else None


def _plain(whole: bytes) -> Token:
    match whole[:2]:
        case b"\x1b@":
            return Reset()
        case b"\x1da":
            return SetAutoStatus(whole[2])
        case b"\x1dr":
            return AskInOrder() if whole[2] in (1, 49) else Ignored(whole)
        case b"\x1bd":
            return Feed(whole[2] * LINE_ROWS)
        case b"\x1bJ":
            return Feed(whole[2])
        case _:
            return Ignored(whole)


def _real_time_token(whole: bytes) -> Token:
    if whole[1] == 0x04 and 1 <= whole[2] <= 4:
        return AskStatus(whole[2])
    if whole[1] == 0x05 and whole[2] in (1, 2):
        return Recover(clear=whole[2] == 2)
    if whole == bytes.fromhex("10 14 08 01 03 14 01 06 02 08"):
        return ClearBuffers()
    return RealTimeIgnored(whole)


def _with_content(command: bytes, content: bytes) -> Token:
    token: Token | None = None
    match command:
        case b"\x1d(H":
            token = _handshake(content)
        case b"\x1d(k":
            token = _qr(content)
        case b"\x1d(L" | b"\x1d8L":
            token = graphics(content)
    return token or Ignored(command + content[:2])


def _handshake(content: bytes) -> Token | None:
    match content[:2]:
        case b"00" if len(content) == 6:
            return AskProcessId(content[2:])
        case b"10" if len(content) == 3:
            return AskOffline(with_cause=content[2] in (2, 50))
    return None


def _qr(content: bytes) -> Token | None:
    match content[:2]:
        case b"1C" if len(content) == 3:
            return QrSize(content[2])
        case b"1P":
            return QrStore(content[3:])
        case b"1Q":
            return QrPrint()
    return None
