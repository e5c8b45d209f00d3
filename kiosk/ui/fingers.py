"""Hands touches to the widgets that they were meant for, as Qt does with those of a panel that needs no map.

Qt keeps the widget under a finger in the event's own points, which Python cannot move; so it is kept here.
"""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt
from PySide6.QtGui import QEventPoint, QTouchEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

Meant = Callable[[QPointF], QPointF]
_STILL = QEventPoint.State.Stationary


class Fingers:
    """Of one window: each finger belongs to the widget that it came down on until it is lifted."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._under: dict[int, QWidget] = {}

    def hand_on(self, event: QTouchEvent, meant: Meant) -> bool:
        """False when no widget took it: then Qt makes a mouse of it."""
        points = {point.id(): point for point in event.points()}
        for number, point in points.items():
            if point.state() is QEventPoint.State.Pressed:
                self._put_down(number, meant(point.scenePosition()))
        taken = False
        for widget in self._touched(points):
            ours = {number: points[number] for number in points if self._under.get(number) is widget}
            taken = self._send(widget, event, ours, meant) or taken
        self._lift(event, points)
        return taken

    def _put_down(self, number: int, at: QPointF) -> None:
        widget = self._window.childAt(at.toPoint())
        while widget is not None and not widget.testAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents):
            widget = widget.parentWidget()
        if widget is not None:
            self._under[number] = widget

    def _touched(self, numbers: dict[int, QEventPoint]) -> list[QWidget]:
        """Each once; one that went with its page is nobody's."""
        under = dict.fromkeys(self._under[number] for number in numbers if number in self._under)
        return [widget for widget in under if isValid(widget)]

    def _send(self, widget: QWidget, event: QTouchEvent, ours: dict[int, QEventPoint], meant: Meant) -> bool:
        """Widgets ask for `globalPosition()`: `position()` stays empty in a point that Python makes."""
        points = [_moved(point, meant) for point in ours.values()]
        kind = event.type() if event.type() is QEvent.Type.TouchCancel else _kind(ours)
        told = QTouchEvent(kind, event.pointingDevice(), event.modifiers(), points)
        told.setTimestamp(event.timestamp())
        QCoreApplication.sendEvent(widget, told)
        return told.isAccepted()

    def _lift(self, event: QTouchEvent, points: dict[int, QEventPoint]) -> None:
        for number, point in points.items():
            if point.state() is QEventPoint.State.Released:
                self._under.pop(number, None)
        if event.type() in {QEvent.Type.TouchCancel, QEvent.Type.TouchEnd}:
            self._under.clear()


def _kind(points: dict[int, QEventPoint]) -> QEvent.Type:
    """As the widget sees it: other fingers may lie on other widgets."""
    states = {point.state() for point in points.values()} - {_STILL}
    if states == {QEventPoint.State.Pressed}:
        return QEvent.Type.TouchBegin
    if states == {QEventPoint.State.Released}:
        return QEvent.Type.TouchEnd
    return QEvent.Type.TouchUpdate


def _moved(point: QEventPoint, meant: Meant) -> QEventPoint:
    scene = meant(point.scenePosition())
    shift = point.globalPosition() - point.scenePosition()
    return QEventPoint(point.id(), point.state(), scene, scene + shift)
