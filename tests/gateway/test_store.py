"""One behaviour over two databases: what a commit means, whatever is underneath."""

import sqlite3
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from kiosk.gateway import ledger
from kiosk.gateway.authority import issue_terminal, make_authority
from kiosk.gateway.database import Database, DatabaseDownError, open_database
from kiosk.gateway.schema import MIGRATIONS
from kiosk.gateway.stand import make_stand
from kiosk.upstream.envelope import Envelope
from kiosk.upstream.keys import TerminalKeys, load_keys
from tests.conftest import LogRecord
from tests.gateway.answers import word
from tests.gateway.filing import loss, sealed
from tests.gateway.live import SAMPLES, running

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
ALL = pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.real)])


@pytest.fixture
def url(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    return f"sqlite:///{tmp_path}/g.db" if kind == "sqlite" else request.getfixturevalue("postgres_url")


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    database = open_database(url)
    yield database
    database.close()


@pytest.fixture
def keys(tmp_path: Path) -> TerminalKeys:
    make_authority(tmp_path / "pki")
    folder = tmp_path / "terminal"
    issue_terminal(tmp_path / "pki", "HZ0001", folder)
    keys = load_keys(
        ca=folder / "ca.pem", cert=folder / "terminal.pem", key=folder / "terminal.key", keys=folder
    )
    assert isinstance(keys, TerminalKeys)
    return keys


def kept(database: Database, envelopes: list[Envelope], lease: timedelta = timedelta(0)) -> None:
    with database.transaction() as transaction:
        ledger.store(transaction, [(one, one.digest) for one in envelopes], NOW, lease)


@ALL
def test_a_transaction_that_raises_leaves_nothing(database: Database) -> None:
    def half() -> None:
        with database.transaction() as transaction:
            transaction.run("INSERT INTO terminals (id, enrolled_at) VALUES (?, ?)", "HZ0001", "now")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        half()
    with database.transaction() as transaction:
        assert transaction.rows("SELECT count(*) FROM terminals") == [(0,)]


@ALL
def test_a_database_of_a_newer_program_is_refused(database: Database, url: str) -> None:
    with database.transaction() as transaction:
        transaction.run("INSERT INTO schema_version (version) VALUES (?)", len(MIGRATIONS) + 1)
    with pytest.raises(ValueError, match="this program knows"):
        open_database(url)


@ALL
def test_opening_again_migrates_nothing_and_keeps_everything(
    database: Database, url: str, keys: TerminalKeys
) -> None:
    kept(database, [sealed(keys, loss())])
    again = open_database(url)
    with again.transaction() as transaction:
        assert transaction.rows("SELECT count(*) FROM submissions") == [(1,)]
    again.close()


@ALL
def test_replicas_that_start_together_migrate_once(url: str) -> None:
    opened: list[Database] = []
    threads = [threading.Thread(target=lambda: opened.append(open_database(url))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(opened) == 4
    with opened[0].transaction() as transaction:
        versions = [row[0] for row in transaction.rows("SELECT version FROM schema_version ORDER BY version")]
    assert versions == list(range(1, len(MIGRATIONS) + 1))
    for database in opened:
        database.close()


@ALL
def test_the_same_submission_from_many_sides_at_once_is_stored_once(
    database: Database, keys: TerminalKeys
) -> None:
    one = sealed(keys, loss())
    threads = [threading.Thread(target=kept, args=(database, [one])) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.transaction() as transaction:
        assert transaction.rows("SELECT count(*) FROM submissions") == [(1,)]


@ALL
def test_a_stored_envelope_comes_back_whole(database: Database, keys: TerminalKeys) -> None:
    one = sealed(keys, loss(), depends_on="0" * 32)
    kept(database, [one])
    (entry,) = ledger.claim(database, NOW, timedelta(seconds=30), 10)
    assert entry.envelope == one
    assert entry.digest == one.digest == entry.envelope.digest
    assert entry.received_at == NOW


@ALL
def test_two_replicas_never_take_the_same_submission(database: Database, keys: TerminalKeys) -> None:
    kept(database, [sealed(keys, loss()) for _ in range(30)])
    taken: list[str] = []

    def take() -> None:
        while batch := ledger.claim(database, NOW, timedelta(seconds=30), 4):
            taken.extend(entry.envelope.header.id for entry in batch)

    threads = [threading.Thread(target=take) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(taken) == len(set(taken)) == 30


@ALL
def test_what_a_dead_replica_took_is_taken_again_after_its_lease(
    database: Database, keys: TerminalKeys
) -> None:
    kept(database, [sealed(keys, loss())])
    assert len(ledger.claim(database, NOW, timedelta(seconds=30), 10)) == 1
    assert ledger.claim(database, NOW + timedelta(seconds=29), timedelta(seconds=30), 10) == []
    assert len(ledger.claim(database, NOW + timedelta(seconds=31), timedelta(seconds=30), 10)) == 1


@pytest.mark.real
def test_the_whole_gateway_runs_on_postgresql(tmp_path: Path, postgres_url: str) -> None:
    config = make_stand(tmp_path / "g", people=SAMPLES / "people.toml", database=postgres_url)
    with running(config) as stand:
        said = word(stand.client().submit([sealed(stand.terminal(), loss())]))
        assert said.standing == "in_force"


@pytest.mark.real
def test_a_postgresql_that_restarts_costs_one_answer_and_no_more(
    tmp_path: Path, postgres_url: str, postgres: str, log: LogRecord
) -> None:
    log.expected.add("gateway.database_down")
    config = make_stand(tmp_path / "g", people=SAMPLES / "people.toml", database=postgres_url)
    with running(config) as stand:
        client, report = stand.client(), sealed(stand.terminal(), loss())
        client.submit([report])
        with psycopg.connect(f"{postgres} user=buka dbname=postgres", autocommit=True) as admin:
            admin.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
            )
        assert word(client.submit([report])).standing == "in_force"


def test_a_database_that_is_not_there_is_said_at_start(tmp_path: Path) -> None:
    with pytest.raises(DatabaseDownError):
        open_database("sqlite:////proc/nowhere/g.db")


def test_sqlite_is_durable_at_every_commit(tmp_path: Path) -> None:
    open_database(f"sqlite:///{tmp_path}/g.db").close()
    with sqlite3.connect(tmp_path / "g.db") as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert (tmp_path / "g.db").stat().st_mode & 0o077 == 0


def test_another_scheme_is_refused() -> None:
    with pytest.raises(ValueError, match="must start with"):
        open_database("mysql://x")
