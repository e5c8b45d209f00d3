"""The button of this terminal: takes touch itself, mouse, and the keys of a keypad.

Qt makes a mouse only of the first touch point, so a palm resting on the glass would block every stock
button; and stock buttons ignore Return, which is the OK key of a keypad.
"""

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QTouchEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from kiosk.ui.components.guard import PressGuard
from kiosk.ui.theme.theme import Theme

FINGER_SLIP_MM = 4
"""A finger that slides this far off a button still means it."""
PRESS_KEYS = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Select}
ONWARD_KEYS = {Qt.Key.Key_Right, Qt.Key.Key_Down}
BACKWARD_KEYS = {Qt.Key.Key_Left, Qt.Key.Key_Up}
TAKEN_KEYS = PRESS_KEYS | ONWARD_KEYS | BACKWARD_KEYS
"""All others go on to the window."""


class Look(StrEnum):
    """Kinds of buttons."""

    PRIMARY = "primary"
    """The one thing to do on this page."""
    SECONDARY = "secondary"
    TILE = "tile"
    """A choice with an icon, a title and a line below."""
    KEY = "key"
    """A key of a keypad."""
    AID = "aid"
    """A switch of the aid bar."""


class TouchButton(QPushButton):
    """Behaviour without looks; `PaintedButton` draws it."""

    def __init__(self, theme: Theme, guard: PressGuard, press: Callable[[], None]) -> None:
        super().__init__()
        self.theme = theme
        self._guard = guard
        self._slip = theme.mm(FINGER_SLIP_MM)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.clicked.connect(press)

    def event(self, event: QEvent) -> bool:
        """Touch is taken here, so that no mouse is made of it."""
        if isinstance(event, QTouchEvent):
            self._touched(event)
            event.accept()
            return True
        return super().event(event)

    def _touched(self, event: QTouchEvent) -> None:
        if event.type() == QEvent.Type.TouchBegin:
            self._guard.notice()
            if self.isEnabled() and self._guard.accepts():
                self._guard.hold(self)
                self.setDown(True)
        elif event.type() in {QEvent.Type.TouchEnd, QEvent.Type.TouchCancel}:
            # not position(): that one cannot be given to a touch which a calibration has moved
            points = [self.mapFromGlobal(each.globalPosition()).toPoint() for each in event.points()]
            point = points[0] if points else QPoint(-1, -1)
            near = self.rect().adjusted(-self._slip, -self._slip, self._slip, self._slip)
            meant = event.type() == QEvent.Type.TouchEnd and self.isDown() and near.contains(point)
            self.setDown(False)
            if meant:
                self.click()
            self._guard.release(self)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A press that comes too early after a page change is nobody's."""
        self._guard.notice()
        if not self._guard.accepts():
            event.accept()
            return
        self._guard.hold(self)
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """The window may change pages again."""
        super().mouseReleaseEvent(event)
        self._guard.release(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """OK presses, arrows walk; a key held down does neither twice."""
        if event.isAutoRepeat():
            event.accept()
            return
        if event.key() in TAKEN_KEYS:
            self._guard.notice(event.key())
        if event.key() in PRESS_KEYS:
            if self._guard.accepts():
                self.click()
        elif event.key() in ONWARD_KEYS:
            self.focusNextChild()
        elif event.key() in BACKWARD_KEYS:
            self.focusPreviousChild()
        else:
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Nothing hangs on a release."""
        event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """A finger that lies here keeps the press."""
        down = self.isDown()
        super().focusOutEvent(event)
        if down:
            self.setDown(True)
