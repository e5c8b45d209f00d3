"""A shell beside a running terminal hears what the terminal saw: one wire is not asked twice."""

import json
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from typer.testing import CliRunner

from hardware.printer.status import PrinterState
from kiosk.cli import application
from kiosk.config import Settings
from kiosk.staff.last_seen import FILE, LastSeen, Seen, process
from tests.staff.conftest import NOW

LOCAL = f"{NOW.astimezone(ZoneInfo('Asia/Shanghai')):%m-%d %H:%M}"
SEEN = Seen(by=process(), at=NOW, printer=PrinterState.PAPER_OUT, paper_low=False, reader=True, sound=True)


def test_beside_a_running_terminal_its_own_word_of_the_devices_counts(
    config: Path, settings: Settings
) -> None:
    settings.store.path.parent.mkdir()
    LastSeen(settings.store.path.parent).write(SEEN)
    done = CliRunner().invoke(
        application(), ["doctor", "--config", str(config), "--json", "--language", "en"]
    )
    rows = {row["name"]: row["detail"] for row in json.loads(done.stdout)}
    assert rows["printer"] == f"Out of paper (in use by the running terminal, so since {LOCAL})"
    assert rows["sound"].startswith("Plays (in use")
    asked = CliRunner().invoke(application(), ["printer", "status", "--config", str(config), "--json"])
    assert json.loads(asked.stdout)["state"] == "paper_out"


@pytest.mark.parametrize(
    "by",
    ["", "another-boot 1 1", process().rpartition(" ")[0] + " 1"],
    ids=["nobody", "another boot", "a process that began at another moment"],
)
def test_the_word_of_a_terminal_that_is_gone_does_not_count(by: str, tmp_path: Path) -> None:
    LastSeen(tmp_path).write(SEEN.model_copy(update={"by": by}))
    assert LastSeen(tmp_path).read() is None


def test_a_terminal_that_was_cut_off_is_known_at_the_next_start_and_one_that_ended_well_is_not(
    tmp_path: Path,
) -> None:
    seen = LastSeen(tmp_path)
    assert not seen.left_behind()
    seen.write(SEEN)
    assert not seen.left_behind()
    seen.write(SEEN.model_copy(update={"by": "another-boot 1 1"}))
    assert seen.left_behind()
    seen.forget()
    assert not seen.left_behind()


def test_a_word_that_is_no_word_does_not_count(tmp_path: Path) -> None:
    assert LastSeen(tmp_path).read() is None
    (tmp_path / FILE).write_text("{}")
    assert LastSeen(tmp_path).read() is None
