"""Deleting sealed bodies when they are not needed any more: after the acknowledgement and its retention.

PIPL article 47: delete on one's own initiative when the purpose is achieved. The row without the body stays
for the audit. The freed pages are overwritten (secure_delete) and the log, which still holds copies, emptied.
"""

from collections.abc import Callable
from datetime import timedelta

from kiosk.store.audit import Audit
from kiosk.store.audit_events import AuditEvent
from kiosk.store.clock import Moment
from kiosk.store.database import Database
from kiosk.store.space import Space
from kiosk.store.trouble import trouble_as_value

DEFAULT_RETENTION = timedelta(days=7)
"""The policy may say 0 to 30 days."""
_AT_ONCE = 500
"""Rows a transaction, so that a filing never waits long for the lock."""


class Retention:
    """The nightly tidying."""

    def __init__(self, database: Database, audit: Audit, space: Space, clock: Callable[[], Moment]) -> None:
        self._database = database
        self._audit = audit
        self._space = space
        self._clock = clock

    @trouble_as_value
    def purge(self, retention: timedelta = DEFAULT_RETENTION) -> int:
        """Delete the bodies of what was acknowledged longer ago than `retention`; answers how many.

        Never a body that the upstream has not acknowledged with a valid signature.
        """
        before = self._clock().unix_ms - round(retention / timedelta(milliseconds=1))
        total = last = 0
        while seqs := self._over(before, last):
            self._delete(seqs)
            total += len(seqs)
            last = seqs[-1]
        self._database.empty_log()
        self._space.take_on_ballast()
        return total

    def _over(self, before: int, after_seq: int) -> list[int]:
        rows = self._database.rows(
            "SELECT o.seq FROM outbox o JOIN submission s USING (seq) WHERE o.seq > ?"
            " AND o.state = 'acknowledged' AND o.settled_at <= ? AND s.sealed IS NOT NULL"
            " ORDER BY o.seq LIMIT ?",
            (after_seq, before, _AT_ONCE),
        )
        return [row[0] for row in rows]

    def _delete(self, seqs: list[int]) -> None:
        with self._database.transaction():
            self._database.execute_many(
                "UPDATE submission SET sealed = NULL WHERE seq = ?", [(seq,) for seq in seqs]
            )
            self._audit.write(AuditEvent.SUBMISSION_PURGED, self._clock(), count=len(seqs))
