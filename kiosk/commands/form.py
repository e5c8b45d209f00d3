"""`kiosk form`: the form of one submission as a PDF, at the gateway that can open it."""

from pathlib import Path
from typing import Annotated

import typer

from kiosk.commands.shared import BAD_SETTINGS, fail, say

NOT_FOUND = 3
CLOSED = 4
"""Another process holds the opening key, or what was sealed is no submission."""


def form(
    number: Annotated[str, typer.Argument(help="the receipt number")],
    config: Annotated[Path, typer.Option("--config", help="the gateway's settings (TOML)")],
    out: Annotated[Path, typer.Option("--out", help="the PDF to write; mode 600, it shows a person")],
) -> None:
    """Draw the form of a submission, one page A4. Exit 3: no such number, 4: cannot be opened here."""
    from kiosk.gateway.database import DatabaseDownError
    from kiosk.gateway.desk.form_file import FormFault, form_of
    from kiosk.upstream.keys import write_file

    try:
        drawn = form_of(config, number)
        match drawn:
            case FormFault.NOT_FOUND:
                fail(f"{number}: no submission has this number.", NOT_FOUND)
            case FormFault.CLOSED:
                fail(f"{number}: cannot be opened here: see [keys] opening.", CLOSED)
            case tuple():
                fail("\n".join(drawn), BAD_SETTINGS)
            case _:
                write_file(out, drawn)
    except DatabaseDownError:
        fail("the database cannot be reached: see [database] url.", 69)
    except (OSError, ValueError, TypeError, KeyError) as wrong:
        fail(f"{config.name}: {type(wrong).__name__}: {wrong}", BAD_SETTINGS)
    say(str(out))
