"""The loop of the terminal with a screen: Qt's own."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

if TYPE_CHECKING:
    from kiosk.flow.events import Event


class ScreenLoop(QObject):
    """Lives in the screen's thread; `post` comes from any thread as a queued signal."""

    arrived = Signal(object)
    _posted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._timers: dict[int, QTimer] = {}
        self._posted.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def post(self, event: "Event") -> None:
        """See `kiosk.terminal.loop.Loop`."""
        self._posted.emit(event)

    def set_timer(self, token: int, seconds: float) -> None:
        """See `kiosk.terminal.loop.Loop`."""
        timer = QTimer(self, singleShot=True, interval=round(seconds * 1000))
        timer.timeout.connect(lambda: self._fire(token))
        self._timers[token] = timer
        timer.start()

    def cancel_timer(self, token: int) -> None:
        """See `kiosk.terminal.loop.Loop`."""
        timer = self._timers.pop(token, None)
        if timer is not None:
            timer.stop()
            timer.deleteLater()

    @Slot(object)
    def _deliver(self, event: "Event") -> None:
        self.arrived.emit(event)

    def _fire(self, token: int) -> None:
        from kiosk.flow.events import TimerFired  # no timer runs before the first page is seen

        self.cancel_timer(token)
        self.arrived.emit(TimerFired(token=token))
