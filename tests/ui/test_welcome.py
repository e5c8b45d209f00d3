"""The page that nobody uses yet, and the one on which nobody can: both tell what works."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from kiosk.flow import pages as p
from kiosk.flow.conditions import Conditions, OutOfService, PrinterCondition, ReaderCondition
from kiosk.flow.events import DistrictChosen, Press, Pressed
from kiosk.flow.preferences import Contrast, Preferences
from kiosk.ui.components.attract_loop import SCENES, STILL_MS, AttractLoop
from kiosk.ui.components.terminal_drawing import ReaderLook, Scene, TerminalDrawing
from kiosk.ui.components.text import Text
from kiosk.ui.sample_states import sample_kiosk, sample_pages
from tests.ui.conftest import Stage, sample

PAGES = sample_pages()
WELL = sample_kiosk(p.Welcome()).conditions


def words(stage: Stage) -> str:
    page = stage.window.page_widget()
    return " ".join(each.text() for each in page.findChildren(Text) if each.isVisibleTo(page))


def loop_of(stage: Stage) -> AttractLoop | None:
    loops = stage.window.page_widget().findChildren(AttractLoop)
    return loops[0] if loops else None


def scene_of(stage: Stage) -> Scene:
    drawing = stage.window.page_widget().findChild(TerminalDrawing)
    assert drawing is not None
    return drawing._scene


def test_the_welcome_page_turns_calm_pictures_of_what_happens_here(stage: Stage) -> None:
    stage.show(p.Welcome())
    loop = loop_of(stage)
    assert loop is not None
    seen = []
    for _ in SCENES:
        seen.append(scene_of(stage))
        loop.timeout.emit()
    assert tuple(seen) == SCENES
    assert scene_of(stage) == SCENES[0]
    assert loop.isActive()
    assert loop.interval() == STILL_MS >= 5000


def test_the_pictures_stop_at_the_first_touch(stage: Stage) -> None:
    stage.show(p.Welcome())
    QTest.mousePress(stage.window.page_widget(), Qt.MouseButton.LeftButton, pos=QPoint(1500, 500))
    loop = loop_of(stage)
    assert loop is not None
    assert not loop.isActive()


def test_a_card_that_lies_there_goes_before_every_picture(stage: Stage) -> None:
    stage.show(p.Welcome())
    kiosk = sample_kiosk(p.Welcome())
    lying = replace(kiosk.conditions, reader=ReaderCondition.CARD_PRESENT)
    stage.window.show_state(replace(kiosk, conditions=lying))
    loop = loop_of(stage)
    assert loop is not None
    loop.timeout.emit()
    assert scene_of(stage).reader is ReaderLook.DONE


def test_nothing_turns_in_high_contrast(stage: Stage) -> None:
    stage.show(p.Welcome(), Preferences(contrast=Contrast.HIGH))
    assert loop_of(stage) is None


@pytest.mark.parametrize(
    ("conditions", "says"),
    [
        (replace(WELL, upstream_reachable=False), "可以提交挂失和补办，联网后生效"),
        (replace(WELL, printer=PrinterCondition.PAPER_OUT), "凭条纸用完了，可以不打印办理"),
        (replace(WELL, reader=ReaderCondition.NO_READER), "读卡器暂时不能用，可以查网点"),
        (WELL, "现在可以办理：挂失、补办、查进度"),
    ],
)
def test_the_welcome_page_says_what_works_now(stage: Stage, conditions: Conditions, says: str) -> None:
    kiosk = sample_kiosk(p.Welcome())
    stage.window.show_state(replace(kiosk, conditions=conditions))
    assert says in words(stage)


@pytest.mark.parametrize("reason", list(OutOfService))
def test_a_closed_terminal_says_why_what_still_works_and_where_to_go(
    stage: Stage, reason: OutOfService
) -> None:
    stage.show(replace(sample(p.ClosedPage, "closed"), reason=reason))
    text = words(stage)
    assert "暂停服务：" in text
    assert "现在还能办：拨打 12333，马上停用旧卡、查进度" in text
    assert "江岸区社保服务大厅" in text
    assert "机器编号" in text


def test_a_closed_terminal_without_a_policy_still_names_the_telephone(stage: Stage) -> None:
    stage.show(p.ClosedPage(reason=OutOfService.POLICY))
    assert "拨打 12333" in words(stage)


def test_a_closed_terminal_shows_the_way_to_all_outlets_and_by_district(stage: Stage) -> None:
    stage.show(PAGES["closed"])
    stage.button("search").click()
    stage.show(PAGES["browse_outlets"])
    stage.button("search").click()
    assert stage.posted() == [Pressed(press=Press.SEARCH)] * 2
    stage.show(PAGES["browse_districts"])
    stage.button("district_江汉区").click()
    assert stage.posted()[-1] == DistrictChosen(district="江汉区")
    stage.show(PAGES["browse_outlets_found"])
    stage.button("clear").click()
    assert stage.posted()[-1] == Pressed(press=Press.CLEAR)
