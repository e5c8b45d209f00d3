"""Rows read straight from the pages are those that SQLite reads, whatever their sizes and numbers."""

from collections.abc import Collection, Sequence
from pathlib import Path

import pytest

from kiosk.store import sqlite
from kiosk.store.database import Value
from kiosk.store.page_rows import rows_of

LARGEST = (1 << 20) - 5
"""A blob that makes a payload of 1 MiB: one byte says how long the head is, four which type the blob has."""


def written(path: Path, rows: Collection[tuple[int, Sequence[Value]]]) -> list[tuple[int, tuple[Value, ...]]]:
    raw = sqlite.connect(str(path))
    raw.execute("PRAGMA page_size = 4096")
    for width in {len(row) for _, row in rows}:
        columns = ", ".join(f"c{index}" for index in range(width))
        raw.execute(f"CREATE TABLE t{width} ({columns})")
        marks = ", ".join("?" * (width + 1))
        these = [(rowid, *row) for rowid, row in rows if len(row) == width]
        raw.executemany(f"INSERT INTO t{width} (rowid, {columns}) VALUES ({marks})", these)  # noqa: S608 - ours
    raw.commit()
    raw.close()
    return sorted(
        ((rowid, row) for rowid, row in rows_of(path) if row[0] != "table"), key=lambda found: found[0]
    )


INTEGERS = [
    sign * (1 << bits) + step
    for bits in (0, 7, 15, 23, 31, 47, 62)
    for sign in (1, -1)
    for step in (-1, 0, 1)
]


def test_integers_of_every_length_are_read(tmp_path: Path) -> None:
    """sqlite.org/fileformat2.html, section 2.1: 1, 2, 3, 4, 6 and 8 bytes; 0 and 1 have none."""
    rows = [(number, (value, None, "x")) for number, value in enumerate(INTEGERS, 1)]
    assert written(tmp_path / "any.db", rows) == rows


def test_row_numbers_of_every_length_are_read(tmp_path: Path) -> None:
    """Section 1.6: varints of one to nine bytes, seven bits each and the ninth whole."""
    numbers = sorted({max(1, (1 << bits) - step) for bits in range(0, 63, 7) for step in (0, 1)} | {1 << 62})
    rows = [(number, (number, "y")) for number in numbers]
    assert written(tmp_path / "any.db", rows) == rows


@pytest.mark.parametrize("start", [0, 50, 4040, 4470, 8130, 12210, 16290])
def test_rows_are_read_whole_whether_or_not_they_go_on_over_other_pages(tmp_path: Path, start: int) -> None:
    """Section 1.6: up to 4061 bytes stay on a page of 4096; of more, 489 to 4061."""
    rows: list[tuple[int, tuple[Value, ...]]] = [
        (number, (None, bytes((number % 251,)) * (start + number), "文" * 3)) for number in range(1, 61)
    ]
    assert written(tmp_path / "any.db", rows) == rows


def test_a_row_of_one_mebibyte_is_read_and_a_larger_one_is_taken_for_rubbish(tmp_path: Path) -> None:
    rows = [(1, (bytes(LARGEST),)), (2, (bytes(LARGEST + 1),)), (3, (b"small",))]
    assert [number for number, _ in written(tmp_path / "any.db", rows)] == [1, 3]


def test_what_is_in_none_of_our_tables_is_passed_over_and_its_neighbours_are_read(tmp_path: Path) -> None:
    """A number with a fraction, a text that is no UTF-8."""
    path = tmp_path / "any.db"
    raw = sqlite.connect(str(path))
    raw.execute("CREATE TABLE t (a, b)")
    raw.execute("INSERT INTO t VALUES (1, 'one'), (2, 0.5), (3, CAST(x'FF' AS TEXT)), (4, 'four')")
    raw.commit()
    raw.close()
    assert [row for _, row in rows_of(path) if row[0] != "table"] == [(1, "one"), (4, "four")]


def test_the_first_page_is_read_too_behind_the_head_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "any.db"
    written(path, [(1, ("x",))])
    (schema,) = (row for _, row in rows_of(path) if row[0] == "table")
    assert schema[:3] == ("table", "t1", "t1")


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        list(rows_of(tmp_path / "none.db"))


@pytest.mark.parametrize("frames", [1, 3])
def test_the_newest_content_of_a_page_comes_from_the_log_and_the_older_after_it(
    tmp_path: Path, frames: int
) -> None:
    """Section 4.1: frames are read in their order, those of an earlier round are not."""
    path = tmp_path / "any.db"
    raw = sqlite.connect(str(path), isolation_level=None)
    raw.execute("PRAGMA journal_mode = WAL")
    raw.execute("CREATE TABLE t (a)")
    raw.execute("INSERT INTO t VALUES ('first')")
    raw.execute("PRAGMA wal_checkpoint(RESTART)").fetchall()
    for frame in range(frames):
        raw.execute("UPDATE t SET a = ?", (f"later {frame}",))
    found = [row[0] for _, row in rows_of(path) if row[0] != "table"]
    raw.close()
    assert found == [f"later {frames - 1}", "first"]


@pytest.mark.parametrize(("torn_at", "torn"), [(0, 32), (32, 24)])
def test_a_log_whose_head_or_first_frame_is_torn_is_read_all_the_same(
    tmp_path: Path, torn_at: int, torn: int
) -> None:
    """Section 4.1: either of them tells which frames are of this round."""
    path = tmp_path / "any.db"
    raw = sqlite.connect(str(path), isolation_level=None)
    raw.execute("PRAGMA journal_mode = WAL")
    raw.execute("CREATE TABLE t (a)")
    raw.execute("PRAGMA wal_checkpoint(RESTART)").fetchall()
    for frame in range(3):
        raw.execute("INSERT INTO t VALUES (?)", (frame,))
    log = bytearray(path.with_name("any.db-wal").read_bytes())
    raw.close()
    log[torn_at : torn_at + torn] = b"\xa5" * torn
    path.with_name("any.db-wal").write_bytes(log)
    assert {row[0] for _, row in rows_of(path) if row[0] != "table"} == {0, 1, 2}


def test_a_database_without_a_log_is_read_to_its_last_page(tmp_path: Path) -> None:
    path = tmp_path / "any.db"
    rows = [(number, (bytes(3000), number)) for number in range(1, 20)]
    assert written(path, rows) == rows
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size - 100)
    assert len(list(rows_of(path))) in {19, 20}, "the last page is cut off, the others and the schema stand"
