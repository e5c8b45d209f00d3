"""The commands. Only the module of the command that is named is loaded, so that the terminal starts soon."""

import gc
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import typer

_COMMANDS = {
    "run": "terminal",
    "visit": "terminal",
    "sync": "terminal",
    "enrol": "terminal",
    "doctor": "doctor",
    "form": "form",
    "gallery": "gallery",
    "states": "gallery",
}
"""Command to its module in `kiosk.commands`; the function has the command's name."""
_GROUPS = {
    "gateway": "gateway",
    "card": "card",
    "printer": "printer",
    "queue": "queue",
    "audit": "audit",
    "log": "log",
    "policy": "policy",
    "receipt": "receipt",
    "simulate": "simulate",
    "staff": "staff",
}
"""Group of commands to its module; the Typer application has the group's name."""


def application(wanted: str = "") -> "typer.Typer":
    """The command or group `wanted`, or all of them when there is none of that name."""
    import typer

    app = typer.Typer(
        name="kiosk",
        help="Buka: the self-service terminal for lost social security cards.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    app.callback()(lambda: None)  # a single command stays a word of its own
    everything = wanted not in _COMMANDS and wanted not in _GROUPS
    for name, module in _COMMANDS.items():
        if everything or name == wanted:
            app.command(name)(getattr(import_module(f"kiosk.commands.{module}"), name))
    for name, module in _GROUPS.items():
        if everything or name == wanted:
            app.add_typer(getattr(import_module(f"kiosk.commands.{module}"), name), name=name)
    return app


def main() -> None:
    """The `kiosk` program. Warnings go to standard error until a command opens its own log."""
    gc.disable()  # modules are no garbage: looking through them takes a twelfth of the start
    match sys.argv[1:]:
        case ["run", "--config", file]:  # as the service does: a page first, then parsers and logs
            from kiosk.ui.read_ahead import read_ahead

            read_ahead()
            from kiosk.ui.binding import plain_imports

            plain_imports()
            from kiosk.terminal.start import run

            sys.exit(run(Path(file)))
        case words:
            app = _with_log(words)
    gc.freeze()
    gc.enable()
    app()


def _with_log(words: list[str]) -> "typer.Typer":
    import logging

    from kiosk.log import configure_log

    configure_log(None, logging.WARNING)
    return application(words[0] if words else "")


if __name__ == "__main__":
    main()
