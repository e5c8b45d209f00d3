"""The application, one question a page, then the form and the fee."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from kiosk.flow.visit import Visit
from kiosk.rules.terms import TimeUnit

if TYPE_CHECKING:
    from kiosk.rules.outlets import District, Outlet


@dataclass(frozen=True, kw_only=True)
class ChooseReason:
    """Why do you need a new card? (A replacement without a loss.)"""

    visit: Visit
    editing: bool = False


@dataclass(frozen=True, kw_only=True)
class EnterPhone:
    """A phone number on our own keypad."""

    visit: Visit
    digits: str = field(default="", repr=False)
    invalid: bool = False
    editing: bool = False
    """Came from the check page; goes back there."""


@dataclass(frozen=True, kw_only=True)
class ChooseDelivery:
    """Pick up or mail."""

    visit: Visit
    editing: bool = False


@dataclass(frozen=True, kw_only=True)
class ChooseOutlet:
    """Where to collect: at most five a page."""

    visit: Visit
    outlets: "tuple[Outlet, ...]"
    """Those in `district` that match `query`, the card's own first, then the nearest."""
    district: str = ""
    query: str = ""
    sheet: int = 0
    editing: bool = False


@dataclass(frozen=True, kw_only=True)
class ChooseDistrict:
    """In which part of the region? A shorter list of outlets, without typing."""

    visit: Visit
    districts: "tuple[District, ...]"
    sheet: int = 0
    editing: bool = False


@dataclass(frozen=True, kw_only=True)
class FindOutlet:
    """The first letters of an outlet's name, on our own keys: no Chinese input is needed."""

    visit: Visit
    query: str = ""
    onward: frozenset[str] = frozenset()
    """Letters after which an outlet is still left: the others are not offered."""
    found: int = 0
    """Outlets that match."""
    editing: bool = False


@dataclass(frozen=True, kw_only=True)
class Sign:
    """Sign with the finger; or say that you cannot."""

    visit: Visit
    editing: bool = False


@dataclass(frozen=True, kw_only=True)
class CheckAnswers:
    """The application form on one page, each line with a change link.

    The only door to filing a replacement.
    """

    visit: Visit
    ready_on: date | None
    """Promised date; None when the clock is not trusted: then only the days are said."""
    about: bool
    """The year's calendar is not published yet, or the region says "usually"."""
    days: int
    unit: TimeUnit = TimeUnit.WORKDAYS


@dataclass(frozen=True, kw_only=True)
class ChoosePayment:
    """The fee: how much, for what, who is exempt, and how to pay."""

    visit: Visit
    editing: bool = False


@dataclass(frozen=True, kw_only=True)
class Paying:
    """Scan this QR to pay; live status."""

    visit: Visit
    order: str
    qr: str
    expires: datetime
    cancelling: bool = False
