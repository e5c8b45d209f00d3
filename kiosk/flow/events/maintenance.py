"""What happens on the staff pages."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kiosk.flow.pages.maintenance import DoorTrouble, Section, Spelling, StaffLook
from kiosk.flow.roles import Role, StaffAct

if TYPE_CHECKING:
    from kiosk.rules.policy import Text


@dataclass(frozen=True, kw_only=True)
class StaffAsked:
    """The gesture was made."""


@dataclass(frozen=True, kw_only=True)
class SectionChosen:
    """Another part of the staff room."""

    section: Section


@dataclass(frozen=True, kw_only=True)
class StaffActChosen:
    """Do this now."""

    act: StaffAct
    argument: str = ""
    """Id of the submission, where one is meant."""


@dataclass(frozen=True, kw_only=True)
class CellTouched:
    """A cell of the touch test, counted by rows."""

    cell: int


@dataclass(frozen=True, kw_only=True)
class CrossTouched:
    """The present cross of the touch test."""

    miss_mm: float
    """How far beside it."""
    at_mm: tuple[float, float] = (0.0, 0.0)
    """Where the glass was touched, from the upper left corner of the screen."""
    cross_mm: tuple[float, float] = (0.0, 0.0)
    """Where the cross stands."""


@dataclass(frozen=True, kw_only=True)
class CharacterChosen:
    """The next character of a name."""

    character: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class SpellingChosen:
    """Another way of typing the name."""

    spelling: Spelling


@dataclass(frozen=True, kw_only=True)
class DoorOpened:
    """The PIN or the one-time code was right."""

    number: str
    name: str
    role: Role
    must_choose_pin: bool
    idle_seconds: int


@dataclass(frozen=True, kw_only=True)
class DoorRefused:
    """It was not, or nothing could be tried."""

    trouble: DoorTrouble
    wait_seconds: int = 0
    tries_left: int = 0


@dataclass(frozen=True, kw_only=True)
class StaffLooked:
    """Everything was read anew."""

    look: StaffLook


@dataclass(frozen=True, kw_only=True)
class StaffActed:
    """An act is done, or failed with nothing half-done."""

    act: StaffAct
    well: bool
    said: "Text"


MaintenancePersonEvent = (
    StaffAsked
    | SectionChosen
    | StaffActChosen
    | CellTouched
    | CrossTouched
    | CharacterChosen
    | SpellingChosen
)
MaintenanceMachineEvent = DoorOpened | DoorRefused | StaffLooked | StaffActed
