"""The printer's answers.

Source: Epson ESC/POS Command Reference, pages dle_eot, gs_lr, gs_la, gs_lparen_ch, dle_dc4_fn8.
"""

from __future__ import annotations

from dataclasses import dataclass

CLEARED = b"\x37\x25\x00"


@dataclass(frozen=True, kw_only=True)
class Condition:
    """What the sensors say."""

    cover_open: bool = False
    paper_end: bool = False
    near_end: bool = False
    cutter_error: bool = False
    mechanical_error: bool = False
    overheated: bool = False
    taken_offline: bool = False
    end_bits: int = 0x60
    """The bits that this model sets for paper end in its answer to DLE EOT 4."""

    @property
    def error(self) -> bool:
        """Any error of the mechanism."""
        return self.cutter_error or self.mechanical_error or self.overheated

    @property
    def offline(self) -> bool:
        """Whether the printer does not print for the time being."""
        return self.cover_open or self.paper_end or self.error or self.taken_offline


def real_time(condition: Condition, topic: int) -> bytes:
    """Return the one-byte answer to DLE EOT `topic`, 1 to 4."""
    c = condition
    bits = {
        1: (0x08 * c.offline),
        2: (0x04 * c.cover_open) | (0x20 * c.paper_end) | (0x40 * c.error),
        3: (0x08 * c.cutter_error) | (0x20 * c.mechanical_error) | (0x40 * c.overheated),
        4: (0x0C * (c.near_end or c.paper_end)) | (c.end_bits * c.paper_end),
    }[topic]
    return bytes([0x12 | bits])


def in_order(condition: Condition) -> bytes:
    """Return the answer to GS r 1."""
    return bytes([(0x03 * condition.near_end) | (0x0C * condition.paper_end)])


def auto_status(condition: Condition) -> bytes:
    """Return the automatic status block of GS a."""
    c = condition
    first = 0x10 | (0x08 * c.offline) | (0x20 * c.cover_open)
    second = (0x08 * c.cutter_error) | (0x20 * c.mechanical_error) | (0x40 * c.overheated)
    third = (0x03 * (c.near_end or c.paper_end)) | (0x0C * c.paper_end)
    return bytes([first, second, third, 0x00])


def process_id(ident: bytes) -> bytes:
    """Return the answer to GS ( H function 48."""
    return b"\x37\x22" + ident + b"\x00"


def offline_response(condition: Condition, *, with_cause: bool) -> bytes:
    """Return the answer to GS ( H function 49: '1' when offline, '0' when not, the cause bits after it."""
    cause = bytes([0x40 | (real_time(condition, 2)[0] & 0x24)]) if with_cause else b""
    return b"\x37\x23" + (b"1" if condition.offline else b"0") + cause + b"\x00"
