"""The staff pages: the door, the room behind it, the cleaning lock. No visitor's data, ever."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from kiosk.flow.roles import Role, StaffAct
from kiosk.flow.visit import Service

if TYPE_CHECKING:
    from kiosk.flow.affine import Affine, Pair
    from kiosk.rules.policy import Text


class DoorAsk(StrEnum):
    """What the door asks for, in this order."""

    NUMBER = "number"
    SECRET = "secret"  # noqa: S105 - the name of a question
    NEW_PIN = "new_pin"
    REPEAT = "repeat"
    CARD_PIN = "card_pin"
    """A staff card lies on the reader."""


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
    NO_CARD = "card_no_card"
    NO_STAFF_CARD = "card_no_staff_card"
    FOREIGN_CARD = "card_foreign"
    EXPIRED_CARD = "card_expired"
    REVOKED_CARD = "card_revoked"
    WRONG_CARD_PIN = "card_wrong_pin"
    BLOCKED_CARD = "card_blocked"
    FORGED_CARD = "card_forged"
    CARD_CLOCK = "card_clock"


@dataclass(frozen=True, kw_only=True)
class StaffDoor:
    """Number, then PIN; after a one-time code a new PIN, twice. With a staff card: the card's PIN alone."""

    asks: DoorAsk = DoorAsk.NUMBER
    number: str = ""
    typed: str = field(default="", repr=False)
    chosen: str = field(default="", repr=False)
    """The new PIN as typed the first time."""
    trouble: DoorTrouble | None = None
    wait_seconds: int = 0
    """With `LOCKED`: not before so many seconds."""
    tries_left: int = 0
    """With `WRONG_CARD_PIN`: before the card blocks itself."""
    checking: bool = False


class Section(StrEnum):
    """Parts of the staff room."""

    DEVICES = "devices"
    QUEUE = "queue"
    SERVICE = "service"
    PAPER = "paper"
    MACHINE = "machine"
    LOG = "log"


LISTS = frozenset({Section.DEVICES, Section.QUEUE, Section.LOG})
"""Sections that show what was looked at."""


@dataclass(frozen=True, kw_only=True)
class CheckLook:
    """One check of the doctor."""

    name: "Text"
    ok: bool
    detail: "Text"
    remedy: "Text | None" = None
    needed: bool = True
    """False: what is wrong makes visits poorer and prevents none."""
    last: "Text | None" = None
    """When staff tried it last and how that went; when it last failed."""


@dataclass(frozen=True, kw_only=True)
class RowLook:
    """One submission in the queue: no person in sight."""

    id: str
    number: str
    parked: bool
    """Set aside until staff look; else it waits its turn."""
    attempts: int
    problem: "Text | None"
    """Why it is still here, as far as it was told."""


@dataclass(frozen=True, kw_only=True)
class QueueLook:
    """The queue in figures and in one sentence."""

    depth: int
    parked: int
    oldest: str
    """When the oldest was filed, local time; empty: none waits."""
    last_success: str
    why: "Text"
    next_try: str
    rows: tuple[RowLook, ...] = ()


@dataclass(frozen=True, kw_only=True)
class LogLook:
    """One line of the log that matters."""

    at: str
    event: str
    meaning: "Text"
    codes: str = ""
    """What the line says besides, such as `reason=printer`; never a person."""
    remedy: "Text | None" = None


@dataclass(frozen=True, kw_only=True)
class StaffLook:
    """All that the staff pages show, read at one moment."""

    checks: tuple[CheckLook, ...]
    queue: QueueLook
    log: tuple[LogLook, ...] = ()
    audit: tuple[str, ...] = ()
    version: str = ""
    """Of the program."""
    crashes: int = 0
    crash_at: str = ""
    """When the program died last, local time."""
    crash_where: str = ""
    """The innermost line of ours in its report: file, line, function; never a value."""


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
    said: "Text | None" = None
    """What the last act came to."""
    well: bool = True
    """Whether it went well."""


@dataclass(frozen=True, kw_only=True)
class Findings:
    """Nobody can sign in, because store or accounts cannot be read: what was found, and who can do what.

    Nothing can be done on it but to look: whoever makes the gesture may see it.
    """

    trouble: DoorTrouble
    """Why the door stays shut to everybody."""
    look: StaffLook | None = None
    """None: being read."""
    sheet: int = 0


@dataclass(frozen=True, kw_only=True)
class Cleaning:
    """The screen ignores every touch while it is wiped."""

    room: StaffRoom
    seconds: int


TOUCH_COLUMNS, TOUCH_ROWS = 6, 10
"""Of a portrait panel, and turned round on a landscape one: cells of about 45 mm on a 24 inch panel."""
CROSSES = 5
"""One in each corner and one in the middle."""


@dataclass(frozen=True, kw_only=True)
class TouchTest:
    """The whole glass as cells to wipe over, then crosses to hit."""

    room: StaffRoom
    touched: frozenset[int] = frozenset()
    """Cells that answered, counted by rows."""
    misses: tuple[float, ...] = ()
    """How far beside each cross the touch was, in mm."""
    calibrating: bool = False
    """The crosses alone: what they come to is tried out, then kept or dropped."""
    pairs: "tuple[Pair, ...]" = ()
    """With `calibrating`: where each cross was touched, and where it stands."""

    @property
    def cells_done(self) -> bool:
        """Every cell answered: there is no dead zone."""
        return self.calibrating or len(self.touched) == TOUCH_COLUMNS * TOUCH_ROWS


@dataclass(frozen=True, kw_only=True)
class KeepCalibration:
    """What the crosses came to is in force on trial."""

    room: StaffRoom
    trial: "Affine"
    """Above what was in force before."""
    seconds: int
    """Until the map before is in force again."""


class AssistAsk(StrEnum):
    """What staff enter for a person without an ID card, in this order."""

    SERVICE = "service"
    NUMBER = "number"
    NAME = "name"
    CHECK = "check"


class Spelling(StrEnum):
    """How a name is typed, in the order in which they are offered."""

    PINYIN = "pinyin"
    LATIN = "latin"
    """A to Z as they stand on a foreigner's papers."""
    CODE = "code"
    """Hexadecimal digits of a character that no reading leads to."""


@dataclass(frozen=True, kw_only=True)
class AssistForm:
    """Staff open a visit for somebody whose ID card is lost too, after looking at their papers."""

    room: StaffRoom
    asks: AssistAsk = AssistAsk.SERVICE
    service: Service = Service.REPORT_LOSS
    number: str = field(default="", repr=False)
    name: str = field(default="", repr=False)
    spelling: Spelling = Spelling.PINYIN
    syllable: str = field(default="", repr=False)
    """Pinyin of the next character, without its tone; or its code."""
    characters: tuple[str, ...] = field(default=(), repr=False)
    """What is written with that syllable."""
    sheet: int = 0
    wrong: bool = False
    """The number does not hold."""
    busy: bool = False

    def __repr__(self) -> str:
        """Never shows the person."""
        return f"AssistForm(asks={self.asks.value})"


MaintenancePage = StaffDoor | Findings | StaffRoom | Cleaning | TouchTest | KeepCalibration | AssistForm
