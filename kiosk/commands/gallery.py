"""`kiosk gallery` and `kiosk states`: the product looks at itself."""

import os
from pathlib import Path
from typing import Annotated

import typer

from kiosk.commands.shared import say


def gallery(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="where the pictures go")],
    lang: Annotated[list[str] | None, typer.Option(help="a language; again for more")] = None,
    mode: Annotated[list[str] | None, typer.Option(help="a mode; again for more")] = None,
) -> None:
    """Draw every page in every language, mode and orientation; gallery.json is read off the widgets."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from kiosk.ui.gallery import render_gallery

    say(str(render_gallery(folder, languages=lang, modes=mode)))


def states() -> None:
    """Print the states of the flow and their transitions as a Mermaid diagram, from the code itself."""
    from kiosk.flow.drawing import mermaid

    say(mermaid())
