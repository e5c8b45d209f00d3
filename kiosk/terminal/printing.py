"""The receipt printer, as the flow sees it."""

import itertools
from datetime import datetime

from PIL import Image

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
from kiosk.receipt.compose import compose
from kiosk.receipt.content import Content, VoidBanner
from kiosk.receipt.draw import draw
from kiosk.receipt.measures import Paper
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
        self._printer = Printer(printer_settings(section), self._report, journal)

    def start(self) -> None:
        """Connect and keep the status live."""
        self._printer.start()

    def stop(self, seconds: float) -> bool:
        """Let a running job finish within `seconds`."""
        return self._printer.stop(seconds)

    def print(self, content: Content, languages: str, *, visit: int, large: bool) -> None:
        """Queue one slip. A receipt's key is its number: the same attempt never prints twice."""
        head = None if isinstance(content, VoidBanner) else content.head
        number = head.number if head else ""
        key = number or f"slip-{visit}-{next(self._slips)}-{datetime.now().astimezone():%Y%m%d%H%M%S}"
        attempt = 1 + (head.copy if head else 0)
        void = self._void(content, languages) if number else None
        self._visits[key, attempt] = (visit, number)
        picture = self._picture(content, languages, large)
        self._printer.submit(PrintJob(key=key, attempt=attempt, image=picture, void_note=void))

    def forget(self) -> None:
        """The visit is over: what has not begun is not wanted, and ends are nobody's news any more."""
        for key, _attempt in self._visits:
            self._printer.withdraw(key)
        self._visits.clear()

    def _picture(self, content: Content, languages: str, large: bool) -> Image.Image:
        return draw(compose(content, languages, large=large), self._paper)

    def _void(self, content: Content, languages: str) -> Image.Image | None:
        if isinstance(content, VoidBanner):
            return None
        head = content.head
        return self._picture(
            VoidBanner(terminal=head.terminal, number=head.number, at=head.at), languages, large=False
        )

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
