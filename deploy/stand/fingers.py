"""Fingers on the real screen: they find the real button of an event and click it."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from kiosk.flow.events import (
    CardChosen,
    DeliveryChosen,
    DistrictChosen,
    KeyTyped,
    LanguageChosen,
    LossFormChosen,
    OutletChosen,
    PaymentChosen,
    PersonEvent,
    Pressed,
    ReasonChosen,
    ServiceChosen,
    StrokeDrawn,
)
from kiosk.rules.submissions import Stroke
from kiosk.terminal.screen import Screen
from kiosk.ui.components.button import TouchButton
from kiosk.ui.components.signature_pad import SignaturePad

W = TypeVar("W", bound=QWidget)


class NoSuchButtonError(Exception):
    """The screen does not offer what a person would press here."""


class Fingers:
    """Press and draw on the page that is shown."""

    def __init__(self, screen: Screen) -> None:
        self._screen = screen

    def press(self, event: PersonEvent) -> None:
        """Do what posts this event. Raises NoSuchButtonError."""
        if isinstance(event, StrokeDrawn):
            self._draw(event.stroke)
        else:
            self.click(button_name(event))

    def click(self, name: str) -> None:
        """Click the visible button of that name. Raises NoSuchButtonError."""
        buttons = [b for b in self._widgets(TouchButton) if b.objectName() == name and b.isVisible()]
        if not buttons or not buttons[0].isEnabled():
            raise NoSuchButtonError(f"no button {name}")
        QTest.mouseClick(buttons[0], Qt.MouseButton.LeftButton)

    def _draw(self, stroke: Stroke) -> None:
        """The finger goes over the pad as the stroke says; its points are millimetres on the pad."""
        pad = self._widgets(SignaturePad)[0]
        points = [_on_pad(pad, x, y) for x, y, _ in stroke]
        QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=points[0])
        for point in points[1:]:
            QTest.mouseMove(pad, point)
        QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=points[-1])

    def _widgets(self, kind: type[W]) -> list[W]:
        return self._screen.window.page_widget().findChildren(kind)


def _on_pad(pad: QWidget, x: float, y: float) -> QPoint:
    field = QRect(0, 0, pad.width(), pad.height())
    return QPointF(field.width() * x / 120, field.height() * y / 50).toPoint()


_NAMES: dict[type, Callable[..., str]] = {
    Pressed: lambda event: event.press.value,
    ServiceChosen: lambda event: f"service_{event.service.value}",
    LanguageChosen: lambda event: f"language_{event.language}",
    CardChosen: lambda event: f"card_{event.index}",
    KeyTyped: lambda event: f"key_{event.key}",
    LossFormChosen: lambda event: f"loss_{event.form.value}",
    DistrictChosen: lambda event: f"district_{event.district}",
    ReasonChosen: lambda event: f"reason_{event.reason.value}",
    DeliveryChosen: lambda event: f"delivery_{event.delivery.value}",
    OutletChosen: lambda event: f"outlet_{event.outlet}",
    PaymentChosen: lambda event: f"payment_{event.payment.value}",
}


def button_name(event: PersonEvent) -> str:
    """The name of the button that posts this event."""
    return _NAMES[type(event)](event)
