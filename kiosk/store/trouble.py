"""What can go wrong with the disk, as values that somebody handles."""

import errno
import functools
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import ParamSpec, TypeVar

from kiosk.store.sqlite import DatabaseError, IntegrityError

P = ParamSpec("P")
T = TypeVar("T")


class TroubleKind(StrEnum):
    """Why the store cannot do what it was asked."""

    FULL = "full"
    """No room is left, or less than the floor that is kept free."""
    READ_ONLY = "read_only"
    """The file, the directory or the file system cannot be written."""
    IN_USE = "in_use"
    """Another process holds the store."""
    NEWER = "newer"
    """A later version of the program wrote the file."""
    DAMAGED = "damaged"
    """The file is corrupt; at the next start it is set aside whole."""
    DISK = "disk"
    """The disk answered with an error."""
    UNSAFE_SQLITE = "unsafe_sqlite"
    """The SQLite library has the WAL-reset bug."""
    NOT_DURABLE = "not_durable"
    """A setting that durability depends on did not take."""


@dataclass(frozen=True, kw_only=True)
class StoreTrouble:
    """Nothing was written. `detail` is for staff and the log; it holds no personal data."""

    kind: TroubleKind
    detail: str = ""


_BY_SQLITE_CODE = {
    5: TroubleKind.IN_USE,  # SQLITE_BUSY
    6: TroubleKind.IN_USE,  # SQLITE_LOCKED
    8: TroubleKind.READ_ONLY,  # SQLITE_READONLY
    10: TroubleKind.DISK,  # SQLITE_IOERR
    11: TroubleKind.DAMAGED,  # SQLITE_CORRUPT
    13: TroubleKind.FULL,  # SQLITE_FULL
    14: TroubleKind.READ_ONLY,  # SQLITE_CANTOPEN
    26: TroubleKind.DAMAGED,  # SQLITE_NOTADB
}
"""Primary result codes, sqlite.org/rescode.html."""

_BY_ERRNO = {
    errno.ENOSPC: TroubleKind.FULL,
    errno.EDQUOT: TroubleKind.FULL,
    errno.EFBIG: TroubleKind.FULL,
    errno.EROFS: TroubleKind.READ_ONLY,
    errno.EACCES: TroubleKind.READ_ONLY,
    errno.EPERM: TroubleKind.READ_ONLY,
    errno.ENOTDIR: TroubleKind.READ_ONLY,
    errno.EIO: TroubleKind.DISK,
    errno.ENOENT: TroubleKind.DISK,  # a stick that was pulled
    errno.ENXIO: TroubleKind.DISK,
    errno.ENODEV: TroubleKind.DISK,
}


def trouble_of(error: Exception) -> StoreTrouble | None:
    """The trouble that an error of SQLite or of the operating system means, or None when it is a bug."""
    if isinstance(error, DatabaseError) and not isinstance(error, IntegrityError):
        kind = _BY_SQLITE_CODE.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
        name = getattr(error, "sqlite_errorname", "")
        return StoreTrouble(kind=kind, detail=name) if kind else None
    if isinstance(error, OSError):
        kind = _BY_ERRNO.get(error.errno or 0)
        return StoreTrouble(kind=kind, detail=errno.errorcode[error.errno or 0]) if kind else None
    return None


def trouble_as_value(act: Callable[P, T]) -> Callable[P, T | StoreTrouble]:
    """Let a function return expected trouble with the disk instead of raising it."""

    @functools.wraps(act)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> T | StoreTrouble:
        try:
            return act(*args, **kwargs)
        except (DatabaseError, OSError) as error:
            trouble = trouble_of(error)
            if trouble is None:
                raise
            return trouble

    return wrapped
