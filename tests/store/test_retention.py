"""Sealed bodies go when their time is over, whole, and nothing else goes."""

from datetime import timedelta
from pathlib import Path

from kiosk.store.audit import Head
from kiosk.store.outbox_records import OutboxRow
from kiosk.store.store import Store
from tests.store.stand import HandClock, acknowledgement, filed, opened, taken


def on_disk(path: Path, text: bytes) -> bool:
    return any(text in file.read_bytes() for file in path.parent.iterdir() if "-shm" not in file.name)


def test_nothing_is_deleted_that_the_upstream_has_not_acknowledged(store: Store, clock: HandClock) -> None:
    filed(store)
    parked = filed(store)
    store.outbox.park(parked.header.submission_id, "conflict")
    clock.pass_time(days=4000)
    assert store.retention.purge(timedelta(0)) == 0
    assert len(taken(store)) == 1


def test_a_body_stays_for_its_retention_and_then_leaves_no_trace_on_the_disk(
    path: Path, store: Store, clock: HandClock
) -> None:
    result = filed(store)
    mark = f"sealed {result.header.submission_id}".encode()
    (outgoing,) = taken(store)
    store.outbox.acknowledge([acknowledgement(outgoing)])
    clock.pass_time(days=6.9)
    assert store.retention.purge() == 0
    assert on_disk(path, mark)
    clock.pass_time(days=0.2)
    assert store.retention.purge() == 1
    assert not on_disk(path, mark)
    assert store.retention.purge() == 0


def test_the_row_without_its_body_stays_for_the_audit(store: Store, clock: HandClock) -> None:
    result = filed(store)
    (outgoing,) = taken(store)
    store.outbox.acknowledge([acknowledgement(outgoing)])
    store.retention.purge(timedelta(0))
    row = store.queue.row(result.header.number)
    assert isinstance(row, OutboxRow)
    assert row.id == result.header.submission_id
    assert "submission.purged" in list(store.audit.entries())[-1]
    assert isinstance(store.audit.verify(), Head)


def test_a_long_backlog_is_purged_in_several_transactions(path: Path, clock: HandClock) -> None:
    store = opened(path, clock)
    for _ in range(1100):
        filed(store)
    while batch := taken(store, 200):
        store.outbox.acknowledge([acknowledgement(outgoing) for outgoing in batch])
    assert store.retention.purge(timedelta(0)) == 1100
    store.close()
