"""What the window does with states."""

import gc
import sys
import weakref
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from kiosk.flow import pages as p
from kiosk.flow.preferences import Contrast, Preferences
from kiosk.ui.components.button import TouchButton
from kiosk.ui.components.focus_ring import FocusRing
from kiosk.ui.components.painted_button import PaintedButton
from kiosk.ui.components.text import Text
from kiosk.ui.sample_states import PERSON, sample_kiosk, sample_pages
from tests.ui.conftest import Stage, sample

PAGES = sample_pages()


def words(stage: Stage) -> list[str]:
    page = stage.window.page_widget()
    return [each.text() for each in page.findChildren(Text) if each.isVisibleTo(page)]


def test_a_language_switch_keeps_the_typed_digits_and_the_focus(stage: Stage) -> None:
    stage.show(PAGES["enter_phone"])
    stage.button("key_5").setFocus()
    stage.show(PAGES["enter_phone"], Preferences(language="en"))
    assert "138 0013" in words(stage)
    assert "Your phone number" in words(stage)
    assert stage.window.focusWidget().objectName() == "key_5"
    stage.show(PAGES["enter_phone"])
    assert "请留一个电话号码" in words(stage)


def test_an_unknown_language_falls_back_to_chinese(stage: Stage) -> None:
    stage.show(PAGES["goodbye"], Preferences(language="xx"))
    assert "谢谢，再见" in words(stage)


@pytest.mark.parametrize(
    "wish",
    [
        Preferences(language="en"),
        Preferences(large=True),
        Preferences(contrast=Contrast.HIGH),
        Preferences(low_reach=True),
        Preferences(speech=True),
    ],
)
def test_every_preference_builds_the_page_anew(stage: Stage, wish: Preferences) -> None:
    stage.show(PAGES["confirm_loss"])
    before = stage.window.page_widget()
    stage.show(PAGES["confirm_loss"], wish)
    assert stage.window.page_widget() is not before


def test_the_bars_stay_while_pages_change(stage: Stage) -> None:
    stage.show(PAGES["confirm_loss"])
    bars = [stage.button(key) for key in ("language_en", "aid_large", "help")]
    body = stage.window.page_widget().body
    stage.show(PAGES["enter_phone"])
    assert stage.window.page_widget().body is not body
    assert [stage.button(key) for key in ("language_en", "aid_large", "help")] == bars
    assert body not in stage.window.page_widget().findChildren(QWidget)


def test_the_clock_and_the_way_out_follow_the_page(stage: Stage) -> None:
    stage.show(PAGES["welcome"])
    assert not stage.button("quit").isVisible()
    kiosk = sample_kiosk(PAGES["confirm_loss"])
    later = kiosk.conditions.now.replace(hour=23, minute=59)
    stage.window.show_state(replace(kiosk, conditions=replace(kiosk.conditions, now=later)))
    assert stage.button("quit").isVisible()
    assert "23:59" in words(stage)


def test_live_values_are_patched_in_place(stage: Stage) -> None:
    stage.show(PAGES["place_document"])
    before = stage.window.page_widget().body
    stage.show(PAGES["place_document_reading"])
    assert stage.window.page_widget().body is before
    assert "正在读取，请不要拿开" in words(stage)


def test_the_countdown_runs_without_a_new_page(stage: Stage) -> None:
    stage.show(PAGES["idle_warning"])
    before = stage.window.page_widget().body
    stage.show(replace(sample(p.IdleWarning, "idle_warning"), remaining=9))
    assert stage.window.page_widget().body is before
    assert any(text.startswith("9") for text in words(stage))


def test_typed_digits_do_not_move_the_page_under_the_finger(stage: Stage) -> None:
    stage.show(PAGES["enter_phone"])
    before = stage.window.page_widget().body
    stage.show(replace(sample(p.EnterPhone, "enter_phone"), digits="13800138000"))
    assert stage.window.page_widget().body is before
    assert "138 0013 8000" in words(stage)


def test_the_clock_is_not_shown_when_it_cannot_be_trusted(stage: Stage) -> None:
    kiosk = sample_kiosk(PAGES["welcome"])
    stage.window.show_state(replace(kiosk, conditions=replace(kiosk.conditions, clock_trusted=False)))
    assert "10:35" not in words(stage)


def test_a_page_before_the_first_state_is_an_error(stage: Stage) -> None:
    with pytest.raises(LookupError):
        stage.window.page_widget()


def test_names_and_numbers_are_masked_on_the_identity_page(stage: Stage) -> None:
    stage.show(PAGES["confirm_identity"])
    text = "".join(words(stage))
    assert "张*明" in text
    assert PERSON.name not in text
    assert PERSON.number not in text


