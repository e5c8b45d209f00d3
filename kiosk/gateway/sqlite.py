"""SQLite embedded: one file, one writer, durable at every commit."""

import fcntl
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.gateway.database import DatabaseDownError, Row, Transaction, Value
from kiosk.gateway.schema import migrate

if TYPE_CHECKING:
    import sqlite3  # pysqlite3 is the same module with a newer library, and has no types of its own
else:
    from pysqlite3 import dbapi2 as sqlite3

_OLDEST = (3, 51, 3)
"""Older libraries can corrupt a file when its WAL is reset (SQLite release notes 3.51.3)."""


class SqliteDatabase:
    """WAL and synchronous=FULL, set and read back: a plain WAL file loses its last commits with the power."""

    def __init__(self, path: str) -> None:
        if sqlite3.sqlite_version_info < _OLDEST:
            raise ValueError(f"SQLite {sqlite3.sqlite_version} is too old, 3.51.3 is needed")
        self._lock = threading.Lock()
        try:
            with _opening_alone(path):
                self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
                self._set_up()
                with self.transaction() as transaction:
                    migrate(transaction, blob="BLOB", serial="INTEGER PRIMARY KEY AUTOINCREMENT")
        except (OSError, sqlite3.OperationalError) as error:
            raise DatabaseDownError(type(error).__name__) from error

    def _set_up(self) -> None:
        for pragma, wanted in (("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1)):
            self._connection.execute(f"PRAGMA {pragma} = {wanted}")
            found = self._connection.execute(f"PRAGMA {pragma}").fetchone()[0]
            if found not in {wanted, "memory"}:
                raise ValueError(f"SQLite refuses {pragma} = {wanted}")
        self._connection.execute("PRAGMA secure_delete = ON")
        self._connection.execute("PRAGMA busy_timeout = 5000")

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """One at a time."""
        with self._lock:
            try:
                self._connection.execute("BEGIN IMMEDIATE")
                yield _SqliteTransaction(self._connection)
                self._connection.execute("COMMIT")
            except BaseException as error:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                if isinstance(error, sqlite3.OperationalError):
                    raise DatabaseDownError(type(error).__name__) from error
                raise

    def rows(self, sql: str, *values: Value) -> list[Row]:
        """Sees what was committed before it."""
        with self._lock:
            try:
                return list(self._connection.execute(sql, values).fetchall())
            except sqlite3.OperationalError as error:
                raise DatabaseDownError(type(error).__name__) from error

    def close(self) -> None:
        """Fold the WAL in and close."""
        with self._lock:
            self._connection.close()


@contextmanager
def _opening_alone(path: str) -> Iterator[None]:
    """One at a time: a change to WAL does not wait for a rival, whatever busy_timeout says."""
    if path == ":memory:":
        yield
        return
    Path(path).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    Path(path).touch(mode=0o600)
    with Path(f"{path}.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


class _SqliteTransaction:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def rows(self, sql: str, *values: Value) -> list[Row]:
        return list(self._connection.execute(sql, values).fetchall())

    def run(self, sql: str, *values: Value) -> int:
        return int(self._connection.execute(sql, values).rowcount)

    def run_many(self, sql: str, rows: Iterable[Sequence[Value]]) -> None:
        self._connection.executemany(sql, rows)
