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

from kiosk.store.audit import Audit
from kiosk.store.audit_events import AuditEvent
from kiosk.store.clock import Moment
from kiosk.store.database import Database
from kiosk.store.durable import sync_directory
from kiosk.store.trouble import trouble_as_value

FORMAT = "buka-outbox/1"
_UNACKNOWLEDGED = "SELECT seq FROM outbox WHERE state <> 'acknowledged' ORDER BY seq"


class Export:
    """Copies what the upstream does not have yet."""

    def __init__(self, database: Database, audit: Audit, terminal: str, clock: Callable[[], Moment]) -> None:
        self._database = database
        self._audit = audit
        self._terminal = terminal
        self._clock = clock

    @trouble_as_value
    def write(self, path: Path, clerk: str = "") -> int:
        """Write all unacknowledged records to a new file (mode 600) and sync it; answers how many.

        Raises FileExistsError: an export is never overwritten. The records stay in the outbox.
        """
        seqs = [row[0] for row in self._database.rows(_UNACKNOWLEDGED)]
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(self._heading(len(seqs)))
                for seq in seqs:
                    file.write(self._body(seq) + b"\n")
                file.flush()
                os.fsync(file.fileno())
            sync_directory(path.parent)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        with self._database.transaction():
            self._audit.write(AuditEvent.QUEUE_EXPORTED, self._clock(), count=len(seqs), clerk=clerk)
        return len(seqs)

    def _heading(self, count: int) -> bytes:
        head = self._audit.head()
        heading = {
            "format": FORMAT,
            "terminal": self._terminal,
            "count": count,
            "audit_seq": head.seq,
            "audit_head": head.hex,
        }
        return json.dumps(heading).encode() + b"\n"

    def _body(self, seq: int) -> bytes:
        row = self._database.row("SELECT sealed FROM submission WHERE seq = ?", (seq,))
        return bytes(row[0]) if row else b""
