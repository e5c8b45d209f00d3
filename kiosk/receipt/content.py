"""What a slip says, before any words or layout. Nothing here holds an unmasked number or name."""

from dataclasses import dataclass
from datetime import date, datetime

from kiosk.receipt.standing import Standing
from kiosk.rules.cards import CardState, InsuredCard, Scheme
from kiosk.rules.documents import IdentityDocument
from kiosk.rules.masking import masked_name, masked_number
from kiosk.rules.outlets import Outlet
from kiosk.rules.policy import BankHalf, Text
from kiosk.rules.progress import ProgressItem
from kiosk.rules.submissions import Delivery, Fee, LossForm, PaymentWay, Relation, ReplacementReason
from kiosk.rules.terms import Lapse, TimeUnit


@dataclass(frozen=True, kw_only=True)
class Head:
    """What every slip carries."""

    terminal: str
    place: Text
    at: datetime
    """When it was filed (or asked), in the terminal's local time, with its zone."""
    clock_trusted: bool = True
    hotline: str = "12333"
    number: str = ""
    """The receipt number; empty where nothing was filed."""
    audit: str = ""
    """The first 8 characters of the audit entry's hash."""
    token: str = ""
    """What the QR says: `token.sign_token`; empty: no QR."""
    copy: int = 0
    """0: the original; n: marked as copy n at the top and at the bottom."""

    def __post_init__(self) -> None:
        """A time without a zone is a bug: nobody could tell what the slip promises."""
        if self.at.tzinfo is None:
            raise ValueError("a slip needs a time with a zone")


@dataclass(frozen=True, kw_only=True)
class Person:
    """Whose slip it is, masked as it may lie about in a public hall."""

    name: str
    number: str

    def __post_init__(self) -> None:
        """An unmasked number must not get near the paper. The message does not show it."""
        if self.number and "*" not in self.number:
            raise ValueError("the document number on a slip must be masked")


def masked_person(document: IdentityDocument) -> Person:
    """The holder of a document as the slip shows them."""
    return Person(name=masked_name(document.name), number=masked_number(document.number))


@dataclass(frozen=True, kw_only=True)
class Card:
    """A card as the slip shows it: its scheme and the last four characters of its number."""

    scheme: Scheme
    tail: str

    def __post_init__(self) -> None:
        """More than four characters would be the number."""
        if len(self.tail) > 4:
            raise ValueError("a slip shows at most four characters of a card's number")


def masked_card(card: InsuredCard) -> Card:
    """A card as the slip shows it; a number too short to be hidden is not shown at all."""
    return Card(scheme=card.scheme, tail=card.number[-4:] if len(card.number) >= 8 else "")


@dataclass(frozen=True, kw_only=True)
class _Act:
    head: Head
    person: Person
    card: Card
    standing: Standing
    since: datetime | None = None
    """Upstream's time from which the act is in force; given exactly when it is."""
    refusal: Text | None = None
    """Why it was refused, in words for the person."""
    applicant: Person | None = None
    """Who stood there, when that is not the holder: guardian or proxy."""

    def __post_init__(self) -> None:
        """A slip that claims to be in force must say since when, and no other may."""
        if (self.standing is Standing.IN_FORCE) != (self.since is not None):
            raise ValueError("`since` belongs to an act in force, and to no other")


@dataclass(frozen=True, kw_only=True)
class LossReceipt(_Act):
    """A loss was reported."""

    form: LossForm
    bank: BankHalf
    """Whether the bank account on the card is covered, and whom to call."""
    valid_until: datetime | None = None
    """When a temporary report ends; printed once it is in force."""
    ends_in: Lapse | None = None
    revocable: bool = True
    """It can be taken back if the card is found (until a replacement is ordered)."""
    outlet: Outlet | None = None
    """Where to go if it was refused."""


@dataclass(frozen=True, kw_only=True)
class Promised:
    """When the new card is ready."""

    length: int
    unit: TimeUnit
    on: date | None = None
    """Printed only for what is accepted, and when the terminal's clock is trusted: a date counted
    from a wrong day is a lie."""
    usually: bool = False
    """"Usually", not a promise."""


@dataclass(frozen=True, kw_only=True)
class ReplacementReceipt(_Act):
    """A new card was applied for."""

    reason: ReplacementReason
    fee: Fee
    payment: PaymentWay
    waiver: Text | None = None
    """Why nothing is charged."""
    promised: Promised
    delivery: Delivery
    outlet: Outlet | None = None
    """Where the card is collected; None when it is mailed."""
    relation: Relation = Relation.SELF

    def __post_init__(self) -> None:
        """A card that is to be collected is collected somewhere."""
        super().__post_init__()
        if self.delivery is Delivery.PICK_UP and self.outlet is None:
            raise ValueError("a card to be collected needs its outlet")


@dataclass(frozen=True, kw_only=True)
class ReleaseReceipt(_Act):
    """A loss report was taken back because the card was found."""

    outlet: Outlet | None = None
    """Where to go if it was refused."""


@dataclass(frozen=True, kw_only=True)
class ProgressSlip:
    """How far a holder's filings are."""

    head: Head
    person: Person
    items: tuple[ProgressItem, ...]
    outlets: tuple[Outlet, ...] = ()
    """Where the items' cards are collected."""
    card: Card | None = None
    state: CardState | None = None
    """The card's state now, as the upstream told it."""


@dataclass(frozen=True, kw_only=True)
class BringSlip:
    """No ID card at hand: what to bring, and where."""

    head: Head
    outlets: tuple[Outlet, ...]
    bring: tuple[Text, ...] = ()
    """The region's own list; empty: the usual one."""


@dataclass(frozen=True, kw_only=True)
class Check:
    """One line of the readiness slip."""

    name: str | Text
    ok: bool
    detail: str | Text = ""
    warning: bool = False
    """Not well, and yet the terminal is fit: `ok` is false too."""


@dataclass(frozen=True, kw_only=True)
class ReadinessSlip:
    """For staff: is this terminal fit to serve."""

    head: Head
    checks: tuple[Check, ...]


@dataclass(frozen=True, kw_only=True)
class PrinterTestPage:
    """For staff: is this printer set up right."""

    head: Head
    settings: tuple[tuple[str, str], ...] = ()
    """Names and values of the printer's settings, as in the settings file."""


@dataclass(frozen=True, kw_only=True)
class VoidBanner:
    """Printed under a receipt that broke off: it is void, a reprint follows."""

    terminal: str
    number: str
    at: datetime


Act = LossReceipt | ReplacementReceipt | ReleaseReceipt
Headed = Act | ProgressSlip | BringSlip | ReadinessSlip | PrinterTestPage
Content = Headed | VoidBanner
