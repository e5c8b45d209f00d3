"""One small door to SQLite and PostgreSQL: transactions of fixed SQL that both understand.

Statements use `?`, or `?1`, `?2`, … throughout; values are never written into them. What a transaction did
is durable when its `with` block ends without an exception, and never happened otherwise.
"""

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

Value = str | int | bytes | None
Row = tuple[Any, ...]


class Transaction(Protocol):
    """All or nothing."""

    def rows(self, sql: str, *values: Value) -> list[Row]:
        """Run a statement that answers."""

    def run(self, sql: str, *values: Value) -> int:
        """Run a statement; how many rows it changed."""

    def run_many(self, sql: str, rows: Iterable[Sequence[Value]]) -> None:
        """Run a statement once for each row of values."""


class Database(Protocol):
    """A file or a server."""

    def transaction(self) -> AbstractContextManager[Transaction]:
        """Commit at the end, roll back on an exception. Raises DatabaseDown."""

    def rows(self, sql: str, *values: Value) -> list[Row]:
        """One SELECT by itself: no transaction to begin and to end around it. Raises DatabaseDown."""

    def close(self) -> None:
        """Let go of all connections."""


class DatabaseDownError(Exception):
    """The database cannot be reached or written to now: the request may be repeated later."""


def marks(count: int) -> str:
    """`?, ?, ?` for a list of `count` values."""
    return ", ".join("?" * count)


def open_database(url: str) -> Database:
    """`sqlite:///path` or `postgresql://…`, with the schema brought up to date.

    Raises DatabaseDownError when it cannot be opened, and ValueError for another scheme or a newer schema.
    """
    if url.startswith("sqlite:///"):
        from kiosk.gateway.sqlite import SqliteDatabase

        return SqliteDatabase(url.removeprefix("sqlite:///"))
    if url.startswith(("postgresql://", "postgres://")):
        from kiosk.gateway.postgres import PostgresDatabase

        return PostgresDatabase(url)
    raise ValueError("[database] url must start with sqlite:/// or postgresql://")
