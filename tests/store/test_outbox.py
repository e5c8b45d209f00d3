"""The outbox: order, holding, waiting, parking."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.rules.submissions import SubmissionKind
from kiosk.store.outbox import LONGEST_WAIT_MS
from kiosk.store.outbox_records import OutboxRow, OutboxState, Pending, QueueSummary
from kiosk.store.store import Store
from tests.store.stand import HandClock, acknowledgement, filed, opened, taken


def ids(store: Store, limit: int = 50) -> list[str]:
    return [outgoing.submission_id for outgoing in taken(store, limit)]


def test_a_record_that_failed_sinks_behind_those_that_have_not(store: Store) -> None:
    first, second = (filed(store).header.submission_id for _ in range(2))
    taken(store, 1)
    store.outbox.retry([first], problem="busy", next_at=0, charge=True)
    assert ids(store) == [second, first]


def test_trouble_that_is_not_its_own_does_not_sink_a_record(store: Store) -> None:
    first, second = (filed(store).header.submission_id for _ in range(2))
    taken(store, 1)
    store.outbox.retry([first], problem="timeout", next_at=0, charge=False)
    assert ids(store) == [first, second]


def test_a_record_that_waits_is_not_taken_before_its_time(store: Store, clock: HandClock) -> None:
    key = filed(store).header.submission_id
    taken(store)
    store.outbox.retry([key], problem="busy", next_at=clock().unix_ms + 10_000, charge=True)
    assert ids(store) == []
    assert store.outbox.seconds_to_next() == pytest.approx(10)
    clock.pass_time(seconds=10)
    assert ids(store) == [key]


@pytest.mark.parametrize(("wait_ms", "seconds"), [(0, 0), (1, 0.001), (LONGEST_WAIT_MS, 3600)])
def test_a_wait_is_told_from_its_last_millisecond_to_its_first(
    store: Store, clock: HandClock, wait_ms: int, seconds: float
) -> None:
    key = filed(store).header.submission_id
    taken(store)
    store.outbox.retry([key], problem="busy", next_at=clock().unix_ms + wait_ms, charge=True)
    assert store.outbox.seconds_to_next() == pytest.approx(seconds)
    assert bool(ids(store)) is (wait_ms == 0)


@pytest.mark.parametrize("days", [-3650, -1, 1, 3650])
def test_no_jump_of_the_wall_clock_parks_the_queue(store: Store, clock: HandClock, days: int) -> None:
    key = filed(store).header.submission_id
    taken(store)
    store.outbox.retry([key], problem="busy", next_at=clock().unix_ms + 60_000, charge=True)
    clock.set_wall(timedelta(days=days))
    assert store.outbox.seconds_to_next() == 0
    assert ids(store) == [key]


def test_no_wait_is_longer_than_an_hour_whatever_is_asked(store: Store, clock: HandClock) -> None:
    key = filed(store).header.submission_id
    taken(store)
    store.outbox.retry([key], problem="busy", next_at=clock().unix_ms + 10**10, charge=True)
    row = store.queue.row(key)
    assert isinstance(row, OutboxRow)
    assert row.next_at == clock().unix_ms + LONGEST_WAIT_MS


def test_a_clock_that_was_set_back_while_the_terminal_was_off_makes_nothing_wait_longer_than_an_hour(
    path: Path, clock: HandClock
) -> None:
    store = opened(path, clock)
    key = filed(store).header.submission_id
    taken(store)
    store.outbox.retry([key], problem="busy", next_at=clock().unix_ms + LONGEST_WAIT_MS, charge=True)
    store.close()
    clock.set_wall(timedelta(minutes=-50))
    store = opened(path, clock)
    row = store.queue.row(key)
    assert isinstance(row, OutboxRow)
    assert row.next_at == clock().unix_ms + LONGEST_WAIT_MS
    store.close()


def test_a_replacement_waits_for_its_loss_report_even_when_it_is_urgent(store: Store) -> None:
    loss = filed(store)
    replacement = filed(store, depends_on=loss.header.submission_id)
    key = replacement.header.submission_id
    assert store.outbox.take_these([key]) == []
    (outgoing,) = taken(store)
    assert outgoing.submission_id == loss.header.submission_id
    row = store.queue.row(key)
    assert isinstance(row, OutboxRow)
    assert row.waits_for == loss.header.submission_id
    assert store.outbox.seconds_to_next() is None
    store.outbox.acknowledge([acknowledgement(outgoing)])
    assert ids(store) == [key]


def test_an_urgent_record_is_taken_whatever_it_waits_for_in_time(store: Store, clock: HandClock) -> None:
    key = filed(store).header.submission_id
    taken(store)
    store.outbox.retry([key], problem="timeout", next_at=clock().unix_ms + 10_000, charge=False)
    urgent = store.outbox.take_these([key])
    assert isinstance(urgent, list)
    assert [outgoing.submission_id for outgoing in urgent] == [key]


def test_a_batch_is_cut_by_bytes_but_never_to_nothing(store: Store) -> None:
    size = len(taken_body(store))
    for _ in range(4):
        filed(store)
    batch = store.outbox.take(50, 2 * size + size // 2)
    assert isinstance(batch, list)
    assert len(batch) == 2
    store.outbox.retry([one.submission_id for one in batch], problem="busy", next_at=0, charge=False)
    exactly = store.outbox.take(50, 2 * size)
    assert isinstance(exactly, list)
    assert len(exactly) == 2
    alone = store.outbox.take(50, 1)
    assert isinstance(alone, list)
    assert len(alone) == 1


def taken_body(store: Store) -> bytes:
    filed(store)
    (outgoing,) = taken(store)
    return outgoing.body


def test_a_parked_record_is_never_taken_and_never_deleted_until_staff_free_it(store: Store) -> None:
    key = filed(store).header.submission_id
    taken(store)
    store.outbox.park(key, "conflict")
    assert ids(store) == []
    row = store.queue.row(key)
    assert isinstance(row, OutboxRow)
    assert (row.state, row.last_problem) == (OutboxState.PARKED, "conflict")
    assert store.queue.unpark(key, clerk="c7") is True
    assert store.queue.unpark(key, clerk="c7") is False
    assert ids(store) == [key]


def test_an_acknowledgement_of_other_bytes_is_a_bug_and_changes_nothing(store: Store) -> None:
    filed(store)
    (outgoing,) = taken(store)
    good = acknowledgement(outgoing)
    for wrong in (replace(good, digest="0" * 64), replace(good, submission_id="f" * 32)):
        with pytest.raises(
            ValueError, match=r"^an acknowledgement must name a submission of ours and its digest$"
        ):
            store.outbox.acknowledge([good, wrong])
    row = store.queue.row(outgoing.submission_id)
    assert isinstance(row, OutboxRow)
    assert row.state is OutboxState.SENDING


def test_an_acknowledgement_that_comes_twice_or_after_parking_settles_all_the_same(store: Store) -> None:
    filed(store)
    (outgoing,) = taken(store)
    store.outbox.park(outgoing.submission_id, "conflict")
    store.outbox.acknowledge([acknowledgement(outgoing, "received")])
    assert pending(store) == [Pending(submission_id=outgoing.submission_id, digest=outgoing.digest)]
    store.outbox.acknowledge([acknowledgement(outgoing, "in_force")])
    assert pending(store) == []
    assert store.queue.rows() == []


def pending(store: Store) -> list[Pending]:
    result = store.outbox.pending(10)
    assert isinstance(result, list)
    return result


def test_an_acknowledged_record_is_neither_sent_again_nor_parked_by_a_late_failure(store: Store) -> None:
    filed(store)
    (outgoing,) = taken(store)
    store.outbox.acknowledge([acknowledgement(outgoing)])
    store.outbox.retry([outgoing.submission_id], problem="timeout", next_at=0, charge=True)
    store.outbox.park(outgoing.submission_id, "late")
    assert ids(store) == []
    row = store.queue.row(outgoing.number)
    assert isinstance(row, OutboxRow)
    assert (row.state, row.attempts, row.last_problem) == (OutboxState.ACKNOWLEDGED, 0, "")


def test_staff_can_make_everything_that_waits_due(store: Store, clock: HandClock) -> None:
    keys = [filed(store).header.submission_id for _ in range(3)]
    taken(store)
    store.outbox.retry(keys, problem="busy", next_at=clock().unix_ms + 60_000, charge=True)
    assert store.queue.retry_now(clerk="c7") == 3
    assert ids(store) == keys


def test_the_summary_counts_what_the_upstream_does_not_have(store: Store, clock: HandClock) -> None:
    assert store.queue.summary() == QueueSummary(ready=0, sending=0, parked=0, oldest="", last_success=0)
    began = clock().wall.isoformat()
    for _ in range(4):
        filed(store)
        clock.pass_time(minutes=1)
    first, second, _ = taken(store, 3)
    store.outbox.park(second.submission_id, "conflict")
    summary = store.queue.summary()
    assert summary == QueueSummary(ready=1, sending=2, parked=1, oldest=began, last_success=0)
    store.outbox.acknowledge([acknowledgement(first)])
    after = store.queue.summary()
    assert isinstance(after, QueueSummary)
    assert (after.depth, after.last_success) == (3, clock().unix_ms)


def test_a_row_says_all_that_staff_need(store: Store, clock: HandClock) -> None:
    loss = filed(store)
    held = filed(store, depends_on=loss.header.submission_id)
    taken(store)
    later = clock().unix_ms + 1000
    store.outbox.retry([loss.header.submission_id], problem="busy", next_at=later, charge=True)
    rows = store.queue.rows()
    assert isinstance(rows, list)
    assert rows == [
        OutboxRow(
            id=loss.header.submission_id,
            number="HZ01-000001-9",
            kind=SubmissionKind.LOSS_REPORT,
            state=OutboxState.READY,
            attempts=1,
            next_at=later,
            last_problem="busy",
            waits_for="",
        ),
        OutboxRow(
            id=held.header.submission_id,
            number=held.header.number,
            kind=SubmissionKind.LOSS_REPORT,
            state=OutboxState.READY,
            attempts=0,
            next_at=0,
            last_problem="",
            waits_for=loss.header.submission_id,
        ),
    ]
    assert [store.queue.row(row.id) for row in rows] == rows
    assert [store.queue.row(row.number) for row in rows] == rows


def test_rows_show_no_body_and_settled_ones_only_when_asked(store: Store) -> None:
    filed(store)
    filed(store)
    first, _ = taken(store)
    store.outbox.acknowledge([acknowledgement(first)])
    open_rows, all_rows = store.queue.rows(), store.queue.rows(settled=True)
    assert isinstance(open_rows, list)
    assert isinstance(all_rows, list)
    assert (len(open_rows), len(all_rows)) == (1, 2)
    assert store.queue.row("nothing") is None
