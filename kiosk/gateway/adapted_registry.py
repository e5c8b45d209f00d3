"""The shape of an adapter to a province's or city's card system: its codes in, our words out.

What differs from system to system is one small `CardSystem` (its transport and its calls). What is the
same for all stands here: the mapping of codes, a look before every change, and a second look after a
change that failed, because the answer may have been lost and the change done.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import structlog

from kiosk.gateway.registry import REGISTRY_DOWN, Act, InForce, Outcome, Refusal, Refused, RegistryDown
from kiosk.rules.cards import CardState, Holder, InsuredCard, Scheme
from kiosk.rules.codes import CodeSystem, card_state, making_stage
from kiosk.rules.progress import MakingStage
from kiosk.rules.submissions import LossForm, LossReport, Release, ReplacementApplication, ReplacementReason
from kiosk.upstream import contract

log = structlog.get_logger()


class CardSystemDownError(Exception):
    """The card system gave no usable answer; the change may have been made or not."""


@dataclass(frozen=True, kw_only=True)
class CardRecord:
    """One card in the system's own codes."""

    scheme: Scheme
    number: str
    region: str
    outlet: str
    code: str
    detail: str = ""
    """A second code where the system has one (Jiangsu's field 3)."""

    def __repr__(self) -> str:
        """Never shows the number."""
        return f"CardRecord(code={self.code!r})"


class Change(StrEnum):
    """What a card system is asked to do to a card."""

    LOSE_TEMPORARILY = "lose_temporarily"
    LOSE_FORMALLY = "lose_formally"
    RELEASE = "release"
    REPLACE = "replace"


class CardSystem(Protocol):
    """One card system's interface, as plainly as it can be said. Every call may raise CardSystemDownError."""

    codes: CodeSystem

    def phone_and_cards(self, holder: contract.Holder) -> tuple[str, tuple[CardRecord, ...]] | None:
        """The holder's phone and cards; None when the system does not know number and name together."""

    def change(self, change: Change, act: Act) -> bool:
        """Make the change; False when the system says that it will not. `act.id` is its idempotency key."""

    def making_codes(self, holder: contract.Holder) -> Mapping[str, str]:
        """Codes of the making's progress, by submission id."""


_REACHED = {
    Change.LOSE_TEMPORARILY: {CardState.TEMPORARILY_LOST, CardState.FORMALLY_LOST},
    Change.LOSE_FORMALLY: {CardState.FORMALLY_LOST},
    Change.RELEASE: {CardState.NORMAL},
    Change.REPLACE: {CardState.IN_PRODUCTION},
}
"""States in which the change is done already."""
_CLOSED = {
    CardState.NOT_ENABLED: Refusal.NOT_ENABLED,
    CardState.LOCKED: Refusal.LOCKED,
    CardState.CANCELLED: Refusal.CANCELLED,
    CardState.IN_PRODUCTION: Refusal.IN_PRODUCTION,
    CardState.UNKNOWN: Refusal.UNKNOWN_STATE,
}


class AdaptedRegistry:
    """See `kiosk.gateway.registry.Registry`."""

    def __init__(self, system: CardSystem) -> None:
        self._system = system

    def look_up(self, holder: contract.Holder) -> Holder | RegistryDown:
        """Codes that no table knows are `unknown`, for which nothing is offered."""
        try:
            found = self._system.phone_and_cards(holder)
        except CardSystemDownError:
            return REGISTRY_DOWN
        if found is None:
            return Holder(insured=False)
        phone, records = found
        return Holder(insured=True, phone=phone, cards=tuple(self._card(record) for record in records))

    def act(self, act: Act) -> Outcome:
        """Look, change, and look again when the change did not say that it was made."""
        change = _change(act)
        try:
            state = self._state(act)
        except CardSystemDownError:
            return REGISTRY_DOWN
        if not isinstance(state, CardState):
            return Refused(state)
        if state in _REACHED[change]:
            return InForce(act.at)
        refusal = _CLOSED.get(state) or _not_lost(act, state)
        if refusal is not None:
            return Refused(refusal)
        return self._changed(change, act)

    def _changed(self, change: Change, act: Act) -> Outcome:
        try:
            if self._system.change(change, act):
                return InForce(act.at)
        except CardSystemDownError:
            log.info("gateway.card_system_asked_again", submission=act.id)
        try:
            state = self._state(act)
        except CardSystemDownError:
            return REGISTRY_DOWN
        done = isinstance(state, CardState) and state in _REACHED[change]
        return InForce(act.at) if done else REGISTRY_DOWN

    def stages(self, holder: contract.Holder) -> Mapping[str, MakingStage]:
        """Codes that are not known are left out."""
        try:
            codes = self._system.making_codes(holder)
        except CardSystemDownError:
            return {}
        stages = {id_: making_stage(code) for id_, code in codes.items()}
        return {id_: stage for id_, stage in stages.items() if stage is not None}

    def set_stage(self, _submission: str, _stage: MakingStage) -> bool:
        """The card system moves its cards itself."""
        return False

    def _state(self, act: Act) -> CardState | Refusal:
        submission = act.filing.submission
        asked = contract.Holder(
            kind=submission.holder.kind, number=submission.holder.number, name=submission.holder.name
        )
        found = self._system.phone_and_cards(asked)
        if found is None:
            return Refusal.NO_SUCH_PERSON
        wanted = (submission.card.scheme, submission.card.number)
        for record in found[1]:
            if (record.scheme, record.number) == wanted:
                return card_state(self._system.codes, record.code, record.detail)
        return Refusal.NO_SUCH_CARD

    def _card(self, record: CardRecord) -> InsuredCard:
        return InsuredCard(
            scheme=record.scheme,
            number=record.number,
            region=record.region,
            outlet=record.outlet,
            state=card_state(self._system.codes, record.code, record.detail),
        )


def _change(act: Act) -> Change:
    match act.filing.submission:
        case LossReport(form=LossForm.TEMPORARY):
            return Change.LOSE_TEMPORARILY
        case LossReport():
            return Change.LOSE_FORMALLY
        case ReplacementApplication():
            return Change.REPLACE
        case Release():
            return Change.RELEASE


def _not_lost(act: Act, state: CardState) -> Refusal | None:
    submission = act.filing.submission
    lost = isinstance(submission, ReplacementApplication) and submission.reason is ReplacementReason.LOST
    return Refusal.NOT_LOST if lost and state is not CardState.FORMALLY_LOST else None
