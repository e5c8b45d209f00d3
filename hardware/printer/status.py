"""The printer's state as one closed type, decoded from its status bytes.

Source: Epson ESC/POS Command Reference, dle_eot and gs_la, bit tables; Citizen status appendix.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class PrinterState(StrEnum):
    """What keeps the printer from printing; `READY` when nothing does."""

    READY = "ready"
    PAPER_OUT = "paper_out"
    COVER_OPEN = "cover_open"
    CUTTER_ERROR = "cutter_error"
    MECHANICAL_ERROR = "mechanical_error"
    OVERHEATED = "overheated"
    OFFLINE = "offline"
    SILENT = "silent"
    """Connected, but does not answer: never taken for fine."""
    UNREACHABLE = "unreachable"
    """No connection: refused, unplugged, or switched off."""


@dataclass(frozen=True)
class PrinterStatus:
    """One state, and whether the roll is near its end; a low roll still prints."""

    state: PrinterState
    paper_low: bool = False

    @property
    def can_print(self) -> bool:
        """Whether a receipt may be started."""
        return self.state is PrinterState.READY


SILENT = PrinterStatus(PrinterState.SILENT)
UNREACHABLE = PrinterStatus(PrinterState.UNREACHABLE)


@dataclass(frozen=True, kw_only=True)
class _Signs:
    cover: bool
    paper_end: bool
    cutter: bool
    broken: bool
    hot: bool
    offline: bool


def _state(signs: _Signs) -> PrinterState:
    """Pick the one to act on first: an open cover also hides the paper from its sensor, and so on down."""
    ranked = (
        (signs.cover, PrinterState.COVER_OPEN),
        (signs.paper_end, PrinterState.PAPER_OUT),
        (signs.cutter, PrinterState.CUTTER_ERROR),
        (signs.hot, PrinterState.OVERHEATED),
        (signs.broken, PrinterState.MECHANICAL_ERROR),
        (signs.offline, PrinterState.OFFLINE),
    )
    return next((state for present, state in ranked if present), PrinterState.READY)


def from_answers(answers: Sequence[int], paper_end_bits: int) -> PrinterStatus:
    """Decode the four answers to DLE EOT 1, 2, 3, 4, in this order.

    Healthy is 12h 12h 12h 12h. An error bit without a cause counts as mechanical.
    """
    printer, offline, error, paper = answers
    cutter, hot = bool(error & 0x08), bool(error & 0x40)
    signs = _Signs(
        cover=bool(offline & 0x04),
        paper_end=bool(offline & 0x20 or paper & paper_end_bits),
        cutter=cutter,
        broken=bool(error & 0x24) or (bool(offline & 0x40) and not cutter and not hot),
        hot=hot and not error & 0x24,
        offline=bool(printer & 0x28 or offline & 0x08),
    )
    return PrinterStatus(_state(signs), paper_low=bool(paper & 0x0C))


def from_auto_status(block: bytes) -> PrinterStatus:
    """Decode one automatic status block of four bytes (GS a)."""
    printer, error, paper, _reserved = block
    signs = _Signs(
        cover=bool(printer & 0x20),
        paper_end=bool(paper & 0x0C),
        cutter=bool(error & 0x08),
        broken=bool(error & 0x24),
        hot=bool(error & 0x40) and not error & 0x24,
        offline=bool(printer & 0x08 or error & 0x03),
    )
    return PrinterStatus(_state(signs), paper_low=bool(paper & 0x0F))
