"""A region's own conditions and waivers: each stated bound must match, and what is not stated matches all."""

from dataclasses import replace
from datetime import date

import pytest

from kiosk.rules.cards import CardState, Holder, Scheme
from kiosk.rules.documents import DocumentKind
from kiosk.rules.eligibility import Case, Condition, Unmet, unmet
from kiosk.rules.fees import fee_for
from kiosk.rules.policy import Exclusion, Policy, Text, Waiver
from kiosk.rules.submissions import Fee, Relation, ReplacementReason, SubmissionKind
from tests.flow.steps import LI, MISSION, card

TODAY = date(2026, 11, 23)
CASE = Case(
    kind=SubmissionKind.REPLACEMENT,
    holder=LI,
    card=card(CardState.FORMALLY_LOST),
    known=Holder(insured=True),
    relation=Relation.SELF,
    today=TODAY,
)
"""LI is 46."""


def excluding(**bounds: object) -> Policy:
    exclusion = Exclusion.model_validate(
        {
            "key": "local",
            "says": Text(zh="本市不办理", en="Not done here"),
            "remedy": Text(zh="请到柜台", en="Go to the counter"),
            **bounds,
        }
    )
    eligibility = MISSION.eligibility.model_copy(update={"exclusions": (exclusion,)})
    return MISSION.model_copy(update={"eligibility": eligibility})


def waiving(**bounds: object) -> Policy:
    waiver = Waiver.model_validate({"key": "free", "says": Text(zh="免费", en="Free"), **bounds})
    return MISSION.model_copy(update={"fees": MISSION.fees.model_copy(update={"waivers": (waiver,)})})


def test_a_local_condition_carries_its_words_in_both_languages() -> None:
    assert unmet(excluding(), CASE) == (
        Unmet(
            condition=Condition.LOCAL,
            key="local",
            says="本市不办理",
            says_en="Not done here",
            remedy="请到柜台",
            remedy_en="Go to the counter",
        ),
    )


@pytest.mark.parametrize(
    ("bounds", "excluded"),
    [
        ({"services": {SubmissionKind.REPLACEMENT}}, True),
        ({"services": {SubmissionKind.RELEASE}}, False),
        ({"documents": {DocumentKind.RESIDENT_ID}}, True),
        ({"documents": {DocumentKind.PASSPORT}}, False),
        ({"schemes": {Scheme.SOCIAL_SECURITY}}, True),
        ({"schemes": {Scheme.MEDICAL_INSURANCE}}, False),
        ({"relations": {Relation.SELF}}, True),
        ({"relations": {Relation.PROXY}}, False),
        ({"age_from": 46}, True),
        ({"age_from": 47}, False),
        ({"age_below": 47}, True),
        ({"age_below": 46}, False),
        ({"schemes": {Scheme.SOCIAL_SECURITY}, "age_from": 60}, False),
    ],
)
def test_a_local_condition_speaks_only_of_those_who_match_all_that_it_states(
    bounds: dict[str, object], excluded: bool
) -> None:
    assert bool(unmet(excluding(**bounds), CASE)) is excluded


def test_a_card_of_elsewhere_says_of_where() -> None:
    """Issue 4, 2: the screen names the region that issued it."""
    elsewhere = replace(CASE, card=card(region="110000"))
    assert unmet(MISSION, elsewhere) == (Unmet(condition=Condition.HOME_REGION, region="110000"),)


def test_without_words_of_the_region_the_screen_says_the_general_remedy() -> None:
    uninsured = replace(CASE, known=Holder(insured=False))
    assert unmet(MISSION, uninsured) == (Unmet(condition=Condition.INSURANCE, remedy="", remedy_en=""),)


@pytest.mark.parametrize(
    ("bounds", "free"),
    [
        ({"reasons": {ReplacementReason.EXPIRED}}, True),
        ({"reasons": {ReplacementReason.LOST}}, False),
        ({"schemes": {Scheme.SOCIAL_SECURITY}}, True),
        ({"schemes": {Scheme.MEDICAL_INSURANCE}}, False),
        ({"age_from": 60}, True),
        ({"age_below": 60}, False),
        ({"first_replacement": True}, False),
        ({}, True),
    ],
)
def test_a_waiver_holds_only_for_those_who_match_all_that_it_states(
    bounds: dict[str, object], free: bool
) -> None:
    charged = fee_for(
        waiving(**bounds),
        scheme=Scheme.SOCIAL_SECURITY,
        reason=ReplacementReason.EXPIRED,
        age=60,
        replacements=1,
    )
    assert charged == (Fee(amount_fen=0, waiver="free") if free else Fee(amount_fen=2000))
