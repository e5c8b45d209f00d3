"""`kiosk card`: read whatever card lies on the reader, and watch the APDUs while doing so."""

import queue
import sys
import time
from dataclasses import fields
from datetime import date
from enum import StrEnum
from typing import Annotated

import typer

from hardware.card.documents import Document, SocialSecurityCard
from hardware.card.failure import ReadFailure
from hardware.card.presence import Presence, PresenceChanged, ReadEnded, ReaderReport
from hardware.card.reader import CardReader
from hardware.card.trace import Exchange, Trace, render
from kiosk.commands.shared import ConfigOption, JsonOption, WaitOption, fail, say, say_json, settings_of
from kiosk.config import Settings
from kiosk.terminal.identity import identity_of
from kiosk.terminal.reading import reader_settings

NO_CARD, DEVICE = 4, 5
"""Exit codes, as of `kiosk visit`."""
_READER_AT_FAULT = {ReadFailure.NO_READER, ReadFailure.READER_BUSY, ReadFailure.READER_FAULT}

_MISSING = {
    Presence.NO_READER: ReadFailure.NO_READER,
    Presence.UNREADABLE: ReadFailure.CARD_UNREADABLE,
    Presence.UNSERVED: ReadFailure.CARD_NOT_SERVED,
}
"""What no outcome within the wait means."""

card = typer.Typer(help="The reader of identity documents.", no_args_is_help=True)


@card.command("read")
def read(config: ConfigOption, wait: WaitOption = 15.0, as_json: JsonOption = False) -> None:
    """Read the card on the reader. Exit 4: no card or not readable; 5: no reader."""
    outcome = _outcome(settings_of(config), wait)
    if isinstance(outcome, ReadFailure):
        if as_json:
            say_json({"error": outcome.value})
        fail(f"no document: {outcome.value}", DEVICE if outcome in _READER_AT_FAULT else NO_CARD)
    described = describe(outcome)
    if as_json:
        say_json(described)
    else:
        for name, value in described.items():
            say(f"{name}: {value}")


@card.command("trace")
def trace(
    config: ConfigOption,
    wait: WaitOption = 15.0,
    show_personal_data: Annotated[
        bool, typer.Option("--show-personal-data", help="only outside production")
    ] = False,
) -> None:
    """Show every APDU of one reading, personal bytes redacted."""
    settings = settings_of(config)
    if show_personal_data and settings.terminal.production:
        fail("--show-personal-data is refused on a terminal in production.", 64)

    def shown(exchange: Exchange) -> None:
        sys.stdout.write(render(exchange, show_personal_data=show_personal_data) + "\n")

    outcome = _outcome(settings, wait, shown)
    say(f"= {outcome.value if isinstance(outcome, ReadFailure) else type(outcome).__name__}")
    if isinstance(outcome, ReadFailure):
        raise typer.Exit(DEVICE if outcome in _READER_AT_FAULT else NO_CARD)


def _outcome(settings: Settings, wait: float, shown: Trace | None = None) -> Document | ReadFailure:
    """Arm the reader and take the first outcome; silence until the deadline says what is missing."""
    reports: queue.SimpleQueue[ReaderReport] = queue.SimpleQueue()
    reader = CardReader(reader_settings(settings), reports.put, trace=shown)
    reader.arm("command")
    reader.start()
    deadline, presence = time.monotonic() + wait, Presence.NO_READER
    try:
        while (left := deadline - time.monotonic()) > 0:
            try:
                report = reports.get(timeout=left)
            except queue.Empty:
                break
            if isinstance(report, ReadEnded):
                return report.outcome
            if isinstance(report, PresenceChanged):
                presence = report.presence
    finally:
        reader.stop(5.0)
    return _MISSING.get(presence, ReadFailure.FIND_FAILED)


def describe(document: Document) -> dict[str, str | bool | None]:
    """`kind` and the fields by their names in the rules; dates as YYYY-MM-DD."""
    identity = identity_of(document)
    record = identity if identity is not None else document
    told: dict[str, str | bool | None] = {}
    if isinstance(document, SocialSecurityCard):
        told["kind"] = "social_security_card"
    for each in fields(record):
        value = getattr(record, each.name)
        if isinstance(value, date):
            told[each.name] = value.isoformat()
        elif isinstance(value, StrEnum):
            told[each.name] = value.name.lower() if isinstance(document, SocialSecurityCard) else value.value
        else:
            told[each.name] = value
    return told
