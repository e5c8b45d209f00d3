"""A wall clock that is set back a year, or to 1970 by a dead battery: order, waits and deadlines stand."""

from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.store.audit import Head
from kiosk.store.lockouts import LockedOut
from tests.store.stand import HandClock, acknowledgement, filed, opened, taken

pytestmark = pytest.mark.faults
JUMPS = [timedelta(days=-365), timedelta(days=-365 * 56), timedelta(days=3650)]


@pytest.mark.parametrize("jump", JUMPS)
@pytest.mark.parametrize("boot", [False, True])
def test_no_jump_of_the_clock_reorders_parks_or_frees_anything(
    tmp_path: Path, clock: HandClock, jump: timedelta, boot: bool
) -> None:
    path = tmp_path / "kiosk.db"
    store = opened(path, clock)
    before = [filed(store).header for _ in range(3)]
    taken(store, 1)
    store.outbox.retry(
        [before[0].submission_id], problem="busy", next_at=clock().unix_ms + 60_000, charge=True
    )
    for _ in range(5):
        store.lockouts.begin_try("pin")
    clock.set_wall(jump)
    if boot:
        store.close()
        clock.restart()
        store = opened(path, clock)
    after = [filed(store).header for _ in range(2)]
    assert [header.seq for header in before + after] == [1, 2, 3, 4, 5]
    order = [*before[1:], *after, before[0]]
    assert store.lockouts.begin_try("pin") == LockedOut(seconds=30)
    clock.pass_time(hours=1)
    batch = taken(store)
    assert [outgoing.submission_id for outgoing in batch] == [header.submission_id for header in order]
    assert isinstance(store.audit.verify(), Head)
    store.outbox.acknowledge([acknowledgement(outgoing) for outgoing in batch])
    clock.pass_time(days=8)
    assert store.retention.purge() == 5
    store.close()
