"""The audit chain: whatever is changed, removed or swapped, it shows."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.store import sqlite
from kiosk.store.audit import ChainBroken, Head
from kiosk.store.audit_events import AuditEvent
from kiosk.store.policies import StoredPolicy
from kiosk.store.store import Store
from tests.store.stand import HandClock, acknowledgement, filed, loss_report, opened, taken


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


@pytest.mark.parametrize("clerk", ["王桂兰", 'a"\\b', "\n\t\x1f\x7f/", "é\u2028😀", ""])
def test_an_entry_is_canonical_json_whatever_its_fields_say(path: Path, clock: HandClock, clerk: str) -> None:
    store = opened(path, clock)
    assert isinstance(store.audit.append(AuditEvent.STAFF_SIGNED_IN, clerk=clerk), Head)
    *_, entry = store.audit.entries()
    store.close()
    said = json.loads(entry)
    assert said["clerk"] == clerk
    assert entry == json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


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


def said(store: Store) -> list[dict[str, object]]:
    """The entries without their place and moment."""
    moment = {"seq", "wall", "boot", "mono_ns", "clock"}
    entries = [json.loads(entry) for entry in store.audit.entries()]
    return [{key: value for key, value in entry.items() if key not in moment} for entry in entries]


def test_each_act_is_recorded_with_what_it_was_done_to_and_by_whom(
    store: Store, clock: HandClock, tmp_path: Path
) -> None:
    first, second = (filed(store) for _ in range(2))
    done, parked = taken(store)
    store.outbox.acknowledge([acknowledgement(done, "received")])
    store.outbox.park(parked.submission_id, "conflict")
    store.queue.unpark(parked.submission_id, clerk="c7")
    store.outbox.take(1, 1)
    store.outbox.retry([parked.submission_id], problem="busy", next_at=clock().unix_ms + 1000, charge=True)
    store.queue.retry_now(clerk="c8")
    store.export.write(tmp_path / "out.jsonl", clerk="c9")
    store.retention.purge(timedelta(0))
    store.service.stop("staff", clerk="c7")
    store.service.resume(clerk="c8")
    store.policies.accept(StoredPolicy(version=7, etag="e", signed=b"7"))
    store.policies.accept(StoredPolicy(version=6, etag="e", signed=b"6"))
    one, two = (
        {
            "event": "submission.filed",
            "submission": one.header.submission_id,
            "number": one.header.number,
            "kind": "loss_report",
            "digest": one.digest,
            "key": "upstream-1",
            "clerk": "",
        }
        for one in (first, second)
    )
    assert said(store)[1:] == [
        one,
        two,
        {"event": "submission.acknowledged", "submission": done.submission_id, "standing": "received"},
        {"event": "submission.parked", "submission": parked.submission_id, "problem": "conflict"},
        {"event": "submission.unparked", "submission": parked.submission_id, "clerk": "c7"},
        {"event": "queue.retried", "count": 1, "clerk": "c8"},
        {"event": "queue.exported", "count": 1, "clerk": "c9"},
        {"event": "submission.purged", "count": 1},
        {"event": "service.stopped", "reason": "staff", "clerk": "c7"},
        {"event": "service.resumed", "clerk": "c8"},
        {"event": "policy.accepted", "version": 7},
        {"event": "policy.refused", "version": 6, "current": 7},
    ]


def test_a_filing_by_staff_names_the_clerk(store: Store) -> None:
    store.file(replace(loss_report(), clerk="c7"))
    assert said(store)[-1]["clerk"] == "c7"


def test_what_a_program_does_by_itself_names_no_clerk(store: Store, tmp_path: Path) -> None:
    filed(store)
    (outgoing,) = taken(store)
    store.outbox.park(outgoing.submission_id, "conflict")
    store.queue.unpark(outgoing.submission_id)
    store.queue.retry_now()
    store.export.write(tmp_path / "out.jsonl")
    assert [entry["clerk"] for entry in said(store)[-3:]] == ["", "", ""]


def test_a_new_store_begins_its_chain_with_a_name_of_its_own(store: Store) -> None:
    (created,) = said(store)
    assert created == {"event": "store.created", "store": created["store"], "replaces": ""}
    assert len(str(created["store"])) == 32


def test_what_nobody_changed_is_recorded_by_nobody(store: Store) -> None:
    """Parking or freeing what is not there writes no entry."""
    store.outbox.park("f" * 32, "conflict")
    store.queue.unpark("f" * 32, clerk="c7")
    store.policies.accept(StoredPolicy(version=7, etag="e", signed=b"7"))
    before = store.audit.head()
    store.policies.accept(StoredPolicy(version=7, etag="f", signed=b"7"))
    assert store.audit.head() == before


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
