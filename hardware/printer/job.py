"""A print job, how it can end, and what the printer reports to its owner."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from PIL import Image

from hardware.printer.settings import Confirm
from hardware.printer.status import PrinterState, PrinterStatus


@dataclass(frozen=True, kw_only=True)
class PrintJob:
    """One intent to print. The same key and attempt never print twice; a wanted reprint is attempt n + 1."""

    key: str
    attempt: int = 1
    image: Image.Image
    """Mode "1", black on white, as wide as the settings' `dots`."""
    void_note: Image.Image | None = None
    """The picture that marks a strip in the printer as void, same width. Without it such a strip is only
    cut off."""


class Cause(StrEnum):
    """Why a job did not run its course."""

    LINK_LOST = "link_lost"
    SILENT = "silent"
    STALLED = "stalled"
    NO_CONFIRMATION = "no_confirmation"
    CUTTER_ERROR = "cutter_error"
    MECHANICAL_ERROR = "mechanical_error"
    PAPER_WAIT_OVER = "paper_wait_over"
    STOPPED = "stopped"
    EARLIER_RUN = "earlier_run"
    """The program or the machine stopped in the middle of it."""
    WITHDRAWN = "withdrawn"
    """The owner no longer wants it; what was printed of it hangs in the printer until it is voided."""
    FAULT = "fault"
    """A defect of the program, logged."""


@dataclass(frozen=True)
class Printed:
    """The whole receipt is on paper and cut off; `by` says how strong the proof is."""

    by: Confirm


@dataclass(frozen=True)
class PrintedUncut:
    """The whole receipt is on paper; it still hangs in the printer, or may."""

    cause: Cause


@dataclass(frozen=True)
class NothingSent:
    """No byte of this job reached the printer; the same attempt may be submitted again."""

    reason: PrinterState | Cause


@dataclass(frozen=True)
class Unknown:
    """Bytes were sent and the printer did not confirm: never sent again by itself."""

    cause: Cause


JobEnd: TypeAlias = Printed | PrintedUncut | NothingSent | Unknown


class JobPhase(StrEnum):
    """Where a job is, for the person who waits for it."""

    VOIDING = "voiding"
    PRINTING = "printing"
    WAITING_FOR_PAPER = "waiting_for_paper"
    WAITING_FOR_COVER = "waiting_for_cover"
    WAITING_FOR_PRINTER = "waiting_for_printer"
    """Too hot, or taken offline by hand; goes on by itself."""
    CUTTING = "cutting"


@dataclass(frozen=True)
class StatusChanged:
    """The printer's state is now another one."""

    status: PrinterStatus


@dataclass(frozen=True)
class JobProgress:
    """A job entered a phase."""

    key: str
    attempt: int
    phase: JobPhase


@dataclass(frozen=True)
class JobEnded:
    """A job is over."""

    key: str
    attempt: int
    end: JobEnd


PrinterReport: TypeAlias = StatusChanged | JobProgress | JobEnded
