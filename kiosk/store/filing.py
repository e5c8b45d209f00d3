"""Filing: one transaction for the submission, its outbox row, its audit entry and its receipt number."""

from collections.abc import Callable
from dataclasses import dataclass

from kiosk.rules.submissions import SubmissionKind
from kiosk.store.audit import Audit, Head
from kiosk.store.audit_events import AuditEvent
from kiosk.store.clock import Moment
from kiosk.store.database import Database
from kiosk.store.numbers import receipt_number
from kiosk.store.sequence import HighWater


@dataclass(frozen=True, kw_only=True)
class Header:
    """What the envelope binds: everything of a submission that is not sealed."""

    submission_id: str
    """32 hexadecimal digits, random; the idempotency key."""
    number: str
    """The receipt number."""
    seq: int
    """The terminal's own count, from 1; the only order there is."""
    kind: SubmissionKind
    depends_on: str
    """Id of the submission that must be acted on first, or empty."""
    at: Moment
    audit_head: str
    """Hexadecimal head of the audit chain just before this filing."""


@dataclass(frozen=True, kw_only=True)
class Sealed:
    """An envelope that this terminal itself cannot open."""

    body: bytes
    """Everything that is sent, as it is sent: sealed, signed, with its header."""
    digest: str
    """SHA-256, hexadecimal, by which an acknowledgement names it."""
    key_id: str
    """Which upstream key it is sealed to."""


@dataclass(frozen=True, kw_only=True)
class Filing:
    """What is to be filed. `seal` is called once, inside the transaction, with the final header."""

    kind: SubmissionKind
    seal: Callable[[Header], Sealed]
    depends_on: str = ""
    """Id of the submission that must be acknowledged before this one is sent."""
    clerk: str = ""


@dataclass(frozen=True, kw_only=True)
class Filed:
    """It is on the disk. From here on a receipt may be printed."""

    header: Header
    digest: str
    head: Head
    """The end of the audit chain with this filing in it; `head.short` stands on the receipt."""


class Cabinet:
    """Performs filings."""

    def __init__(
        self,
        database: Database,
        audit: Audit,
        high_water: HighWater,
        *,
        terminal: str,
        clock: Callable[[], Moment],
        new_id: Callable[[], str],
    ) -> None:
        self._database = database
        self._audit = audit
        self._high_water = high_water
        self._terminal = terminal
        self._clock = clock
        self._new_id = new_id

    def file(self, filing: Filing) -> Filed:
        """Write it all, or nothing; raises what SQLite and the seal raise."""
        with self._database.transaction():
            before = self._audit.head()
            header = self._header(filing, before)
            sealed = filing.seal(header)
            self._insert(header, sealed, self._seq_of(filing.depends_on))
            head = self._audit.write_after(
                before,
                AuditEvent.SUBMISSION_FILED,
                header.at,
                submission=header.submission_id,
                number=header.number,
                kind=filing.kind.value,
                digest=sealed.digest,
                key=sealed.key_id,
                clerk=filing.clerk,
            )
        return Filed(header=header, digest=sealed.digest, head=head)

    def _header(self, filing: Filing, head: Head) -> Header:
        row = self._database.row("SELECT max(seq) FROM submission")
        seq = self._high_water.reserve(row[0] if row else None)
        return Header(
            submission_id=self._new_id(),
            number=receipt_number(self._terminal, seq),
            seq=seq,
            kind=filing.kind,
            depends_on=filing.depends_on,
            at=self._clock(),
            audit_head=head.hex,
        )

    def _seq_of(self, submission_id: str) -> int | None:
        if not submission_id:
            return None
        row = self._database.row("SELECT seq FROM submission WHERE id = ?", (submission_id,))
        if row is None:
            raise ValueError("a submission can only depend on one that was filed here")
        return int(row[0])

    def _insert(self, header: Header, sealed: Sealed, waits_for: int | None) -> None:
        at = header.at
        self._database.execute(
            "INSERT INTO submission VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                header.seq,
                header.submission_id,
                header.number,
                header.kind.value,
                at.wall.isoformat(),
                at.boot_id,
                at.mono_ns,
                at.quality.value,
                sealed.digest,
                sealed.key_id,
                sealed.body,
            ),
        )
        self._database.execute(
            "INSERT INTO outbox (seq, state, waits_for) VALUES (?, 'ready', ?)", (header.seq, waits_for)
        )
