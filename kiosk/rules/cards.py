"""Insured cards: their schemes, states, and who reported them lost."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Scheme(StrEnum):
    """Which card it is."""

    SOCIAL_SECURITY = "social_security"
    MEDICAL_INSURANCE = "medical_insurance"
    """The older card of the urban employees' medical insurance."""


class CardState(StrEnum):
    """One enumeration for all upstreams; each upstream's codes are mapped onto it."""

    NOT_ENABLED = "not_enabled"
    NORMAL = "normal"
    TEMPORARILY_LOST = "temporarily_lost"
    FORMALLY_LOST = "formally_lost"
    LOCKED = "locked"
    CANCELLED = "cancelled"
    IN_PRODUCTION = "in_production"
    UNKNOWN = "unknown"


class LossChannel(StrEnum):
    """How a loss was reported before this visit."""

    HOTLINE = "hotline"
    ONLINE = "online"
    BANK = "bank"
    TERMINAL = "terminal"
    COUNTER = "counter"


@dataclass(frozen=True, kw_only=True)
class InsuredCard:
    """One card of one holder, as the upstream told it."""

    scheme: Scheme
    number: str
    region: str
    """Six digits of GB/T 2260: the region that issued it."""
    outlet: str
    """The outlet the card belongs to: its id in the region policy."""
    state: CardState
    reported_by: LossChannel | None = None
    reported_at: datetime | None = None

    def __repr__(self) -> str:
        """Never shows the number: a repr ends up in logs."""
        return f"InsuredCard(scheme={self.scheme.value}, state={self.state.value})"


@dataclass(frozen=True, kw_only=True)
class Holder:
    """What the upstream knows of a person: insured or not, and the cards."""

    insured: bool
    """An insurance relationship exists."""
    cards: tuple[InsuredCard, ...] = ()
    phone: str = ""
    """As the upstream has it, to be offered, never shown unmasked."""
    replacements: int | None = None
    """How many cards were replaced before (some regions waive the first fee); None when not known."""

    def __repr__(self) -> str:
        """Never shows the person."""
        return f"Holder(insured={self.insured}, cards={len(self.cards)})"
