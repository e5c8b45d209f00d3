"""PostgreSQL: many replicas of the gateway on one server. Durability is the server's synchronous commit."""

import re
import select
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import count
from typing import Any

import psycopg
from psycopg_pool import ConnectionPool, PoolTimeout

from kiosk.gateway.database import DatabaseDownError, Row, Transaction, Value
from kiosk.gateway.schema import migrate

_MIGRATION_LOCK = 0x42554B41
"""'BUKA': replicas that start together migrate one after the other."""
_POOL_SIZE = 8
_WAIT_SECONDS = 5.0
_SETTINGS = "-c synchronous_commit=on -c statement_timeout=20s -c lock_timeout=10s"


class PostgresDatabase:
    """A pool of connections that are checked before use."""

    def __init__(self, url: str) -> None:
        self._pool: ConnectionPool[psycopg.Connection[tuple[Any, ...]]] = ConnectionPool(
            url,
            min_size=1,
            max_size=_POOL_SIZE,
            timeout=_WAIT_SECONDS,
            kwargs={"options": _SETTINGS, "cursor_factory": psycopg.RawCursor, "autocommit": True},
            check=_check,
            open=False,
        )
        try:
            self._pool.open(wait=True, timeout=_WAIT_SECONDS)
        except PoolTimeout as error:
            self._pool.close()
            raise DatabaseDownError("no connection") from error
        with self.transaction() as transaction:
            transaction.rows(f"SELECT pg_advisory_xact_lock({_MIGRATION_LOCK})")
            migrate(transaction, blob="BYTEA", serial="BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY")

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """READ COMMITTED: every statement sees what was committed before it began."""
        with self._connection() as connection, connection.transaction():
            yield _PostgresTransaction(connection)

    def rows(self, sql: str, *values: Value) -> list[Row]:
        """Sees what was committed before it."""
        with self._connection() as connection:
            return connection.execute(_statement(sql), values).fetchall()

    @contextmanager
    def _connection(self) -> Iterator[psycopg.Connection[Any]]:
        try:
            with self._pool.connection() as connection:
                yield connection
        except (psycopg.OperationalError, PoolTimeout) as error:
            raise DatabaseDownError(type(error).__name__) from error

    def close(self) -> None:
        """Close the pool."""
        self._pool.close()


def _check(connection: psycopg.Connection[Any]) -> None:
    """Raises psycopg.OperationalError for a connection that the server has ended. It says so on the socket:
    on a silent one that costs no round trip.
    """
    said = select.poll()
    said.register(connection.pgconn.socket, select.POLLIN)
    if said.poll(0):
        ConnectionPool.check_connection(connection)


class _PostgresTransaction:
    def __init__(self, connection: psycopg.Connection[tuple[Any, ...]]) -> None:
        self._connection = connection

    def rows(self, sql: str, *values: Value) -> list[Row]:
        return self._connection.execute(_statement(sql), values).fetchall()

    def run(self, sql: str, *values: Value) -> int:
        return self._connection.execute(_statement(sql), values).rowcount

    def run_many(self, sql: str, rows: Iterable[Sequence[Value]]) -> None:
        with self._connection.cursor() as cursor:
            cursor.executemany(_statement(sql), rows)


@lru_cache(maxsize=512)
def _statement(sql: str) -> str:
    """PostgreSQL's own `$1, $2, …`; our statements are literals and hold no other `?`."""
    places = count(1)
    return re.sub(r"\?(\d*)", lambda mark: f"${mark[1] or next(places)}", sql)
