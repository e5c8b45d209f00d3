"""Who may have a card replaced: every condition that fails, each with what to do about it."""

from dataclasses import dataclass
from enum import StrEnum


class Condition(StrEnum):
    """The conditions of a replacement."""

    AGE = "age"
    """Generally 16 or older; younger with a guardian."""
    RESIDENCE = "residence"
    """A citizen, or a foreigner living in China."""
    INSURANCE = "insurance"
    """A labour or social insurance relationship."""
    HOME_REGION = "home_region"
    """The card was issued where this terminal does not serve."""
    LOCAL = "local"
    """A condition of the region; `Unmet.says` and `Unmet.remedy` carry its words."""


@dataclass(frozen=True, kw_only=True)
class Unmet:
    """One failed condition with what its sentence needs."""

    condition: Condition
    age: int = 0
    """The holder's age in full years (AGE)."""
    minimum: int = 0
    """The age from which no guardian is needed (AGE)."""
    guardian_allowed: bool = False
    """A guardian can do it at this terminal (AGE)."""
    region: str = ""
    """Where the card was issued, six digits (HOME_REGION)."""
    key: str = ""
    """The policy's key of a local condition (LOCAL)."""
    says: str = ""
    says_en: str = ""
    remedy: str = ""
    """The region's own remedy; empty: the screen says the general one."""
    remedy_en: str = ""
