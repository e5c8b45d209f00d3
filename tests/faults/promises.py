"""What was promised before the power went, and whether the store that is found afterwards keeps it."""

import hashlib
import json
from pathlib import Path
from typing import Any

from hardware.printer.journal import FINISHED, JobState, JournalEntry
from kiosk.store.audit import Head
from kiosk.store.lockouts import MayTry
from kiosk.store.outbox_records import OutboxRow
from kiosk.store.policies import StoredPolicy
from kiosk.store.store import Store, open_store
from tests.faults.workload import LIMITS
from tests.store.stand import HandClock, filed

STATES = list(JobState)


def broken_promises(path: Path, promises: list[list[str]]) -> list[str]:
    """Open the store after the cut; every promise that it breaks, in words."""
    clock = HandClock()
    clock.pass_time(days=1)
    store = open_store(path, terminal="HZ01", clock=clock, limits=LIMITS)
    if not isinstance(store, Store):
        return [f"does not open: {store}"]
    try:
        return _check(store, promises)
    finally:
        store.close()


def _check(store: Store, promises: list[list[str]]) -> list[str]:
    broken = []
    if store.set_aside is not None:
        broken.append("taken for damaged")
    if store.check():
        broken.append("integrity")
    if not isinstance(store.audit.verify(), Head):
        broken.append("audit chain")
    listed = store.queue.rows(settled=True)
    assert isinstance(listed, list), listed
    rows = {row.id: row for row in listed}
    audit = [json.loads(entry) for entry in store.audit.entries()]
    sealed = {row[0]: row for row in store._database.rows("SELECT id, digest, sealed FROM submission")}
    broken += _half_written(rows, audit, sealed)
    for promise in promises:
        if not _is_kept(promise, store, rows, audit):
            broken.append(" ".join(promise))
    numbers = [row.number for row in rows.values()]
    given = [promise[2] for promise in promises if promise[0] == "filed"]
    fresh = filed(store).header.number
    if len(set(numbers)) != len(numbers) or fresh in numbers or fresh in given:
        broken.append("a receipt number twice")
    return broken


def _half_written(
    rows: dict[str, OutboxRow], audit: list[dict[str, Any]], sealed: dict[str, tuple[Any, ...]]
) -> list[str]:
    """A submission without its queue row or audit entry, or with other bytes than were sealed."""
    broken = [] if rows.keys() == sealed.keys() else ["a submission without its queue row"]
    chained = [entry["submission"] for entry in audit if entry["event"] == "submission.filed"]
    if sorted(chained) != sorted(rows):
        broken.append("filings and audit differ")
    for key, digest, body in sealed.values():
        if body is not None and hashlib.sha256(body).hexdigest() != digest:
            broken.append(f"body of {key}")
    return broken


def _is_kept(
    promise: list[str], store: Store, rows: dict[str, OutboxRow], audit: list[dict[str, Any]]
) -> bool:
    match promise:
        case ["filed", key, number, digest, seq, head]:
            entry = audit[int(seq) - 1] if int(seq) <= len(audit) else {}
            chained = store._database.row("SELECT hex(hash) FROM audit WHERE seq = ?", (int(seq),))
            return (
                key in rows
                and rows[key].number == number
                and entry.get("digest") == digest
                and chained == (head.upper(),)
            )
        case ["acknowledged", key]:
            return key in rows and rows[key].state == "acknowledged"
        case ["printing", key, state]:
            found = store.print_journal(JobState, JournalEntry, FINISHED).state(key, 1)
            return found is not None and STATES.index(found) >= STATES.index(JobState(state))
        case ["tried", failures]:
            tried = store.lockouts.begin_try("pin")
            return not isinstance(tried, MayTry) or tried.failures > int(failures)
        case ["service", "stopped"]:
            return store.service.out_of_service() == "staff"
        case ["policy", version]:
            current = store.policies.current()
            return isinstance(current, StoredPolicy) and current.version >= int(version)
        case ["purged"]:
            return any(entry["event"] == "submission.purged" for entry in audit)
    raise ValueError(promise)
