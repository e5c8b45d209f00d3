"""Which errors of the disk are trouble that somebody handles, and which are bugs that raise."""

import errno
from pathlib import Path

import pytest

from kiosk.store import sqlite
from kiosk.store.trouble import StoreTrouble, TroubleKind, trouble_of


@pytest.mark.parametrize(
    "error",
    [
        OSError(),
        OSError(errno.EINVAL, ""),
        ValueError(),
        sqlite.DatabaseError("no code"),
        sqlite.IntegrityError(),
    ],
)
def test_what_no_disk_can_be_blamed_for_is_a_bug(error: Exception) -> None:
    assert trouble_of(error) is None


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.ENOSPC, TroubleKind.FULL),
        (errno.EDQUOT, TroubleKind.FULL),
        (errno.EROFS, TroubleKind.READ_ONLY),
        (errno.EACCES, TroubleKind.READ_ONLY),
        (errno.EIO, TroubleKind.DISK),
        (errno.ENOENT, TroubleKind.DISK),
        (errno.ENODEV, TroubleKind.DISK),
    ],
)
def test_an_error_of_the_system_is_named_by_its_number(number: int, kind: TroubleKind) -> None:
    assert trouble_of(OSError(number, "")) == StoreTrouble(kind=kind, detail=errno.errorcode[number])


def failed(path: Path, *statements: str) -> StoreTrouble | None:
    raw = sqlite.connect(str(path), timeout=0, isolation_level=None)
    try:
        for statement in statements:
            raw.execute(statement).fetchall()
    except sqlite.DatabaseError as error:
        return trouble_of(error)
    finally:
        raw.close()
    return None


def test_an_error_of_sqlite_is_named_by_its_own_name(tmp_path: Path) -> None:
    """sqlite.org/rescode.html: the primary code is the low byte."""
    path = tmp_path / "any.db"
    full = failed(
        path, "PRAGMA max_page_count = 2", "CREATE TABLE t (a)", "INSERT INTO t VALUES (zeroblob(9999))"
    )
    assert full == StoreTrouble(kind=TroubleKind.FULL, detail="SQLITE_FULL")
    read_only = failed(path, "PRAGMA query_only = ON", "CREATE TABLE u (a)")
    assert read_only == StoreTrouble(kind=TroubleKind.READ_ONLY, detail="SQLITE_READONLY")
    path.write_text("no database" * 100)
    assert failed(path, "SELECT * FROM t") == StoreTrouble(kind=TroubleKind.DAMAGED, detail="SQLITE_NOTADB")
    assert failed(tmp_path / "other.db", "SELECT * FROM nowhere") is None
