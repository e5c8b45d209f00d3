"""The rescue of sealed records, and a look from another process."""

import json
from pathlib import Path

import pytest

from kiosk.store import sqlite
from kiosk.store.audit_events import AuditEvent
from kiosk.store.policies import StoredPolicy
from kiosk.store.reading import open_for_reading
from kiosk.store.store import Store
from kiosk.store.trouble import StoreTrouble, TroubleKind
from tests.store.stand import HandClock, acknowledgement, filed, opened, plain_seal, taken


def test_an_export_never_overwrites_a_file(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    target.write_text("precious")
    with pytest.raises(FileExistsError):
        store.export.write(target)
    assert target.read_text() == "precious"


def test_a_stick_that_was_pulled_is_a_trouble(store: Store, tmp_path: Path) -> None:
    filed(store)
    pulled = store.export.write(tmp_path / "stick" / "out.jsonl")
    assert pulled == StoreTrouble(kind=TroubleKind.DISK, detail="ENOENT")


def test_an_export_holds_every_unacknowledged_record_as_it_would_be_sent(
    store: Store, tmp_path: Path
) -> None:
    first, second, third = (filed(store) for _ in range(3))
    head = store.audit.head()
    done, parked, _ = taken(store)
    store.outbox.acknowledge([acknowledgement(done)])
    store.outbox.park(parked.submission_id, "conflict")
    target = tmp_path / "out.jsonl"
    end = store.audit.head()
    assert store.export.write(target, clerk="c7") == 2
    heading, *bodies = target.read_bytes().splitlines()
    described = json.loads(heading)
    assert described == {
        "format": "buka-outbox/1",
        "terminal": "HZ01",
        "count": 2,
        "audit_seq": head.seq + 2,
        "audit_head": end.hex,
    }
    assert bodies == [plain_seal(second.header).body, plain_seal(third.header).body]
    assert target.stat().st_mode & 0o777 == 0o600
    assert "queue.exported" in list(store.audit.entries())[-1]
    assert done.submission_id == first.header.submission_id


def test_another_process_may_look_while_the_terminal_writes(
    path: Path, store: Store, clock: HandClock
) -> None:
    key = filed(store).header.submission_id
    reading = open_for_reading(path, clock)
    assert not isinstance(reading, StoreTrouble)
    rows = reading.queue.rows()
    assert isinstance(rows, list)
    assert [row.id for row in rows] == [key]
    filed(store)
    assert reading.queue.summary() == store.queue.summary()
    assert reading.audit.verify() == store.audit.head()
    refused = reading.queue.retry_now()
    assert isinstance(refused, StoreTrouble)
    assert refused.kind is TroubleKind.READ_ONLY
    reading.close()


def test_a_look_sees_policy_and_audit_and_exports_without_leaving_a_trace(
    path: Path, store: Store, clock: HandClock, tmp_path: Path
) -> None:
    body = plain_seal(filed(store).header).body
    store.policies.accept(StoredPolicy(version=7, etag="e", signed=b"7"))
    end = store.audit.head()
    reading = open_for_reading(path, clock)
    assert not isinstance(reading, StoreTrouble)
    assert reading.check() == []
    assert reading.policies.current() == StoredPolicy(version=7, etag="e", signed=b"7")
    assert list(reading.audit.entries()) == list(store.audit.entries())
    assert reading.export(tmp_path / "out.jsonl", "HZ01") == 1
    heading, exported = (tmp_path / "out.jsonl").read_bytes().splitlines()
    assert (json.loads(heading)["terminal"], json.loads(heading)["audit_head"]) == ("HZ01", end.hex)
    assert exported == body
    assert store.audit.head() == end
    reading.close()


def test_whatever_would_write_is_refused_to_a_look(path: Path, store: Store, clock: HandClock) -> None:
    key = filed(store).header.submission_id
    taken(store)
    store.outbox.park(key, "conflict")
    reading = open_for_reading(path, clock)
    assert not isinstance(reading, StoreTrouble)
    for refused in (
        reading.audit.append(AuditEvent.STAFF_SIGNED_IN, clerk="c7"),
        reading.queue.unpark(key),
        reading.policies.accept(StoredPolicy(version=7, etag="e", signed=b"7")),
    ):
        assert isinstance(refused, StoreTrouble)
        assert refused.kind is TroubleKind.READ_ONLY
    reading.close()


def test_a_look_names_what_is_wrong_with_the_file(path: Path, clock: HandClock) -> None:
    store = opened(path, clock)
    for _ in range(40):
        filed(store)
    store.close()
    with path.open("r+b") as file:
        file.seek(4096 * 3)
        file.write(b"\xa5" * 4096)
    reading = open_for_reading(path, clock)
    assert not isinstance(reading, StoreTrouble)
    wrong = reading.check()
    assert isinstance(wrong, list)
    assert len(wrong) == 1
    assert wrong != ["ok"]
    reading.close()


def test_a_look_with_a_sqlite_that_has_the_wal_reset_bug_is_refused(
    path: Path, store: Store, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite.sqlite3, "sqlite_version_info", (3, 51, 2))
    assert open_for_reading(path, clock) == StoreTrouble(kind=TroubleKind.UNSAFE_SQLITE)


def test_looking_at_nothing_is_a_trouble(tmp_path: Path, clock: HandClock) -> None:
    missing = open_for_reading(tmp_path / "none.db", clock)
    assert isinstance(missing, StoreTrouble)
    assert list(tmp_path.iterdir()) == []


def test_a_store_that_is_closed_can_be_looked_at_too(path: Path, clock: HandClock) -> None:
    store = opened(path, clock)
    filed(store)
    store.close()
    reading = open_for_reading(path, clock)
    assert not isinstance(reading, StoreTrouble)
    rows = reading.queue.rows()
    assert isinstance(rows, list)
    assert len(rows) == 1
    reading.close()


def test_a_store_of_a_newer_program_is_not_looked_at(path: Path, clock: HandClock) -> None:
    opened(path, clock).close()
    raw = sqlite.connect(str(path))
    raw.execute("PRAGMA user_version = 9")
    raw.close()
    assert open_for_reading(path, clock) == StoreTrouble(kind=TroubleKind.NEWER, detail="schema 9")


def test_looking_at_what_is_no_database_is_a_trouble(tmp_path: Path, clock: HandClock) -> None:
    (tmp_path / "kiosk.db").write_text("hello, this is no database at all" * 40)
    damaged = open_for_reading(tmp_path / "kiosk.db", clock)
    assert isinstance(damaged, StoreTrouble)
    assert damaged.kind is TroubleKind.DAMAGED
