"""The queue of sealed submissions: at least once, in order of attempts and then of filing.

A record that fails sinks behind those that have not failed, so that it never blocks another. A record that
depends on another is held until that one is acknowledged. Nothing here deletes a record.
"""

import json
from collections.abc import Callable, Collection, Sequence

from kiosk.rules.submissions import SubmissionKind
from kiosk.store.audit import Audit
from kiosk.store.audit_events import AuditEvent
from kiosk.store.clock import Moment
from kiosk.store.database import Database, Row
from kiosk.store.memos import Memo, Memos
from kiosk.store.outbox_records import Acknowledgement, Outgoing, Pending
from kiosk.store.trouble import trouble_as_value

LONGEST_WAIT_MS = 3_600_000
"""No record waits longer than the clamp on Retry-After, one hour. A `next_at` that lies further ahead was
written before the clock was set back, and is due."""

ANSWER_LOST = "answer_lost"
"""The problem of a record that was sent and of which nobody knows whether it arrived."""

_TAKE = """
SELECT id, seq, kind, number, sealed, digest, key_id, attempts, last_problem FROM sendable
WHERE NOT next_at BETWEEN ?1 + 1 AND ?1 + ?2 ORDER BY attempts, seq LIMIT ?3
"""
_TAKE_THESE = """
SELECT id, seq, kind, number, sealed, digest, key_id, attempts, last_problem FROM sendable
WHERE id IN (SELECT value FROM json_each(?)) ORDER BY seq
"""
_NAMED = "SELECT id, digest, seq FROM submission WHERE id IN (SELECT value FROM json_each(?))"


class Outbox:
    """The courier's side of the queue. All methods may be called from any thread."""

    def __init__(self, database: Database, audit: Audit, memos: Memos, clock: Callable[[], Moment]) -> None:
        self._database = database
        self._audit = audit
        self._memos = memos
        self._clock = clock

    @trouble_as_value
    def take(self, limit: int, max_bytes: int) -> list[Outgoing]:
        """Records that are due, up to `limit` and `max_bytes` but at least one; they are `sending` now."""
        with self._database.transaction():
            now = self._clock().unix_ms
            rows = self._database.rows(_TAKE, (now, LONGEST_WAIT_MS, limit))
            return self._send(_within(rows, max_bytes))

    @trouble_as_value
    def take_these(self, ids: Collection[str]) -> list[Outgoing]:
        """These records before all others and whatever they wait for, except another record."""
        with self._database.transaction():
            return self._send(self._database.rows(_TAKE_THESE, (json.dumps(list(ids)),)))

    def _send(self, rows: list[Row]) -> list[Outgoing]:
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
            seqs = self._seqs_of(acknowledgements)
            self._database.execute_many(
                "INSERT OR REPLACE INTO acknowledgement VALUES (?, ?, ?, ?, ?)",
                [
                    (seq, got.standing, got.signed, got.signature, got.key_id)
                    for seq, got in zip(seqs, acknowledgements, strict=True)
                ],
            )
            self._database.execute_many(
                "UPDATE outbox SET state = 'acknowledged', last_problem = '',"
                " settled_at = coalesce(settled_at, ?) WHERE seq = ?",
                [(at.unix_ms, seq) for seq in seqs],
            )
            self._audit.write_all_after(
                self._audit.head(),
                AuditEvent.SUBMISSION_ACKNOWLEDGED,
                at,
                [{"submission": got.submission_id, "standing": got.standing} for got in acknowledgements],
            )
            self._memos.write(Memo.LAST_SUCCESS, str(at.unix_ms))

    def _seqs_of(self, acknowledgements: Sequence[Acknowledgement]) -> list[int]:
        named = json.dumps([got.submission_id for got in acknowledgements])
        stored = {row[0]: row[1:] for row in self._database.rows(_NAMED, (named,))}
        if any(stored.get(got.submission_id, ("", 0))[0] != got.digest for got in acknowledgements):
            raise ValueError("an acknowledgement must name a submission of ours and its digest")
        return [stored[got.submission_id][1] for got in acknowledgements]

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
            self._database.execute(
                "UPDATE outbox SET state = 'ready', last_problem = ? WHERE state = 'sending'", (ANSWER_LOST,)
            )
            self._database.execute(
                "UPDATE outbox SET next_at = ? WHERE state = 'ready' AND next_at > ?", (latest, latest)
            )

    @trouble_as_value
    def pending(self, limit: int) -> list[Pending]:
        """Submissions that the upstream has only received, oldest first: worth asking again."""
        rows = self._database.rows(
            "SELECT s.id, s.digest FROM acknowledgement a JOIN submission s USING (seq)"
            " WHERE a.standing = 'received' ORDER BY s.seq LIMIT ?",
            (limit,),
        )
        return [Pending(submission_id=row[0], digest=row[1]) for row in rows]

    @trouble_as_value
    def seconds_to_next(self) -> float | None:
        """How long until the next record may be sent; None when none is ready."""
        row = self._database.row("SELECT min(next_at) FROM sendable")
        if row is None or row[0] is None:
            return None
        wait_ms = row[0] - self._clock().unix_ms
        return wait_ms / 1000 if 0 < wait_ms <= LONGEST_WAIT_MS else 0.0


def _within(rows: list[Row], max_bytes: int) -> list[Row]:
    total = 0
    for count, row in enumerate(rows):
        total += len(row[4])
        if total > max_bytes and count:
            return rows[:count]
    return rows


def _outgoing(row: Row) -> Outgoing:
    submission_id, seq, kind, number, body, digest, key_id, attempts, problem = row
    return Outgoing(
        submission_id=submission_id,
        seq=seq,
        kind=SubmissionKind(kind),
        number=number,
        body=body,
        digest=digest,
        key_id=key_id,
        attempts=attempts,
        in_doubt=problem == ANSWER_LOST,
    )
