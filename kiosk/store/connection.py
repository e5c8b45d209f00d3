"""One connection, with every setting that durability depends on set and read back."""

import os
from pathlib import Path

import sqlite_utils

from kiosk.store.migrations import SCHEMA_VERSION, migrations
from kiosk.store.sqlite import connect, is_safe, library_version
from kiosk.store.trouble import StoreTrouble, TroubleKind

PAGE_BYTES = 4096
BUSY_SECONDS = 5.0
"""How long to wait for a reader of another process that is emptying the log."""

_SETTINGS: dict[str, tuple[str, object]] = {
    "journal_mode": ("WAL", "wal"),
    "synchronous": ("FULL", 2),  # NORMAL loses the last half minute on a power cut
    "foreign_keys": ("ON", 1),
    "secure_delete": ("ON", 1),
    "trusted_schema": ("OFF", 0),
    "cell_size_check": ("ON", 1),
    "recursive_triggers": ("OFF", 0),
    "temp_store": ("MEMORY", 2),
    "wal_autocheckpoint": ("1000", 1000),
    "journal_size_limit": ("4194304", 4194304),  # bytes of log that are kept between checkpoints
}
"""Only the journal mode is stored in the file, the others hold for one connection: sqlite.org/pragma.html."""


class Damaged(Exception):  # noqa: N818 - handled one call further up, where the file is set aside
    """The file is not a sound database."""


def connect_durably(path: Path, largest: int) -> sqlite_utils.Database | StoreTrouble:
    """Open the file, or make it; raises what SQLite raises, and Damaged when its quick check fails.

    `isolation_level=None` lets every statement outside a transaction commit by itself: with the driver's
    default an INSERT ... RETURNING stays open and is lost at close.
    """
    if not is_safe():
        return StoreTrouble(kind=TroubleKind.UNSAFE_SQLITE, detail=".".join(map(str, library_version())))
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
    raw = connect(os.fspath(path), timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    database = sqlite_utils.Database(raw, strict=True, recursive_triggers=False, execute_plugins=False)
    try:
        trouble = _prepare(database, largest)
    except BaseException:
        database.close()
        raise
    if trouble is not None:
        database.close()
        return trouble
    return database


def _prepare(database: sqlite_utils.Database, largest: int) -> StoreTrouble | None:
    schema = int(_pragma(database, "user_version"))
    if schema > SCHEMA_VERSION:
        return StoreTrouble(kind=TroubleKind.NEWER, detail=f"schema {schema}")
    if refused := _apply_settings(database):
        return StoreTrouble(kind=TroubleKind.NOT_DURABLE, detail=refused)
    if _pragma(database, "quick_check(1)") != "ok":
        raise Damaged
    _pragma(database, f"max_page_count = {largest // PAGE_BYTES}")
    migrations.apply(database)
    return None


def _apply_settings(database: sqlite_utils.Database) -> str:
    """Name of the first setting that did not take, or empty."""
    for name, (wanted, reads_as) in _SETTINGS.items():
        database.execute(f"PRAGMA {name} = {wanted}").fetchall()
        if _pragma(database, name) != reads_as:
            return name
    return ""


def _pragma(database: sqlite_utils.Database, text: str) -> int | str:
    value: int | str = database.execute(f"PRAGMA {text}").fetchone()[0]
    return value
