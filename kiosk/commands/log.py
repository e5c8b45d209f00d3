"""`kiosk log`: read the terminal's log with an explanation of every line, and take it along."""

from pathlib import Path
from typing import Annotated

import typer

from kiosk.commands.doctor import LanguageOption
from kiosk.commands.shared import ConfigOption, JsonOption, fail, say, say_json, settings_of
from kiosk.staff.check import spoken
from kiosk.staff.events import EVENTS, Severity
from kiosk.staff.log_file import Entry, entries, explained
from kiosk.staff.log_file import export as export_log

NO_FILE = 3
CANNOT_WRITE = 73
"""EX_CANTCREAT of sysexits.h."""

log = typer.Typer(help="The terminal's log.", no_args_is_help=True)


def _file(config: Path) -> Path:
    path = settings_of(config).log.path
    if path is None:
        fail("this terminal logs to the journal: journalctl -u buka-kiosk", NO_FILE)
    return path


@log.command("show")
def show(
    config: ConfigOption,
    last: Annotated[int, typer.Option("--last", min=1, help="how many of the newest lines")] = 50,
    level: Annotated[Severity, typer.Option("--level", help="this severity and above")] = Severity.INFO,
    event: Annotated[str, typer.Option("--event", help="only events of this name")] = "",
    language: LanguageOption = "zh",
    as_json: JsonOption = False,
) -> None:
    """Show the newest lines, each with what it means."""
    found = list(entries(_file(config), least=level, event=event))[-last:]
    for entry in found:
        if as_json:
            say_json({"timestamp": entry.at, "level": entry.level, "event": entry.event, **entry.fields})
        else:
            say(_line(entry, language))


def _line(entry: Entry, language: str) -> str:
    fields = " ".join(f"{name}={value}" for name, value in entry.fields.items())
    told = explained(entry, language)
    return f"{entry.at[:19]} {entry.level:8} {entry.event} {fields}".rstrip() + (
        f"  # {told}" if told else ""
    )


@log.command("export")
def export(
    config: ConfigOption, file: Annotated[Path, typer.Argument(help="a new file, for example on a stick")]
) -> None:
    """Copy the whole log, rotated parts too, into one new file. Exit 73: it cannot be written."""
    source = _file(config)
    try:
        size = export_log(source, file)
    except FileExistsError:
        fail(f"{file} exists already; an export never overwrites.", CANNOT_WRITE)
    except OSError as trouble:
        fail(f"{file}: {trouble.strerror}. Nothing was left there.", CANNOT_WRITE)
    say(f"{size} bytes in {file}")


@log.command("events")
def events(language: LanguageOption = "zh", as_json: JsonOption = False) -> None:
    """List every event that the log can hold, with its meaning and what to do."""
    rows = [
        {
            "event": event.name,
            "severity": event.severity.value,
            "meaning": spoken(event.meaning, language),
            "remedy": spoken(event.remedy, language) if event.remedy else "",
        }
        for event in EVENTS.values()
    ]
    if as_json:
        say_json(rows)
        return
    for row in rows:
        say("  ".join(value for value in row.values() if value))
