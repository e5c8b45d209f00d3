"""The region policy: what is allowed, asked, charged and promised in one region.

The ministry leaves the details of loss and replacement to provinces and cities
(人社部发〔2011〕47号, article 16), so nothing of this is built in: it is one TOML file a region.
"""

from datetime import date
from enum import StrEnum
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from kiosk.rules.cards import Scheme
from kiosk.rules.documents import DocumentKind
from kiosk.rules.forms import FormField
from kiosk.rules.outlets import Outlet
from kiosk.rules.submissions import Delivery, PaymentWay, Relation, ReplacementReason, SubmissionKind
from kiosk.rules.terms import Lapse, Revocation, TimeUnit

Region = Annotated[str, Field(pattern=r"^\d{6}$")]
Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
Fen = Annotated[int, Field(ge=0, le=100_000)]
"""Money in fen; more than 1000 yuan for a card is a slip of the pen."""


class Part(BaseModel):
    """A table of the policy: unknown keys are errors, values never change."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Text(Part):
    """One sentence in both languages."""

    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)


class Sites(Part):
    """Where terminals may stand."""

    outlets: bool = True
    """Card service outlets may serve."""
    hospital_level: int = Field(default=2, ge=0, le=3)
    """Designated hospitals from this level on may serve; 0: none."""


class TemporaryLoss(Part):
    """Oral or provisional loss: quick, but it ends by itself."""

    length: int = Field(ge=1, le=400)
    unit: TimeUnit
    ends_in: Lapse
    offered: bool = False
    """This terminal may file temporary reports (when the formal one needs a counter)."""


class FormalLoss(Part):
    """Written loss."""

    offered: bool = True
    """This terminal may file formal reports."""
    revocable: Revocation
    together: bool = False
    """Filed only together with the replacement, in one visit."""


class BankHalf(Part):
    """The bank account on the same card."""

    covered: bool = False
    """One report blocks both halves; else the bank must be called too."""
    says: Text
    hotlines: dict[str, str] = Field(default_factory=dict)
    """Bank's name: its number."""


class Guardianship(Part):
    """Who may act for a holder under age or without full capacity."""

    services: frozenset[SubmissionKind] = frozenset()
    """Empty: guardians are sent to the outlet."""


class Proxies(Part):
    """Who may act for an adult."""

    services: frozenset[SubmissionKind] = frozenset()


class Exclusion(Part):
    """A condition of this region: whoever matches all that is stated is not served here."""

    key: Key
    services: frozenset[SubmissionKind] = frozenset({SubmissionKind.REPLACEMENT})
    documents: frozenset[DocumentKind] = frozenset()
    """Any when empty; so for the next two."""
    schemes: frozenset[Scheme] = frozenset()
    relations: frozenset[Relation] = frozenset()
    age_from: int = Field(default=0, ge=0, le=150)
    age_below: int = Field(default=151, ge=1, le=151)
    says: Text
    remedy: Text


class Eligibility(Part):
    """Who may have a card replaced here."""

    minimum_age: int = Field(default=16, ge=0, le=150)
    insurance_required: bool = True
    insurance_remedy: Text | None = None
    """In place of the general sentence on employers and flexible workers."""
    exclusions: tuple[Exclusion, ...] = ()
    declarations: tuple[Text, ...] = ()
    """What the applicant declares by signing (full civil capacity, true statements)."""


class Waiver(Part):
    """Who pays nothing. Matches when all that is stated matches."""

    key: Key
    says: Text
    reasons: frozenset[ReplacementReason] = frozenset()
    schemes: frozenset[Scheme] = frozenset()
    age_from: int = Field(default=0, ge=0, le=150)
    age_below: int = Field(default=151, ge=1, le=151)
    first_replacement: bool = False
    """Only the first replacement of a holder's life, where the upstream knows the count."""


class Fees(Part):
    """What a replacement costs."""

    standard_fen: Fen
    by_reason_fen: dict[ReplacementReason, Fen] = Field(default_factory=dict)
    """Where a reason has a price of its own."""
    waivers: tuple[Waiver, ...] = ()
    ways: tuple[PaymentWay, ...] = (PaymentWay.AT_PICK_UP,)
    """`waived` stands for a region that charges nothing."""


class IssueMode(StrEnum):
    """Where the card is made."""

    ON_THE_SPOT = "on_the_spot"
    CENTRAL = "central"


class Promise(Part):
    """When a new card is ready, counted from the day after acceptance."""

    scheme: Scheme
    mode: IssueMode = IssueMode.CENTRAL
    length: int = Field(ge=0, le=400)
    unit: TimeUnit
    usually: bool = False
    """"Usually", not a promise."""


class Form(Part):
    """The application form of one scheme."""

    key: Key
    title: Text
    fields: tuple[FormField, ...] = ()
    """Lines of the form, in order; empty: the usual ones."""


class Offline(Part):
    """What is taken while the upstream cannot be reached."""

    report: bool = True
    replace: bool = False


class Retention(Part):
    """How long records are kept."""

    gateway_days: int = Field(default=3650, ge=1)
    terminal_days: int = Field(default=7, ge=1, le=90)
    """Acknowledged, sealed records at the terminal."""


class Policy(Part):
    """One region's rules. Load it with `rules.policy_file.load_policy`."""

    region: Region
    """GB/T 2260."""
    version: int = Field(ge=1)
    name: Text
    sample: bool = False
    """Not an official text: a sample, see `source`."""
    source: str = Field(min_length=1)
    hotline: str = "12333"
    medical_hotline: str = "12393"
    """Medical insurance settlement belongs to another authority."""
    sites: Sites = Sites()
    documents: tuple[DocumentKind, ...] = Field(min_length=1)
    card_regions: tuple[Annotated[str, Field(pattern=r"^\d{2,6}$")], ...] = ()
    """Cards of these regions are served, by the first digits of their code; empty: any."""
    temporary_loss: TemporaryLoss | None = None
    formal_loss: FormalLoss
    bank_half: BankHalf
    eligibility: Eligibility = Eligibility()
    guardians: Guardianship = Guardianship()
    proxies: Proxies = Proxies()
    reasons: tuple[ReplacementReason, ...] = (ReplacementReason.LOST,)
    fees: Fees
    promises: tuple[Promise, ...] = Field(min_length=1)
    delivery: tuple[Delivery, ...] = (Delivery.PICK_UP,)
    own_outlet_only: bool = False
    """The new card is collected at the outlet that the card belongs to."""
    forms: dict[Scheme, Form]
    paperless: bool = True
    """A visit may end without a printed receipt if the person agrees."""
    offline: Offline = Offline()
    retention: Retention = Retention()
    outlets: tuple[Outlet, ...] = Field(min_length=1)
    valid_from: date | None = None

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> Self:
        """A policy that the flow could get stuck on is refused when it is loaded."""
        promised = {promise.scheme for promise in self.promises}
        if missing := set(self.forms) - promised:
            raise ValueError(f"promises: no term for scheme {sorted(missing)[0]}")
        if len({outlet.id for outlet in self.outlets}) < len(self.outlets):
            raise ValueError("outlets: two outlets have the same id")
        if not self.delivery or not self.fees.ways or not self.reasons:
            raise ValueError("delivery, fees.ways and reasons must each name at least one")
        if self.fees.standard_fen and set(self.fees.ways) == {PaymentWay.WAIVED}:
            raise ValueError("fees.ways: a fee above 0 needs a way to pay")
        return self

    def outlet(self, outlet_id: str) -> Outlet | None:
        """The outlet of that id, None when the policy does not know it."""
        return next((outlet for outlet in self.outlets if outlet.id == outlet_id), None)
