"""Options and answers that all commands have in common."""

import json
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from kiosk.config import Settings, SettingsFault, load_settings, refused_simulators

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


def fail(message: str, code: int) -> NoReturn:
    """Tell what is wrong on standard error and leave with `code`."""
    sys.stderr.write(message + "\n")
    raise typer.Exit(code)


def settings_of(config: Path) -> Settings:
    """The settings, or the end of the command with every fault named."""
    settings = load_settings(config)
    if isinstance(settings, SettingsFault):
        fail(str(settings), BAD_SETTINGS)
    for refused in refused_simulators(settings):
        fail(
            f"{config.name}: {refused.key}: {refused.reason}: a simulated device. "
            "Name the real one, or set `production = false` under [terminal] for a demo.",
            BAD_SETTINGS,
        )
    return settings
