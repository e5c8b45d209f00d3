"""Everything that can happen to the flow: touches, devices, answers, time."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kiosk.flow.conditions import OutOfService, PrinterCondition, ReaderCondition
from kiosk.flow.pages import ReadTrouble
from kiosk.flow.preferences import Contrast
from kiosk.flow.visit import PrintState, Service, Standing
from kiosk.rules.cards import Holder
from kiosk.rules.documents import IdentityDocument
from kiosk.rules.policy import Policy
from kiosk.rules.progress import ProgressItem
from kiosk.rules.submissions import Delivery, PaymentWay, ReplacementReason, Stroke, SubmissionKind

# --- What a person does. The screen (or `kiosk visit`) posts these. ---


class Press(StrEnum):
    """Buttons that carry nothing but themselves. A press that means nothing on a page is ignored."""

    START = "start"
    BACK = "back"
    QUIT = "quit"
    """Asks; `CONFIRM` on the quit page leaves."""
    HELP = "help"
    CONFIRM = "confirm"
    """The one primary button of a page: go on, yes this is me, report it lost, send, I am here."""
    DECLINE = "decline"
    """Its opposite: not me, not now, stay."""
    PAPERLESS = "paperless"
    """Go on without paper."""
    RETRY = "retry"
    TYPE_PASSPORT = "type_passport"
    BACKSPACE = "backspace"
    CLEAR = "clear"
    CANNOT_SIGN = "cannot_sign"
    NEXT_SHEET = "next_sheet"
    PREVIOUS_SHEET = "previous_sheet"
    PRINT = "print"
    REPRINT = "reprint"
    FOR_ANOTHER = "for_another"
    """On the identity page: this is me, but the card is another person's (guardian, proxy)."""


@dataclass(frozen=True, kw_only=True)
class Pressed:
    """A button was pressed."""

    press: Press


@dataclass(frozen=True, kw_only=True)
class Touched:
    """Somebody touched the screen somewhere, or pressed a key: not idle."""


@dataclass(frozen=True, kw_only=True)
class ServiceChosen:
    """From the menu."""

    service: Service


@dataclass(frozen=True, kw_only=True)
class CardChosen:
    """Index into `visit.known.cards`."""

    index: int


@dataclass(frozen=True, kw_only=True)
class KeyTyped:
    """One character of our own keypads: 0-9, +, A-Z, <."""

    key: str


@dataclass(frozen=True, kw_only=True)
class ReasonChosen:
    """Why a new card is needed."""

    reason: ReplacementReason


@dataclass(frozen=True, kw_only=True)
class DeliveryChosen:
    """Pick up or mail."""

    delivery: Delivery


@dataclass(frozen=True, kw_only=True)
class OutletChosen:
    """By its id."""

    outlet: str


@dataclass(frozen=True, kw_only=True)
class PaymentChosen:
    """How the fee is settled."""

    payment: PaymentWay


@dataclass(frozen=True, kw_only=True)
class StrokeDrawn:
    """One finished stroke of the signature."""

    stroke: Stroke


class Field(StrEnum):
    """Lines of the check page that can be changed."""

    REASON = "reason"
    PHONE = "phone"
    DELIVERY = "delivery"
    OUTLET = "outlet"
    SIGNATURE = "signature"
    PAYMENT = "payment"


@dataclass(frozen=True, kw_only=True)
class EditAsked:
    """Change this line."""

    field: Field


@dataclass(frozen=True, kw_only=True)
class ReceiptChosen:
    """Reprint this one: index into `ShowProgress.items`."""

    index: int


@dataclass(frozen=True, kw_only=True)
class LanguageChosen:
    """On any page."""

    language: str


class Aid(StrEnum):
    """The switches of the aid bar."""

    LARGE = "large"
    CONTRAST = "contrast"
    SPEECH = "speech"
    LOW_REACH = "low_reach"
    DARK = "dark"


@dataclass(frozen=True, kw_only=True)
class AidToggled:
    """On any page."""

    aid: Aid


@dataclass(frozen=True, kw_only=True)
class VolumeChosen:
    """1 to 5."""

    volume: int


@dataclass(frozen=True, kw_only=True)
class HallContrastSet:
    """The terminal's default theme (dark in night halls)."""

    contrast: Contrast


PersonEvent = (
    Pressed
    | Touched
    | ServiceChosen
    | CardChosen
    | KeyTyped
    | ReasonChosen
    | DeliveryChosen
    | OutletChosen
    | PaymentChosen
    | StrokeDrawn
    | EditAsked
    | ReceiptChosen
    | LanguageChosen
    | AidToggled
    | VolumeChosen
    | HallContrastSet
)

# --- What devices, the store, the upstream and the clock say. The terminal posts these. ---


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

    policy: Policy


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
Event = PersonEvent | MachineEvent
