"""`kiosk printer`: the printer's state, and a test page."""

import queue
import time
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import typer

from hardware.printer.job import (
    JobEnd,
    JobEnded,
    Printed,
    PrintedUncut,
    PrinterReport,
    PrintJob,
    StatusChanged,
)
from hardware.printer.journal import JobState, JournalEntry
from hardware.printer.printer import Printer
from hardware.printer.probe import commission as commission_printer
from hardware.printer.status import UNREACHABLE, PrinterStatus
from kiosk.commands.shared import ConfigOption, JsonOption, fail, say, say_json, settings_of
from kiosk.config import Settings
from kiosk.receipt.compose import compose
from kiosk.receipt.content import Head, PrinterTestPage
from kiosk.receipt.draw import draw
from kiosk.receipt.slip import Slip
from kiosk.rules.policy import Text
from kiosk.staff.last_seen import LastSeen
from kiosk.terminal.printing import paper_of, printer_settings

DEVICE = 5
"""Exit code, as of `kiosk visit`."""
_STATUS_SECONDS = 8.0
"""A printer that is there answers in under a second; one that is not is retried twice in this time."""

printer = typer.Typer(help="The receipt printer.", no_args_is_help=True)


class _NoJournal:
    """A test page is no receipt: nothing of it has to survive a power cut."""

    def record(self, key: str, attempt: int, state: JobState) -> None:
        """Nothing to keep."""

    def state(self, key: str, attempt: int) -> JobState | None:
        """Never printed before."""

    def unfinished(self) -> Sequence[JournalEntry]:
        """Nothing left over."""
        return ()


@printer.command("status")
def status(config: ConfigOption, as_json: JsonOption = False) -> None:
    """Ask the printer how it is. Exit 5 when it cannot print."""
    found = status_of(settings_of(config))
    _tell(found, as_json)
    if not found.can_print:
        raise typer.Exit(DEVICE)


def status_of(settings: Settings) -> PrinterStatus:
    """Connect, ask, let go again. A terminal that runs holds its printer: then its own word counts."""
    if (seen := LastSeen(settings.store.path.parent).read()) is not None:
        return seen.status
    reports: queue.SimpleQueue[PrinterReport] = queue.SimpleQueue()
    device = Printer(printer_settings(settings.printer), reports.put, _NoJournal())
    device.start()
    found = _settled(reports)
    device.stop()
    return found


@printer.command("test")
def print_test_page(config: ConfigOption, as_json: JsonOption = False) -> None:
    """Print a test page. Exit 5 when it did not come out."""
    settings = settings_of(config)
    end = _print(settings)
    if as_json:
        say_json({"outcome": type(end).__name__.lower(), "cause": _cause(end)})
    else:
        say(f"{type(end).__name__} {_cause(end)}".strip())
    if not isinstance(end, Printed | PrintedUncut):
        raise typer.Exit(DEVICE)


@printer.command("commission")
def commission(config: ConfigOption, as_json: JsonOption = False) -> None:
    """Measure how this model confirms a receipt, and say what its settings should say. Prints much."""
    found = commission_printer(printer_settings(settings_of(config).printer))
    if isinstance(found, PrinterStatus):
        _tell(found, as_json)
        raise typer.Exit(DEVICE)
    advice = {"confirm": found.confirm.value, "on_paper_out": found.on_paper_out.value}
    if as_json:
        say_json(advice)
    else:
        for name, value in advice.items():
            say(f'{name} = "{value}"')


def _print(settings: Settings) -> JobEnd:
    reports: queue.SimpleQueue[PrinterReport] = queue.SimpleQueue()
    device = Printer(printer_settings(settings.printer), reports.put, _NoJournal())
    device.start()
    _settled(reports)
    picture = draw(_test_page(settings), paper_of(settings.printer))
    device.submit(PrintJob(key="test-page", image=picture))
    try:
        while True:
            report = reports.get(timeout=60.0)
            if isinstance(report, JobEnded):
                return report.end
    except queue.Empty:
        fail("the printer did not end the job within 60 s.", DEVICE)
    finally:
        device.stop()


def _test_page(settings: Settings) -> Slip:
    terminal = settings.terminal
    head = Head(
        terminal=terminal.id,
        place=Text(zh=terminal.name, en=terminal.name_en),
        at=datetime.now(ZoneInfo(terminal.timezone)),
    )
    shown = tuple((name, str(value)) for name, value in settings.printer.model_dump().items())
    return compose(PrinterTestPage(head=head, settings=shown), "zh+en")


def _settled(reports: "queue.SimpleQueue[PrinterReport]") -> PrinterStatus:
    """The first status that is not "unreachable", or that one when nothing else comes in time."""
    deadline, found = time.monotonic() + _STATUS_SECONDS, UNREACHABLE
    while (left := deadline - time.monotonic()) > 0:
        try:
            report = reports.get(timeout=left)
        except queue.Empty:
            break
        if isinstance(report, StatusChanged):
            found = report.status
            if found != UNREACHABLE:
                break
    return found


def _cause(end: JobEnd) -> str:
    for name in ("cause", "reason", "by"):
        if hasattr(end, name):
            return str(getattr(end, name))
    return ""


def _tell(found: PrinterStatus, as_json: bool) -> None:
    if as_json:
        say_json({"state": found.state.value, "paper_low": found.paper_low})
    else:
        say(found.state.value + (", paper low" if found.paper_low else ""))
