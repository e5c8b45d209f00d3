"""What lies on the reader, and what the reader thread tells about it."""

from dataclasses import dataclass
from enum import StrEnum, auto

from hardware.card.documents import Document
from hardware.card.failure import ReadFailure
from hardware.card.staff_card import StaffCardAnswer


class Presence(StrEnum):
    """State of the reader's field, as far as the reader can see."""

    NO_READER = auto()  # reader or PC/SC service missing; looked for again by itself
    NO_CARD = auto()
    CARD_PRESENT = auto()  # also after a good read, for as long as the card lies there
    UNREADABLE = auto()  # a card that does not answer: turn it round
    UNSERVED = auto()  # a working card of a kind we do not serve
    INTERRUPTED = auto()  # empty: the card was taken away while it was read
    ALREADY_READ = auto()  # SAM_V only: read, and the module cannot tell whether the card still lies there


@dataclass(frozen=True)
class PresenceChanged:
    """The field shows something else than before."""

    presence: Presence


@dataclass(frozen=True)
class Reading:
    """The reading asked for under this token has begun."""

    token: str


@dataclass(frozen=True)
class ReadEnded:
    """The reading asked for under this token is over."""

    token: str
    outcome: Document | ReadFailure


@dataclass(frozen=True)
class StaffCardAsked:
    """The question put to the staff card is over."""

    token: str
    outcome: StaffCardAnswer | ReadFailure


ReaderReport = PresenceChanged | Reading | ReadEnded | StaffCardAsked


@dataclass(frozen=True)
class Sighting:
    """One look at the field.

    `presentation` differs whenever a card came or went in between, so that a card swapped between two looks
    is noticed although both show a card.
    """

    presence: Presence
    presentation: int
