"""A calibrated panel: fingers that land beside press what they meant."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputDevice, QPointingDevice
from PySide6.QtTest import QTest

from kiosk.flow.affine import Affine
from kiosk.flow.events import CrossTouched, Press, Pressed
from kiosk.flow.pages.maintenance import KeepCalibration, TouchTest
from kiosk.ui.components.touch_glass import TouchGlass
from kiosk.ui.sample_staff import ROOM
from tests.ui.conftest import Stage

BESIDE_MM = 40.0
"""Farther than any button is tall: uncorrected it is a miss."""
PUT_RIGHT = Affine(f=-BESIDE_MM)


@pytest.fixture(scope="module")
def panel() -> QPointingDevice:
    return QTest.createTouchDevice(QInputDevice.DeviceType.TouchScreen)


def touch(stage: Stage, panel: QPointingDevice, at: QPoint) -> None:
    window = stage.window.windowHandle()
    QTest.touchEvent(window, panel).press(0, at, window).commit()
    QTest.touchEvent(window, panel).release(0, at, window).commit()


def beside(stage: Stage, name: str) -> QPoint:
    """Where the panel says that somebody touched who touched the button of that name."""
    button = stage.button(name)
    middle = button.mapTo(stage.window, button.rect().center())
    return middle + QPoint(0, round(BESIDE_MM * 3.64))


@pytest.fixture
def shown(stage: Stage) -> Stage:
    stage.window.show()
    stage.show(replace(ROOM))
    stage.clock.now += 1
    return stage


def pressed(stage: Stage) -> list[Pressed]:
    return [event for event in stage.posted() if isinstance(event, Pressed)]


def test_a_panel_that_was_not_calibrated_is_taken_at_its_word(shown: Stage, panel: QPointingDevice) -> None:
    shown.window.touch.keep(Affine())
    touch(shown, panel, beside(shown, "quit"))
    assert Pressed(press=Press.QUIT) not in pressed(shown)


def test_a_finger_presses_what_it_meant(shown: Stage, panel: QPointingDevice) -> None:
    shown.window.touch.keep(PUT_RIGHT)
    touch(shown, panel, beside(shown, "quit"))
    assert pressed(shown) == [Pressed(press=Press.QUIT)]


def test_a_palm_that_rests_elsewhere_does_not_stop_a_finger(shown: Stage, panel: QPointingDevice) -> None:
    shown.window.touch.keep(PUT_RIGHT)
    window, palm, finger = shown.window.windowHandle(), QPoint(500, 400), beside(shown, "quit")
    QTest.touchEvent(window, panel).press(0, palm, window).commit()
    QTest.touchEvent(window, panel).stationary(0).press(1, finger, window).commit()
    QTest.touchEvent(window, panel).stationary(0).release(1, finger, window).commit()
    QTest.touchEvent(window, panel).release(0, palm, window).commit()
    assert pressed(shown) == [Pressed(press=Press.QUIT)]


def test_a_finger_that_slides_away_presses_nothing(shown: Stage, panel: QPointingDevice) -> None:
    shown.window.touch.keep(PUT_RIGHT)
    window, at = shown.window.windowHandle(), beside(shown, "quit")
    QTest.touchEvent(window, panel).press(0, at, window).commit()
    QTest.touchEvent(window, panel).move(0, at - QPoint(0, 300), window).commit()
    QTest.touchEvent(window, panel).release(0, at - QPoint(0, 300), window).commit()
    assert pressed(shown) == []


def test_a_panel_that_speaks_as_a_mouse_is_put_right_too(shown: Stage) -> None:
    shown.window.touch.keep(PUT_RIGHT)
    QTest.mouseClick(shown.window.windowHandle(), Qt.MouseButton.LeftButton, pos=beside(shown, "quit"))
    assert pressed(shown) == [Pressed(press=Press.QUIT)]


def test_what_a_shell_took_back_is_over_at_once(shown: Stage, panel: QPointingDevice) -> None:
    shown.window.touch.keep(PUT_RIGHT)
    shown.window.touch.keep(Affine())
    touch(shown, panel, beside(shown, "quit"))
    assert Pressed(press=Press.QUIT) not in pressed(shown)


def test_a_trial_works_on_its_page_alone(shown: Stage, panel: QPointingDevice) -> None:
    shown.window.touch.keep(Affine())
    shown.show(KeepCalibration(room=ROOM, trial=PUT_RIGHT, seconds=9))
    shown.clock.now += 1
    touch(shown, panel, beside(shown, "confirm"))
    assert pressed(shown) == [Pressed(press=Press.CONFIRM)]
    shown.show(ROOM)
    shown.clock.now += 1
    touch(shown, panel, beside(shown, "quit"))
    assert Pressed(press=Press.QUIT) not in pressed(shown)


def test_the_seconds_of_a_trial_go_on_under_the_finger(shown: Stage) -> None:
    shown.show(KeepCalibration(room=ROOM, trial=PUT_RIGHT, seconds=9))
    button = shown.button("confirm")
    shown.show(KeepCalibration(room=ROOM, trial=PUT_RIGHT, seconds=8))
    assert shown.button("confirm") is button


def test_a_cross_tells_where_it_stands_and_where_it_was_touched_in_millimetres(
    shown: Stage, panel: QPointingDevice
) -> None:
    shown.window.touch.keep(Affine())
    shown.show(TouchTest(room=ROOM, calibrating=True))
    glass = shown.window.page_widget().findChild(TouchGlass)
    assert glass is not None
    middle = glass.mapTo(shown.window, glass.crosses()[0].toPoint())
    touch(shown, panel, middle + QPoint(36, 0))
    (told,) = [event for event in shown.posted() if isinstance(event, CrossTouched)]
    assert told.cross_mm == pytest.approx((20.0, 20.0), abs=0.3)
    assert told.at_mm[0] - told.cross_mm[0] == pytest.approx(10.0, abs=0.5)
    assert told.at_mm[1] == pytest.approx(told.cross_mm[1], abs=0.3)
