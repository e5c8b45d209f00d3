"""What other queues and a careless use of SQLite lose: each trap once, here."""

import sqlite3 as standard
from pathlib import Path

import pytest

from kiosk.store import migrations, sqlite
from kiosk.store.connection import connect_durably
from kiosk.store.outbox import _TAKE, _TAKE_THESE
from kiosk.store.store import Store, open_store
from kiosk.store.trouble import StoreTrouble, TroubleKind, trouble_of
from tests.store.stand import SMALL, HandClock, acknowledgement, filed, loss_report, opened, taken


def test_ten_filed_one_taken_then_dead_leaves_ten_to_deliver(path: Path, clock: HandClock) -> None:
    """Queues that delete on taking leave nine; queues that lock leave nine and one that nobody unlocks."""
    store = opened(path, clock)
    for _ in range(10):
        filed(store)
    taken(store, 1)
    store.close()
    store = opened(path, clock)
    assert len(taken(store)) == 10
    store.close()


def test_the_driver_s_exceptions_are_not_those_of_the_standard_library() -> None:
    """`except sqlite3.IntegrityError` after `import sqlite3` would catch nothing."""
    assert not issubclass(sqlite.IntegrityError, standard.IntegrityError)
    assert not issubclass(sqlite.DatabaseError, standard.DatabaseError)


def test_a_broken_constraint_is_a_bug_and_not_a_trouble(store: Store) -> None:
    with pytest.raises(sqlite.IntegrityError) as caught:
        store._database.connection.execute("INSERT INTO outbox (seq, state) VALUES (99, 'ready')")
    assert trouble_of(caught.value) is None


def test_an_insert_that_returns_rows_is_kept(path: Path, clock: HandClock) -> None:
    """With the driver's own transactions it stays open, and is gone after closing."""
    store = opened(path, clock)
    store._database.connection.execute("INSERT INTO memo VALUES ('a', 'b') RETURNING name").fetchall()
    assert not store._database.connection.conn.in_transaction
    store.close()
    store = opened(path, clock)
    assert store._database.row("SELECT value FROM memo WHERE name = 'a'") == ("b",)
    store.close()


def test_a_transaction_holds_the_write_lock_from_its_first_moment(path: Path, store: Store) -> None:
    """A deferred one that reads first is refused at its first write, without waiting."""
    other = sqlite.connect(str(path), timeout=0, isolation_level=None)
    with store._database.transaction():
        with pytest.raises(sqlite.DatabaseError) as caught:
            other.execute("BEGIN IMMEDIATE")
        store._database.execute("INSERT INTO memo VALUES ('a', 'b')")
    other.close()
    trouble = trouble_of(caught.value)
    assert trouble is not None
    assert trouble.kind is TroubleKind.IN_USE


def test_a_foreign_writer_that_does_not_let_go_is_a_trouble(path: Path, store: Store) -> None:
    other = sqlite.connect(str(path), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    store._database.connection.execute("PRAGMA busy_timeout = 1")
    refused = store.file(loss_report())
    assert isinstance(refused, StoreTrouble)
    assert refused.kind is TroubleKind.IN_USE
    other.execute("ROLLBACK")
    other.close()
    filed(store)


def test_an_error_leaves_no_transaction_open(store: Store) -> None:
    def write_twice() -> None:
        with store._database.transaction():
            store._database.execute("INSERT INTO memo VALUES ('a', 'b')")
            store._database.execute("INSERT INTO memo VALUES ('a', 'c')")

    with pytest.raises(sqlite.IntegrityError):
        write_twice()
    assert not store._database.connection.conn.in_transaction
    assert store._database.row("SELECT * FROM memo WHERE name = 'a'") is None


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO memo VALUES ('a', x'00')",
        "INSERT INTO memo (name, value, colour) VALUES ('a', 'b', 'c')",
        "UPDATE outbox SET attempts = 'many'",
        "UPDATE outbox SET attempts = -1",
        "UPDATE outbox SET state = 'sent'",
        "UPDATE submission SET id = 'short'",
        "UPDATE submission SET clock_quality = 'good'",
        "DELETE FROM submission",
    ],
)
def test_tables_refuse_what_does_not_belong_into_them(store: Store, sql: str) -> None:
    filed(store)
    with pytest.raises(sqlite.DatabaseError):
        store._database.connection.execute(sql)


def test_foreign_keys_hold_on_every_opening(path: Path, clock: HandClock) -> None:
    """SQLite forgets the setting: only the journal mode is stored in the file."""
    for _ in range(2):
        store = opened(path, clock)
        with pytest.raises(sqlite.IntegrityError):
            store._database.connection.execute("INSERT INTO outbox (seq, state) VALUES (7, 'ready')")
        store.close()


def test_a_migration_that_fails_leaves_the_file_as_it_was(
    path: Path, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(
            migrations, "_FIRST", migrations._FIRST.replace("CREATE TABLE memo", "CREATE TABLE audit")
        )
        with pytest.raises(sqlite.DatabaseError):
            open_store(path, terminal="HZ01", clock=clock, limits=SMALL)
    raw = sqlite.connect(str(path))
    assert raw.execute("PRAGMA user_version").fetchone() == (0,)
    assert raw.execute("SELECT count(*) FROM sqlite_master WHERE name = 'submission'").fetchone() == (0,)
    raw.close()
    store = opened(path, clock)
    filed(store)
    store.close()


def test_taking_uses_the_index_however_many_are_acknowledged(store: Store) -> None:
    """A queue without an index on the state slows down with everything it has ever sent."""
    for sql, parameters in ((_TAKE, (1, 2, 3)), (_TAKE_THESE, ("[]",))):
        plan = [row[3] for row in store._database.rows(f"EXPLAIN QUERY PLAN {sql}", parameters)]
        assert not [
            step
            for step in plan
            if step.startswith("SCAN") and "outbox_open" not in step and "json_each" not in step
        ]
    plan = [row[3] for row in store._database.rows(f"EXPLAIN QUERY PLAN {_TAKE}", (1, 2, 3))]
    assert not [step for step in plan if "TEMP B-TREE" in step]


def test_a_deleted_body_leaves_no_bytes_in_free_pages(path: Path) -> None:
    path.parent.mkdir()
    database = connect_durably(path, 1 << 30)
    assert not isinstance(database, StoreTrouble)
    database.execute("INSERT INTO memo VALUES ('a', 'the planted text')")
    database.execute("DELETE FROM memo")
    database.close()
    assert b"the planted text" not in path.read_bytes()


def test_a_second_acknowledgement_changes_the_standing_and_not_the_time(
    store: Store, clock: HandClock
) -> None:
    """An upsert that says nothing would hide it; retention must run from the first."""
    filed(store)
    (outgoing,) = taken(store)
    store.outbox.acknowledge([acknowledgement(outgoing, "received")])
    first = store._database.row("SELECT settled_at FROM outbox")
    clock.pass_time(days=3)
    store.outbox.acknowledge([acknowledgement(outgoing, "in_force")])
    assert store._database.row("SELECT settled_at FROM outbox") == first
    assert store._database.row("SELECT standing FROM acknowledgement") == ("in_force",)
