"""The staff gesture: five taps in the top left corner within three seconds, or a sequence on the keypad.

It is documented in the runbook and keeps visitors out of a page that is not theirs; the lock is the PIN.
It asks for no press and hold, so that it can be made with a stick or a prosthesis too.
"""

import time
from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QTouchEvent
from PySide6.QtWidgets import QWidget

TAPS = 5
WITHIN_SECONDS = 3.0
CORNER_MM = 30
"""Edge of the square; nothing in it can be pressed."""
SEQUENCE = (Qt.Key.Key_F5, Qt.Key.Key_F1, Qt.Key.Key_F5, Qt.Key.Key_F1, Qt.Key.Key_F5)
"""Repeat, help, repeat, help, repeat on the keypad beside the screen."""
_SAME_TAP_SECONDS = 0.05
"""A label hands its press on to its parents, and Qt may make a mouse press of a touch: all one tap."""


class StaffGesture(QObject):
    """Watches the window; takes nothing away."""

    def __init__(
        self,
        window: QWidget,
        corner_px: int,
        made: Callable[[], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(window)
        self._window, self._corner, self._made, self._clock = window, corner_px, made, clock
        self._taps: deque[float] = deque(maxlen=TAPS)
        self._keys: deque[tuple[float, Qt.Key]] = deque(maxlen=len(SEQUENCE))
        application = QCoreApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Counts taps in the corner and keys of the sequence."""
        if not isinstance(watched, QWidget) or watched.window() is not self._window:
            return False
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonPress:
            self._tap(event.globalPosition())
        elif isinstance(event, QTouchEvent) and event.type() == QEvent.Type.TouchBegin and event.points():
            self._tap(event.points()[0].globalPosition())
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            self._key(event)
        return False

    def _tap(self, at: QPointF) -> None:
        now = self._clock()
        if self._taps and now - self._taps[-1] < _SAME_TAP_SECONDS:
            return
        place = self._window.mapFromGlobal(at)
        if not (0 <= place.x() < self._corner and 0 <= place.y() < self._corner):
            self._taps.clear()
            return
        self._taps.append(now)
        if len(self._taps) == TAPS and now - self._taps[0] <= WITHIN_SECONDS:
            self._taps.clear()
            self._made()

    def _key(self, event: QKeyEvent) -> None:
        key, now = Qt.Key(event.key()), self._clock()
        if event.isAutoRepeat():
            return
        if self._keys and self._keys[-1][1] is key and now - self._keys[-1][0] < _SAME_TAP_SECONDS:
            return
        self._keys.append((now, key))
        typed = tuple(one for _, one in self._keys)
        if typed == SEQUENCE and now - self._keys[0][0] <= WITHIN_SECONDS:
            self._keys.clear()
            self._made()
