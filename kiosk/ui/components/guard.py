"""What keeps a second tap of a nervous finger away from the next page."""

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

SETTLE_SECONDS = 0.35
"""A double tap's second touch comes within 300 ms."""
FINGER = -1
"""In place of a key."""


class PressGuard(QObject):
    """Shared by all buttons of a window: ignores presses right after a page change, knows what is held."""

    somebody = Signal(int)
    """Somebody is here: the key that was pressed, or `FINGER`."""
    let_go = Signal()
    """The last finger left the last button."""

    def __init__(self, clock: Callable[[], float] = time.monotonic, seconds: float = SETTLE_SECONDS) -> None:
        super().__init__()
        self._clock = clock
        self._seconds = seconds
        self._open_from = float("-inf")
        self._held: set[int] = set()

    def page_changed(self) -> None:
        """A new page is there: what is pressed now was meant for the old one."""
        self._open_from = self._clock() + self._seconds
        self._held.clear()

    def accepts(self) -> bool:
        """Whether a press counts."""
        return self._clock() >= self._open_from

    def notice(self, key: int = FINGER) -> None:
        """A press begins, wherever it goes: somebody is here."""
        self.somebody.emit(key)

    @property
    def held(self) -> bool:
        """A finger or a key is down."""
        return bool(self._held)

    def hold(self, who: QObject) -> None:
        """`who` is pressed."""
        self._held.add(id(who))

    def release(self, who: QObject) -> None:
        """`who` is not pressed any more."""
        if id(who) in self._held:
            self._held.discard(id(who))
            if not self._held:
                self.let_go.emit()
