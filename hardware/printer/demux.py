"""Tells the printer's answers apart, whatever order and pieces they come in.

Source: Citizen and Bematech manuals, appendix on status bytes; consistent with the Epson tables.
Every first byte names its kind, and bytes 2 to 4 of a status block have bits 4 and 7 clear, so that
even an answer in the middle of a block is recognized.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

XON, XOFF = 0x11, 0x13
BLOCK = 0x37
LONGEST_BLOCK = 80  # GS I answers of names stay below; a longer run without 00h is line noise


@dataclass(frozen=True)
class RealTime:
    """The one-byte answer to a DLE EOT."""

    byte: int


@dataclass(frozen=True)
class AutoStatus:
    """An automatic status block, four bytes."""

    block: bytes


@dataclass(frozen=True)
class InOrder:
    """The one-byte answer to a GS r."""

    byte: int


@dataclass(frozen=True)
class Block:
    """Block data: its kind (22h process id, 23h offline response, 25h buffer cleared) and content."""

    kind: int
    content: bytes


@dataclass(frozen=True)
class FlowControl:
    """XON (go on) or XOFF (wait) that the line did not filter out."""

    may_send: bool


Answer: TypeAlias = RealTime | AutoStatus | InOrder | Block | FlowControl


class Demultiplexer:
    """Bytes in, answers out. Holds what is incomplete until more bytes come."""

    def __init__(self) -> None:
        self._auto: bytearray | None = None
        self._block: bytearray | None = None

    def feed(self, data: bytes) -> Iterator[Answer]:
        """Yield the answers that these bytes complete."""
        for byte in data:
            answer = self._take(byte)
            if answer is not None:
                yield answer

    def _take(self, byte: int) -> Answer | None:
        if byte in (XON, XOFF):
            return FlowControl(byte == XON)
        if self._block is not None:
            return self._grow_block(self._block, byte)
        return self._take_first(byte)

    def _take_first(self, byte: int) -> Answer | None:
        if byte & 0x93 == 0x12:
            return RealTime(byte)
        if byte == BLOCK:
            self._block = bytearray()
        elif byte & 0x93 == 0x10:
            self._auto = bytearray([byte])
        elif byte & 0x90 == 0x00:
            return InOrder(byte) if self._auto is None else self._grow_auto(self._auto, byte)
        return None  # no table has such a byte: noise

    def _grow_auto(self, auto: bytearray, byte: int) -> Answer | None:
        auto.append(byte)
        if len(auto) < 4:
            return None
        self._auto = None
        return AutoStatus(bytes(auto))

    def _grow_block(self, block: bytearray, byte: int) -> Answer | None:
        if byte != 0x00:
            block.append(byte)
            if len(block) > LONGEST_BLOCK:
                self._block = None
            return None
        self._block = None
        return Block(block[0], bytes(block[1:])) if block else None
