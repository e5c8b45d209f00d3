"""What goes in and out of the outbox."""

from dataclasses import dataclass
from enum import StrEnum

from kiosk.rules.submissions import SubmissionKind


class OutboxState(StrEnum):
    """Where a sealed submission stands. A retry is `ready` with `next_at` in the future."""

    READY = "ready"
    SENDING = "sending"
    ACKNOWLEDGED = "acknowledged"
    PARKED = "parked"


@dataclass(frozen=True, kw_only=True)
class Outgoing:
    """A sealed submission to send. Each resend carries these very bytes."""

    submission_id: str
    seq: int
    kind: SubmissionKind
    number: str
    body: bytes
    digest: str
    key_id: str
    attempts: int
    """How often it has failed by its own fault so far."""
    in_doubt: bool
    """It was sent before and no answer came: ask whether the upstream has it."""


@dataclass(frozen=True, kw_only=True)
class Acknowledgement:
    """A verdict that the upstream signed and that the client has verified."""

    submission_id: str
    digest: str
    """Of the body that the upstream holds; it is ours."""
    standing: str
    signed: bytes
    """What proves the verdict together with the signature: the word itself, and its way to a signed root."""
    signature: bytes
    key_id: str
    """Which upstream key signed."""


@dataclass(frozen=True, kw_only=True)
class Pending:
    """The upstream has it and vouches for it, but has not acted on it yet."""

    submission_id: str
    digest: str


@dataclass(frozen=True, kw_only=True)
class OutboxRow:
    """One row as staff see it: no personal data, no body."""

    id: str
    number: str
    kind: SubmissionKind
    state: OutboxState
    attempts: int
    next_at: int
    """Unix milliseconds UTC before which it is not sent; 0: at once."""
    last_problem: str
    waits_for: str
    """Id of the submission it is held for; empty when it is not held."""


@dataclass(frozen=True, kw_only=True)
class QueueSummary:
    """The outbox in figures, for the heartbeat and the staff page."""

    ready: int
    sending: int
    parked: int
    oldest: str
    """Wall time (ISO 8601) at which the oldest unacknowledged submission was filed; empty when none is."""
    last_success: int
    """Unix milliseconds of the latest acknowledgement; 0 when there never was one."""

    @property
    def depth(self) -> int:
        """How many submissions the upstream does not have yet."""
        return self.ready + self.sending + self.parked
