"""What fingers, mice and keys post."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kiosk.flow import pages as p
from kiosk.flow.events import KeyTyped, Press, Pressed, ServiceChosen, StrokeDrawn, Touched, VolumeChosen
from kiosk.flow.preferences import Preferences
from kiosk.flow.visit import Service
from kiosk.ui.components.button import TouchButton
from kiosk.ui.components.signature_pad import SignaturePad
from kiosk.ui.sample_states import sample_kiosk, sample_pages
from tests.ui.conftest import Stage, sample

PAGES = sample_pages()
WINDOWS = Qt.MouseButton.LeftButton


def middle(widget: TouchButton) -> QPoint:
    return widget.rect().center()


def touch(
    stage: Stage, device: QPointingDevice, button: TouchButton, begin: bool = True, end: bool = True
) -> None:
    window = stage.window
    at = button.mapTo(window, middle(button))
    if begin:
        QTest.touchEvent(window, device).press(0, at, window).commit()
    if end:
        QTest.touchEvent(window, device).release(0, at, window).commit()
    QApplication.processEvents()


@pytest.fixture(scope="module")
def finger(qapp: QApplication) -> QPointingDevice:
    return QTest.createTouchDevice()


def test_a_second_tap_right_after_a_page_change_is_ignored(stage: Stage) -> None:
    stage.window.show_state(sample_kiosk(PAGES["confirm_loss"]))
    stage.clock.now += 0.2
    QTest.mouseClick(stage.button("confirm"), WINDOWS)
    assert stage.posted() == []
    stage.clock.now += 0.2
    QTest.mouseClick(stage.button("confirm"), WINDOWS)
    assert stage.posted() == [Pressed(press=Press.CONFIRM)]


def test_a_disabled_service_posts_nothing(stage: Stage) -> None:
    stage.show(PAGES["choose_service_offline"])
    QTest.mouseClick(stage.button("service_progress"), WINDOWS)
    QTest.keyClick(stage.button("service_progress"), Qt.Key.Key_Return)
    assert stage.posted() == []


def test_a_finger_that_slides_off_a_button_presses_nothing(stage: Stage, finger: QPointingDevice) -> None:
    stage.show(PAGES["confirm_loss"])
    button = stage.button("confirm")
    window = stage.window
    touch(stage, finger, button, end=False)
    QTest.touchEvent(window, finger).release(0, QPoint(900, 500), window).commit()
    QApplication.processEvents()
    assert stage.posted() == []


def test_a_touch_chooses_a_service(stage: Stage, finger: QPointingDevice) -> None:
    stage.show(PAGES["choose_service"])
    touch(stage, finger, stage.button("service_report_loss"))
    assert stage.posted() == [ServiceChosen(service=Service.REPORT_LOSS)]
    assert Touched() in stage.events


def test_a_palm_resting_elsewhere_does_not_block_a_finger(stage: Stage, finger: QPointingDevice) -> None:
    stage.show(PAGES["confirm_loss"])
    window, button = stage.window, stage.button("confirm")
    at = button.mapTo(window, middle(button))
    QTest.touchEvent(window, finger).press(0, QPoint(1000, 480), window).commit()
    QTest.touchEvent(window, finger).stationary(0).press(1, at, window).commit()
    QTest.touchEvent(window, finger).stationary(0).release(1, at, window).commit()
    QTest.touchEvent(window, finger).release(0, QPoint(1000, 480), window).commit()
    QApplication.processEvents()
    assert stage.posted() == [Pressed(press=Press.CONFIRM)]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_the_ok_key_of_a_keypad_presses_the_focused_button(stage: Stage, key: Qt.Key) -> None:
    stage.show(PAGES["confirm_identity"])
    assert stage.window.focusWidget().objectName() == "confirm"
    QTest.keyClick(stage.window.focusWidget(), key)
    assert stage.posted() == [Pressed(press=Press.CONFIRM)]


def test_arrows_reach_every_enabled_button_of_a_page(stage: Stage) -> None:
    stage.show(PAGES["enter_phone"])
    seen = set()
    for _ in range(60):
        focused = stage.window.focusWidget()
        seen.add(focused.objectName())
        QTest.keyClick(focused, Qt.Key.Key_Down)
    expected = {
        "key_1",
        "key_0",
        "backspace",
        "clear",
        "confirm",
        "back",
        "quit",
        "help",
        "aid_large",
        "language_en",
    }
    assert expected <= seen


def test_digits_of_a_keyboard_type_the_phone_number(stage: Stage) -> None:
    stage.show(PAGES["enter_phone"])
    QTest.keyClick(stage.window, Qt.Key.Key_7)
    assert stage.posted() == [KeyTyped(key="7")]


def test_escape_goes_back_and_the_volume_keys_change_the_volume(stage: Stage) -> None:
    stage.show(PAGES["confirm_loss"], Preferences(volume=5))
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_VolumeUp, Qt.Key.Key_VolumeDown):
        QTest.keyClick(stage.window, key)
    assert stage.posted() == [Pressed(press=Press.BACK), VolumeChosen(volume=5), VolumeChosen(volume=4)]


def test_each_press_of_a_volume_key_counts_on_the_same_page(stage: Stage) -> None:
    stage.show(PAGES["confirm_loss"], Preferences(volume=2))
    QTest.keyClick(stage.window, Qt.Key.Key_VolumeUp)
    stage.show(PAGES["confirm_loss"], Preferences(volume=3))
    QTest.keyClick(stage.window, Qt.Key.Key_VolumeUp)
    assert stage.posted() == [VolumeChosen(volume=3), VolumeChosen(volume=4)]


def test_the_whole_screen_answers_the_idle_warning(stage: Stage) -> None:
    stage.show(PAGES["idle_warning"])
    QTest.mouseClick(stage.window.page_widget(), WINDOWS, pos=QPoint(1500, 400))
    assert stage.posted() == [Pressed(press=Press.CONFIRM)]


def test_a_state_that_arrives_while_a_finger_is_down_waits_and_the_tap_counts(
    stage: Stage, finger: QPointingDevice, qtbot: QtBot
) -> None:
    stage.show(PAGES["confirm_identity"])
    button = stage.button("confirm")
    touch(stage, finger, button, end=False)
    stage.window.show_state(sample_kiosk(PAGES["confirm_identity"], Preferences(large=True)))
    assert stage.button("confirm") is button
    touch(stage, finger, button, begin=False)
    assert stage.posted() == [Pressed(press=Press.CONFIRM)]
    qtbot.waitUntil(lambda: stage.window.page_widget().context.theme.large)


def test_the_wipe_does_not_wait_for_a_resting_finger(stage: Stage, finger: QPointingDevice) -> None:
    stage.show(PAGES["check_answers"])
    touch(stage, finger, stage.button("confirm"), end=False)
    stage.window.show_state(sample_kiosk(p.Welcome()))
    assert stage.window.page_widget().context.kiosk.page == p.Welcome()
    QTest.touchEvent(stage.window, finger).release(0, QPoint(5, 500), stage.window).commit()
    QApplication.processEvents()
    assert stage.posted() == []


def test_a_finger_that_rests_on_an_aid_while_the_page_changes_presses_nothing(
    stage: Stage, finger: QPointingDevice
) -> None:
    stage.show(PAGES["check_answers"])
    button = stage.button("aid_large")
    touch(stage, finger, button, end=False)
    stage.show(p.Welcome())
    assert stage.button("aid_large") is button
    touch(stage, finger, button, begin=False)
    assert stage.posted() == []


def test_a_stroke_on_the_pad_is_posted_in_millimetres(stage: Stage) -> None:
    page = sample(p.Sign, "sign")
    empty = replace(page.visit.answers, signature=())
    stage.show(replace(page, visit=replace(page.visit, answers=empty)))
    pad = stage.window.page_widget().findChild(SignaturePad)
    assert pad is not None
    QTest.mousePress(pad, WINDOWS, pos=QPoint(36, 73))
    QTest.mouseMove(pad, QPoint(182, 91))
    QTest.mouseRelease(pad, WINDOWS, pos=QPoint(182, 91))
    (event,) = stage.posted()
    assert isinstance(event, StrokeDrawn)
    x, y, _ = event.stroke[0]
    assert x == pytest.approx(9.9, abs=0.1)
    assert y == pytest.approx(20.05, abs=0.1)
    assert not stage.button("confirm").isEnabled()
    stage.window.show_state(sample_kiosk(PAGES["sign"]))
    assert stage.button("confirm").isEnabled()
