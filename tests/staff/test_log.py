"""The log: a closed catalogue held to the sources, readable and exportable, and no person in it."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kiosk.cli import application
from kiosk.staff.crashes import keep_earlier, reports
from kiosk.staff.events import EVENTS, Severity
from kiosk.staff.log_file import entries, export
from tests.conftest import LogRecord

ROOT = Path(__file__).parents[2]
_CALL = re.compile(
    r"(?:_?log(?:ger)?\.(?:debug|info|warning|error|critical|exception)|tell)\(\s*\"([a-z_]+\.[a-z_]+)\""
)
_LEVEL = re.compile(r"log(?:ger)?\.(info|warning|error|critical|exception)\(\s*\"([a-z_]+\.[a-z_]+)\"")


def sources() -> Iterator[str]:
    for room in ("kiosk", "hardware"):
        for path in (ROOT / room).rglob("*.py"):
            yield path.read_text(encoding="utf-8")


def test_every_event_that_the_code_logs_is_in_the_catalogue_and_no_other_is() -> None:
    logged = {name for text in sources() for name in _CALL.findall(text)}
    assert logged == set(EVENTS)


def test_every_call_of_a_logger_names_its_event_literally() -> None:
    calls = re.compile(r"\b_?log(?:ger)?\.(?:debug|info|warning|error|critical|exception)\((?!\s*\")")
    assert [text for text in sources() if calls.search(text)] == []


def test_the_catalogue_says_the_severity_that_the_code_uses() -> None:
    levels: dict[str, set[str]] = {}
    for text in sources():
        for level, name in _LEVEL.findall(text):
            levels.setdefault(name, set()).add("error" if level == "exception" else level)
    wrong = {name: found for name, found in levels.items() if EVENTS[name].severity.value not in found}
    assert wrong == {}


def test_whatever_is_more_than_information_has_a_remedy() -> None:
    assert [
        name for name, event in EVENTS.items() if event.severity is not Severity.INFO and event.remedy is None
    ] == []


@pytest.fixture
def log_file(config: Path, edit: Callable[[str, str], None], tmp_path: Path) -> Path:
    """A log in two parts, the older one rotated away, the newer one cut off by a power cut."""
    edit("[store]", '[log]\npath = "kiosk.log"\n[store]')
    newest = tmp_path / "kiosk.log"
    newest.write_text(
        json.dumps(
            {"event": "terminal.crashed", "level": "error", "timestamp": "2026-11-22T10:00:00", "code": "X"}
        )
        + '\n{"event": "card.reader'
    )
    newest.with_name("kiosk.log.1").write_text(
        json.dumps({"event": "card.reader_lost", "level": "info", "timestamp": "2026-11-21T10:00:00"}) + "\n"
    )
    return newest


def test_a_line_cut_off_by_a_power_cut_is_skipped_and_the_oldest_comes_first(log_file: Path) -> None:
    assert [entry.event for entry in entries(log_file)] == ["card.reader_lost", "terminal.crashed"]


def test_the_command_shows_only_what_is_asked_for(log_file: Path, config: Path) -> None:
    done = CliRunner().invoke(
        application(), ["log", "show", "--config", str(config), "--level", "error", "--json"]
    )
    assert [json.loads(line)["event"] for line in done.stdout.splitlines()] == ["terminal.crashed"]


def test_every_line_is_explained(log_file: Path, config: Path) -> None:
    done = CliRunner().invoke(application(), ["log", "show", "--config", str(config), "--language", "en"])
    assert EVENTS["card.reader_lost"].meaning.en in done.stdout


def test_an_export_never_overwrites(log_file: Path, config: Path, tmp_path: Path) -> None:
    target = tmp_path / "taken.log"
    words = ["log", "export", str(target), "--config", str(config)]
    assert CliRunner().invoke(application(), words).exit_code == 0
    before = target.read_bytes()
    assert CliRunner().invoke(application(), words).exit_code == 73
    assert target.read_bytes() == before


def test_an_export_to_a_full_stick_leaves_nothing_behind(
    log_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_source: object, out: Callable[..., object]) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("shutil.copyfileobj", full)
    with pytest.raises(OSError, match="No space"):
        export(log_file, tmp_path / "taken.log")
    assert not (tmp_path / "taken.log").exists()


def test_without_a_log_file_the_command_points_to_the_journal(config: Path) -> None:
    done = CliRunner().invoke(application(), ["log", "show", "--config", str(config)])
    assert done.exit_code == 3
    assert "journalctl" in done.stderr


_DIES = """
import os, sys
from pathlib import Path
from kiosk.staff.crashes import watch
watch(Path(sys.argv[1]))
person = "11010519491231002X"
os.abort()
"""


def test_a_program_that_dies_leaves_a_report_without_values_for_the_next_start(
    tmp_path: Path, log: LogRecord
) -> None:
    log.expected.add("terminal.died_before")
    done = subprocess.run(
        [sys.executable, "-c", _DIES, str(tmp_path)], cwd=ROOT, check=False, env={**os.environ}
    )
    assert done.returncode < 0
    keep_earlier(tmp_path)
    (report,) = reports(tmp_path)
    assert any("Aborted" in line for line in report.lines)
    assert "11010519491231002X" not in "".join(report.lines)
    assert [entry["event"] for entry in log] == ["terminal.died_before"]