def test_the_wipe_leaves_no_personal_text_in_any_widget(stage: Stage) -> None:
    private = ("张", "138", "E123", "002X", "3301-0007")
    for name in ("confirm_identity", "enter_phone", "check_answers", "sign", "result_replacement"):
        stage.show(PAGES[name])
    stage.show(p.Welcome())
    QApplication.sendPostedEvents(None, 52)  # QEvent.DeferredDelete
    gc.collect()
    left = []
    for widget in QApplication.allWidgets():
        texts = [widget.accessibleName(), widget.accessibleDescription(), widget.toolTip()]
        if isinstance(widget, QLabel | PaintedButton):
            texts.append(widget.text())
        left += [text for text in texts if any(part in text for part in private)]
    assert left == []
    assert QApplication.clipboard().text() == ""
    assert "张" not in repr(stage.window._key)


def test_the_wipe_destroys_the_widgets_of_the_visit(stage: Stage, qtbot: QtBot) -> None:
    stage.show(PAGES["check_answers"])
    gone = []
    stage.window.page_widget().body.destroyed.connect(lambda: gone.append(True))
    stage.show(p.Welcome())
    qtbot.waitUntil(lambda: bool(gone))


def test_nothing_of_the_screen_holds_the_visit_after_the_wipe(stage: Stage) -> None:
    """Not even the bars, which were built in its middle and stay."""
    page = sample(p.CheckAnswers, "check_answers")
    visit = replace(page.visit)
    gone = weakref.ref(visit)
    for wish in (Preferences(), Preferences(large=True), Preferences()):
        stage.show(replace(page, visit=visit), wish)
    bars = stage.window.page_widget()
    stage.show(p.Welcome())
    assert stage.window.page_widget() is bars
    QApplication.sendPostedEvents(None, 52)  # QEvent.DeferredDelete
    del page, visit
    gc.collect()
    assert gone() is None


def test_every_page_names_the_human_way_and_offers_the_same_aids_at_the_same_places(stage: Stage) -> None:
    places = set()
    for name, page in PAGES.items():
        stage.show(page)
        assert any("12333" in text and "导诊台" in text for text in words(stage)), name
        buttons = stage.window.page_widget().findChildren(PaintedButton)
        assert sum(button.face.look.value == "primary" for button in buttons) <= 1, name
        keys = {button.objectName() for button in buttons}
        assert {"aid_contrast", "aid_speech", "aid_low_reach", "language_zh", "language_en"} <= keys, name
        for key in ("aid_large", "help"):
            places.add((key, stage.button(key).mapTo(stage.window, QPoint(0, 0)).toTuple()))
    assert len(places) == 2


def test_the_window_covers_the_whole_panel_without_a_frame(stage: Stage) -> None:
    stage.show(PAGES["welcome"])
    assert stage.window.geometry().getRect() == (0, 0, 1920, 1080)
    assert stage.window.page_widget().size().toTuple() == (1920, 1080)


def test_emitting_signals_does_not_lose_references(stage: Stage) -> None:
    stage.show(PAGES["confirm_loss"])
    button = stage.button("confirm")
    before = [sys.getrefcount(each) for each in (True, False, None)]
    for _ in range(500):
        button.click()
    drift = [
        abs(sys.getrefcount(each) - count) for each, count in zip((True, False, None), before, strict=True)
    ]
    assert drift[0] < 10
    assert drift[1] < 10


def test_a_keypad_makes_the_focus_visible_and_a_finger_hides_it(stage: Stage, qtbot: QtBot) -> None:
    stage.show(PAGES["confirm_loss"])
    ring = stage.window.page_widget().findChild(FocusRing)
    assert ring is not None
    assert ring.isHidden()
    QTest.keyClick(stage.window.focusWidget(), Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: not ring.isHidden())
    QTest.mousePress(stage.window.page_widget(), Qt.MouseButton.LeftButton, pos=QPoint(1500, 500))
    assert ring.isHidden()


def test_no_widget_outlives_its_page(stage: Stage, qtbot: QtBot) -> None:
    stage.show(PAGES["choose_service"])
    for _ in range(20):
        stage.show(PAGES["enter_phone"])
        stage.show(PAGES["choose_service"])
    QApplication.sendPostedEvents(None, 52)
    assert len(stage.window.findChildren(QWidget)) < 250


def test_the_arrows_walk_in_the_order_of_reading_whatever_was_built_first(stage: Stage) -> None:
    for name in ("welcome", "confirm_loss", "check_answers", "enter_phone"):
        stage.show(PAGES[name])
        page = stage.window.page_widget()
        buttons = [each for each in page.findChildren(TouchButton) if each.isVisible() and each.isEnabled()]
        reading = [each.objectName() for each in buttons]
        buttons[0].setFocus()
        walked = []
        for _ in reading:
            walked.append(stage.window.focusWidget().objectName())
            QTest.keyClick(stage.window.focusWidget(), Qt.Key.Key_Down)
        assert walked == reading, name
        assert stage.window.focusWidget() is buttons[0], "it begins anew"
    places = [reading.index(key) for key in ("clear", "key_1", "back", "confirm", "aid_large")]
    assert places == sorted(places)
