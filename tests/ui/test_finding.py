"""The pages on which one is chosen of many: by touch, by keypad alone, and by ear."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kiosk.flow import pages as p
from kiosk.flow.events import DistrictChosen, KeyTyped, LossFormChosen, OutletChosen, Press, Pressed
from kiosk.flow.preferences import Preferences
from kiosk.rules.submissions import LossForm
from kiosk.ui.sample_states import sample_kiosk, sample_pages
from tests.ui.conftest import Stage, sample

PAGES = sample_pages()
TEMPORARY = f"loss_{LossForm.TEMPORARY.value}"


def reached(stage: Stage) -> set[str]:
    """What the arrow keys of a keypad come by."""
    names = set()
    for _ in range(60):
        focused = stage.window.focusWidget()
        names.add(focused.objectName())
        QTest.keyClick(focused, Qt.Key.Key_Down)
    return names


def test_letters_that_lead_nowhere_cannot_be_pressed_and_the_keys_follow_what_is_typed(stage: Stage) -> None:
    stage.show(PAGES["find_outlet"])
    assert stage.button("key_A").isEnabled()
    assert not stage.button("key_B").isEnabled()
    page = stage.window.page_widget()
    typed = replace(sample(p.FindOutlet, "find_outlet"), query="ja", onward=frozenset("b"), found=1)
    stage.window.show_state(sample_kiosk(typed))
    assert stage.window.page_widget() is page
    assert stage.button("key_B").isEnabled()
    assert not stage.button("key_A").isEnabled()
    assert stage.button("confirm").accessibleDescription() == "找到 1 个网点"


def test_a_keypad_alone_reaches_every_letter_that_leads_on(stage: Stage) -> None:
    stage.show(PAGES["find_outlet"])
    names = reached(stage)
    assert {"key_A", "key_H", "key_Q", "key_S", "backspace", "clear", "confirm", "back"} <= names
    assert "key_B" not in names


def test_letters_of_a_keyboard_are_typed(stage: Stage) -> None:
    stage.show(PAGES["find_outlet"])
    QTest.keyClick(stage.window, Qt.Key.Key_H)
    QTest.keyClick(stage.window, Qt.Key.Key_1)
    assert stage.posted() == [KeyTyped(key="H")]


def test_a_long_list_offers_to_search_and_a_found_one_to_see_all_again(stage: Stage) -> None:
    stage.show(PAGES["choose_outlet"])
    assert {"search", "next_sheet", "outlet_330100-001", "back"} <= reached(stage)
    stage.button("search").click()
    stage.show(PAGES["choose_outlet_found"])
    stage.button("clear").click()
    stage.button("outlet_330100-003").click()
    assert stage.posted() == [
        Pressed(press=Press.SEARCH),
        Pressed(press=Press.CLEAR),
        OutletChosen(outlet="330100-003"),
    ]


def test_the_last_sheet_turns_back_and_next_keeps_its_place(stage: Stage) -> None:
    stage.show(PAGES["choose_outlet"])
    place = stage.button("next_sheet").geometry()
    stage.show(replace(sample(p.ChooseOutlet, "choose_outlet"), sheet=1))
    assert stage.button("previous_sheet").isEnabled()
    assert stage.button("next_sheet").geometry().right() == place.right()


def test_districts_are_chosen_by_name_in_the_language_of_the_screen(stage: Stage) -> None:
    stage.show(PAGES["choose_district"], Preferences(language="en"))
    button = stage.button("district_江岸区")
    assert button.accessibleName() == "Jiang'an"
    button.click()
    assert stage.posted() == [DistrictChosen(district="江岸区")]


def test_each_report_is_heard_with_what_it_means(stage: Stage) -> None:
    stage.show(PAGES["choose_loss_form"], Preferences(speech=True))
    said = "".join(part.text for part in stage.speaker.said[-1]).replace("\u00a0", " ").replace("\u2060", "")
    assert "临时挂失" in said
    assert "10 天" in said
    assert "正式挂失" in said
    stage.button(TEMPORARY).click()
    assert stage.posted() == [LossFormChosen(form=LossForm.TEMPORARY)]
