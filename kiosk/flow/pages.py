"""The states of the flow: exactly one page of the screen each.

A page holds what it needs beyond the visit and the conditions; a page that belongs to a visit
carries it. Values only: words are the screen's.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from kiosk.flow.conditions import OutOfService, PrinterCondition
from kiosk.flow.visit import Service, Visit
from kiosk.rules.eligibility import Unmet
from kiosk.rules.outlets import Outlet
from kiosk.rules.policy import Revocation, TimeUnit
from kiosk.rules.progress import ProgressItem
from kiosk.rules.submissions import SubmissionKind


@dataclass(frozen=True, kw_only=True)
class Welcome:
    """The attract loop: nobody is here."""


@dataclass(frozen=True, kw_only=True)
class ChooseService:
    """What would you like to do? Unavailable services are shown with their reason."""

    offers: tuple["Offer", ...]


class Unoffered(StrEnum):
    """Why a service cannot be chosen now."""

    NO_READER = "no_reader"
    OFFLINE = "offline"
    POLICY = "policy"


@dataclass(frozen=True, kw_only=True)
class Offer:
    """One service on the menu."""

    service: Service
    unoffered: Unoffered | None = None


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
    EXPIRED = "expired"
    NOT_ACCEPTED = "not_accepted"
    """The region does not accept this kind of document here."""
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
    first: str = ""
    second: str = ""
    trouble: str = ""
    """Name of the failed check digit, empty when none."""


@dataclass(frozen=True, kw_only=True)
class ConfirmIdentity:
    """Is this you?"""

    visit: Visit
    whose: Whose = Whose.APPLICANT
    for_another: bool = False
    """The region lets a guardian or proxy do this here: offer `Press.FOR_ANOTHER`."""


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
class ConfirmLoss:
    """What a report means; confirm it. The only door to filing a loss report."""

    visit: Visit
    revocation: Revocation


@dataclass(frozen=True, kw_only=True)
class ConfirmRelease:
    """You found the card: shall it work again? The only door to filing a release."""

    visit: Visit


@dataclass(frozen=True, kw_only=True)
class OfferPaperless:
    """The printer cannot print: go on without a receipt? The number will be shown."""

    visit: Visit
    printer: PrinterCondition


@dataclass(frozen=True, kw_only=True)
class ChooseReason:
    """Why do you need a new card? (A replacement without a loss.)"""

    visit: Visit
    editing: bool = False


@dataclass(frozen=True, kw_only=True)
class EnterPhone:
    """A phone number on our own keypad."""

    visit: Visit
    digits: str = ""
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
    outlets: tuple[Outlet, ...]
    """Those that match `query`, the card's own first."""
    query: str = ""
    """Letters and digits typed to search: beginnings of words of the English name, or of the id."""
    sheet: int = 0
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


@dataclass(frozen=True, kw_only=True)
class Filing:
    """Being written durably: a blink."""

    visit: Visit
    kind: SubmissionKind


@dataclass(frozen=True, kw_only=True)
class AwaitingVerdict:
    """Kept safely; waiting for the upstream's word: at most `seconds`."""

    visit: Visit
    kind: SubmissionKind
    seconds: int
    asked_again: bool = False
    """No word came: the card's state is being asked, a report in force counts as done."""


@dataclass(frozen=True, kw_only=True)
class Printing:
    """The receipt is being printed."""

    visit: Visit
    kind: SubmissionKind
    waiting_for: PrinterCondition | None = None
    """Paper out or cover open in the middle: staff are called, the job waits."""


@dataclass(frozen=True, kw_only=True)
class Result:
    """What was done: the truth, the number, what next. The last act of `visit.filed`."""

    visit: Visit
    go_on: bool
    """Report-and-replace: the replacement comes next."""
    ready_on: date | None = None
    about: bool = False
    days: int = 0
    unit: TimeUnit = TimeUnit.WORKDAYS
    outlet: Outlet | None = None
    number_qr: str = ""
    """What the QR on the screen says: the receipt's signed token."""


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
class IdleWarning:
    """Are you still there? The whole screen extends."""

    under: "Page"
    remaining: int
    """Seconds until the wipe."""


@dataclass(frozen=True, kw_only=True)
class ConfirmQuit:
    """Really leave? What is filed stays filed; the rest is cleared."""

    under: "Page"


@dataclass(frozen=True, kw_only=True)
class Help:
    """Who helps here: desk, 12333, the outlet. Goes back to where one was."""

    under: "Page"


class Refusal(StrEnum):
    """Why this cannot be done here. Every one names a next step."""

    SITE = "site"
    READS_FAILED = "reads_failed"
    """Three failed reads."""
    NOT_YOU = "not_you"
    LOOKUP_NOT_POSSIBLE = "lookup_not_possible"
    OTHER_REGION = "other_region"
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
    outlets: tuple[Outlet, ...] = ()
    detail: str = ""
    """A stable code for the bottom of the page and the log."""


@dataclass(frozen=True, kw_only=True)
class ShowProgress:
    """How far each application is."""

    visit: Visit
    items: tuple[ProgressItem, ...]


@dataclass(frozen=True, kw_only=True)
class BrowseOutlets:
    """Outlets, hours, phones; no filing, no document."""

    outlets: tuple[Outlet, ...]
    sheet: int = 0


@dataclass(frozen=True, kw_only=True)
class WhatToBring:
    """Without an ID card: which outlet, and what to bring; can be printed."""

    outlets: tuple[Outlet, ...]
    printed: bool = False


@dataclass(frozen=True, kw_only=True)
class ClosedPage:
    """Out of service: why, what still works, where instead."""

    reason: OutOfService
    outlets: tuple[Outlet, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Failsafe:
    """Something went wrong; your information was cleared; what you filed is safe."""

    numbers: tuple[str, ...] = ()
    code: str = ""


VisitPage = (
    PlaceDocument
    | TypePassport
    | ConfirmIdentity
    | LookingUp
    | ChooseCard
    | CardStanding
    | NotEligible
    | ConfirmLoss
    | ConfirmRelease
    | OfferPaperless
    | ChooseReason
    | EnterPhone
    | ChooseDelivery
    | ChooseOutlet
    | Sign
    | CheckAnswers
    | ChoosePayment
    | Paying
    | Filing
    | AwaitingVerdict
    | Printing
    | Result
    | Refused
    | ShowProgress
)
OpenPage = (
    Welcome | ChooseService | TakeDocument | Goodbye | BrowseOutlets | WhatToBring | ClosedPage | Failsafe
)
Page = VisitPage | OpenPage | IdleWarning | ConfirmQuit | Help
