"""Judging documents: which are taken, which have run out, whose numbers fit, whose age is within bounds."""

from dataclasses import replace
from datetime import date

import pytest

from kiosk.rules.documents import DocumentKind, IdentityDocument
from kiosk.rules.identity import Finding, age_within, judge, number_valid
from kiosk.rules.numbers import check_character
from tests.flow.steps import LI, MISSION

TODAY = date(2026, 11, 23)
DAY = date(1990, 7, 16)


def numbered(region: str, birth: date = DAY) -> str:
    first = f"{region}{birth:%Y%m%d}001"
    return first + check_character(first)


def residence(number: str, birth: date | None = DAY) -> IdentityDocument:
    return IdentityDocument(kind=DocumentKind.HKMT_RESIDENCE, number=number, name="陈大文", birth=birth)


def passport(number: str) -> IdentityDocument:
    return IdentityDocument(kind=DocumentKind.PASSPORT, number=number, name="A")


def test_a_document_that_the_region_does_not_take_is_not_accepted() -> None:
    """Issue 4, 1: which documents."""
    only_passports = MISSION.model_copy(update={"documents": (DocumentKind.PASSPORT,)})
    assert judge(LI, only_passports, TODAY, clock_trusted=True) is Finding.NOT_ACCEPTED


def test_a_document_holds_through_its_last_day_and_a_wrong_clock_calls_none_expired() -> None:
    """domain 5: with a clock that is not trusted the upstream judges again."""
    ends = replace(LI, valid_to=TODAY)
    assert judge(ends, MISSION, TODAY, clock_trusted=True) is None
    over = replace(LI, valid_to=date(2026, 11, 22))
    assert judge(over, MISSION, TODAY, clock_trusted=True) is Finding.EXPIRED
    assert judge(over, MISSION, TODAY, clock_trusted=False) is None


def test_a_birth_in_the_future_is_garbled_only_by_a_clock_that_is_trusted() -> None:
    """domain 5.2: a birth in the future is none; but a clock that stands at 1970 knows no future."""
    tomorrow = date(2026, 11, 24)
    unborn = replace(LI, number=numbered("330102", tomorrow), birth=tomorrow)
    assert judge(unborn, MISSION, TODAY, clock_trusted=True) is Finding.GARBLED
    assert judge(unborn, MISSION, TODAY, clock_trusted=False) is None


def test_a_residence_permit_needs_a_number_of_its_kind_that_agrees_with_the_birth() -> None:
    """domain 5.3: 810000, 820000, 830000, then MOD 11-2."""
    assert number_valid(residence(numbered("830000")), TODAY)
    assert number_valid(residence(numbered("830000"), birth=None), TODAY)
    assert not number_valid(residence(numbered("830000"), birth=date(1990, 7, 17)), TODAY)
    assert not number_valid(residence(numbered("330102")), TODAY)
    assert not number_valid(residence(numbered("830000", date(2026, 11, 24)), date(2026, 11, 24)), TODAY)


@pytest.mark.parametrize("number", ["A1234", "E12345678", "123456789"])
def test_a_passport_number_has_five_to_nine_letters_and_digits(number: str) -> None:
    """ICAO Doc 9303 part 4, 4.2.2: nine characters at most."""
    assert number_valid(passport(number), TODAY)


@pytest.mark.parametrize("number", ["A123", "E123456789", "E123 456", "E12345６7", "", "护照号码一"])
def test_what_cannot_be_a_passport_number_is_none(number: str) -> None:
    """ICAO Doc 9303 part 4, 4.2.2: A to Z and 0 to 9."""
    assert not number_valid(passport(number), TODAY)


@pytest.mark.parametrize(
    ("age", "age_from", "age_below", "within"),
    [
        (16, 16, 60, True),
        (15, 16, 60, False),
        (59, 16, 60, True),
        (60, 16, 60, False),
        (None, 0, 151, True),
        (None, 1, 151, False),
        (None, 0, 150, False),
    ],
)
def test_bounds_of_an_age_hold_from_the_first_and_below_the_second(
    age: int | None, age_from: int, age_below: int, within: bool
) -> None:
    """An unknown age is within no bounds but none at all: nothing is waived or refused by a guess."""
    assert age_within(age, age_from, age_below) is within
