"""The table, the file and the exit code of `deploy/bench`; what it measures is not tested here."""

import contextlib
import json
import secrets
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bench import __main__ as bench
from tests.bench.entry import Entry, Goal, Measure, entry, growth

ROW: Entry = {
    "name": "filing", "value": 806, "unit": "records/s", "beside": "bare SQLite", "beside_value": 2051,
    "ratio": 0.39, "goal": 0.6, "met": False, "spread": [[1, 2], [3, 4]],
}  # fmt: skip


def cells(entries: list[Entry]) -> list[dict[str, str]]:
    """The table read back by its columns."""
    head, *rows = bench.table(entries).splitlines()
    names = head.split()
    starts = [head.index(f"{name}") for name in names[:-1]] + [head.rindex(names[-1])]
    ends = [*starts[1:], None]
    return [{name: row[a:b].strip() for name, a, b in zip(names, starts, ends, strict=True)} for row in rows]


def test_a_missed_goal_is_shouted_and_a_met_one_is_not() -> None:
    [missed, met] = cells([ROW, ROW | {"met": True}])
    assert missed["met"] == "NO"
    assert met["met"] == "yes"


@pytest.mark.parametrize("nothing", [0, 0.0])
def test_a_figure_of_nothing_is_told_as_a_figure_not_as_a_refusal(nothing: float) -> None:
    [row] = cells([ROW | {"value": nothing, "beside_value": nothing}])
    assert row["value"] == row["beside_value"] == str(nothing)


@pytest.mark.parametrize("one", [1, 1.0])
def test_a_figure_of_one_is_told_as_a_figure_not_as_a_yes(one: float) -> None:
    [row] = cells([ROW | {"ratio": one, "goal": one}])
    assert row["ratio"] == row["goal"] == str(one)


def test_what_has_no_goal_is_neither_met_nor_missed() -> None:
    [row] = cells([ROW | {"ratio": None, "goal": None, "met": None}])
    assert (row["ratio"], row["goal"], row["met"]) == ("", "", "")


def test_the_spread_has_a_column_as_soon_as_one_row_has_it() -> None:
    bare = {key: value for key, value in ROW.items() if key != "spread"}
    assert "spread" not in bench.table([bare])
    assert [row["spread"] for row in cells([bare, ROW])] == ["", "[[1, 2], [3, 4]]"]


def test_chinese_names_take_two_columns_a_character() -> None:
    wide, narrow = bench.table([ROW | {"name": "挂失"}, ROW | {"name": "abcd"}]).splitlines()[1:]
    assert wide.index("806") == narrow.index("806") - 2


def test_an_entry_without_the_agreed_keys_is_not_taken() -> None:
    with pytest.raises(bench.NotMeasuredError, match="card: an entry has no goal, met"):
        bench.sound("card", [{key: value for key, value in ROW.items() if key not in {"goal", "met"}}])
    assert bench.sound("card", [ROW]) == [ROW]


@pytest.mark.parametrize(
    ("met", "complete", "code"),
    [
        ([True, None], True, 0),
        ([None, False, True], True, 1),
        ([True], False, 2),
        ([False], False, 2),
    ],
)
def test_the_exit_code_tells_what_became_of_the_goals(
    met: list[bool | None], complete: bool, code: int
) -> None:
    assert bench.verdict([ROW | {"met": one} for one in met], complete=complete) == code


