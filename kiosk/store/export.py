"""Rescue: sealed records copied to a file, for a terminal that will never be online again.

The file is JSON lines in UTF-8. The first line describes it:
`{"format": "buka-outbox/1", "terminal", "count", "audit_seq", "audit_head"}`. Every further line is one
submission, exactly as it would have been sent (the message `Item` of the upstream's contract), oldest first,
a replacement after its loss report. To import it, send the lines in their order, in batches, as any terminal
does; the upstream counts each id once. Nobody on the way can read or change them.
"""

import json
import os
from collections.abc import Callable
from pathlib import Path

from kiosk.store.audit import Audit, Head
from kiosk.store.audit_events import AuditEvent
from kiosk.store.clock import Moment
from kiosk.store.database import Database
from kiosk.store.durable import sync_directory
from kiosk.store.trouble import trouble_as_value

FORMAT = "buka-outbox/1"
_UNACKNOWLEDGED = """
SELECT s.sealed FROM outbox o JOIN submission s USING (seq) WHERE o.state <> 'acknowledged' ORDER BY o.seq
"""


def copy_sealed(database: Database, head: Head, terminal: str, path: Path) -> int:
    """Write all unacknowledged records to a new file (mode 600) and sync it; answers how many.

    Raises FileExistsError: an export is never overwritten. The records stay in the outbox. One statement
    reads them all, so that a terminal that sends meanwhile does not change what the heading says.
    """
    sealed = [bytes(row[0]) for row in database.rows(_UNACKNOWLEDGED)]
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(_heading(terminal, len(sealed), head))
            file.writelines(body + b"\n" for body in sealed)
            file.flush()
            os.fsync(file.fileno())
        sync_directory(path.parent)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return len(sealed)


def _heading(terminal: str, count: int, head: Head) -> bytes:
    heading = {
        "format": FORMAT,
        "terminal": terminal,
        "count": count,
        "audit_seq": head.seq,
        "audit_head": head.hex,
    }
    return json.dumps(heading).encode() + b"\n"


class Export:
    """Copies what the upstream does not have yet, and keeps in the audit that it was copied."""

    def __init__(self, database: Database, audit: Audit, terminal: str, clock: Callable[[], Moment]) -> None:
        self._database = database
        self._audit = audit
        self._terminal = terminal
        self._clock = clock

    @trouble_as_value
    def write(self, path: Path, clerk: str = "") -> int:
        """`copy_sealed`, with its entry in the audit."""
        count = copy_sealed(self._database, self._audit.head(), self._terminal, path)
        with self._database.transaction():
            self._audit.write(AuditEvent.QUEUE_EXPORTED, self._clock(), count=count, clerk=clerk)
        return count
