"""The welcome page before the terminal behind it is there: it says so, and answers what needs no device."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from kiosk.flow.conditions import Conditions
from kiosk.flow.pages import Welcome
from kiosk.flow.state import Kiosk
from kiosk.terminal.front import Front

if TYPE_CHECKING:
    from kiosk.flow.events import Event


class Opening(QObject):
    """Languages, aids and help work at once; what is said is said again to the terminal that takes over."""

    def __init__(self, front: Front) -> None:
        super().__init__()
        panel = front.panel
        self._front = front
        self._said: list[Event] = []
        self._kiosk = Kiosk(
            place=panel.place,
            policy=None,
            page=Welcome(),
            conditions=Conditions(now=panel.now, starting=True),
            preferences=panel.wishes,
            defaults=panel.wishes,
        )
        front.loop.arrived.connect(self._handle)
        front.window.show_state(self._kiosk)

    def hand_over(self, handle: "Callable[[Event], None]") -> None:
        """What was said so far is handled by the terminal, which answers from now on."""
        self._front.loop.arrived.disconnect(self._handle)
        for event in self._said:
            handle(event)

    def _handle(self, event: "Event") -> None:
        # nobody has touched the screen before it is painted
        from kiosk.flow.events import TimerFired
        from kiosk.flow.reduce import reduce

        if isinstance(event, TimerFired):
            return
        self._said.append(event)
        self._kiosk, _ = reduce(self._kiosk, event)
        self._front.window.show_state(self._kiosk)
