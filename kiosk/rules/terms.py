"""How a region counts time, and what its reports become: the words of a policy that pages need too."""

from enum import StrEnum


class TimeUnit(StrEnum):
    """How a term is counted."""

    HOURS = "hours"
    DAYS = "days"
    """Calendar days."""
    WORKDAYS = "workdays"


class Lapse(StrEnum):
    """What happens at the end of a temporary loss that nobody made formal."""

    RELEASE = "release"
    CANCEL = "cancel"


class Revocation(StrEnum):
    """Whether a formal report can be taken back."""

    UNTIL_REPLACED = "until_replaced"
    NEVER = "never"
