"""A file that is deleted, replaced or spoilt under the running store: no more promises, nothing lost."""

import errno
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.store.trouble import StoreTrouble, TroubleKind
from tests.store.stand import HandClock, filed, loss_report, opened


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "outbox.db"


def deleted(path: Path) -> None:
    path.unlink()


def replaced(path: Path) -> None:
    path.with_name("other").write_bytes(path.read_bytes())
    path.with_name("other").replace(path)


def without_log(path: Path) -> None:
    path.with_name(f"{path.name}-wal").unlink()


def all_deleted(path: Path) -> None:
    for file in path.parent.glob("outbox.db*"):
        file.unlink()


@pytest.mark.parametrize("harm", [deleted, replaced, without_log, all_deleted])
def test_a_store_whose_file_was_taken_away_promises_nothing_more(
    path: Path, harm: Callable[[Path], None]
) -> None:
    store = opened(path, HandClock())
    assert store.has_room() is True
    harm(path)
    for answer in (store.has_room(), store.file(loss_report())):
        assert isinstance(answer, StoreTrouble)
        assert answer.kind is TroubleKind.DAMAGED
    store.close()


def test_what_a_deleted_file_held_is_kept_for_the_next_opening_and_no_number_is_given_twice(
    path: Path,
) -> None:
    clock = HandClock()
    store = opened(path, clock)
    lost = filed(store).header
    all_deleted(path)
    store.close()
    store = opened(path, clock)
    due = store.salvage.due()
    assert isinstance(due, Path)
    assert lost.number.encode() in due.read_bytes()
    assert filed(store).header.seq > lost.seq
    store.close()


def test_a_sound_store_leaves_nothing_aside_when_it_is_closed(path: Path) -> None:
    store = opened(path, HandClock())
    filed(store)
    store.close()
    assert list(path.parent.glob("*.damaged-*")) == []


def test_what_the_disk_has_spoilt_is_found_although_memory_still_holds_it_sound(path: Path) -> None:
    store = opened(path, HandClock())
    filed(store)
    store.retention.purge()  # empties the log into the file
    assert store.check() == []
    with path.open("r+b") as file:
        file.seek(2 * 4096)
        file.write(bytes(range(256)) * (path.stat().st_size // 256 - 32))
    assert store.check() != []
    store.close()


def test_a_disk_that_takes_no_writes_any_more_is_found_although_it_says_that_it_has_room(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = opened(path, HandClock())
    assert store.takes_writes() is True

    def refused(_directory: Path) -> None:  # ext4 after an error of the disk; here nobody can break one
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr("kiosk.store.space.os.utime", refused)
    answer = store.takes_writes()
    assert isinstance(answer, StoreTrouble)
    assert answer.kind is TroubleKind.READ_ONLY
    assert store.has_room() is True
    store.close()
