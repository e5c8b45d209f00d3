"""`kiosk gallery` and `kiosk states`: the product looks at itself."""

import os
from pathlib import Path
from typing import Annotated

import typer

from kiosk.commands.shared import in_words, say

_LANGUAGES = ("zh", "en")


def gallery(
    folder: Annotated[Path, typer.Argument(help="where the pictures go")],
    lang: Annotated[list[str] | None, typer.Option(help="a language; again for more")] = None,
    mode: Annotated[list[str] | None, typer.Option(help="a mode; again for more")] = None,
) -> None:
    """Draw every page in every language, mode and orientation; gallery.json is read off the widgets."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from kiosk.ui.app import make_application
    from kiosk.ui.gallery import Mode, render_gallery
    from kiosk.ui.settings import Orientation
    from kiosk.ui.translations import languages

    unknown = set(mode or ()) - set(Mode)
    if unknown:
        raise typer.BadParameter(f"a mode is one of {', '.join(Mode)}", param_hint="--mode")
    known = [language.code for language in languages()]
    if set(lang or ()) - set(known):
        raise typer.BadParameter(f"a language is one of {', '.join(known)}", param_hint="--lang")
    application = make_application(["gallery"])
    modes = [Mode(name) for name in mode] if mode else list(Mode)
    with in_words("no gallery there"):
        folder.mkdir(parents=True, exist_ok=True)
    say(str(render_gallery(folder, lang or _LANGUAGES, modes, list(Orientation))))
    application.quit()


def states() -> None:
    """Print the states of the flow and their transitions as a Mermaid diagram, from the code itself."""
    from kiosk.flow.drawing import mermaid

    say(mermaid())
