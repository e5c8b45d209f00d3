"""Room on the disk: what a store does that has used up its own."""

from pathlib import Path

import pytest

from kiosk.store.space import StoreLimits
from kiosk.store.store import Store
from kiosk.store.trouble import StoreTrouble, TroubleKind
from tests.store.stand import HandClock, filed, loss_report, opened

BALLAST = 16_384


@pytest.fixture
def full(path: Path, clock: HandClock) -> Store:
    """A store that may not grow any more, with a ballast beside it."""
    store = opened(path, clock, StoreLimits(floor=0, ballast=BALLAST, largest=300_000))
    assert (path.parent / "ballast").stat().st_size == BALLAST
    while not isinstance(store.file(loss_report()), StoreTrouble):
        pass
    return store


def test_a_store_without_room_throws_off_its_ballast_and_keeps_what_it_has(full: Store, path: Path) -> None:
    assert not (path.parent / "ballast").exists()
    rows = full.queue.rows()
    assert isinstance(rows, list)
    assert len(rows) > 10
    for _ in range(2):
        refused = full.file(loss_report())
        assert isinstance(refused, StoreTrouble)
        assert refused.kind is TroubleKind.FULL
    assert full.queue.rows() == rows
    full.close()


def test_the_ballast_is_taken_on_again_when_staff_tidy_up(full: Store, path: Path) -> None:
    full.retention.purge()
    assert (path.parent / "ballast").stat().st_size == BALLAST
    full.close()


def test_another_trouble_than_a_full_disk_leaves_the_ballast_where_it_is(
    path: Path, clock: HandClock
) -> None:
    store = opened(path, clock, StoreLimits(floor=0, ballast=BALLAST))
    store._database.connection.execute("PRAGMA query_only = ON")
    assert isinstance(store.file(loss_report()), StoreTrouble)
    assert (path.parent / "ballast").exists()
    store._database.connection.execute("PRAGMA query_only = OFF")
    filed(store)
    store.close()


@pytest.mark.parametrize(
    ("floor", "ballast", "taken_on"), [(0, BALLAST, True), (1 << 60, BALLAST, False), (0, 1 << 60, False)]
)
def test_no_ballast_is_taken_on_where_there_is_no_plenty(
    path: Path, clock: HandClock, floor: int, ballast: int, taken_on: bool
) -> None:
    store = opened(path, clock, StoreLimits(floor=floor, ballast=ballast))
    assert (path.parent / "ballast").exists() is taken_on
    store.close()
