"""The keypad beside the screen: four arrows, OK, repeat, volume; and the digits of a keyboard.

A USB keypad for public terminals sends plain keys: arrows, Return, F5 (repeat) and the volume keys.
"""

from string import ascii_uppercase, digits
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from kiosk.flow import pages as p
from kiosk.flow.events import Press, Pressed, VolumeChosen
from kiosk.flow.state import Kiosk
from kiosk.ui.components.button import BACKWARD_KEYS, ONWARD_KEYS

if TYPE_CHECKING:
    from kiosk.flow.events import Event

_PRESSES = {
    Qt.Key.Key_Escape: Press.BACK,
    Qt.Key.Key_F1: Press.HELP,
    Qt.Key.Key_Help: Press.HELP,
    Qt.Key.Key_Backspace: Press.BACKSPACE,
    Qt.Key.Key_Delete: Press.CLEAR,
}
_LOUDER = {Qt.Key.Key_VolumeUp: 1, Qt.Key.Key_VolumeDown: -1}
_WALKING = {int(key) for key in (*ONWARD_KEYS, *BACKWARD_KEYS, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)}


def is_walking_key(key: int) -> bool:
    """Moves the focus."""
    return key in _WALKING


def event_of_key(event: QKeyEvent, kiosk: Kiosk) -> "Event | None":
    """What a key means that no control took; None: nothing."""
    key = Qt.Key(event.key())
    if key in _PRESSES:
        return Pressed(press=_PRESSES[key])
    if key in _LOUDER:
        return VolumeChosen(volume=min(5, max(1, kiosk.preferences.volume + _LOUDER[key])))
    typed = event.text().upper()
    return _typed(typed) if len(typed) == 1 and typed in _writable(kiosk.page) else None


def _typed(key: str) -> "Event":
    from kiosk.flow.events import KeyTyped  # nobody types before the first page

    return KeyTyped(key=key)


def _writable(page: "p.Page") -> str:
    """What a keyboard may write on a page: what our own keypad has there."""
    match page:
        case p.StaffDoor():
            return digits
        case p.EnterPhone():
            return digits + "+"
        case p.FindOutlet():
            return ascii_uppercase
        case p.AssistForm():
            from kiosk.flow.maintenance_name import JOINS

            return ascii_uppercase + digits + JOINS
        case p.TypePassport():
            return ascii_uppercase + digits + "<"
        case _:
            return ""
