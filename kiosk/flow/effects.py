"""What the flow asks of the terminal. Data only; the terminal performs and posts events back."""

from dataclasses import dataclass, field
from enum import StrEnum

from kiosk.flow.roles import StaffAct
from kiosk.flow.visit import FiledAct, Visit
from kiosk.rules.documents import IdentityDocument
from kiosk.rules.outlets import Outlet
from kiosk.rules.progress import ProgressItem
from kiosk.rules.submissions import Submission


@dataclass(frozen=True, kw_only=True)
class ArmReader:
    """Read the card that lies there, or the next one, for this visit."""

    visit: int


@dataclass(frozen=True, kw_only=True)
class DisarmReader:
    """Read nothing until armed again."""


class Query(StrEnum):
    """What is asked of the upstream."""

    CARDS = "cards"
    PROGRESS = "progress"


@dataclass(frozen=True, kw_only=True)
class LookUp:
    """Ask the upstream about a holder; answer with `LookedUp` within `seconds`, reached or not."""

    visit: int
    query: Query
    holder: IdentityDocument
    seconds: float


@dataclass(frozen=True, kw_only=True)
class File:
    """Write it durably; answer with `SubmissionFiled` or `FilingFailed`; then wake the courier."""

    visit: int
    submission: Submission
    depends_on: str = ""
    """Submission id of the loss report this replacement must wait for."""
    clerk: str = ""


class Slip(StrEnum):
    """What is printed."""

    ACT = "act"
    """The receipt of `act`."""
    PROGRESS = "progress"
    WHAT_TO_BRING = "what_to_bring"


@dataclass(frozen=True, kw_only=True)
class Print:
    """Print a slip; answer with `PrintChanged`."""

    visit: Visit | None
    slip: Slip
    act: FiledAct | None = None
    outlets: tuple[Outlet, ...] = ()
    items: tuple[ProgressItem, ...] = ()
    """Of a progress slip; of a reprint from upstream the one item that `act` came from."""
    language: str = "zh"
    large: bool = False


@dataclass(frozen=True, kw_only=True)
class OpenOrder:
    """Open a payment order at the upstream; answer with `OrderOpened`, then `OrderChanged`s."""

    visit: int
    amount_fen: int


@dataclass(frozen=True, kw_only=True)
class CancelOrder:
    """Cancel (or refund, if it was paid meanwhile)."""

    visit: int
    order: str


@dataclass(frozen=True, kw_only=True)
class SetTimer:
    """Post `TimerFired(token)` after `seconds` of monotonic time."""

    token: int
    seconds: float


@dataclass(frozen=True, kw_only=True)
class CancelTimer:
    """The timer is not wanted any more."""

    token: int


@dataclass(frozen=True, kw_only=True)
class AlertStaff:
    """Tell staff (log event, heartbeat): a stable code, no personal data."""

    code: str


@dataclass(frozen=True, kw_only=True)
class TryDoor:
    """Staff: check a PIN or code, set a new PIN, or let the staff card prove itself under its PIN; answer
    with `DoorOpened` or `DoorRefused`.
    """

    number: str
    secret: str = field(repr=False)
    new_pin: bool = False
    by_card: bool = False


@dataclass(frozen=True, kw_only=True)
class DoStaffAct:
    """Staff: do it, write it into the audit; answer with `StaffLooked` or `StaffActed`."""

    act: StaffAct
    number: str
    name: str
    argument: str = ""


@dataclass(frozen=True, kw_only=True)
class Wipe:
    """The visit is over: forget everything that belongs to it."""

    visit: int


Effect = (
    ArmReader
    | DisarmReader
    | LookUp
    | File
    | Print
    | OpenOrder
    | CancelOrder
    | SetTimer
    | CancelTimer
    | AlertStaff
    | TryDoor
    | DoStaffAct
    | Wipe
)
