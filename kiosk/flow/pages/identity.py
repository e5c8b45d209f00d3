"""Whose document is it?"""

from dataclasses import dataclass, field
from enum import StrEnum

from kiosk.flow.visit import Visit


class Whose(StrEnum):
    """Whose document is asked for."""

    APPLICANT = "applicant"
    HOLDER = "holder"


class ReadTrouble(StrEnum):
    """Why the last read gave nothing. Each has its own sentence."""

    UNREADABLE = "unreadable"
    """Turn it over and try again."""
    UNSERVED = "unserved"
    """Not an identity document we can read (a bank card, a social security card)."""
    INTERRUPTED = "interrupted"
    """Lifted too early."""
    GARBLED = "garbled"
    """The document's data is not valid."""
    NO_READER = "no_reader"
    SAME_PERSON = "same_person"
    """The second document must be another person's."""


@dataclass(frozen=True, kw_only=True)
class PlaceDocument:
    """Lay your ID card on the lit area."""

    visit: Visit
    whose: Whose = Whose.APPLICANT
    reading: bool = False
    trouble: ReadTrouble | None = None
    failures: int = 0


@dataclass(frozen=True, kw_only=True)
class TypePassport:
    """The two MRZ lines of a passport (TD3, ICAO 9303-4) on our own keypad."""

    visit: Visit
    whose: Whose = Whose.APPLICANT
    line: int = 1
    first: str = field(default="", repr=False)
    second: str = field(default="", repr=False)
    trouble: str = ""
    """Name of the failed check digit, empty when none."""


@dataclass(frozen=True, kw_only=True)
class ConfirmIdentity:
    """Is this you?"""

    visit: Visit
    whose: Whose = Whose.APPLICANT
    for_another: bool = False
    """The region lets a guardian or proxy do this here: offer `Press.FOR_ANOTHER`."""
