"""Notices that somebody is here: any touch, click or key inside the window."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from kiosk.flow.events import Touched


class Presence(QObject):
    """Calls back with `Touched` and the key, None for a finger."""

    _BEGINNINGS = (QEvent.Type.TouchBegin, QEvent.Type.MouseButtonPress, QEvent.Type.KeyPress)

    def __init__(self, window: QWidget, here: Callable[[Touched, int | None], None]) -> None:
        super().__init__(window)
        self._window = window
        self._here = here
        application = QCoreApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Takes nothing away."""
        if event.type() in self._BEGINNINGS and isinstance(watched, QWidget) and self._first(watched):
            self._here(Touched(), event.key() if isinstance(event, QKeyEvent) else None)
        return False

    def _first(self, watched: QWidget) -> bool:
        """Once an event: at the widget where it arrives, not again at its parents."""
        return watched is self._window or (self._window.isAncestorOf(watched) and watched.isEnabled())
