"""Opening the store: on a sound disk, a damaged file, a newer file, a disk that cannot be written."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.store import connection, sqlite
from kiosk.store.audit import Head
from kiosk.store.clock import SystemClock
from kiosk.store.connection import connect_durably
from kiosk.store.space import StoreLimits
from kiosk.store.store import Store, open_store
from kiosk.store.trouble import StoreTrouble, TroubleKind
from tests.store.stand import SMALL, HandClock, filed, loss_report, opened, taken


def trouble_at(path: Path, clock: HandClock) -> StoreTrouble:
    result = open_store(path, terminal="HZ01", clock=clock, limits=SMALL)
    assert isinstance(result, StoreTrouble), result
    return result


def overwrite(path: Path, offset: int, content: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(offset)
        file.write(content)


@pytest.fixture
def filled(path: Path, clock: HandClock) -> Path:
    store = opened(path, clock)
    for _ in range(40):
        filed(store)
    store.close()
    return path


def test_a_file_of_a_newer_program_is_refused_and_left_as_it_is(filled: Path, clock: HandClock) -> None:
    raw = sqlite.connect(str(filled))
    raw.execute("PRAGMA user_version = 2")
    raw.close()
    before = filled.read_bytes()
    assert trouble_at(filled, clock).kind is TroubleKind.NEWER
    assert filled.read_bytes() == before


def test_a_sqlite_with_the_wal_reset_bug_is_refused(
    path: Path, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite.sqlite3, "sqlite_version_info", (3, 51, 2))
    assert trouble_at(path, clock) == StoreTrouble(kind=TroubleKind.UNSAFE_SQLITE, detail="3.51.2")
    monkeypatch.setattr(sqlite.sqlite3, "sqlite_version_info", (3, 51, 3))
    opened(path, clock).close()


def test_a_file_in_the_directorys_place_is_a_trouble(tmp_path: Path, clock: HandClock) -> None:
    (tmp_path / "state").write_text("")
    assert trouble_at(tmp_path / "state" / "kiosk.db", clock).kind is TroubleKind.READ_ONLY


def test_a_directory_that_another_process_makes_at_the_same_moment_is_used(
    tmp_path: Path, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "state" / "kiosk.db"
    make = Path.mkdir

    def second(self: Path, mode: int = 0o777, parents: bool = False, exist_ok: bool = False) -> None:
        make(self, mode=mode, parents=parents)
        make(self, mode=mode, parents=parents, exist_ok=exist_ok)

    with monkeypatch.context() as between_looking_and_making:
        between_looking_and_making.setattr(Path, "mkdir", second)
        store = opened(path, clock)
    assert filed(store).header.number == "HZ01-000001-9"
    store.close()


@pytest.mark.parametrize("setting", ["journal_mode", "synchronous", "foreign_keys", "secure_delete"])
def test_a_setting_that_does_not_take_is_refused(
    path: Path, clock: HandClock, monkeypatch: pytest.MonkeyPatch, setting: str
) -> None:
    weaker = {"journal_mode": "DELETE", "synchronous": "NORMAL"}.get(setting, "OFF")
    expected = connection._SETTINGS[setting][1]
    monkeypatch.setitem(connection._SETTINGS, setting, (weaker, expected))
    assert trouble_at(path, clock) == StoreTrouble(kind=TroubleKind.NOT_DURABLE, detail=setting)


def test_every_setting_holds_after_the_file_is_opened_again(path: Path, tmp_path: Path) -> None:
    path.parent.mkdir()
    for _ in range(2):
        database = connect_durably(path, 1 << 30)
        assert not isinstance(database, StoreTrouble)
        read = {
            name: database.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "trusted_schema")
        }
        assert list(read.values()) == ["wal", 2, 1, 1, 0]
        assert database.execute("PRAGMA max_page_count").fetchone()[0] == (1 << 30) // 4096
        database.close()


@pytest.mark.parametrize("way", ["header", "page", "text", "truncated"])
def test_a_damaged_file_is_set_aside_whole_and_service_goes_on(
    filled: Path, clock: HandClock, way: str
) -> None:
    if way == "header":
        overwrite(filled, 0, b"not a database at all")
    elif way == "page":
        overwrite(filled, 4096 * 3, os.urandom(4096))
    elif way == "text":
        filled.write_text("hello")
    else:
        os.truncate(filled, filled.stat().st_size // 2)
    spoilt = filled.read_bytes()
    store = opened(filled, clock)
    assert store.set_aside is not None
    assert store.set_aside.read_bytes() == spoilt
    filed(store)
    assert isinstance(store.audit.verify(), Head)
    assert store.set_aside.name in next(store.audit.entries())
    store.close()


def test_receipt_numbers_do_not_repeat_after_a_damaged_file_was_set_aside(
    filled: Path, clock: HandClock
) -> None:
    filled.write_text("hello")
    store = opened(filled, clock)
    assert filed(store).header.seq > 40
    store.close()


def test_two_damaged_files_within_a_second_are_both_kept(filled: Path, clock: HandClock) -> None:
    for ordinal, content in enumerate(("one", "two"), 1):
        filled.write_text(content)
        filled.with_name("kiosk.db-wal").write_text("its log")
        store = opened(filled, clock)
        assert store.set_aside == filled.with_name(f"kiosk.db.damaged-20261122T090000-{ordinal}")
        assert store.salvage.due() == store.set_aside
        store.close()
    kept = sorted(file.read_text() for file in filled.parent.glob("*.damaged-*") if "-wal" not in file.name)
    assert kept == ["one", "two"]


def test_a_second_opening_is_refused_while_the_first_holds_the_store(path: Path, clock: HandClock) -> None:
    store = opened(path, clock)
    assert trouble_at(path, clock).kind is TroubleKind.IN_USE
    filed(store)
    store.close()
    opened(path, clock).close()


def test_a_second_process_is_refused(path: Path, clock: HandClock) -> None:
    store = opened(path, clock)
    script = (
        "import sys; from pathlib import Path; from kiosk.store.store import open_store;"
        "from kiosk.store.clock import SystemClock;"
        "print(open_store(Path(sys.argv[1]), terminal='HZ01', clock=SystemClock()))"
    )
    other = subprocess.run([sys.executable, "-c", script, path], capture_output=True, text=True, check=True)
    assert "in_use" in other.stdout
    store.close()


def test_a_child_process_does_not_inherit_the_lock(path: Path, clock: HandClock) -> None:
    store = opened(path, clock)
    child = subprocess.Popen(["sleep", "30"])
    store.close()
    opened(path, clock).close()
    child.kill()
    child.wait()


def test_files_are_readable_by_their_owner_only(path: Path, clock: HandClock) -> None:
    store = opened(path, clock, StoreLimits(floor=0, ballast=4096))
    filed(store)
    modes = {file.name: oct(file.stat().st_mode & 0o777) for file in path.parent.iterdir()}
    assert set(modes.values()) == {"0o600"}, modes
    assert "ballast" in modes
    assert path.parent.stat().st_mode & 0o777 == 0o700
    store.close()


def test_a_disk_that_turns_read_only_refuses_filings_and_recovers(store: Store) -> None:
    filed(store)
    connection = store._database.connection
    connection.execute("PRAGMA query_only = ON")
    refused = store.file(loss_report())
    assert isinstance(refused, StoreTrouble)
    assert refused.kind is TroubleKind.READ_ONLY
    assert store.outbox.take(1, 1000) == refused
    connection.execute("PRAGMA query_only = OFF")
    assert filed(store).header.seq == 2


def test_what_was_being_sent_is_sendable_again_after_a_restart(path: Path, clock: HandClock) -> None:
    store = opened(path, clock)
    first = filed(store)
    assert len(taken(store)) == 1
    assert taken(store) == []
    store.close()
    store = opened(path, clock)
    (again,) = taken(store)
    assert (again.submission_id, again.in_doubt) == (first.header.submission_id, True)
    store.close()


def spoil_the_index(path: Path) -> None:
    """Change a row while SQLite does not know that the table has an index."""
    with_index = "SELECT type, name, tbl_name, rootpage, sql FROM sqlite_master WHERE name = 'outbox_open'"
    for without in (True, False):
        raw = sqlite.connect(str(path), isolation_level=None)
        raw.execute("PRAGMA writable_schema = ON")
        if without:
            kept = raw.execute(with_index).fetchone()
            raw.execute("DELETE FROM sqlite_master WHERE name = 'outbox_open'")
        else:
            raw.execute("UPDATE outbox SET attempts = 3")
            raw.execute("INSERT INTO sqlite_master VALUES (?, ?, ?, ?, ?)", kept)
        raw.close()


def test_the_nightly_check_finds_what_the_quick_one_does_not(path: Path, clock: HandClock) -> None:
    store = opened(path, clock)
    filed(store)
    assert store.check() == []
    store.close()
    spoil_the_index(path)
    store = opened(path, clock)
    assert store.set_aside is None
    wrong = store.check()
    assert isinstance(wrong, list)
    assert any("outbox_open" in line for line in wrong)
    store.close()


def test_the_system_s_clock_tells_a_plausible_moment() -> None:
    first, second = SystemClock()(), SystemClock()()
    assert first.boot_id == second.boot_id == Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    assert first.mono_ns <= second.mono_ns
    assert first.wall.tzinfo is not None


def test_a_moment_is_told_in_milliseconds_since_1970() -> None:
    moment = replace(HandClock()(), wall=datetime(1970, 1, 2, 0, 0, 0, 7000, tzinfo=UTC))
    assert moment.unix_ms == 86_400_007


def test_a_wall_clock_from_before_the_program_is_of_unknown_quality() -> None:
    assert SystemClock(floor=datetime(9000, 1, 1, tzinfo=UTC))().quality == "unknown"
    assert SystemClock()().quality in {"synced", "holdover"}
