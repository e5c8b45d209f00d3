"""What was calibrated is kept over a restart, above what was kept before, and a shell takes it back."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kiosk.cli import application
from kiosk.config import Settings
from kiosk.flow.affine import Affine
from kiosk.flow.roles import StaffAct
from kiosk.terminal.touch_file import FILE, forget_touch, keep_touch, kept_touch
from tests.staff.test_staffing import Hall, hall, stick

__all__ = ["hall", "stick"]


@pytest.mark.parametrize(
    "said",
    [
        "",
        "{",
        "[]",
        '{"mm": [1, 0, 0]}',
        '{"mm": [0, 0, 0, 0, 0, 0]}',
        '{"mm": [1, 0, NaN, 0, 1, 0]}',
        '{"mm": [9, 0, 0, 0, 9, 0]}',
        '{"mm": "none"}',
    ],
)
def test_a_file_that_cannot_be_believed_leaves_the_panel_as_it_is(said: str, tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(said)
    assert kept_touch(tmp_path) == Affine()


def test_a_second_calibration_stands_above_the_first(tmp_path: Path) -> None:
    keep_touch(tmp_path, Affine(c=3.0))
    keep_touch(tmp_path, Affine(c=2.0, f=1.0))
    assert kept_touch(tmp_path) == Affine(c=5.0, f=1.0)
    assert forget_touch(tmp_path)
    assert not forget_touch(tmp_path)
    assert kept_touch(tmp_path) == Affine()


def test_a_disk_that_cannot_be_written_is_told_and_nothing_is_kept(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_path: Path, _content: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("kiosk.terminal.touch_file.write_file", full)
    done = hall.act(StaffAct.CALIBRATE, "1 0 3 0 1 0")
    assert not done.well
    assert kept_touch(hall.settings.store.path.parent) == Affine()


def test_what_staff_keep_is_kept_and_in_the_audit(hall: Hall) -> None:
    assert hall.act(StaffAct.CALIBRATE, "1 0 3 0 1 -2.5").well
    assert kept_touch(hall.settings.store.path.parent) == Affine(c=3.0, f=-2.5)
    last = hall.audited()[-1]
    assert (last["event"], last["act"], last["clerk"]) == ("staff.acted", "calibrate", "01")


def test_a_shell_takes_it_back_beside_a_running_terminal(
    hall: Hall, config: Path, settings: Settings
) -> None:
    folder = settings.store.path.parent
    keep_touch(folder, Affine(c=3.0))
    words = ["staff", "reset-touch", "--config", str(config)]
    assert CliRunner().invoke(application(), words).exit_code == 0
    assert kept_touch(folder) == Affine()
    assert json.loads((folder / "staff-shell-acts.jsonl").read_text())["act"] == "reset_touch"
    assert CliRunner().invoke(application(), words).exit_code == 3
