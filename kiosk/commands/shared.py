"""Options and answers that all commands have in common."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from hardware.printer.address import PrinterUrlError, parse_printer_url
from kiosk.config import Settings, SettingsFault, load_settings, refused_simulators
from kiosk.log import configure_log

CANNOT_WRITE = 73
"""EX_CANTCREAT of sysexits.h."""
BAD_SETTINGS = 78
"""EX_CONFIG of sysexits.h."""

ConfigOption = Annotated[Path, typer.Option("--config", help="the settings file of the terminal (TOML)")]
JsonOption = Annotated[bool, typer.Option("--json", help="answer in JSON, for programs")]
WaitOption = Annotated[float, typer.Option("--wait", min=0.0, help="seconds to wait for a card")]


def say(line: str) -> None:
    """One line of the answer."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def say_json(value: object) -> None:
    """One JSON value on one line."""
    say(json.dumps(value, ensure_ascii=False))


def note(message: str) -> None:
    """One line beside the answer, on standard error."""
    sys.stderr.write(message + "\n")


def fail(message: str, code: int) -> NoReturn:
    """Tell what is wrong on standard error and leave with `code`."""
    sys.stderr.write(message + "\n")
    raise typer.Exit(code)


def told(error: Exception) -> str:
    """A fault of the machine in words: what, and which file."""
    if not isinstance(error, OSError):
        return type(error).__name__
    what = error.strerror or type(error).__name__
    return f"{error.filename}: {what}" if error.filename else what


@contextmanager
def in_words(what: str) -> Iterator[None]:
    """A file or port that cannot be had ends the command with one line, not with a traceback."""
    try:
        yield
    except OSError as wrong:
        fail(f"{what}: {told(wrong)}", CANNOT_WRITE)


def open_log(settings: Settings) -> None:
    """From here on warnings go to the terminal's log; a log that cannot be written ends the command."""
    try:
        configure_log(settings.log.path)
    except OSError as closed:
        fail(f"the log cannot be written: {told(closed)}. Correct [log] path.", CANNOT_WRITE)


def settings_of(config: Path) -> Settings:
    """The settings, or the end of the command with every fault named."""
    settings = checked_settings(config)
    if isinstance(settings, SettingsFault):
        fail(str(settings), BAD_SETTINGS)
    return settings


def checked_settings(config: Path) -> Settings | SettingsFault:
    """The settings, also against what only the devices' own rooms know."""
    settings = load_settings(config)
    if isinstance(settings, SettingsFault):
        return settings
    try:
        parse_printer_url(settings.printer.url)
    except PrinterUrlError as wrong:
        return SettingsFault((f"{config.name}: [printer] url: {wrong}",))
    lines = tuple(
        f"{config.name}: {refused.key}: {refused.reason}: a simulated device. "
        "Name the real one, or set `production = false` under [terminal] for a demo."
        for refused in refused_simulators(settings)
    )
    return SettingsFault(lines) if lines else settings
