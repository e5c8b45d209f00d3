"""What the upstream knows, and what the card's state allows."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kiosk.flow.visit import Visit
from kiosk.rules.eligibility import Unmet
from kiosk.rules.progress import ProgressItem


@dataclass(frozen=True, kw_only=True)
class LookingUp:
    """Asking the upstream for the holder's cards (or progress, or a receipt): at most `seconds`."""

    visit: Visit
    seconds: int


@dataclass(frozen=True, kw_only=True)
class ChooseCard:
    """The holder has more than one card: which one is it?"""

    visit: Visit


class Advice(StrEnum):
    """What the card's state allows here and now; each is a sentence and its buttons."""

    CAN_REPORT = "can_report"
    CAN_FORMALISE = "can_formalise"
    """Reported by hotline, online or bank: make it formal."""
    CAN_REPLACE = "can_replace"
    """Formally lost already: go on to the replacement."""
    CAN_RELEASE = "can_release"
    OFFLINE_REPORT = "offline_report"
    """The upstream cannot be reached: the report can be taken, it is NOT in force until sent."""
    NOT_ENABLED = "not_enabled"
    LOCKED = "locked"
    CANCELLED = "cancelled"
    IN_PRODUCTION = "in_production"
    UNKNOWN_STATE = "unknown_state"
    NO_CARD = "no_card"
    """The upstream knows no card of this person."""
    NOT_LOST = "not_lost"
    """Release asked for a card that is not reported lost."""
    NOT_RELEASABLE = "not_releasable"
    REPORT_FIRST = "report_first"
    """Replacement asked for a card in normal use: report it first (can be done now)."""
    FORMAL_AT_COUNTER = "formal_at_counter"
    """The next step is a formal report, and this region takes it at the counter only."""
    OTHER_REGION = "other_region"
    OFFLINE_REFUSED = "offline_refused"
    """This service needs the upstream and it cannot be reached."""


@dataclass(frozen=True, kw_only=True)
class CardStanding:
    """Your card is ..., so you can ... (or: what to do and where)."""

    visit: Visit
    advice: Advice
    until: datetime | None = None
    """Until when a temporary report holds."""


@dataclass(frozen=True, kw_only=True)
class NotEligible:
    """Every failed condition, each with what to do about it."""

    visit: Visit
    unmet: tuple[Unmet, ...]


@dataclass(frozen=True, kw_only=True)
class ShowProgress:
    """How far each application is."""

    visit: Visit
    items: tuple[ProgressItem, ...]
