"""The one place where SQLite is imported.

`pysqlite3`'s exceptions are neither the same as, nor derived from, those of the standard library's `sqlite3`:
an `except` with the wrong one catches nothing. Everybody in the store takes them from here.
"""

from typing import Any

from pysqlite3 import dbapi2

sqlite3: Any = dbapi2

OLDEST_SAFE = (3, 51, 3)
"""First release without the WAL-reset bug, which corrupts files (sqlite.org/wal.html, section 11)."""

DatabaseError: type[Exception] = sqlite3.DatabaseError
IntegrityError: type[Exception] = sqlite3.IntegrityError
connect = sqlite3.connect


def library_version() -> tuple[int, int, int]:
    """Version of the SQLite library that is linked in."""
    major, minor, patch = sqlite3.sqlite_version_info
    return major, minor, patch


def is_safe() -> bool:
    """Whether the linked SQLite is free of the WAL-reset bug."""
    return library_version() >= OLDEST_SAFE
