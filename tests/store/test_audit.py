"""The audit chain: whatever is changed, removed or swapped, it shows."""

import json
from pathlib import Path

import pytest

from kiosk.store import sqlite
from kiosk.store.audit import ChainBroken, Head
from kiosk.store.audit_events import AuditEvent
from kiosk.store.store import Store
from tests.store.stand import HandClock, acknowledgement, filed, opened, taken


def forge(path: Path, clock: HandClock, sql: str) -> Head | ChainBroken:
    raw = sqlite.connect(str(path))
    raw.execute(sql)
    raw.commit()
    raw.close()
    store = opened(path, clock)
    verified = store.audit.verify()
    store.close()
    assert isinstance(verified, Head | ChainBroken)
    return verified


@pytest.fixture
def chained(path: Path, clock: HandClock) -> Path:
    store = opened(path, clock)
    for _ in range(5):
        filed(store)
    store.close()
    return path


@pytest.mark.parametrize(
    ("sql", "seq"),
    [
        ("UPDATE audit SET entry = replace(entry, 'loss_report', 'release') WHERE seq = 3", 3),
        ("UPDATE audit SET hash = zeroblob(32) WHERE seq = 6", 6),
        ("DELETE FROM audit WHERE seq = 4", 4),
        ("DELETE FROM audit WHERE seq = 1", 1),
        ("UPDATE audit SET seq = 9 WHERE seq = 6", 6),
        ("UPDATE audit SET entry = (SELECT entry FROM audit WHERE seq = 2) WHERE seq = 5", 5),
        ("INSERT INTO audit SELECT 7, entry, hash FROM audit WHERE seq = 6", 7),
    ],
)
def test_a_forged_entry_is_found_where_it_is(chained: Path, clock: HandClock, sql: str, seq: int) -> None:
    assert forge(chained, clock, sql) == ChainBroken(seq=seq)


def test_a_cut_end_shows_only_against_a_head_that_somebody_has_seen(chained: Path, clock: HandClock) -> None:
    store = opened(chained, clock)
    seen = store.audit.head()
    store.close()
    after = forge(chained, clock, "DELETE FROM audit WHERE seq = 6")
    assert isinstance(after, Head)
    assert after.seq < seen.seq


def test_a_field_that_the_catalogue_does_not_allow_is_refused(store: Store) -> None:
    before = store.audit.head()
    with pytest.raises(ValueError, match="name"):
        store.audit.append(AuditEvent.STAFF_SIGNED_IN, name="wang")
    assert store.audit.head() == before


def test_an_entry_says_what_when_and_by_which_clock(store: Store, clock: HandClock) -> None:
    store.audit.append(AuditEvent.STAFF_REFUSED, clerk="c7", failures=2)
    entry = json.loads(list(store.audit.entries())[-1])
    assert entry == {
        "seq": 2,
        "event": "staff.refused",
        "clerk": "c7",
        "failures": 2,
        "wall": clock().wall.isoformat(),
        "boot": "boot-1",
        "mono_ns": 10**12,
        "clock": "synced",
    }


def test_filing_acknowledging_parking_and_care_are_all_in_the_chain(store: Store) -> None:
    for _ in range(2):
        filed(store)
    first, second = taken(store)
    store.outbox.acknowledge([acknowledgement(first)])
    store.outbox.park(second.submission_id, "conflict")
    store.queue.unpark(second.submission_id, clerk="c7")
    store.queue.retry_now(clerk="c7")
    events = [json.loads(entry)["event"] for entry in store.audit.entries()]
    assert events == [
        "store.created",
        "submission.filed",
        "submission.filed",
        "submission.acknowledged",
        "submission.parked",
        "submission.unparked",
        "queue.retried",
    ]
    assert isinstance(store.audit.verify(), Head)


def test_a_long_chain_verifies_page_by_page(store: Store) -> None:
    with store.audit._database.transaction():
        for _ in range(2500):
            store.audit.write(AuditEvent.STAFF_SIGNED_OUT, store.audit._clock(), clerk="c7")
    verified = store.audit.verify()
    assert isinstance(verified, Head)
    assert verified.seq == 2501


def test_every_event_of_the_catalogue_says_what_it_means() -> None:
    assert len({event.code for event in AuditEvent}) == len(AuditEvent)
    assert all(event.meaning.endswith(".") for event in AuditEvent)
