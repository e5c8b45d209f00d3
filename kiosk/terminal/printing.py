"""The receipt printer, as the flow sees it."""

import itertools
import threading
from datetime import datetime

from hardware.printer.job import (
    JobEnd,
    JobEnded,
    JobPhase,
    JobProgress,
    NothingSent,
    Printed,
    PrintedUncut,
    PrinterReport,
    PrintJob,
    StatusChanged,
    Unknown,
)
from hardware.printer.journal import Journal
from hardware.printer.printer import Printer
from hardware.printer.settings import Confirm, OnPaperOut, PrinterSettings
from kiosk.config import PrinterSection
from kiosk.flow.conditions import PrinterCondition
from kiosk.flow.events import Event, PrintChanged, PrinterChanged
from kiosk.flow.visit import PrintState
from kiosk.receipt.content import Content, VoidBanner
from kiosk.receipt.measures import Paper
from kiosk.terminal.drawing import DrawingTable, picture
from kiosk.terminal.loop import Loop

_WAITING = {
    JobPhase.WAITING_FOR_PAPER: PrinterCondition.PAPER_OUT,
    JobPhase.WAITING_FOR_COVER: PrinterCondition.COVER_OPEN,
    JobPhase.WAITING_FOR_PRINTER: PrinterCondition.OFFLINE,
}


def printer_settings(section: PrinterSection) -> PrinterSettings:
    """The printer room's settings from the terminal's file. Raises PrinterUrlError."""
    return PrinterSettings(
        url=section.url,
        dots=576 if section.paper_mm == 80 else 384,
        confirm=Confirm(section.confirm),
        on_paper_out=OnPaperOut(section.on_paper_out),
        rows_per_s=section.rows_per_s,
        paper_end_bits=section.paper_end_bits,
    )


def paper_of(section: PrinterSection) -> Paper:
    """The paper that slips are drawn for."""
    return Paper.MM80 if section.paper_mm == 80 else Paper.MM58


class ReceiptPrinter:
    """Draws slips, hands them to the printer's thread, and posts what becomes of them."""

    def __init__(self, section: PrinterSection, journal: Journal, loop: Loop) -> None:
        self._paper = paper_of(section)
        self._loop = loop
        self._visits: dict[tuple[str, int], tuple[int, str]] = {}
        self._slips = itertools.count(1)
        self._lock = threading.Lock()
        self._table = DrawingTable()
        self._printer = Printer(printer_settings(section), self._report, journal)

    def start(self) -> None:
        """Connect and keep the status live."""
        self._printer.start()
        self._table.start()

    def stop(self, seconds: float) -> bool:
        """Let a running job finish within `seconds`."""
        drawn = self._table.stop(seconds)
        return self._printer.stop(seconds) and drawn

    def print(
        self, content: Content, languages: str, *, visit: int, large: bool, again: bool = False
    ) -> None:
        """Have one slip drawn and queued. A receipt's key is its number: the same attempt never prints twice.

        `again`: a copy of an earlier day's receipt, which may be wished on any day; each is a job of its own.
        """
        head = None if isinstance(content, VoidBanner) else content.head
        number = head.number if head else ""
        own = f"slip-{visit}-{next(self._slips)}-{datetime.now().astimezone():%Y%m%d%H%M%S}"
        key = own if again or not number else number
        attempt = 1 + (head.copy if head else 0)
        with self._lock:
            self._visits[key, attempt] = (visit, number)

        def drawing() -> None:
            job = PrintJob(
                key=key,
                attempt=attempt,
                image=picture(content, languages, self._paper, large=large),
                void_note=picture(void, languages, self._paper) if void else None,
            )
            self._submit(job)

        void = _void(content) if number else None
        self._table.want(drawing, lambda: self._not_drawn(key, attempt))

    def _not_drawn(self, key: str, attempt: int) -> None:
        known = self._visits.get((key, attempt))
        if known is not None:
            visit, number = known
            self._loop.post(PrintChanged(visit=visit, number=number, state=PrintState.NOT_PRINTED))

    def forget(self) -> None:
        """The visit is over: what has not begun is not wanted, and ends are nobody's news any more."""
        with self._lock:
            for key, _attempt in self._visits:
                self._printer.withdraw(key)
            self._visits.clear()

    def _submit(self, job: PrintJob) -> None:
        """Unless the person has left while it was drawn."""
        with self._lock:
            if (job.key, job.attempt) in self._visits:
                self._printer.submit(job)

    def _report(self, report: PrinterReport) -> None:
        event = self._event(report)
        if event is not None:
            self._loop.post(event)

    def _event(self, report: PrinterReport) -> Event | None:
        match report:
            case StatusChanged():
                condition = PrinterCondition(report.status.state.value)
                return PrinterChanged(condition=condition, paper_low=report.status.paper_low)
            case JobProgress():
                return self._changed(report, PrintState.PRINTING, _WAITING.get(report.phase))
            case JobEnded():
                return self._changed(report, _print_state(report.end), None)

    def _changed(
        self, report: JobProgress | JobEnded, state: PrintState, waiting: PrinterCondition | None
    ) -> PrintChanged | None:
        known = self._visits.get((report.key, report.attempt))
        if known is None:
            return None
        visit, number = known
        return PrintChanged(visit=visit, number=number, state=state, waiting_for=waiting)


def _void(content: Content) -> VoidBanner | None:
    """Goes under a strip that broke off."""
    if isinstance(content, VoidBanner):
        return None
    head = content.head
    return VoidBanner(terminal=head.terminal, number=head.number, at=head.at)


def _print_state(end: JobEnd) -> PrintState:
    match end:
        case Printed():
            return PrintState.PRINTED
        case PrintedUncut():
            return PrintState.UNCUT
        case NothingSent():
            return PrintState.NOT_PRINTED
        case Unknown():
            return PrintState.UNKNOWN
