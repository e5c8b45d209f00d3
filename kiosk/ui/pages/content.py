"""What a page says and asks, before it is laid out."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from kiosk.ui.components.painted_button import PaintedButton
from kiosk.ui.components.terminal_drawing import Scene, TerminalDrawing
from kiosk.ui.theme.palette import Tone

if TYPE_CHECKING:
    from kiosk.flow.events import Event


@dataclass(frozen=True, kw_only=True)
class Steps:
    """Where the person is; the count never grows within a service."""

    number: int
    count: int
    name: str


@dataclass(frozen=True, kw_only=True)
class Content:
    """One question, one thing in the well, the answers as buttons."""

    title: str
    lead: str = ""
    """One line of explanation."""
    hero: bool = False
    """The welcome page speaks to the whole hall."""
    tone: Tone | None = None
    """Gives the title an icon: done, beware, not possible."""
    notice: QWidget | None = None
    well: QWidget | None = None
    well_grows: bool = False
    """The well takes the height that is left."""
    primary: PaintedButton | None = None
    others: tuple[PaintedButton, ...] = ()
    back: bool = False
    quit: bool = True
    help: bool = True
    """Who helps visitors here; staff pages say themselves what to do."""
    steps: Steps | None = None
    drawing: TerminalDrawing | None = None
    """None: the page needs all the width."""
    drawing_needed: bool = False
    """The drawing says what to do with the hands: it stays in large text and on a snug page."""
    status: QWidget | None = None
    """Under the drawing: the same in words."""
    tap_anywhere: "Event | None" = None
    """The whole screen is a button."""
    code: str = ""
    """For staff, at the bottom, small."""


def quiet_drawing(drawing: TerminalDrawing | None, scene: Scene) -> None:
    """Shows a scene if there is a drawing."""
    if drawing is not None:
        drawing.show_scene(scene)
