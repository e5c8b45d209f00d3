"""`kiosk doctor`: is this terminal fit to serve."""

from typing import Annotated

import typer

from hardware.card.diagnosis import ReaderDiagnosis, diagnose
from kiosk.commands.printer import status_of
from kiosk.commands.shared import ConfigOption, JsonOption, say, say_json
from kiosk.config import Settings
from kiosk.staff.check import NAMES, fit, spoken
from kiosk.staff.doctor import Looks, ask_upstream, examine_file
from kiosk.store.clock import SystemClock
from kiosk.terminal.reading import reader_settings

UNFIT = 1
LanguageOption = Annotated[str, typer.Option("--language", help="zh or en")]


def doctor(config: ConfigOption, as_json: JsonOption = False, language: LanguageOption = "zh") -> None:
    """Check reader, printer, store, keys, clock, disk, policy, upstream. Exit 0 only if fit to serve."""
    looks = Looks(reader=_reader, printer=status_of, upstream=ask_upstream, clock=SystemClock())
    checks = examine_file(config, looks)
    if as_json:
        say_json([check.row(language) for check in checks])
    else:
        for check in checks:
            mark = "✓" if check.ok else "✗"
            say(f"{mark} {spoken(NAMES[check.subject], language)}  {spoken(check.detail, language)}")
            if check.remedy:
                say(f"    → {spoken(check.remedy, language)}")
    if not fit(checks):
        raise typer.Exit(UNFIT)


def _reader(settings: Settings) -> ReaderDiagnosis:
    return diagnose(reader_settings(settings))
