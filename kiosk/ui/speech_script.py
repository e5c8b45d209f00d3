"""What is said on a page: everything that stands there, in reading order."""

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from kiosk.ui.components.painted_button import PaintedButton
from kiosk.ui.components.text import Text


@dataclass(frozen=True, kw_only=True)
class Utterance:
    """One phrase. Private ones go to headphones only, or on explicit choice."""

    text: str
    private: bool = False


def page_script(page: QWidget) -> tuple[Utterance, ...]:
    """The words and the buttons of a page."""
    return tuple(
        Utterance(text=part.accessibleName() or part.text())
        for part in page.findChildren(QWidget)
        if isinstance(part, Text | PaintedButton) and part.isVisibleTo(page)
    )


def focus_words(widget: QWidget) -> tuple[Utterance, ...]:
    """What a keypad has reached."""
    words = ". ".join(part for part in (widget.accessibleName(), widget.accessibleDescription()) if part)
    return (Utterance(text=words),) if words else ()