def test_a_name_that_is_no_bench_is_refused_before_anything_is_measured(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert bench.main(["gatway"]) == 64
    assert "gateway" in capsys.readouterr().err


def test_every_bench_says_how_long_it_takes() -> None:
    assert set(bench.names()) == set(bench._QUIET_SECONDS)


def test_a_run_tells_its_table_and_writes_its_file_although_one_bench_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def measured(name: str) -> list[Entry]:
        if name == "card":
            raise bench.NotMeasuredError("card: no reader")
        return [ROW | {"name": name}]

    monkeypatch.setattr(bench, "measure", measured)
    monkeypatch.setattr(bench, "ROOT", tmp_path)
    monkeypatch.setattr(bench, "OUT", tmp_path / "build" / "bench.json")
    assert bench.main(["card", "queue"]) == 2
    said = capsys.readouterr()
    assert "NOT MEASURED card: no reader" in said.err
    assert "min on two quiet cores" in said.err
    assert "took " in said.err
    assert "queue" in said.out
    [row] = json.loads((tmp_path / "build" / "bench.json").read_text(encoding="utf-8"))
    assert row["name"] == "queue"


def test_a_command_that_fails_is_told_by_its_last_words() -> None:
    assert bench.completed([sys.executable, "-c", "pass"]) is None
    assert bench.completed([sys.executable, "-c", "raise SystemExit('no disk')"]) == "no disk"
    assert bench.completed([sys.executable, "-c", "raise SystemExit(3)"]) == "exit 3"


@pytest.mark.real
def test_a_bench_that_does_not_end_is_stopped_with_all_that_it_started(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A child that minds no Ctrl-C and keeps the output open does not hold the run either."""
    monkeypatch.setattr(bench, "_TIDY_SECONDS", 0.2)
    nap = f"600.{secrets.randbelow(10**9):09}"
    assert bench.completed(["sh", "-c", f"sleep {nap} & wait"], seconds=1.6) == "not done after 2 s"
    until = time.monotonic() + 30
    while any(nap in words for words in _commands()):
        assert time.monotonic() < until


def _commands() -> Iterator[str]:
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            yield file.read_bytes().decode(errors="replace")


# --- One row ---


def test_a_row_has_the_median_and_the_spread_of_both_sides() -> None:
    row = entry("x", "ms", [3.04, 1.0, 2.0], "y", [10.0, 30.0, 20.0])
    assert (row["value"], row["beside_value"]) == (2.0, 20.0)
    assert row["spread"] == [[1.0, 3.0], [10.0, 30.0]]
    assert (row["goal"], row["met"]) == (None, None)
    assert row.keys() >= bench.KEYS


def test_a_ratio_is_taken_round_by_round() -> None:
    """A machine that is slow for one round is slow for both sides."""
    assert entry("x", "ms", [1.0, 20.0, 3.0], "y", [2.0, 40.0, 6.0])["ratio"] == 0.5
    assert entry("x", "ms", [1.0, 9.0], "y", [2.0, 2.0, 2.0])["ratio"] == 2.5


def test_beside_nothing_there_is_no_ratio() -> None:
    row = entry("x", "MB", [0.5], "y", [0.0], Goal(8.0, Measure.VALUE_AT_MOST))
    assert row["ratio"] is None
    assert row["met"] is True
    with pytest.raises(ValueError, match="no ratio"):
        entry("x", "MB", [0.5], "y", [0.0], Goal(8.0))


@pytest.mark.parametrize(
    ("measure", "below", "equal", "above"),
    [
        (Measure.RATIO_AT_MOST, True, True, False),
        (Measure.RATIO_AT_LEAST, False, True, True),
        (Measure.VALUE_AT_MOST, True, True, False),
    ],
)
def test_a_goal_is_met_at_its_very_figure(measure: Measure, below: bool, equal: bool, above: bool) -> None:
    found = [entry("x", "ms", [n], "y", [1.0], Goal(2.0, measure))["met"] for n in (1.9, 2.0, 2.1)]
    assert found == [below, equal, above]


def test_ten_times_the_work_may_take_a_fifth_more_than_ten_times_the_time() -> None:
    assert growth("x", "s", [12.0], [1.0])["met"] is True
    assert growth("x", "s", [12.1], [1.0])["met"] is False
    assert growth("x", "s", [12.0], [1.0])["name"].startswith("growth: ")


def test_figures_without_decimals_are_whole_numbers() -> None:
    row = entry("x", "1/s", [8328.4], "y", [12419.0], digits=0)
    assert json.dumps([row["value"], row["spread"]]) == "[8328, [[8328, 8328], [12419, 12419]]]"
