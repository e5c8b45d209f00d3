"""The check at commissioning: what this printer confirms, and when.

It prints a thin line of `rows` rows (150 mm), cheap on the slowest wire, and times the echo. Whether a
clone sends a process id back after the paper moved or only after it read the bytes is in no manual.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from hardware.printer.address import PrinterAddress
from hardware.printer.commands import ASK_IN_ORDER, CLEAR, CUT, RESET, process_id
from hardware.printer.job import Cause
from hardware.printer.link import Link
from hardware.printer.settings import Confirm, OnPaperOut, PrinterSettings
from hardware.printer.status import UNREACHABLE, PrinterStatus
from hardware.printer.transport import LinkLostError, Transport
from hardware.printer.transports import transport_for

ROWS = 1200
FASTEST_ROWS_PER_S = 4000.0
"""500 mm/s, the fastest receipt printers there are: an echo that comes sooner came before the paper."""


class Echo(StrEnum):
    """What a GS ( H process id proves on this printer."""

    AFTER_MOTION = "after_motion"
    WHEN_PARSED = "when_parsed"
    NEVER = "never"


@dataclass(frozen=True, kw_only=True)
class Commissioned:
    """What was measured, and the settings that follow from it."""

    echo: Echo
    echo_seconds: float | None
    answers_in_order: bool
    clears: bool

    @property
    def confirm(self) -> Confirm:
        """An echo that comes too soon proves no more than an answer in order."""
        if self.echo is Echo.AFTER_MOTION:
            return Confirm.PROCESS_ID
        return Confirm.STATUS if self.answers_in_order else Confirm.TIMED

    @property
    def on_paper_out(self) -> OnPaperOut:
        """Clear and reprint where the printer clears; resuming must be tried by hand with a short roll."""
        return OnPaperOut.CLEAR_AND_REPRINT if self.clears else OnPaperOut.RESUME


def commission(
    settings: PrinterSettings,
    *,
    rows: int = ROWS,
    clock: Callable[[], float] = time.monotonic,
    transport: Callable[[PrinterAddress, float], Transport] = transport_for,
) -> Commissioned | PrinterStatus:
    """Measure a printer that nobody else is using; its status comes back when it cannot print now.

    Takes at most three times the `confirm` deadline.
    """
    wire = transport(settings.address, settings.deadlines.connect)
    link = Link(wire, settings, clock, lambda _status: None)
    try:
        wire.open()
        status = link.poll()
        return _measured(_Probe(link, settings, clock), rows) if status.can_print else status
    except LinkLostError:
        return UNREACHABLE
    finally:
        link.close(settings.deadlines.close)


class _Probe:
    def __init__(self, link: Link, settings: PrinterSettings, clock: Callable[[], float]) -> None:
        self.link = link
        self._limit = settings.deadlines.confirm
        self._clock = clock

    def send(self, data: bytes) -> None:
        """Write all of it. Raises LinkLostError when the printer takes nothing any more."""
        if not self.link.send(data, self._limit):
            raise LinkLostError(Cause.STALLED)

    def seconds_until(self, happened: Callable[[], bool]) -> float | None:
        """How long it takes until it happens, or None when it does not."""
        start = self._clock()
        while not happened():
            left = start + self._limit - self._clock()
            if left <= 0:
                return None
            self.link.receive(left)
        return self._clock() - start


def _measured(probe: _Probe, rows: int) -> Commissioned:
    line = b"\x1dv0\x00\x01\x00" + rows.to_bytes(2, "little") + b"\x80" * rows
    probe.send(RESET + line + process_id(b"Z001"))
    seconds = probe.seconds_until(lambda: probe.link.echoed == b"Z001")
    answers = probe.link.in_order
    probe.send(CUT + ASK_IN_ORDER)
    in_order = probe.seconds_until(lambda: probe.link.in_order > answers) is not None
    probe.send(CLEAR)
    clears = probe.seconds_until(lambda: probe.link.cleared) is not None
    return Commissioned(
        echo=_echo(seconds, rows), echo_seconds=seconds, answers_in_order=in_order, clears=clears
    )


def _echo(seconds: float | None, rows: int) -> Echo:
    if seconds is None:
        return Echo.NEVER
    return Echo.AFTER_MOTION if seconds >= rows / FASTEST_ROWS_PER_S else Echo.WHEN_PARSED
