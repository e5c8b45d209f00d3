"""The page that nobody uses yet, and the one on which nobody can: both tell what works."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from kiosk.flow import pages as p
from kiosk.flow.conditions import OutOfService, PrinterCondition, ReaderCondition
from kiosk.flow.preferences import Contrast, Preferences
from kiosk.ui.components.attract_loop import SCENES, STILL_MS, AttractLoop
from kiosk.ui.components.terminal_drawing import ReaderLook, TerminalDrawing
from kiosk.ui.components.text import Text
from kiosk.ui.sample_states import sample_kiosk, sample_pages

PAGES = sample_pages()


def words(stage):
    page = stage.window.page_widget()
    return " ".join(each.text() for each in page.findChildren(Text) if each.isVisibleTo(page))


def loop_of(stage):
    loops = stage.window.page_widget().findChildren(AttractLoop)
    return loops[0] if loops else None


def scene_of(stage):
    return stage.window.page_widget().findChild(TerminalDrawing)._scene


def test_the_welcome_page_turns_calm_pictures_of_what_happens_here(stage):
    stage.show(p.Welcome())
    loop = loop_of(stage)
    seen = []
    for _ in SCENES:
        seen.append(scene_of(stage))
        loop.timeout.emit()
    assert tuple(seen) == SCENES
    assert scene_of(stage) == SCENES[0]
    assert loop.isActive()
    assert loop.interval() == STILL_MS >= 5000


def test_the_pictures_stop_at_the_first_touch(stage):
    stage.show(p.Welcome())
    QTest.mousePress(stage.window.page_widget(), Qt.MouseButton.LeftButton, pos=QPoint(1500, 500))
    assert not loop_of(stage).isActive()


def test_a_card_that_lies_there_goes_before_every_picture(stage):
    stage.show(p.Welcome())
    kiosk = sample_kiosk(p.Welcome())
    lying = replace(kiosk.conditions, reader=ReaderCondition.CARD_PRESENT)
    stage.window.show_state(replace(kiosk, conditions=lying))
    loop_of(stage).timeout.emit()
    assert scene_of(stage).reader is ReaderLook.DONE


def test_nothing_turns_in_high_contrast(stage):
    stage.show(p.Welcome(), Preferences(contrast=Contrast.HIGH))
    assert loop_of(stage) is None


@pytest.mark.parametrize(
    ("conditions", "says"),
    [
        ({"upstream_reachable": False}, "可以提交挂失和补办，联网后生效"),
        ({"printer": PrinterCondition.PAPER_OUT}, "凭条纸用完了，可以不打印办理"),
        ({"reader": ReaderCondition.NO_READER}, "读卡器暂时不能用，可以查网点"),
        ({}, "现在可以办理：挂失、补办、查进度"),
    ],
)
def test_the_welcome_page_says_what_works_now(stage, conditions, says):
    kiosk = sample_kiosk(p.Welcome())
    stage.window.show_state(replace(kiosk, conditions=replace(kiosk.conditions, **conditions)))
    assert says in words(stage)


@pytest.mark.parametrize("reason", list(OutOfService))
def test_a_closed_terminal_says_why_what_still_works_and_where_to_go(stage, reason):
    stage.show(replace(PAGES["closed"], reason=reason))
    text = words(stage)
    assert "暂停服务：" in text
    assert "现在还能办：拨打 12333，马上停用旧卡、查进度" in text
    assert "江岸区社保服务大厅" in text
    assert "机器编号" in text


def test_a_closed_terminal_without_a_policy_still_names_the_telephone(stage):
    stage.show(p.ClosedPage(reason=OutOfService.POLICY))
    assert "拨打 12333" in words(stage)
