"""Staff's side of the outbox: see it, send it now, let a parked record go."""

from collections.abc import Callable

from kiosk.rules.submissions import SubmissionKind
from kiosk.store.audit import Audit
from kiosk.store.audit_events import AuditEvent
from kiosk.store.clock import Moment
from kiosk.store.database import Database, Row
from kiosk.store.memos import Memo
from kiosk.store.outbox_records import OutboxRow, OutboxState, QueueSummary
from kiosk.store.trouble import trouble_as_value

_ROWS = """
SELECT s.id, s.number, s.kind, o.state, o.attempts, o.next_at, o.last_problem,
coalesce((SELECT w.id FROM submission w JOIN outbox p USING (seq)
          WHERE p.seq = o.waits_for AND p.state <> 'acknowledged'), '')
FROM outbox o JOIN submission s USING (seq)
"""


class QueueCare:
    """What staff see of the queue and may do to it. Nothing of it shows personal data."""

    def __init__(self, database: Database, audit: Audit, clock: Callable[[], Moment]) -> None:
        self._database = database
        self._audit = audit
        self._clock = clock

    @trouble_as_value
    def rows(self, *, settled: bool = False) -> list[OutboxRow]:
        """The unacknowledged rows, oldest first; with `settled`, the acknowledged ones too."""
        where = "" if settled else " WHERE o.state <> 'acknowledged'"
        return [_row(row) for row in self._database.rows(f"{_ROWS}{where} ORDER BY o.seq")]

    @trouble_as_value
    def row(self, key: str) -> OutboxRow | None:
        """One row by its submission id or its receipt number."""
        found = self._database.row(f"{_ROWS} WHERE s.id = ?1 OR s.number = ?1", (key,))
        return _row(found) if found else None

    @trouble_as_value
    def summary(self) -> QueueSummary:
        """The outbox in figures."""
        counts: dict[str, int] = dict(
            self._database.rows(
                "SELECT state, count(*) FROM outbox WHERE state <> 'acknowledged' GROUP BY state"
            )
        )
        oldest = self._database.row(
            "SELECT s.wall FROM submission s JOIN outbox o USING (seq)"
            " WHERE o.seq = (SELECT min(seq) FROM outbox WHERE state <> 'acknowledged')"
        )
        latest = self._database.row("SELECT value FROM memo WHERE name = ?", (Memo.LAST_SUCCESS,))
        return QueueSummary(
            ready=counts.get("ready", 0),
            sending=counts.get("sending", 0),
            parked=counts.get("parked", 0),
            oldest=oldest[0] if oldest else "",
            last_success=int(latest[0]) if latest else 0,
        )

    @trouble_as_value
    def retry_now(self, clerk: str = "") -> int:
        """Make everything that waits due at once; answers how many."""
        with self._database.transaction():
            count = self._database.execute(
                "UPDATE outbox SET next_at = 0 WHERE state = 'ready' AND next_at > 0"
            )
            self._audit.write(AuditEvent.QUEUE_RETRIED, self._clock(), count=count, clerk=clerk)
        return count

    @trouble_as_value
    def unpark(self, submission_id: str, clerk: str = "") -> bool:
        """Let a parked record be sent again; False when it is not parked."""
        with self._database.transaction():
            freed = self._database.execute(
                "UPDATE outbox SET state = 'ready', next_at = 0, attempts = 0"
                " WHERE state = 'parked' AND seq = (SELECT seq FROM submission WHERE id = ?)",
                (submission_id,),
            )
            if freed:
                self._audit.write(
                    AuditEvent.SUBMISSION_UNPARKED, self._clock(), submission=submission_id, clerk=clerk
                )
        return bool(freed)


def _row(row: Row) -> OutboxRow:
    submission_id, number, kind, state, attempts, next_at, last_problem, waits_for = row
    return OutboxRow(
        id=submission_id,
        number=number,
        kind=SubmissionKind(kind),
        state=OutboxState(state),
        attempts=attempts,
        next_at=next_at,
        last_problem=last_problem,
        waits_for=waits_for,
    )
