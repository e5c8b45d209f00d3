"""The store before a trial, and whether it can be put back.

A newer version may lift the store's format, and an older one then refuses it (and harms nothing). So a
roll-back puts the old files back, unless somebody's submission was filed in between: that one is never lost.
"""

import os
import shutil
import sqlite3
import stat
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

_COMPANIONS = ("", "-wal", "-shm")


@dataclass(frozen=True)
class StoreShape:
    """The format (`user_version`) and how many submissions were ever filed."""

    format: int
    submissions: int


def copy_store(store: Path, folder: Path) -> None:
    """Copy the store's file and its log into a folder made anew. Links are not followed. Raises OSError."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, mode=0o700)
    for source in _files(store):
        (folder / source.name).write_bytes(_read(source))
        (folder / source.name).chmod(0o600)


def shape(store: Path) -> StoreShape | None:
    """Read from a copy, since SQLite writes beside what it reads; None when there is no readable store."""
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch, "copy")
        copy_store(store, copy)
        if not (copy / store.name).exists():
            return None
        try:
            with closing(sqlite3.connect(copy / store.name)) as database:
                version = database.execute("PRAGMA user_version").fetchone()[0]
                filed = database.execute("SELECT coalesce(max(seq), 0) FROM submission").fetchone()[0]
        except sqlite3.DatabaseError:
            return None
        return StoreShape(version, filed)


def put_back(before: Path, store: Path) -> bool:
    """Make the store as it was; False when that would lose a submission. Raises OSError.

    Nothing is done when the format is still the same: the older version reads it as it is.
    """
    then, now = shape(before / store.name), shape(store)
    if then is None or then == now or (now and then.format == now.format):
        return True
    if now and now.submissions > then.submissions:
        return False
    _replace(before, store)
    return True


def _replace(before: Path, store: Path) -> None:
    owner = store.parent.stat()
    for companion in _COMPANIONS[1:]:
        store.with_name(store.name + companion).unlink(missing_ok=True)
    for source in reversed(_files(before / store.name)):
        fresh = store.with_name(f".{source.name}.back")
        fresh.unlink(missing_ok=True)
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(source.read_bytes())
            os.fchown(file.fileno(), owner.st_uid, owner.st_gid)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(store.with_name(source.name))


def _files(store: Path) -> list[Path]:
    named = [store.with_name(store.name + companion) for companion in _COMPANIONS]
    return [path for path in named if path.exists() and stat.S_ISREG(path.lstat().st_mode)]


def _read(path: Path) -> bytes:
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    with os.fdopen(descriptor, "rb") as file:
        return file.read()
