"""A visit on the real screen: presses the real buttons, and takes a picture of every page."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QTimer

from deploy.stand.fingers import Fingers
from kiosk.flow.conditions import PrinterCondition
from kiosk.flow.events import Press, Pressed
from kiosk.flow.pages import EnterPhone, Goodbye, Page, PlaceDocument, Sign, TakeDocument, Welcome
from kiosk.flow.state import Kiosk
from kiosk.terminal.headless import state_name
from kiosk.terminal.screen import Screen
from kiosk.terminal.visitor import Wish, answer

_LOOK_MS = 50
_DEVICES_MS = 5000
_FILLED = (EnterPhone, Sign)
"""Pages that are shown as a person leaves them, not as they come up."""
_SETTLED_MS = 400
"""A person looks before they press; the screen ignores presses for 350 ms after a page change."""


@dataclass(frozen=True)
class Hands:
    """What a person does beside the screen."""

    put_card: Callable[[], None]
    pull_card: Callable[[], None]
    done: Callable[[], None]


class Tour:
    """Walks through one visit; ends when the welcome page is back."""

    def __init__(self, screen: Screen, wish: Wish, pictures: Path, hands: "Hands") -> None:
        self._screen = screen
        self._fingers = Fingers(screen)
        self._wish = wish
        self._pictures = pictures
        self._hands = hands
        self._taken = 0
        self._seen = ""
        self._since_ms = 0
        self._began = False
        self._card_lies = False
        pictures.mkdir(parents=True, exist_ok=True)
        self._timer = QTimer(interval=_LOOK_MS)
        self._timer.timeout.connect(self._look)
        screen.shown.connect(self._shown)

    def start(self) -> None:
        """Begin to look at the screen."""
        self._timer.start()

    def _shown(self, kiosk: Kiosk) -> None:
        """A picture of every page as it comes up; of a page that is filled in, once it is."""
        name = state_name(kiosk.page) + _part(kiosk.page)
        if name != self._seen:
            self._seen, self._since_ms = name, 0
            if not isinstance(kiosk.page, _FILLED) and (self._began or not isinstance(kiosk.page, Welcome)):
                self._take_picture(state_name(kiosk.page))

    def _take_picture(self, name: str) -> None:
        self._taken += 1
        self._screen.window.grab_png(self._pictures / f"{self._taken:02d}-{name.replace('_', '-')}.png")

    def _look(self) -> None:
        terminal = self._screen.terminal
        self._since_ms += _LOOK_MS
        if terminal is not None and self._since_ms >= _SETTLED_MS:
            self._act(terminal.kiosk.page)

    def _act(self, page: Page) -> None:
        match page:
            case Welcome() if self._began:
                self._timer.stop()
                self._hands.done()
                return
            case PlaceDocument() if not self._card_lies:
                self._card_lies = True
                self._hands.put_card()
                return
            case TakeDocument() if self._card_lies:
                self._card_lies = False
                self._hands.pull_card()
                return
            case Goodbye():
                return
            case _:
                pass
        press = answer(page, self._wish)
        if press is not None:
            if isinstance(page, _FILLED) and press == Pressed(press=Press.CONFIRM):
                self._take_picture(state_name(page))
            if isinstance(page, Welcome):
                if not self._devices_are_known():
                    return
                self._take_picture(state_name(page))
            self._began = True
            self._fingers.press(press)

    def _devices_are_known(self) -> bool:
        """The welcome page says how the printer is once it has answered; a person comes later than that."""
        terminal = self._screen.terminal
        answered = (
            terminal is not None and terminal.kiosk.conditions.printer is not PrinterCondition.UNREACHABLE
        )
        return answered or self._since_ms >= _DEVICES_MS


def _part(page: Page) -> str:
    """The second filing's pages are other pages to a person than the first's."""
    visit = getattr(page, "visit", None)
    return f" {len(visit.filed)}" if visit is not None else ""
