"""When the new card is ready: in working days, in days, in hours, by the card's scheme."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from kiosk.rules.cards import CardState, Scheme
from kiosk.rules.policy import Policy, Promise
from kiosk.rules.promises import Ready, ready
from kiosk.rules.states import lapses_at
from kiosk.rules.terms import TimeUnit
from tests.flow.steps import CHINA, MISSION, card, policy

TODAY = date(2026, 11, 23)


def promising(length: int, unit: TimeUnit, *, usually: bool = False) -> Policy:
    promise = Promise(scheme=Scheme.SOCIAL_SECURITY, length=length, unit=unit, usually=usually)
    return MISSION.model_copy(update={"promises": (promise,)})


def said(rules: Policy, *, clock_trusted: bool = True, today: date = TODAY) -> Ready:
    return ready(rules, Scheme.SOCIAL_SECURITY, today, clock_trusted=clock_trusted)


def test_days_are_calendar_days_and_sure() -> None:
    """Mission: the social security card in about one week."""
    assert said(promising(7, TimeUnit.DAYS)) == Ready(
        on=date(2026, 11, 30), about=False, length=7, unit=TimeUnit.DAYS
    )


@pytest.mark.parametrize(("hours", "on"), [(1, 24), (24, 24), (25, 25), (48, 25), (49, 26)])
def test_hours_that_were_begun_count_as_a_whole_day(hours: int, on: int) -> None:
    """A day too early would send somebody to the outlet for nothing."""
    found = said(promising(hours, TimeUnit.HOURS))
    assert (found.on, found.about) == (date(2026, 11, on), False)
    assert (found.length, found.unit) == (hours, TimeUnit.HOURS)


def test_usually_stays_usually_with_a_date_and_without_one() -> None:
    """Mission: usually about one week."""
    usual = promising(7, TimeUnit.DAYS, usually=True)
    assert said(usual).about is True
    assert said(usual, clock_trusted=False) == Ready(on=None, about=True, length=7, unit=TimeUnit.DAYS)


def test_a_date_in_a_year_without_a_calendar_is_about_even_if_the_region_promises_it() -> None:
    """domain 6: a date across New Year degrades openly."""
    assert said(promising(10, TimeUnit.WORKDAYS), today=date(2026, 12, 25)).about is True


def test_a_scheme_without_a_term_of_its_own_has_the_first() -> None:
    """A card in an old scheme is not left without any term."""
    rules = promising(7, TimeUnit.DAYS)
    assert ready(rules, Scheme.MEDICAL_INSURANCE, TODAY, clock_trusted=True) == said(rules)


def test_a_temporary_report_of_working_days_ends_with_the_last_second_of_a_day_in_the_next_year() -> None:
    """domain 4.2, Shantou: 3 working days."""
    reported = card(
        CardState.TEMPORARILY_LOST, reported_at=datetime(2025, 12, 30, 9, 30, 15, 250, tzinfo=CHINA)
    )
    until = lapses_at(policy("shantou"), reported)
    assert until == datetime(2026, 1, 5, 23, 59, 59, tzinfo=CHINA)
    assert lapses_at(policy("shantou"), replace(reported, reported_at=None)) is None
