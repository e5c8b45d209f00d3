"""One writer connection, shared by the terminal's threads through one lock."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlite_utils

from kiosk.store.log_room import make_room
from kiosk.store.sqlite import DatabaseError
from kiosk.store.trouble import TroubleKind, trouble_of

Value = str | int | float | bytes | None
Row = tuple[Any, ...]


class Database:
    """Transactions on the one connection of this process. Safe to use from several threads."""

    def __init__(
        self, connection: sqlite_utils.Database, *, log: Path | None, on_full: Callable[[], None]
    ) -> None:
        self.connection = connection
        # The driver itself: sqlite-utils looks into every statement first, and our SQL is fixed.
        self._driver = connection.conn
        self._log = log
        self._on_full = on_full
        self._lock = threading.RLock()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything executed inside is written and synced at the end, or not at all.

        BEGIN IMMEDIATE, because a deferred transaction that reads first may find at its first write that it
        cannot get the lock, whatever the busy timeout (sqlite.org/lang_transaction.html).
        """
        with self._lock:
            self._begin()
            try:
                yield
                self._driver.execute("COMMIT")
            except BaseException as error:
                self.connection.rollback()
                self._make_room_after(error)
                raise

    def _begin(self) -> None:
        try:
            self._driver.execute("BEGIN IMMEDIATE")
        except DatabaseError as error:
            self._make_room_after(error)
            raise

    def _make_room_after(self, error: BaseException) -> None:
        trouble = trouble_of(error) if isinstance(error, Exception) else None
        if trouble is not None and trouble.kind is TroubleKind.FULL:
            self._on_full()

    def execute(self, sql: str, parameters: Sequence[Value] = ()) -> int:
        """Run one statement inside a transaction; answers how many rows it changed."""
        return int(self._driver.execute(sql, parameters).rowcount)

    def execute_many(self, sql: str, rows: Sequence[Sequence[Value]]) -> None:
        """Run one statement for each row, inside a transaction."""
        self._driver.executemany(sql, rows)

    def rows(self, sql: str, parameters: Sequence[Value] = ()) -> list[Row]:
        """All rows of a query, fetched at once so that no read lock stays behind."""
        with self._lock:
            return list(self._driver.execute(sql, parameters).fetchall())

    def row(self, sql: str, parameters: Sequence[Value] = ()) -> Row | None:
        """The first row of a query, or None."""
        found = self.rows(sql, parameters)
        return found[0] if found else None

    def empty_log(self) -> None:
        """Move the log into the file and cut it off, so that no old content stays in it."""
        with self._lock:
            self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        self.lengthen_log()

    def lengthen_log(self) -> None:
        """Make room for the log; no other thread may write to it meanwhile."""
        with self._lock:
            if self._log is not None:
                make_room(self._log)

    def copy_to(self, path: Path) -> None:
        """Write all that it holds to a new file."""
        with self._lock:
            self._driver.execute("VACUUM INTO ?", (str(path),))

    def close(self) -> None:
        """Empty the log and close the connection."""
        with self._lock:
            self.connection.close()
