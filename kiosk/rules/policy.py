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
    """In Chinese."""
    en: str = Field(min_length=1)
    """In English."""


class Sites(Part):
    """Where terminals may stand."""

    outlets: bool = True
    """Card service outlets may serve."""
    hospital_level: int = Field(default=2, ge=0, le=3)
    """Designated hospitals from this level on may serve; 0: none."""


class TemporaryLoss(Part):
    """Oral or provisional loss: quick, but it ends by itself."""

    length: int = Field(ge=1, le=400)
    """How long it holds, in `unit`."""
    unit: TimeUnit
    """Hours, calendar days or working days."""
    ends_in: Lapse
    """What happens to the card at its end."""
    offered: bool = False
    """This terminal may file temporary reports (when the formal one needs a counter)."""


class FormalLoss(Part):
    """Written loss."""

    offered: bool = True
    """This terminal may file formal reports."""
    revocable: Revocation
    """Until when it can be taken back at a terminal."""
    together: bool = False
    """Filed only together with the replacement, in one visit."""


class BankHalf(Part):
    """The bank account on the same card."""

    covered: bool = False
    """One report blocks both halves; else the bank must be called too."""
    says: Text
    """The sentence on screen and slip about the bank account."""
    hotlines: dict[str, str] = Field(default_factory=dict)
    """Bank's name: its number."""


class Guardianship(Part):
    """Who may act for a holder under age or without full capacity."""

    services: frozenset[SubmissionKind] = frozenset()
    """Empty: guardians are sent to the outlet."""


class Proxies(Part):
    """Who may act for an adult."""

    services: frozenset[SubmissionKind] = frozenset()
    """What a proxy may file at a terminal; empty: sent to the outlet."""


class Exclusion(Part):
    """A condition of this region: whoever matches all that is stated is not served here."""

    key: Key
    """Stable, for logs and tests."""
    services: frozenset[SubmissionKind] = frozenset({SubmissionKind.REPLACEMENT})
    """What it speaks against."""
    documents: frozenset[DocumentKind] = frozenset()
    """Any when empty; so for the next two."""
    schemes: frozenset[Scheme] = frozenset()
    """Kinds of card; any when empty."""
    relations: frozenset[Relation] = frozenset()
    """Holder, guardian or proxy; any when empty."""
    age_from: int = Field(default=0, ge=0, le=150)
    """Of the holder, in full years."""
    age_below: int = Field(default=151, ge=1, le=151)
    """Of the holder, in full years; 151: no limit."""
    says: Text
    """Why it cannot be done here."""
    remedy: Text
    """What the person can do instead."""


class Eligibility(Part):
    """Who may have a card replaced here."""

    minimum_age: int = Field(default=16, ge=0, le=150)
    """Full years from which no guardian is needed."""
    insurance_required: bool = True
    """A labour or social insurance relationship is asked for."""
    insurance_remedy: Text | None = None
    """In place of the general sentence on employers and flexible workers."""
    exclusions: tuple[Exclusion, ...] = ()
    """Further conditions of the region."""
    declarations: tuple[Text, ...] = ()
    """What the applicant declares by signing (full civil capacity, true statements)."""


class Waiver(Part):
    """Who pays nothing. Matches when all that is stated matches."""

    key: Key
    """Stable; filed with the fee."""
    says: Text
    """Why nothing is charged."""
    reasons: frozenset[ReplacementReason] = frozenset()
    """Of the replacement; any when empty."""
    schemes: frozenset[Scheme] = frozenset()
    """Kinds of card; any when empty."""
    age_from: int = Field(default=0, ge=0, le=150)
    """Of the holder, in full years."""
    age_below: int = Field(default=151, ge=1, le=151)
    """Of the holder, in full years; 151: no limit."""
    first_replacement: bool = False
    """Only the first replacement of a holder's life, where the upstream knows the count."""


class Fees(Part):
    """What a replacement costs."""

    standard_fen: Fen
    """In fen: 2000 are 20 yuan."""
    by_reason_fen: dict[ReplacementReason, Fen] = Field(default_factory=dict)
    """Where a reason has a price of its own."""
    waivers: tuple[Waiver, ...] = ()
    """The first that matches applies."""
    ways: tuple[PaymentWay, ...] = (PaymentWay.AT_PICK_UP,)
    """`waived` stands for a region that charges nothing."""


