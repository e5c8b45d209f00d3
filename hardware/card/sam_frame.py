"""Frames of a SAM_V module, the security module in every reader of resident ID cards. No I/O here.

    to the module:   AA AA AA 96 69 | length | command parameter [data] | check
    from the module: AA AA AA 96 69 | length | SW1 SW2 SW3 [data]       | check

The length (two bytes, big-endian) counts what follows it, the check byte included. The check byte is the XOR
of all between preamble and itself, the length too; so the XOR over everything after the preamble is 0.
"""

from dataclasses import dataclass
from enum import Enum
from functools import reduce
from operator import xor
from typing import Final

from hardware.card.failure import ReadFailure

PREAMBLE: Final = bytes((0xAA, 0xAA, 0xAA, 0x96, 0x69))
_HEAD: Final = len(PREAMBLE) + 2
_SHORTEST: Final = 4  # three status bytes and the check byte
_LONGEST: Final = 0x1000  # the longest answer known has 0x090A; beyond this the length is noise


class SamCommand(Enum):
    """Command and parameter byte."""

    RESET = b"\x10\xff"
    STATUS = b"\x11\xff"
    SAM_ID = b"\x12\xff"
    FIND = b"\x20\x01"
    SELECT = b"\x20\x02"
    READ_BASE = b"\x30\x01"
    READ_WITH_FINGERPRINT = b"\x30\x10"
    READ_NEWEST_ADDRESS = b"\x30\x03"

    def frame(self) -> bytes:
        """Return the whole frame to send."""
        body = (len(self.value) + 1).to_bytes(2, "big") + self.value
        return PREAMBLE + body + bytes((reduce(xor, body),))


@dataclass(frozen=True, repr=False)
class SamAnswer:
    """A well-formed answer: three status bytes and data."""

    status: bytes
    data: bytes

    def __repr__(self) -> str:
        return f"<SamAnswer {self.status.hex(' ')}, {len(self.data)} bytes>"

    @property
    def sw3(self) -> int:
        """The byte that tells the outcome."""
        return self.status[2]


class SamFrameParser:
    """Finds answers in a stream of bytes, whatever noise stands before, between or inside them."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, received: bytes) -> list[SamAnswer | ReadFailure]:
        """Take bytes as they come; return what they completed. GARBLED_ANSWER: a frame with a wrong check."""
        self._buffer += received
        found: list[SamAnswer | ReadFailure] = []
        while (answer := self._next()) is not None:
            found.append(answer)
        return found

    def clear(self) -> None:
        """Forget what is incomplete."""
        self._buffer.clear()

    def _next(self) -> SamAnswer | ReadFailure | None:
        while self._align():
            length = int.from_bytes(self._buffer[len(PREAMBLE) : _HEAD], "big")
            if not _SHORTEST <= length <= _LONGEST:
                self._drop(len(PREAMBLE))
                continue
            if len(self._buffer) < _HEAD + length:
                return None
            return self._take(_HEAD + length)
        return None

    def _align(self) -> bool:
        """Drop noise up to the next preamble; tell whether a whole head stands there."""
        start = self._buffer.find(PREAMBLE)
        keep = len(PREAMBLE) - 1  # the beginning of a preamble may be all that came so far
        self._drop(start if start >= 0 else max(0, len(self._buffer) - keep))
        return start >= 0 and len(self._buffer) >= _HEAD

    def _take(self, size: int) -> SamAnswer | ReadFailure:
        frame = bytes(self._buffer[len(PREAMBLE) : size])
        if reduce(xor, frame):
            self._drop(len(PREAMBLE))  # no more: lost bytes may have drawn the next frame into this one
            return ReadFailure.GARBLED_ANSWER
        self._drop(size)
        return SamAnswer(frame[2:5], frame[5:-1])

    def _drop(self, count: int) -> None:
        self._buffer[:count] = bytes(count)  # photo and fingerprint do not stay in memory
        del self._buffer[:count]
