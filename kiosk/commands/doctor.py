"""`kiosk doctor`: is this terminal fit to serve."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from hardware.card.diagnosis import ReaderDiagnosis, diagnose
from hardware.card.failure import ReadFailure
from hardware.card.settings import ReaderKind
from kiosk.commands.printer import status_of
from kiosk.commands.shared import ConfigOption, JsonOption, say, say_json
from kiosk.config import Settings, SettingsFault, load_settings
from kiosk.staff.check import NAMES, fit, spoken
from kiosk.staff.doctor import Looks, ask_upstream, examine_file
from kiosk.staff.last_seen import LastSeen
from kiosk.staff.sound import SoundState, sound_now
from kiosk.store.clock import SystemClock
from kiosk.terminal.reading import reader_settings
from kiosk.ui.tones import hush

UNFIT = 1
LanguageOption = Annotated[str, typer.Option("--language", help="zh or en")]


def doctor(config: ConfigOption, as_json: JsonOption = False, language: LanguageOption = "zh") -> None:
    """Check all that a terminal needs, and what makes visits better. Exit 0 only if fit to serve."""
    checks = examine_file(config, _looks(config))
    if as_json:
        say_json([check.row(language) for check in checks])
    else:
        for check in checks:
            mark = "✓" if check.ok else "✗" if check.needed else "!"
            last = f"  ({spoken(check.last, language)})" if check.last else ""
            say(f"{mark} {spoken(NAMES[check.subject], language)}  {spoken(check.detail, language)}{last}")
            if check.remedy:
                say(f"    → {spoken(check.remedy, language)}")
    if not fit(checks):
        raise typer.Exit(UNFIT)


def _looks(config: Path) -> Looks:
    """A terminal that runs holds its devices: then its own word counts."""
    settings = load_settings(config)
    seen = None if isinstance(settings, SettingsFault) else LastSeen(settings.store.path.parent).read()
    looks = Looks(
        reader=_reader,
        printer=status_of,
        upstream=ask_upstream,
        sound=lambda: sound_now(hush()),
        clock=SystemClock(),
    )
    if seen is None:
        return looks
    heard = SoundState.PLAYS if seen.sound else SoundState.NO_DEVICE
    return replace(looks, sound=lambda: heard, seen_at=seen.at)


def _reader(settings: Settings) -> ReaderDiagnosis:
    wanted = reader_settings(settings)
    seen = LastSeen(settings.store.path.parent).read()
    if wanted.kind is ReaderKind.PCSC or seen is None:
        return diagnose(wanted)
    trouble = None if seen.reader else ReadFailure.NO_READER
    name = settings.reader.name if seen.reader else ""
    return ReaderDiagnosis(trouble=trouble, service=True, readers=(), reader=name)
