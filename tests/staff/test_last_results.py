"""What is remembered of each device over a restart: its last test, and when it last failed."""

import json
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from typer.testing import CliRunner

from kiosk.cli import application
from kiosk.config import Settings
from kiosk.flow.roles import StaffAct
from kiosk.rules.policy import Text
from kiosk.staff.check import Subject, unwell, well
from kiosk.staff.last_results import FILE, LastResults, told
from kiosk.staff.touch_check import check_touch
from tests.staff.conftest import NOW
from tests.staff.test_staffing import Hall, hall, stick

__all__ = ["hall", "stick"]
ZONE = ZoneInfo("Asia/Shanghai")
WORN = unwell(Subject.PRINTER, Text(zh="没有纸了", en="Out of paper"), Text(zh="换纸", en="New paper"))


def test_a_file_that_is_damaged_is_as_if_nothing_were_remembered(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text('{"printer": {"tested"')
    results = LastResults(tmp_path)
    assert results.all() == {}
    results.tested(Subject.PRINTER, NOW, Text(zh="好", en="good"), well=True)
    assert set(results.all()) == {Subject.PRINTER}


def test_a_folder_that_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    LastResults(tmp_path / "gone").tested(Subject.SOUND, NOW, Text(zh="好", en="good"), well=True)
    assert LastResults(tmp_path / "gone").all() == {}


def test_a_failure_is_remembered_after_it_was_mended_and_beside_the_test(tmp_path: Path) -> None:
    results = LastResults(tmp_path)
    results.checked([WORN, well(Subject.CLOCK, "好", "good")], NOW)
    results.checked([well(Subject.PRINTER, "好", "good")], NOW + timedelta(hours=1))
    results.tested(Subject.PRINTER, NOW + timedelta(hours=2), Text(zh="好", en="good"), well=True)
    kept = LastResults(tmp_path).all()
    assert set(kept) == {Subject.PRINTER}
    words = told(kept[Subject.PRINTER], ZONE)
    assert words is not None
    assert words.en == "tested 11-22 12:35: well; failed 11-22 10:35"
    assert words.zh == "11-22 12:35 试过：好；11-22 10:35 出过故障"


def test_a_touch_panel_that_was_never_tried_is_well_and_one_with_a_dead_zone_is_told(tmp_path: Path) -> None:
    assert check_touch(None).ok
    results = LastResults(tmp_path)
    results.tested(Subject.TOUCH, NOW, Text(zh="有 1 格没有反应", en="1 cell never answered"), well=False)
    check = check_touch(results.all()[Subject.TOUCH])
    assert not check.ok
    assert not check.needed
    assert check.detail.en == "1 cell never answered"


def test_what_staff_tried_is_told_by_the_doctor_of_a_shell(
    hall: Hall, config: Path, settings: Settings
) -> None:
    assert not hall.act(StaffAct.TEST_TOUCH, "2 5 0.0").well
    assert not hall.act(StaffAct.TEST_PRINTER).well
    done = CliRunner().invoke(
        application(), ["doctor", "--config", str(config), "--json", "--language", "en"]
    )
    rows = {row["name"]: row for row in json.loads(done.stdout)}
    assert rows["printer"]["last"].startswith("tested 11-22 10:35: not well")
    assert rows["touch"]["detail"].startswith("2 cells never answered")
    assert rows["touch"]["ok"]
    assert rows["clock"]["last"] == ""
