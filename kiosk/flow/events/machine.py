"""What devices, the store, the upstream, staff and the clock say. The terminal posts these."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from kiosk.flow.conditions import OutOfService, PrinterCondition, ReaderCondition
from kiosk.flow.pages import ReadTrouble
from kiosk.flow.visit import PrintState, Service, Standing
from kiosk.rules.cards import Holder
from kiosk.rules.documents import IdentityDocument
from kiosk.rules.progress import ProgressItem
from kiosk.rules.submissions import SubmissionKind

if TYPE_CHECKING:
    from kiosk.rules.policy import Policy


@dataclass(frozen=True, kw_only=True)
class ReaderChanged:
    """Presence at the reader."""

    condition: ReaderCondition


@dataclass(frozen=True, kw_only=True)
class ReadingStarted:
    """The reader talks to a card for this visit."""

    visit: int


@dataclass(frozen=True, kw_only=True)
class DocumentRead:
    """The reader gave a document."""

    visit: int
    document: IdentityDocument


@dataclass(frozen=True, kw_only=True)
class ReadFailed:
    """The reader gave none."""

    visit: int
    trouble: ReadTrouble


@dataclass(frozen=True, kw_only=True)
class PrinterChanged:
    """The printer's live state."""

    condition: PrinterCondition
    paper_low: bool = False


@dataclass(frozen=True, kw_only=True)
class UpstreamChanged:
    """The upstream answers, or does not."""

    reachable: bool


@dataclass(frozen=True, kw_only=True)
class ClockTicked:
    """At start and every minute."""

    now: datetime
    trusted: bool


@dataclass(frozen=True, kw_only=True)
class PolicyArrived:
    """A newer region policy; a running visit keeps its own."""

    policy: "Policy"


@dataclass(frozen=True, kw_only=True)
class ServiceStateSet:
    """Out of service with a reason, or back (None)."""

    reason: OutOfService | None


@dataclass(frozen=True, kw_only=True)
class LookedUp:
    """The upstream's answer about the holder; None: it could not be reached in time."""

    visit: int
    known: Holder | None
    progress: tuple[ProgressItem, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SubmissionFiled:
    """Committed and synced to the disk."""

    visit: int
    kind: SubmissionKind
    submission_id: str
    number: str
    token: str
    """The signed token that the receipt's QR carries."""
    at: datetime


@dataclass(frozen=True, kw_only=True)
class FilingFailed:
    """Nothing was written."""

    visit: int
    kind: SubmissionKind
    cause: str


@dataclass(frozen=True, kw_only=True)
class VerdictArrived:
    """A verified acknowledgement (or refusal) for one submission of this visit."""

    visit: int
    submission_id: str
    standing: Standing
    since: datetime | None = None
    refusal: str = ""
    token: str = ""
    """The receipt's token signed anew for this standing; empty: the one signed at filing stands."""


@dataclass(frozen=True, kw_only=True)
class PrintChanged:
    """The print job of one receipt."""

    visit: int
    number: str
    state: PrintState
    waiting_for: PrinterCondition | None = None


@dataclass(frozen=True, kw_only=True)
class OrderOpened:
    """A payment order, or None when none could be made."""

    visit: int
    order: str
    qr: str
    expires: datetime | None


class OrderState(StrEnum):
    """A payment order's life."""

    OPEN = "open"
    PAID = "paid"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    FAILED = "failed"


@dataclass(frozen=True, kw_only=True)
class OrderChanged:
    """The order's live state."""

    visit: int
    order: str
    state: OrderState


@dataclass(frozen=True, kw_only=True)
class AssistedVisitOpened:
    """Staff who signed in open a visit for a person without an ID card, after checking their papers.

    Ignored while another visit is running.
    """

    clerk: str
    service: Service
    holder: IdentityDocument
    """As staff typed it: `from_chip` is false."""


@dataclass(frozen=True, kw_only=True)
class TimerFired:
    """A timer set by the flow has run out; stale tokens are ignored."""

    token: int


@dataclass(frozen=True, kw_only=True)
class Crashed:
    """A bug raised somewhere: the visit ends on the failsafe page."""

    code: str


MachineEvent = (
    ReaderChanged
    | ReadingStarted
    | DocumentRead
    | ReadFailed
    | PrinterChanged
    | UpstreamChanged
    | ClockTicked
    | PolicyArrived
    | ServiceStateSet
    | LookedUp
    | SubmissionFiled
    | FilingFailed
    | VerdictArrived
    | PrintChanged
    | OrderOpened
    | OrderChanged
    | AssistedVisitOpened
    | TimerFired
    | Crashed
)
