"""How a visit ends: refused, left, taken away, broken."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from kiosk.flow.visit import Visit

if TYPE_CHECKING:
    from kiosk.rules.outlets import Outlet


class Refusal(StrEnum):
    """Why this cannot be done here. Every one names a next step."""

    READS_FAILED = "reads_failed"
    """Three failed reads."""
    NOT_YOU = "not_you"
    LOOKUP_NOT_POSSIBLE = "lookup_not_possible"
    NO_GUARDIAN = "no_guardian"
    DOCUMENT_EXPIRED = "document_expired"
    DOCUMENT_NOT_ACCEPTED = "document_not_accepted"
    UPSTREAM_REFUSED = "upstream_refused"
    COULD_NOT_STORE = "could_not_store"
    RECEIPT_NOT_FOUND = "receipt_not_found"
    PAYMENT_NOT_POSSIBLE = "payment_not_possible"
    """The only way to pay is by QR, and no order can be opened now."""


@dataclass(frozen=True, kw_only=True)
class Refused:
    """It cannot be done here because ...; please go to ..."""

    visit: Visit
    refusal: Refusal
    outlets: "tuple[Outlet, ...]" = ()
    detail: str = ""
    """A stable code for the bottom of the page and the log."""


class Leaving(StrEnum):
    """Why the visit ends."""

    DONE = "done"
    QUIT = "quit"
    IDLE = "idle"
    REFUSED = "refused"


@dataclass(frozen=True, kw_only=True)
class TakeDocument:
    """Take your ID card first, then the receipt. No new visit while a card lies there."""

    leaving: Leaving
    receipts: int
    alarmed: bool = False
    """It has been lying there for 30 s: staff are called."""


@dataclass(frozen=True, kw_only=True)
class Goodbye:
    """Thank you; goes to the welcome page by itself."""

    receipts: int


@dataclass(frozen=True, kw_only=True)
class Failsafe:
    """Something went wrong; your information was cleared; what you filed is safe."""

    numbers: tuple[str, ...] = ()
    code: str = ""
