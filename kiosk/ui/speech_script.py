"""What is said on a page: its words and its buttons, in reading order."""

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from kiosk.ui.components.painted_button import PaintedButton
from kiosk.ui.components.text import Text
from kiosk.ui.components.top_strip import FURNITURE


@dataclass(frozen=True, kw_only=True)
class Utterance:
    """One phrase. Private ones go to headphones only, or on explicit choice."""

    text: str
    private: bool = False

    def __repr__(self) -> str:
        """Never shows a private phrase: a repr ends up in logs."""
        return "Utterance(private)" if self.private else f"Utterance({self.text!r})"


def page_script(page: QWidget) -> tuple[Utterance, ...]:
    """Everything of the page but the strip and the aids, which are the same everywhere."""
    return tuple(_utterance(part) for part in _walk(page, page) if isinstance(part, Text | PaintedButton))


def _walk(page: QWidget, widget: QWidget) -> list[QWidget]:
    """Depth first, in the order in which the parts were laid out."""
    found: list[QWidget] = []
    for child in widget.children():
        if not isinstance(child, QWidget) or not child.isVisibleTo(page) or child.objectName() == FURNITURE:
            continue
        found += [child, *_walk(page, child)]
    return found


def _utterance(part: Text | PaintedButton) -> Utterance:
    words = [part.accessibleName() or part.text(), part.accessibleDescription()]
    private = isinstance(part, Text) and part.private
    return Utterance(text="，".join(word for word in words if word), private=private)


def focus_words(widget: QWidget) -> tuple[Utterance, ...]:
    """What a keypad has reached."""
    words = "，".join(part for part in (widget.accessibleName(), widget.accessibleDescription()) if part)
    return (Utterance(text=words),) if words else ()
