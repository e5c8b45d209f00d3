"""The staff pages: the door, the room behind it, the cleaning lock. No visitor's data, ever."""

from dataclasses import dataclass, field
from enum import StrEnum

from kiosk.flow.roles import Role, StaffAct
from kiosk.rules.policy import Text


class DoorAsk(StrEnum):
    """What the door asks for, in this order."""

    NUMBER = "number"
    SECRET = "secret"  # noqa: S105 - the name of a question
    NEW_PIN = "new_pin"
    REPEAT = "repeat"


class DoorTrouble(StrEnum):
    """Why the door stays shut. Each has its own sentence."""

    WRONG = "wrong"
    LOCKED = "locked"
    CODE_EXPIRED = "code_expired"
    WEAK_PIN = "weak_pin"
    NOT_REPEATED = "not_repeated"
    UNREADABLE = "unreadable"
    STORE = "store"
    NOT_SET_UP = "not_set_up"


@dataclass(frozen=True, kw_only=True)
class StaffDoor:
    """Number, then PIN; after a one-time code a new PIN, twice."""

    asks: DoorAsk = DoorAsk.NUMBER
    number: str = ""
    typed: str = field(default="", repr=False)
    chosen: str = field(default="", repr=False)
    """The new PIN as typed the first time."""
    trouble: DoorTrouble | None = None
    wait_seconds: int = 0
    """With `LOCKED`: not before so many seconds."""
    checking: bool = False


class Section(StrEnum):
    """Parts of the staff room."""

    DEVICES = "devices"
    QUEUE = "queue"
    SERVICE = "service"
    PAPER = "paper"
    LOG = "log"


@dataclass(frozen=True, kw_only=True)
class CheckLook:
    """One check of the doctor."""

    name: Text
    ok: bool
    detail: Text
    remedy: Text | None = None


@dataclass(frozen=True, kw_only=True)
class RowLook:
    """One submission in the queue: no person in sight."""

    id: str
    number: str
    parked: bool
    attempts: int
    problem: str


@dataclass(frozen=True, kw_only=True)
class QueueLook:
    """The queue in figures and in one sentence."""

    depth: int
    parked: int
    oldest: str
    """When the oldest was filed, local time; empty: none waits."""
    last_success: str
    why: Text
    next_try: str
    rows: tuple[RowLook, ...] = ()


@dataclass(frozen=True, kw_only=True)
class LogLook:
    """One line of the log that matters."""

    at: str
    event: str
    meaning: Text
    remedy: Text | None = None


@dataclass(frozen=True, kw_only=True)
class StaffLook:
    """All that the staff pages show, read at one moment."""

    checks: tuple[CheckLook, ...]
    queue: QueueLook
    log: tuple[LogLook, ...] = ()
    audit: tuple[str, ...] = ()
    crashes: int = 0


@dataclass(frozen=True, kw_only=True)
class StaffRoom:
    """Somebody is signed in."""

    number: str
    name: str
    role: Role
    idle_seconds: int
    """Without a touch, then signed out."""
    section: Section = Section.DEVICES
    sheet: int = 0
    look: StaffLook | None = None
    """None: being read."""
    busy: StaffAct | None = None
    said: Text | None = None
    """What the last act came to."""
    well: bool = True
    """Whether it went well."""


@dataclass(frozen=True, kw_only=True)
class Cleaning:
    """The screen ignores every touch while it is wiped."""

    room: StaffRoom
    seconds: int


MaintenancePage = StaffDoor | StaffRoom | Cleaning
