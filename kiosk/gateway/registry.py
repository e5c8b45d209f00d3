"""The card registry behind the gateway, as an interface: the built-in one, or an adapter to a card system.

An adapter maps its system's codes onto the enumerations of `kiosk.rules` (see `kiosk.rules.codes`), asks
again before it calls a change failed (a card that is already formally lost counts as success), and
returns `REGISTRY_DOWN` for everything that another try may mend.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, StrEnum
from typing import Final, Literal, Protocol

from kiosk.rules.cards import Holder
from kiosk.rules.progress import MakingStage
from kiosk.upstream import contract
from kiosk.upstream.payload import Filing


class _Down(Enum):
    DOWN = "down"


REGISTRY_DOWN: Final = _Down.DOWN
"""The card system cannot act now; the submission stays `received` and is tried again."""
RegistryDown = Literal[_Down.DOWN]


class Refusal(StrEnum):
    """Why the card system refuses for good: the stable words of an acknowledgement's `reason`."""

    NO_SUCH_PERSON = "no_such_person"
    NO_SUCH_CARD = "no_such_card"
    NOT_ENABLED = "card_not_enabled"
    LOCKED = "card_locked"
    CANCELLED = "card_cancelled"
    IN_PRODUCTION = "card_in_production"
    UNKNOWN_STATE = "card_state_unknown"
    NOT_LOST = "card_not_lost"
    """A lost card must be reported lost before it is replaced."""
    NOT_PAID = "not_paid"
    BAD_SIGNATURE = "bad_signature"
    """Not signed by a key that the terminal had: staff must look at the terminal."""
    UNREADABLE = "unreadable"
    """Sealed to us, signed by the terminal, and yet not a submission: staff must call the person."""
    PARENT_REFUSED = "loss_report_refused"


@dataclass(frozen=True, kw_only=True)
class Act:
    """One opened submission to act on. Acting twice on the same one must be harmless."""

    terminal: str
    id: str
    number: str
    filing: Filing = field(repr=False)
    at: datetime
    """When the gateway acts: `in force since`."""


@dataclass(frozen=True)
class InForce:
    """The card system has acted."""

    since: datetime


@dataclass(frozen=True)
class Refused:
    """It never will."""

    reason: Refusal


Outcome = InForce | Refused | RegistryDown


class Registry(Protocol):
    """A card system."""

    def look_up(self, holder: contract.Holder) -> Holder | RegistryDown:
        """The holder's cards. A person who is unknown, or has another name, is not insured."""

    def act(self, act: Act) -> Outcome:
        """Make it so."""

    def stages(self, holder: contract.Holder) -> Mapping[str, MakingStage]:
        """How far the making of the holder's cards is, by submission id. Empty when not known now."""

    def set_stage(self, submission: str, stage: MakingStage) -> bool:
        """Staff move a card on; False when the card system does not let them."""


class NoRegistry:
    """A gateway without a card system: everything is kept and stays `received`."""

    def look_up(self, _holder: contract.Holder) -> RegistryDown:
        """Never known."""
        return REGISTRY_DOWN

    def act(self, _act: Act) -> RegistryDown:
        """Never done here."""
        return REGISTRY_DOWN

    def stages(self, _holder: contract.Holder) -> Mapping[str, MakingStage]:
        """Never known."""
        return {}

    def set_stage(self, _submission: str, _stage: MakingStage) -> bool:
        """Never done here."""
        return False
