"""What is settled about one printer when it is put into service, and how long it may take."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from hardware.printer.address import PrinterAddress, parse_printer_url


class Confirm(StrEnum):
    """How the printer confirms a receipt. Measured at commissioning, see `probe`."""

    PROCESS_ID = "process_id"
    """GS ( H: the printer sends our id back once the paper was printed."""
    STATUS = "status"
    """GS r: the printer answers in order; proves that the bytes were processed, not that paper moved."""
    TIMED = "timed"
    """Neither: the receipt counts as printed when the time it takes has passed without trouble."""


class OnPaperOut(StrEnum):
    """What to do when paper ends or the cover opens in the middle of a receipt."""

    RESUME = "resume"
    """The model prints on cleanly after the refill: wait."""
    CLEAR_AND_REPRINT = "clear_and_reprint"
    """The model repeats or shifts lines: clear its buffer, void the strip, print the whole receipt again."""


@dataclass(frozen=True, kw_only=True)
class Deadlines:
    """Seconds. Status is known within `poll + answer` of a change, which the product wants below 1."""

    connect: float = 3.0
    answer: float = 0.5
    poll: float = 0.4
    silence: float = 5.0
    """A printer that says nothing to questions for so long during a job has vanished."""
    stall: float = 15.0
    """A printer that takes no byte for so long, and has not said why, has vanished."""
    confirm: float = 30.0
    """A healthy printer that has not confirmed after so long will not."""
    cut: float = 2.0
    """Feed to the knife and cut, on a printer that confirms nothing."""
    paper: float = 900.0
    """How long a receipt waits for paper or a closed cover."""
    close: float = 1.0
    backoff_first: float = 0.5
    backoff_most: float = 5.0


@dataclass(frozen=True, kw_only=True)
class PrinterSettings:
    """Raises PrinterUrlError when the URL cannot be used."""

    url: str
    dots: Literal[576, 384] = 576
    """Width of the printed line: 576 on 80 mm paper, 384 on 58 mm, at 203 dpi (8 dots/mm)."""
    confirm: Confirm = Confirm.PROCESS_ID
    on_paper_out: OnPaperOut = OnPaperOut.RESUME
    paper_end_bits: int = 0x60
    """Bits of the answer to DLE EOT 4 of which any one means paper end. Epson sets both; a printer with
    a presenter (Citizen PPU-231II) uses 20h for the end and 40h for the presenter: give 0x20 there."""
    rows_per_s: float = 400.0
    """Slowest printing speed, rows per second, for `Confirm.TIMED` (400 rows/s are 50 mm/s)."""
    deadlines: Deadlines = field(default_factory=Deadlines)
    address: PrinterAddress = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "address", parse_printer_url(self.url))
