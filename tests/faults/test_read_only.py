"""A disk that cannot be written: a trouble, never taken for damage."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.store.reading import open_for_reading
from kiosk.store.store import open_store
from kiosk.store.trouble import StoreTrouble, TroubleKind
from tests.store.stand import SMALL, HandClock, filed, opened

pytestmark = pytest.mark.faults


@pytest.fixture
def unwritable(tmp_path: Path, clock: HandClock) -> Iterator[Path]:
    """A store of one filing on a file system that is mounted read-only."""
    place = tmp_path / "disk"
    place.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "tmpfs", place], check=False, capture_output=True).returncode:
        pytest.skip("mounting needs root")
    store = opened(place / "kiosk.db", clock)
    filed(store)
    store.close()
    subprocess.run(["mount", "-o", "remount,ro", place], check=True)
    yield place / "kiosk.db"
    subprocess.run(["umount", "--lazy", place], check=True)


def test_a_read_only_disk_is_refused_and_nothing_is_set_aside(unwritable: Path, clock: HandClock) -> None:
    result = open_store(unwritable, terminal="HZ01", clock=clock, limits=SMALL)
    assert isinstance(result, StoreTrouble)
    assert result.kind is TroubleKind.READ_ONLY
    assert list(unwritable.parent.glob("*.damaged-*")) == []


def test_the_store_serves_again_when_the_disk_does(unwritable: Path, clock: HandClock) -> None:
    open_store(unwritable, terminal="HZ01", clock=clock, limits=SMALL)
    subprocess.run(["mount", "-o", "remount,rw", unwritable.parent], check=True)
    store = opened(unwritable, clock)
    assert filed(store).header.seq == 2
    store.close()


def test_looking_at_a_store_on_a_read_only_disk_is_a_value(unwritable: Path, clock: HandClock) -> None:
    result = open_for_reading(unwritable, clock)
    if not isinstance(result, StoreTrouble):
        result.queue.rows()
        result.close()
