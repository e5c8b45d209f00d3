"""The staff pages: nothing of a visitor, nothing of a secret, and every act under a finger."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from kiosk.flow import pages as p
from kiosk.flow.conditions import OutOfService
from kiosk.flow.events import (
    CellTouched,
    CharacterChosen,
    CrossTouched,
    KeyTyped,
    Press,
    Pressed,
    SectionChosen,
    StaffActChosen,
    StaffAsked,
)
from kiosk.flow.pages.maintenance import DoorAsk, DoorTrouble, Section, StaffDoor, TouchTest
from kiosk.flow.preferences import Preferences
from kiosk.flow.roles import Role, StaffAct
from kiosk.rules.policy import Text
from kiosk.ui.components.text import Text as Label
from kiosk.ui.components.touch_glass import TouchGlass
from kiosk.ui.sample_staff import LOOK, ROOM, staff_pages
from kiosk.ui.settings import ScreenSettings
from kiosk.ui.staff_gesture import SEQUENCE, TAPS, WITHIN_SECONDS
from tests.ui.conftest import LANDSCAPE, PORTRAIT, Stage

CORNER = QPoint(20, 20)


def words(stage: Stage) -> str:
    page = stage.window.page_widget()
    return " ".join(each.text() for each in page.findChildren(Label) if each.isVisibleTo(page))


def tap(stage: Stage, seconds: float = 0.4, at: QPoint = CORNER) -> None:
    stage.clock.now += seconds
    QTest.mouseClick(stage.window.page_widget(), Qt.MouseButton.LeftButton, pos=at)


def knocks(stage: Stage) -> list[StaffAsked]:
    return [event for event in stage.posted() if isinstance(event, StaffAsked)]


def test_four_taps_in_the_corner_open_nothing(stage: Stage) -> None:
    stage.show(p.ClosedPage(reason=OutOfService.READER))
    for _ in range(TAPS - 1):
        tap(stage)
    assert knocks(stage) == []


def test_five_taps_in_the_corner_are_the_gesture(stage: Stage) -> None:
    stage.show(p.Welcome())
    for _ in range(TAPS):
        tap(stage)
    assert len(knocks(stage)) == 1


def test_slow_taps_are_a_child_playing(stage: Stage) -> None:
    stage.show(p.Welcome())
    for _ in range(TAPS):
        tap(stage, seconds=WITHIN_SECONDS / (TAPS - 1) + 0.01)
    assert knocks(stage) == []


def test_a_tap_elsewhere_begins_the_gesture_anew(stage: Stage) -> None:
    stage.show(p.Welcome())
    for place in (CORNER, CORNER, QPoint(900, 500), CORNER, CORNER, CORNER):
        tap(stage, at=place)
    assert knocks(stage) == []


def test_the_keypads_sequence_is_the_gesture_too(stage: Stage) -> None:
    stage.show(p.Welcome())
    for key in SEQUENCE:
        stage.clock.now += 0.4
        QTest.keyClick(stage.window, key)
    assert len(knocks(stage)) == 1


def test_a_pin_is_shown_as_dots_only(stage: Stage) -> None:
    stage.show(StaffDoor(asks=DoorAsk.SECRET, number="01", typed="271828"))
    assert "271828" not in words(stage)
    assert "●●●●●●" in words(stage)


def test_digits_come_from_the_screen_and_from_a_keyboard(stage: Stage) -> None:
    stage.show(StaffDoor())
    stage.button("key_7").click()
    QTest.keyClick(stage.window, Qt.Key.Key_3)
    assert [event for event in stage.posted() if isinstance(event, KeyTyped)] == [
        KeyTyped(key="7"),
        KeyTyped(key="3"),
    ]


@pytest.mark.parametrize("trouble", list(DoorTrouble))
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_refusal_at_the_door_has_its_sentence(
    trouble: DoorTrouble, language: str, stage: Stage
) -> None:
    stage.show(StaffDoor(), Preferences(language=language))
    quiet = words(stage)
    stage.show(StaffDoor(trouble=trouble, wait_seconds=30), Preferences(language=language))
    assert len(words(stage)) > len(quiet)


@pytest.mark.parametrize("section", list(Section))
def test_every_section_says_that_this_is_maintenance_and_who_is_there(section: Section, stage: Stage) -> None:
    stage.show(replace(ROOM, section=section))
    assert "维护模式 · 李师傅 · 技术人员" in words(stage).replace("\u2060", "")


def test_what_is_wrong_stands_with_its_remedy(stage: Stage) -> None:
    stage.show(ROOM)
    assert "没有纸了" in words(stage)
    assert "放入新纸卷" in words(stage)


def test_a_parked_record_can_be_sent_again(stage: Stage) -> None:
    stage.show(replace(ROOM, section=Section.QUEUE))
    stage.button("act_unpark5e").click()
    assert StaffActChosen(act=StaffAct.UNPARK, argument="5e") in stage.posted()


def test_a_clerk_sees_a_technicians_acts_greyed(stage: Stage) -> None:
    stage.show(replace(ROOM, role=Role.CLERK, section=Section.QUEUE))
    assert not stage.button("act_export_queue").isEnabled()
    assert stage.button("act_retry_all").isEnabled()


def test_while_an_act_runs_no_other_can_be_begun(stage: Stage) -> None:
    stage.show(replace(ROOM, section=Section.MACHINE, busy=StaffAct.OPEN))
    assert not stage.button("act_restart").isEnabled()


def test_the_outcome_of_an_act_is_said_in_the_language_of_the_screen(stage: Stage) -> None:
    said = Text(zh="U 盘满了", en="The stick is full")
    stage.show(replace(ROOM, said=said, well=False), Preferences(language="en"))
    assert "The stick is full" in words(stage)


def test_the_tabs_lead_to_the_sections_and_the_way_out_is_there(stage: Stage) -> None:
    stage.show(ROOM)
    stage.button("section_log").click()
    stage.button("quit").click()
    assert stage.posted() == [SectionChosen(section=Section.LOG), Pressed(press=Press.QUIT)]


def glass(stage: Stage) -> TouchGlass:
    found = stage.window.page_widget().findChild(TouchGlass)
    assert found is not None
    return found


def test_the_touch_test_covers_the_whole_glass_bars_and_all(stage: Stage) -> None:
    stage.show(TouchTest(room=ROOM))
    assert glass(stage).geometry() == stage.window.page_widget().rect()


def test_each_cell_that_answers_is_told_once_wherever_it_is(stage: Stage) -> None:
    stage.show(TouchTest(room=ROOM, touched=frozenset({0})))
    for cell in (0, 1, 59):
        QTest.mousePress(
            glass(stage), Qt.MouseButton.LeftButton, pos=glass(stage).cell_area(cell).center().toPoint()
        )
    assert [event for event in stage.posted() if isinstance(event, CellTouched)] == [
        CellTouched(cell=1),
        CellTouched(cell=59),
    ]


def test_a_touch_beside_a_cross_is_measured_in_millimetres(stage: Stage) -> None:
    stage.show(TouchTest(room=ROOM, touched=frozenset(range(60))))
    cross = glass(stage).crosses()[0].toPoint()
    QTest.mousePress(glass(stage), Qt.MouseButton.LeftButton, pos=cross + QPoint(36, 0))
    (told,) = [event for event in stage.posted() if isinstance(event, CrossTouched)]
    assert 9.0 < told.miss_mm < 11.0


def test_a_record_that_waits_can_be_sent_at_once_or_set_aside(stage: Stage) -> None:
    stage.show(replace(ROOM, section=Section.QUEUE))
    stage.button("act_retry_one5f").click()
    stage.button("act_park5f").click()
    acts = [event.act for event in stage.posted() if isinstance(event, StaffActChosen)]
    assert acts == [StaffAct.RETRY_ONE, StaffAct.PARK]


def test_a_name_is_spelled_and_picked_on_the_screen(stage: Stage) -> None:
    stage.show(staff_pages()["staff_assist_name"])
    stage.button("character_瑰").click()
    assert CharacterChosen(character="瑰") in stage.posted()


@pytest.mark.parametrize("name", list(staff_pages()))
@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("portrait", [False, True])
def test_every_staff_page_fits_its_panel(
    name: str, large: bool, portrait: bool, stage_on: Callable[[ScreenSettings], Stage]
) -> None:
    screen = PORTRAIT if portrait else LANDSCAPE
    stage = stage_on(screen)
    stage.show(staff_pages()[name], Preferences(large=large))
    assert stage.window.page_widget().fits(screen.width_px, screen.height_px)


LONGEST = {
    Section.DEVICES: Text(
        zh="没有声音设备，不能朗读：检查喇叭的线；在主板设置里打开声卡",
        en="No sound device: nothing is read aloud. Check the loudspeaker's cable; switch the sound card on",
    ),
    Section.QUEUE: Text(
        zh="没有找到能用的 U 盘：插好 FAT 或 exFAT 格式的，再按一次",
        en="No usable stick: plug in one with FAT or exFAT, press again",
    ),
    Section.SERVICE: Text(zh="没有做成：数据存储写不进去", en="Not done: the store cannot be written"),
    Section.PAPER: Text(zh="接着，但不回答", en="Connected, but it does not answer"),
    Section.MACHINE: Text(
        zh="buka-kiosk_1.2_amd64.deb 已交给更新程序：没有人办理时试装，不合格会退回原版本。现在可以拔下 U 盘",
        en="buka-kiosk_1.2_amd64.deb is handed over: tried when nobody is here, undone if unfit. Pull it out",
    ),
    Section.LOG: Text(
        zh="已写入 U 盘：日志 120 KB，现在可以拔下",
        en="Written to the stick: 120 KiB of log; pull it out now",
    ),
}
"""What an act of each section may come to."""
WRONG = replace(LOOK.checks[0], last=Text(zh="11-21 16:20 试过：不好", en="tested 11-21 16:20: not well"))
WELL = replace(LOOK.checks[1], last=Text(zh="11-21 16:20 试过：好", en="tested 11-21 16:20: well"))
BUSY_DAY = replace(
    LOOK, checks=(*[WRONG] * 6, *[WELL] * 8), log=LOOK.log * 9, crashes=2, crash_where="x.py, line 8"
)


@pytest.mark.parametrize("section", list(Section))
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(("large", "portrait"), [(False, False), (True, False), (False, True), (True, True)])
def test_a_bad_day_fits_the_panel_too(
    section: Section, language: str, large: bool, portrait: bool, stage_on: Callable[[ScreenSettings], Stage]
) -> None:
    """Everything fails, the program died, and the last act says a long sentence."""
    screen = PORTRAIT if portrait else LANDSCAPE
    stage = stage_on(screen)
    for sheet in (0, 2):
        page = replace(ROOM, section=section, look=BUSY_DAY, said=LONGEST[section], well=False, sheet=sheet)
        stage.show(page, Preferences(language=language, large=large))
        assert stage.window.page_widget().fits(screen.width_px, screen.height_px)


def test_a_look_that_a_section_does_not_show_changes_no_page_under_a_finger(stage: Stage) -> None:
    room = replace(ROOM, section=Section.SERVICE)
    stage.show(room)
    before = stage.button("act_open")
    stage.show(replace(room, look=replace(LOOK, crashes=1)))
    assert stage.button("act_open") is before