class IssueMode(StrEnum):
    """Where the card is made."""

    ON_THE_SPOT = "on_the_spot"
    CENTRAL = "central"


class Promise(Part):
    """When a new card is ready, counted from the day after acceptance."""

    scheme: Scheme
    """Of which card."""
    mode: IssueMode = IssueMode.CENTRAL
    """Made on the spot or centrally."""
    length: int = Field(ge=0, le=400)
    """In `unit`."""
    unit: TimeUnit
    """Hours, calendar days or working days."""
    usually: bool = False
    """"Usually", not a promise."""


class Form(Part):
    """The application form of one scheme."""

    key: Key
    """Stable; filed with the application."""
    title: Text
    """As it stands above the form."""
    fields: tuple[FormField, ...] = ()
    """Lines of the form, in order; empty: the usual ones."""


class Offline(Part):
    """What is taken while the upstream cannot be reached."""

    report: bool = True
    """Loss reports; they are not in force until sent."""
    replace: bool = False
    """Applications; they wait for the report."""


class Retention(Part):
    """How long records are kept."""

    gateway_days: int = Field(default=3650, ge=1)
    """Opened records at the gateway."""
    terminal_days: int = Field(default=7, ge=1, le=90)
    """Acknowledged, sealed records at the terminal."""


class Policy(Part):
    """One region's rules. Load it with `rules.policy_file.load_policy`."""

    region: Region
    """GB/T 2260."""
    version: int = Field(ge=1)
    """Grows with every change; a terminal never goes back."""
    name: Text
    """The region's name."""
    sample: bool = False
    """Not an official text: a sample, see `source`."""
    source: str = Field(min_length=1)
    """Which text it follows."""
    hotline: str = "12333"
    """Social security line."""
    medical_hotline: str = "12393"
    """Medical insurance settlement belongs to another authority."""
    check_page: Annotated[str, Field(pattern=r"^(https://[^\s#?]{1,80})?$")] = ""
    """Where anybody may check a receipt, the gateway's `/receipt`: then its code leads there."""
    sites: Sites = Sites()
    """Where terminals may stand in this region."""
    documents: tuple[DocumentKind, ...] = Field(min_length=1)
    """Identity documents that are taken."""
    card_regions: tuple[Annotated[str, Field(pattern=r"^\d{2,6}$")], ...] = ()
    """Cards of these regions are served, by the first digits of their code; empty: any."""
    temporary_loss: TemporaryLoss | None = None
    """Left out: the region has none."""
    formal_loss: FormalLoss
    """The written report."""
    bank_half: BankHalf
    """The bank account on the card."""
    eligibility: Eligibility = Eligibility()
    """Conditions of a replacement."""
    guardians: Guardianship = Guardianship()
    """Who act for children."""
    proxies: Proxies = Proxies()
    """Who act for adults."""
    reasons: tuple[ReplacementReason, ...] = (ReplacementReason.LOST,)
    """Why a new card may be asked for."""
    fees: Fees
    """What it costs and how it is paid."""
    promises: tuple[Promise, ...] = Field(min_length=1)
    """When a new card is ready, by scheme."""
    delivery: tuple[Delivery, ...] = (Delivery.PICK_UP,)
    """How a new card comes."""
    own_outlet_only: bool = False
    """The new card is collected at the outlet that the card belongs to."""
    forms: dict[Scheme, Form]
    """The application form of each scheme."""
    paperless: bool = True
    """A visit may end without a printed receipt if the person agrees."""
    offline: Offline = Offline()
    """What is taken without the upstream."""
    retention: Retention = Retention()
    """How long records are kept, at the gateway and at terminals."""
    outlets: tuple[Outlet, ...] = Field(min_length=1)
    """In the order in which they are listed where no distance is known."""
    valid_from: date | None = None
    """First day; left out: at once."""

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

    def receipt_code(self, token: str) -> str:
        """What its QR says: the signed token, as the fragment of `check_page`, which no browser sends."""
        return f"{self.check_page}#{token}" if self.check_page and token else token

    def outlet(self, outlet_id: str) -> Outlet | None:
        """The outlet of that id, None when the policy does not know it."""
        return next((outlet for outlet in self.outlets if outlet.id == outlet_id), None)
