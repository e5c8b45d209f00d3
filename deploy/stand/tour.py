"""A visit on the real screen: presses the real buttons, and takes a picture of every page."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QPoint, QPointF, QRect, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from kiosk.flow.events import (
    CardChosen,
    DeliveryChosen,
    KeyTyped,
    OutletChosen,
    PaymentChosen,
    PersonEvent,
    Press,
    Pressed,
    ReasonChosen,
    ServiceChosen,
    StrokeDrawn,
)
from kiosk.flow.pages import EnterPhone, Goodbye, Page, PlaceDocument, Sign, TakeDocument, Welcome
from kiosk.flow.state import Kiosk
from kiosk.rules.submissions import Stroke
from kiosk.terminal.headless import state_name
from kiosk.terminal.screen import Screen
from kiosk.terminal.visitor import Wish, answer
from kiosk.ui.components.button import TouchButton
from kiosk.ui.components.signature_pad import SignaturePad

_LOOK_MS = 50
_SETTLED_MS = 400
"""A person looks before they press; the screen ignores presses for 350 ms after a page change."""


W = TypeVar("W", bound=QWidget)


@dataclass(frozen=True)
class Hands:
    """What a person does beside the screen."""

    put_card: Callable[[], None]
    pull_card: Callable[[], None]
    done: Callable[[], None]


class TourError(Exception):
    """The screen does not offer what a person would press here."""


class Tour:
    """Walks through one visit; ends when the welcome page is back."""

    def __init__(self, screen: Screen, wish: Wish, pictures: Path, hands: "Hands") -> None:
        self._screen = screen
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
            if not isinstance(kiosk.page, EnterPhone | Sign):
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
            self._began = True
            if isinstance(page, EnterPhone | Sign) and press == Pressed(press=Press.CONFIRM):
                self._take_picture(state_name(page))
            self._press(press)

    def _press(self, event: PersonEvent) -> None:
        if isinstance(event, StrokeDrawn):
            self._draw(event.stroke)
            return
        name = button_name(event)
        buttons = [b for b in self._widgets(TouchButton) if b.objectName() == name and b.isVisible()]
        if not buttons or not buttons[0].isEnabled():
            raise TourError(f"no button {name} on {self._seen}")
        QTest.mouseClick(buttons[0], Qt.MouseButton.LeftButton)

    def _draw(self, stroke: Stroke) -> None:
        """The finger goes over the pad as the stroke says; its points are millimetres on the pad."""
        pad = self._widgets(SignaturePad)[0]
        points = [self._on_pad(pad, x, y) for x, y, _ in stroke]
        QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=points[0])
        for point in points[1:]:
            QTest.mouseMove(pad, point)
        QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=points[-1])

    @staticmethod
    def _on_pad(pad: QWidget, x: float, y: float) -> QPoint:
        field = QRect(0, 0, pad.width(), pad.height())
        return QPointF(field.width() * x / 120, field.height() * y / 50).toPoint()

    def _widgets(self, kind: type[W]) -> list[W]:
        return self._screen.window.page_widget().findChildren(kind)


def _part(page: Page) -> str:
    """The second filing's pages are other pages to a person than the first's."""
    visit = getattr(page, "visit", None)
    return f" {len(visit.filed)}" if visit is not None else ""


_NAMES: dict[type, Callable[..., str]] = {
    Pressed: lambda event: event.press.value,
    ServiceChosen: lambda event: f"service_{event.service.value}",
    CardChosen: lambda event: f"card_{event.index}",
    KeyTyped: lambda event: f"key_{event.key}",
    ReasonChosen: lambda event: f"reason_{event.reason.value}",
    DeliveryChosen: lambda event: f"delivery_{event.delivery.value}",
    OutletChosen: lambda event: f"outlet_{event.outlet}",
    PaymentChosen: lambda event: f"payment_{event.payment.value}",
}


def button_name(event: PersonEvent) -> str:
    """The name of the button that posts this event."""
    return _NAMES[type(event)](event)
