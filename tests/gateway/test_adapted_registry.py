"""An adapter over a card system that speaks its own codes, refuses, falls silent and loses answers."""

import dataclasses
from datetime import UTC, datetime

import pytest

from kiosk.gateway.adapted_registry import AdaptedRegistry, CardRecord, CardSystemDownError, Change
from kiosk.gateway.registry import REGISTRY_DOWN, Act, InForce, Refusal, Refused
from kiosk.rules.cards import CardState, Holder, Scheme
from kiosk.rules.codes import CodeSystem
from kiosk.rules.progress import MakingStage
from kiosk.rules.submissions import LossForm, LossReport, Release, ReplacementApplication, ReplacementReason
from kiosk.upstream import contract
from kiosk.upstream.payload import Filing
from tests.gateway.filing import WANG, loss, release, replacement

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
ASKED = contract.Holder(kind=WANG.kind, number=WANG.number, name=WANG.name)
CODES = {Change.LOSE_FORMALLY: "2", Change.LOSE_TEMPORARILY: "4", Change.RELEASE: "1", Change.REPLACE: "7"}


class System:
    """Wang's card, in AAZ502 codes. `moods` says how each next change goes."""

    codes = CodeSystem.AAZ502

    def __init__(self, code: str = "1", *moods: str) -> None:
        self.code = code
        self.detail = ""
        self.moods = list(moods)
        self.up = True
        self.changes: list[Change] = []

    def phone_and_cards(self, holder: contract.Holder) -> tuple[str, tuple[CardRecord, ...]] | None:
        if not self.up:
            raise CardSystemDownError
        if holder != ASKED:
            return None
        record = CardRecord(
            scheme=Scheme.SOCIAL_SECURITY, number="E12345678", region="330100", outlet="330100-001",
            code=self.code, detail=self.detail,
        )  # fmt: skip
        return "13800138000", (record,)

    def change(self, change: Change, act: Act) -> bool:
        self.changes.append(change)
        mood = self.moods.pop(0) if self.moods else "does"
        if mood in {"does", "loses the answer"}:
            self.code = CODES[change]
        if mood in {"loses the answer", "falls silent"}:
            raise CardSystemDownError
        return mood == "does"

    def making_codes(self, holder: contract.Holder) -> dict[str, str]:
        if not self.up:
            raise CardSystemDownError
        return {"a": "11", "b": "99"}


def act(submission: LossReport | Release | ReplacementApplication) -> Act:
    filing = Filing(submission=submission, filed_at=NOW)
    return Act(terminal="HZ0001", id="a", number="HZ0001-000001", filing=filing, at=NOW)


def state(registry: AdaptedRegistry) -> CardState:
    known = registry.look_up(ASKED)
    assert isinstance(known, Holder)
    return known.cards[0].state


def test_a_system_that_is_down_is_down_and_nobody_is_refused() -> None:
    system = System()
    system.up = False
    registry = AdaptedRegistry(system)
    assert registry.look_up(ASKED) is REGISTRY_DOWN
    assert registry.act(act(loss())) is REGISTRY_DOWN
    assert registry.stages(ASKED) == {}


def test_a_change_whose_answer_was_lost_is_found_by_looking_again() -> None:
    system = System("1", "loses the answer")
    assert AdaptedRegistry(system).act(act(loss())) == InForce(NOW)
    assert system.changes == [Change.LOSE_FORMALLY]


@pytest.mark.parametrize("mood", ["falls silent", "says no"])
def test_a_change_that_was_not_made_is_tried_again_later(mood: str) -> None:
    system = System("1", mood)
    registry = AdaptedRegistry(system)
    assert registry.act(act(loss())) is REGISTRY_DOWN
    assert registry.act(act(loss())) == InForce(NOW)


@pytest.mark.parametrize(
    ("code", "submission"),
    [
        ("2", loss()),
        ("2", loss(form=LossForm.TEMPORARY)),
        ("4", loss(form=LossForm.TEMPORARY)),
        ("1", release()),
    ],
)
def test_what_is_done_already_is_not_done_again(code: str, submission: LossReport | Release) -> None:
    system = System(code)
    assert AdaptedRegistry(system).act(act(submission)) == InForce(NOW)
    assert system.changes == []


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("0", Refusal.NOT_ENABLED),
        ("3", Refusal.LOCKED),
        ("9", Refusal.CANCELLED),
        ("8", Refusal.UNKNOWN_STATE),
    ],
)
def test_a_closed_state_is_refused_with_its_reason_and_nothing_is_tried(code: str, reason: Refusal) -> None:
    system = System(code)
    assert AdaptedRegistry(system).act(act(loss())) == Refused(reason)
    assert system.changes == []


def test_a_lost_card_is_replaced_only_after_a_formal_report() -> None:
    assert AdaptedRegistry(System("1")).act(act(replacement())) == Refused(Refusal.NOT_LOST)
    assert AdaptedRegistry(System("4")).act(act(replacement())) == Refused(Refusal.NOT_LOST)
    assert AdaptedRegistry(System("2")).act(act(replacement())) == InForce(NOW)
    damaged = replacement(reason=ReplacementReason.DAMAGED)
    assert AdaptedRegistry(System("1")).act(act(damaged)) == InForce(NOW)


def test_an_unknown_person_and_an_unknown_card_are_told_apart() -> None:
    registry = AdaptedRegistry(System())
    stranger = dataclasses.replace(loss(), holder=dataclasses.replace(WANG, name="别人"))
    other = dataclasses.replace(loss(), card=dataclasses.replace(loss().card, number="E9"))
    assert registry.act(act(stranger)) == Refused(Refusal.NO_SUCH_PERSON)
    assert registry.act(act(other)) == Refused(Refusal.NO_SUCH_CARD)
    assert registry.look_up(ASKED.model_copy(update={"name": "别人"})) == Holder(insured=False)


def test_the_same_digit_means_what_its_own_system_says() -> None:
    system = System("2")
    system.codes, system.detail = CodeSystem.JIANGSU, "21"
    assert state(AdaptedRegistry(system)) is CardState.TEMPORARILY_LOST
    assert state(AdaptedRegistry(System("2"))) is CardState.FORMALLY_LOST


def test_stages_that_are_not_known_are_left_out() -> None:
    assert AdaptedRegistry(System()).stages(ASKED) == {"a": MakingStage.AT_OUTLET}


def test_the_card_system_moves_its_cards_itself() -> None:
    assert AdaptedRegistry(System()).set_stage("a", MakingStage.COLLECTED) is False
