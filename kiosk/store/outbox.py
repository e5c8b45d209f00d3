"""The queue of sealed submissions: at least once, in order of attempts and then of filing.

A record that fails sinks behind those that have not failed, so that it never blocks another. A record that
depends on another is held until that one is acknowledged. Nothing here deletes a record.
"""

from collections.abc import Callable, Sequence

from kiosk.rules.submissions import SubmissionKind
from kiosk.store.audit import Audit
from kiosk.store.audit_events import AuditEvent
from kiosk.store.clock import Moment
from kiosk.store.database import Database, Row
from kiosk.store.outbox_records import Acknowledgement, Outgoing
from kiosk.store.trouble import trouble_as_value

LONGEST_WAIT_MS = 3_600_000
"""No record waits longer than the clamp on Retry-After, one hour. A `next_at` that lies further ahead was
written before the clock was set back, and is due."""

_TAKE = """
SELECT s.id, s.seq, s.kind, s.number, s.sealed, s.digest, s.key_id, o.attempts
FROM outbox o JOIN submission s USING (seq)
WHERE o.state = 'ready' AND NOT o.next_at BETWEEN ?1 + 1 AND ?1 + ?2
AND (o.waits_for IS NULL OR (SELECT w.state FROM outbox w WHERE w.seq = o.waits_for) = 'acknowledged')
ORDER BY o.attempts, o.seq LIMIT ?3
"""


class Outbox:
    """The courier's side of the queue. All methods may be called from any thread."""

    def __init__(self, database: Database, audit: Audit, clock: Callable[[], Moment]) -> None:
        self._database = database
        self._audit = audit
        self._clock = clock

    @trouble_as_value
    def take(self, limit: int) -> list[Outgoing]:
        """Up to `limit` records that are due; they are `sending` from now on."""
        with self._database.transaction():
            rows = self._database.rows(_TAKE, (self._clock().unix_ms, LONGEST_WAIT_MS, limit))
            self._database.execute_many(
                "UPDATE outbox SET state = 'sending' WHERE seq = ?", [(row[1],) for row in rows]
            )
        return [_outgoing(row) for row in rows]

    @trouble_as_value
    def acknowledge(self, acknowledgements: Sequence[Acknowledgement]) -> None:
        """Keep verified verdicts. A later one for the same submission replaces the earlier.

        Raises ValueError when the digest is not that of the stored body: the client must have seen that.
        """
        with self._database.transaction():
            at = self._clock()
            for acknowledgement in acknowledgements:
                self._acknowledge(acknowledgement, at)

    def _acknowledge(self, got: Acknowledgement, at: Moment) -> None:
        row = self._database.row("SELECT seq, digest FROM submission WHERE id = ?", (got.submission_id,))
        if row is None or row[1] != got.digest:
            raise ValueError("an acknowledgement must name a submission of ours and its digest")
        seq = int(row[0])
        self._database.execute(
            "INSERT OR REPLACE INTO acknowledgement VALUES (?, ?, ?, ?, ?)",
            (seq, got.standing, got.signed, got.signature, got.key_id),
        )
        self._database.execute(
            "UPDATE outbox SET state = 'acknowledged', last_problem = '',"
            " settled_at = coalesce(settled_at, ?) WHERE seq = ?",
            (at.unix_ms, seq),
        )
        self._audit.write(
            AuditEvent.SUBMISSION_ACKNOWLEDGED, at, submission=got.submission_id, standing=got.standing
        )

    @trouble_as_value
    def retry(self, ids: Sequence[str], *, problem: str, next_at: int, charge: bool) -> None:
        """Send again after `next_at` (Unix ms). `charge` only for a record's own fault: it counts."""
        with self._database.transaction():
            latest = self._clock().unix_ms + LONGEST_WAIT_MS
            self._database.execute_many(
                "UPDATE outbox SET state = 'ready', next_at = ?, last_problem = ?, attempts = attempts + ?"
                " WHERE state = 'sending' AND seq = (SELECT seq FROM submission WHERE id = ?)",
                [(min(next_at, latest), problem, int(charge), submission_id) for submission_id in ids],
            )

    @trouble_as_value
    def park(self, submission_id: str, problem: str) -> None:
        """Set a record aside for staff; it is never deleted."""
        with self._database.transaction():
            parked = self._database.execute(
                "UPDATE outbox SET state = 'parked', last_problem = ?"
                " WHERE state IN ('ready', 'sending')"
                " AND seq = (SELECT seq FROM submission WHERE id = ?)",
                (problem, submission_id),
            )
            if parked:
                self._audit.write(
                    AuditEvent.SUBMISSION_PARKED, self._clock(), submission=submission_id, problem=problem
                )

    @trouble_as_value
    def reclaim(self) -> None:
        """At start: what was being sent is sendable again, and no wait outlasts a clock that was set back."""
        with self._database.transaction():
            latest = self._clock().unix_ms + LONGEST_WAIT_MS
            self._database.execute("UPDATE outbox SET state = 'ready' WHERE state = 'sending'")
            self._database.execute(
                "UPDATE outbox SET next_at = ? WHERE state = 'ready' AND next_at > ?", (latest, latest)
            )


def _outgoing(row: Row) -> Outgoing:
    submission_id, seq, kind, number, body, digest, key_id, attempts = row
    return Outgoing(
        submission_id=submission_id,
        seq=seq,
        kind=SubmissionKind(kind),
        number=number,
        body=body,
        digest=digest,
        key_id=key_id,
        attempts=attempts,
    )
