"""What a shell asks of the store: done at once, or left for a terminal that runs, the store's one writer.

The list of staff itself is a file that the terminal reads at every question; the audit, the end of a
lock-out, the state of service and the outbox need the store.
"""

import contextlib
import json
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import structlog

from kiosk.store.audit_events import AuditEvent
from kiosk.store.store import Store
from kiosk.store.trouble import StoreTrouble

_log = structlog.get_logger()
FILE = "staff-shell-acts.jsonl"
_TAKEN = "staff-shell-acts.taken"
_ONE_AT_A_TIME = threading.Lock()
SHELL = "shell"
"""Stands in the audit where a staff number would."""
_LETTERS = {
    AuditEvent.STAFF_ADMITTED: {"clerk"},
    AuditEvent.STAFF_REMOVED: {"clerk"},
    AuditEvent.SERVICE_STOPPED: {"reason", "clerk"},
    AuditEvent.SERVICE_RESUMED: {"clerk"},
    AuditEvent.QUEUE_RETRIED: {"clerk"},
    AuditEvent.SUBMISSION_PARKED: {"submission", "problem"},
    AuditEvent.SUBMISSION_UNPARKED: {"submission", "clerk"},
    AuditEvent.QUEUE_EXPORTED: {"count", "clerk"},
    AuditEvent.AUDIT_EXPORTED: {"count", "clerk"},
    AuditEvent.STAFF_ACTED: {"act", "clerk"},
}
"""What may be asked, each by its entry in the audit, and the fields without which it says nothing."""
_EVENTS = {event.code: event for event in _LETTERS}


def carry_out(store: Store, event: AuditEvent, fields: dict[str, str]) -> StoreTrouble | None:
    """Do it, with its entry in the audit; a new code lifts a lock-out."""
    done: object
    match event:
        case AuditEvent.SERVICE_STOPPED:
            done = store.service.stop(fields["reason"], fields["clerk"])
        case AuditEvent.SERVICE_RESUMED:
            done = store.service.resume(fields["clerk"])
        case AuditEvent.QUEUE_RETRIED:
            done = store.queue.retry_now(fields["clerk"])
        case AuditEvent.SUBMISSION_PARKED:
            done = store.outbox.park(fields["submission"], fields["problem"])
        case AuditEvent.SUBMISSION_UNPARKED:
            done = store.queue.unpark(fields["submission"], fields["clerk"])
        case _:
            done = store.audit.append(event, **fields)
    if event is AuditEvent.STAFF_ADMITTED:
        store.lockouts.succeeded(f"staff:{fields['clerk']}")
    return done if isinstance(done, StoreTrouble) else None


class ShellActs:
    """The letter-box beside the store. Nothing in it lets anybody in."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._taken = folder / _TAKEN

    def leave(self, event: AuditEvent, fields: dict[str, str]) -> None:
        """Write one act down, synced. Raises OSError."""
        line = json.dumps({"event": event.code, **fields}, ensure_ascii=False)
        descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(line + "\n")
            file.flush()
            os.fsync(file.fileno())

    def take_in(self, store: Store) -> int:
        """Carry out what lies there; answers how many.

        A power cut in the middle takes them in again: an audit entry twice is better than none. A folder
        that cannot be written is the store's trouble; they are taken in when it is mended.
        """
        with _ONE_AT_A_TIME, contextlib.suppress(OSError):
            return self._take_in(store)
        return 0

    def _take_in(self, store: Store) -> int:
        if not self._taken.exists():
            if not self._path.exists():
                return 0
            self._path.rename(self._taken)
        count = 0
        for event, fields in self._acts():
            if carry_out(store, event, fields) is not None:
                return count
            count += 1
        self._taken.unlink()
        return count

    def _acts(self) -> Iterator[tuple[AuditEvent, dict[str, str]]]:
        for line in self._taken.read_text(encoding="utf-8").splitlines():
            act = _read(line)
            if act is None:
                _log.warning("staff.shell_act_damaged")
            else:
                yield act


def _read(line: str) -> tuple[AuditEvent, dict[str, str]] | None:
    """None for what was cut off in writing, or was never written by us."""
    try:
        fields: dict[str, Any] = json.loads(line)
        event = _EVENTS[fields.pop("event")]
    except (ValueError, KeyError, AttributeError, TypeError):
        return None
    texts = {name: str(value) for name, value in fields.items() if value}
    return (event, texts) if _LETTERS[event] <= texts.keys() <= event.fields else None
