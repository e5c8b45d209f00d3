"""Puts every touch where it was meant, before any widget sees it.

Weston gives a client touches as the panel reports them. Its own calibration is a udev property of the device,
which only root may write and which needs the device plugged in anew: no trial with "keep this?" could take it
back. So the map is applied here, at the window's door. The filter sits on the QWindow, which gets touches and
little else; on the application it would see every event of every widget.
"""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPointF
from PySide6.QtGui import QMouseEvent, QTouchEvent
from PySide6.QtWidgets import QWidget

from kiosk.flow.affine import Affine
from kiosk.ui.fingers import Fingers

NOTHING = Affine()


class TouchCorrection(QObject):
    """Of one window: what was kept, and what is on trial above it."""

    def __init__(self, window: QWidget, px_per_mm: float) -> None:
        super().__init__(window)
        self._window, self._px_per_mm = window, px_per_mm
        self._kept = self._trial = self._map = NOTHING
        self._door: QObject | None = None
        self._passing = False
        self._fingers = Fingers(window)

    def keep(self, kept: Affine) -> None:
        """From now on."""
        self._kept = kept
        self._apply()

    def try_out(self, trial: Affine | None) -> None:
        """Above what is kept; None: as kept."""
        if (trial or NOTHING) != self._trial:
            self._trial = trial or NOTHING
            self._apply()

    def _apply(self) -> None:
        self._map = self._trial.after(self._kept)
        if self._door is None and self._map != NOTHING:
            self._window.winId()  # a window that was not shown yet has no door
            self._door = self._window.windowHandle()
            if self._door is not None:
                self._door.installEventFilter(self)

    def eventFilter(self, door: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Touches, and the mouse that Qt makes of those that no widget took; a panel may speak as one."""
        if self._passing or self._map == NOTHING:
            return False
        if isinstance(event, QTouchEvent):
            event.setAccepted(self._fingers.hand_on(event, self._meant))
            return True
        if isinstance(event, QMouseEvent):
            self._hand_on(door, event)
            return True
        return False

    def _hand_on(self, door: QObject, event: QMouseEvent) -> None:
        put_right = self._mouse(event)
        self._passing = True
        try:
            QCoreApplication.sendEvent(door, put_right)
        finally:
            self._passing = False
        event.setAccepted(put_right.isAccepted())

    def _mouse(self, event: QMouseEvent) -> QMouseEvent:
        scene = self._meant(event.scenePosition())
        shift = event.globalPosition() - event.scenePosition()
        put_right = QMouseEvent(
            event.type(),
            scene,
            scene,
            scene + shift,
            event.button(),
            event.buttons(),
            event.modifiers(),
            event.pointingDevice(),
        )
        put_right.setTimestamp(event.timestamp())
        return put_right

    def _meant(self, at: QPointF) -> QPointF:
        x, y = self._map.at((at.x() / self._px_per_mm, at.y() / self._px_per_mm))
        return QPointF(x, y) * self._px_per_mm
