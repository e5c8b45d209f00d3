"""The staff gesture: five taps in the top left corner within three seconds, or a sequence on the keypad.

It is documented in the runbook and keeps visitors out of a page that is not theirs; the lock is the PIN.
It asks for no press and hold, so that it can be made with a stick or a prosthesis too.
"""

import time
from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt

TAPS = 5
WITHIN_SECONDS = 3.0
CORNER_MM = 30
"""Edge of the square; nothing in it can be pressed."""
SEQUENCE = (Qt.Key.Key_F5, Qt.Key.Key_F1, Qt.Key.Key_F5, Qt.Key.Key_F1, Qt.Key.Key_F5)
"""Repeat, help, repeat, help, repeat on the keypad beside the screen."""
_SAME_TAP_SECONDS = 0.05
"""Qt may make two presses of one touch: all one tap."""


class StaffGesture:
    """Told by the window of taps beside the buttons, and of keys.

    It is no event filter: a filter in Python would cost a fifth of the time of every page change.
    """

    def __init__(
        self,
        corner_px: int,
        made: Callable[[], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._corner, self._made, self._clock = corner_px, made, clock
        self._taps: deque[float] = deque(maxlen=TAPS)
        self._keys: deque[tuple[float, int]] = deque(maxlen=len(SEQUENCE))

    def tap(self, at: QPoint) -> None:
        """A press at a place of the window, in pixels from its corner."""
        now = self._clock()
        if self._taps and now - self._taps[-1] < _SAME_TAP_SECONDS:
            return
        if not (0 <= at.x() < self._corner and 0 <= at.y() < self._corner):
            self._taps.clear()
            return
        self._taps.append(now)
        if len(self._taps) == TAPS and now - self._taps[0] <= WITHIN_SECONDS:
            self._taps.clear()
            self._made()

    def key(self, key: int) -> None:
        """A key of the keypad went down."""
        now = self._clock()
        if self._keys and self._keys[-1][1] == key and now - self._keys[-1][0] < _SAME_TAP_SECONDS:
            return
        self._keys.append((now, key))
        typed = tuple(one for _, one in self._keys)
        if typed == SEQUENCE and now - self._keys[0][0] <= WITHIN_SECONDS:
            self._keys.clear()
            self._made()
