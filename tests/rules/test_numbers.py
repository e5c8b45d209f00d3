"""Numbers of documents. Figures are those of the standards and of domain sheet part 5."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.rules.documents import DocumentKind, IdentityDocument, Sex
from kiosk.rules.identity import Finding, age_of, expired, judge, number_valid, same_person
from kiosk.rules.mrz import MrzFault, check_digit, parse_passport
from kiosk.rules.numbers import (
    age_on,
    birth_in,
    check_character,
    foreigner_number_valid,
    hkmt_number_valid,
    resident_number_valid,
)
from kiosk.rules.phone import phone, typed
from tests.flow.steps import MISSION, WANG

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    "number",
    [
        "110105194912310029",  # GB 11643 sample with another check character
        "11010519491231002",
        "11010519491231002XX",
        "1101051949123100２X",  # a full-width digit
        "110105194913310020",
        "110101299001010013",  # born in the future, check character right
        "",
    ],
)
def test_a_number_that_cannot_be_is_not_a_citizen_number(number: str) -> None:
    """domain 5.1 and 5.2: GB 11643, MOD 11-2; 15 digits, inner spaces and future births are none."""
    assert not resident_number_valid(number, TODAY)


@pytest.mark.parametrize(
    "number",
    [
        "11010519491231002X",
        "11010519491231002x",
        "440524188001010014",  # GB 11643's own sample
        "11011119500101001X",  # older than its district's code
        "330113202201010010",  # 临平, a district of 2021
        "119999198001010018",
    ],
)
def test_the_region_of_a_number_is_never_checked_against_a_list(number: str) -> None:
    """domain 5.2: lists reject elderly people and new districts; the number comes from a chip."""
    assert resident_number_valid(number, TODAY)


@given(st.from_regex(r"\A[0-9]{17}\Z"), st.sampled_from("0123456789X"))
def test_exactly_one_check_character_fits(first: str, last: str) -> None:
    """GB 11643, 4.4: MOD 11-2."""
    dated = first[:6] + "19800101" + first[14:]
    assert resident_number_valid(dated + last, TODAY) == (last == check_character(dated))


@given(st.text(max_size=20))
def test_any_text_is_judged_without_an_error(text: str) -> None:
    """domain 5.2: a library raised KeyError on a valid number; ours never raises."""
    for kind in DocumentKind:
        assert number_valid(IdentityDocument(kind=kind, number=text, name="x"), TODAY) in {True, False}


@pytest.mark.parametrize("number", ["830000198001010018", "810000199001010019", "820000199001010010"])
def test_residence_permits_begin_with_81_82_or_83(number: str) -> None:
    """domain 5.3: births before 1997 too, which other libraries reject."""
    assert hkmt_number_valid(number, TODAY)
    assert not hkmt_number_valid("71" + number[2:], TODAY)


@pytest.mark.parametrize(
    ("number", "valid"),
    [
        ("911156198001010016", True),
        ("911156198001010017", False),
        ("USA110080010112", True),
        ("usa110080010112", False),
        ("US1110080010112", False),
        ("11010519491231002X", False),
    ],
)
def test_permanent_residence_numbers_of_2017_and_2023(number: str, valid: bool) -> None:
    """domain 5.3: 18 digits from 9 with MOD 11-2; AAA and 12 digits, whose check is not enforced."""
    assert foreigner_number_valid(number) is valid


def test_who_was_born_on_29_february_grows_older_on_1_march() -> None:
    """Mission: 16 or older."""
    assert age_on(date(2008, 2, 29), date(2024, 2, 28)) == 15
    assert age_on(date(2008, 2, 29), date(2023, 3, 1)) == 15
    assert age_on(date(2008, 2, 29), date(2024, 2, 29)) == 16


def test_a_birth_date_that_contradicts_the_number_is_a_bad_read() -> None:
    """domain 5.1: digits 7 to 14 are the birth date."""
    other = replace(WANG, birth=date(1949, 12, 30))
    assert judge(other, MISSION, TODAY, clock_trusted=True) is Finding.GARBLED
    assert birth_in("x") is None


def test_the_last_day_of_a_document_is_a_good_day_and_unlimited_never_ends() -> None:
    """domain 1.6: valid to YYYYMMDD, or 长期."""
    last = replace(WANG, unlimited=False, valid_to=TODAY)
    assert not expired(last, TODAY)
    assert expired(replace(last, valid_to=date(2026, 11, 22)), TODAY)
    assert not expired(replace(last, valid_to=date(2000, 1, 1), unlimited=True), TODAY)
    assert not expired(replace(last, valid_to=None), TODAY)


def test_a_document_without_a_name_is_a_bad_read_and_its_age_may_be_unknown() -> None:
    """domain 2.2: empty values must parse."""
    assert judge(replace(WANG, name=""), MISSION, TODAY, clock_trusted=True) is Finding.GARBLED
    assert age_of(replace(WANG, birth=None), TODAY) is None
    assert same_person(WANG, replace(WANG, number=WANG.number.lower()))


# --- phone ---


@pytest.mark.parametrize(
    "digits", ["", "12012345678", "1380013800", "138001380001", "+8612345", "+0123456789"]
)
def test_a_phone_that_nobody_can_call_is_none(digits: str) -> None:
    """SSCard_System: mobile 11 digits; ITU-T E.164 for the others."""
    assert phone(digits) is None


def test_a_mainland_mobile_with_its_country_code_is_the_mobile() -> None:
    """domain 4.6: mobile 11 digits; ITU-T E.164: +86."""
    assert phone("+8613800138000") == phone("13800138000") == "13800138000"
    assert phone("+85261234567") == "+85261234567"


@given(st.lists(st.sampled_from([*"0123456789+A<", "12", ""]), max_size=30))
def test_the_keypad_never_writes_more_than_a_number_can_be(keys: list[str]) -> None:
    """domain 4.6: mobile 11 digits; ITU-T E.164: 15 digits."""
    written = ""
    for key in keys:
        written = typed(written, key)
    assert len(written) <= 16
    assert written.lstrip("+").isdigit() or written in {"", "+"}


# --- passport ---

FIRST = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<"
SECOND = "L898902C36UTO7408122F1204159ZE184226B<<<<<10"
"""ICAO Doc 9303 part 4, the specimen."""


def test_the_specimen_of_icao_is_read() -> None:
    """ICAO Doc 9303 part 4, appendix B."""
    found = parse_passport(FIRST, SECOND, TODAY)
    assert isinstance(found, IdentityDocument)
    assert (found.name, found.number, found.nationality) == ("ERIKSSON ANNA MARIA", "L898902C3", "UTO")
    assert (found.birth, found.valid_to) == (date(1974, 8, 12), date(2012, 4, 15))
    assert (found.kind, found.sex, found.latin_name) == (DocumentKind.PASSPORT, Sex.FEMALE, found.name)
    assert found.from_chip is False


def _line_two(number: str, nation: str, sex: str, personal: str = "", personal_digit: str = "") -> str:
    """The second line with all its check digits."""
    parts = [
        part + check_digit(part)
        for part in (number.ljust(9, "<"), "740812", "310415", personal.ljust(14, "<"))
    ]
    parts[3] = parts[3][:-1] + (personal_digit or parts[3][-1])
    return f"{parts[0]}{nation}{parts[1]}{sex}{parts[2]}{parts[3]}" + check_digit("".join(parts))


@pytest.mark.parametrize(("letter", "sex"), [("M", Sex.MALE), ("F", Sex.FEMALE), ("<", Sex.NOT_STATED)])
def test_a_passport_says_the_sex_or_does_not_state_it(letter: str, sex: Sex) -> None:
    """ICAO Doc 9303 part 4, 4.2.2: M, F, and < where it is not stated."""
    found = parse_passport(FIRST, _line_two("L898902C3", "UTO", letter), TODAY)
    assert isinstance(found, IdentityDocument)
    assert found.sex is sex


def test_filling_behind_a_short_number_or_nation_is_no_part_of_it() -> None:
    """ICAO Doc 9303 part 3, 4.1: < fills; part 3, 5: Germany is D, no stated nationality XXX."""
    for number, nation, shown in (("C01X00", "D<<", "D"), ("C01X0X", "XXX", "XXX")):
        found = parse_passport(FIRST, _line_two(number, nation, "M"), TODAY)
        assert isinstance(found, IdentityDocument)
        assert (found.number, found.nationality) == (number, shown)


@pytest.mark.parametrize(
    ("personal", "digit", "holds"),
    [
        ("", "<", True),
        ("", "0", True),
        ("", "1", False),
        ("ZE184226B", "1", True),
        ("ZE184226B", "<", False),
        ("XX", "<", False),
    ],
)
def test_an_empty_personal_number_may_go_without_a_check_digit_and_only_an_empty_one(
    personal: str, digit: str, holds: bool
) -> None:
    """ICAO Doc 9303 part 4, 4.2.2: 0 or < when the field is not used."""
    found = parse_passport(FIRST, _line_two("L898902C3", "UTO", "F", personal, digit), TODAY)
    assert found == MrzFault.PERSONAL if not holds else isinstance(found, IdentityDocument)


def test_a_bearer_may_be_born_today() -> None:
    """ICAO Doc 9303 part 4, 4.2.2: two digits of a year."""
    found = parse_passport(FIRST, _line_two("L898902C3", "UTO", "F"), date(1974, 8, 12))
    assert isinstance(found, IdentityDocument)
    assert found.birth == date(1974, 8, 12)


@pytest.mark.parametrize(
    ("first", "second", "fault"),
    [
        (FIRST[1:], SECOND, MrzFault.LENGTH),
        (FIRST.lower(), SECOND, MrzFault.LENGTH),
        ("I" + FIRST[1:], SECOND, MrzFault.KIND),
        (FIRST, "M" + SECOND[1:], MrzFault.NUMBER),
        (FIRST, SECOND.replace("740812", "740813"), MrzFault.BIRTH),
        (FIRST, SECOND.replace("120415", "120416"), MrzFault.EXPIRY),
        (FIRST, SECOND.replace("ZE18", "ZE19"), MrzFault.PERSONAL),
        (FIRST, SECOND[:-1] + "1", MrzFault.COMPOSITE),
    ],
)
def test_every_part_that_does_not_hold_is_named(first: str, second: str, fault: MrzFault) -> None:
    """ICAO Doc 9303 part 4, 4.2.2: check digits."""
    assert parse_passport(first, second, TODAY) is fault


def test_a_birth_of_this_century_is_never_in_the_future() -> None:
    """ICAO Doc 9303 part 4, 4.2.2: two digits of a year."""
    for year, expected in (("26", 2026), ("27", 1927)):
        birth = f"{year}0101"
        line = f"L898902C36UTO{birth}{check_digit(birth)}F3104151ZE184226B<<<<<1"
        line = line.replace("3104151", "310415" + check_digit("310415"))
        whole = line + check_digit(line[:10] + line[13:20] + line[21:43])
        found = parse_passport(FIRST, whole, TODAY)
        assert isinstance(found, IdentityDocument)
        assert found.birth == date(expected, 1, 1)


@pytest.mark.parametrize(
    ("birth", "expiry", "fault"), [("801331", "310415", "birth"), ("800101", "310431", "expiry")]
)
def test_a_day_that_never_was_is_named_even_if_its_check_digit_fits(
    birth: str, expiry: str, fault: str
) -> None:
    """ICAO Doc 9303 part 4, 4.2.2: YYMMDD."""
    number = "L898902C3"
    fields = [part + check_digit(part) for part in (number, birth, expiry, "<" * 14)]
    line = f"{fields[0]}UTO{fields[1]}F{fields[2]}{fields[3]}" + check_digit("".join(fields))
    assert parse_passport(FIRST, line, TODAY) == fault


@given(st.text(max_size=44), st.text(max_size=44))
def test_any_two_lines_are_judged_without_an_error(first: str, second: str) -> None:
    """ICAO Doc 9303 part 4: two lines of 44 characters."""
    assert isinstance(
        parse_passport(first.ljust(44, "<"), second.ljust(44, "<"), TODAY), MrzFault | IdentityDocument
    )


def _numbered(region: str, birth: date) -> str:
    first = f"{region}{birth:%Y%m%d}001"
    return first + check_character(first)


def test_the_last_day_of_a_month_is_read_with_both_digits() -> None:
    """ICAO Doc 9303 part 4, 4.2.2: YYMMDD."""
    assert birth_in("11010519491231002X") == date(1949, 12, 31)


@pytest.mark.parametrize("length", [16, 18])
def test_a_check_character_is_made_of_17_digits_and_no_other_count(length: int) -> None:
    """domain 5.1: weights for digits 1 to 17."""
    with pytest.raises(ValueError, match="zip"):
        check_character("1" * length)


def test_a_residence_number_needs_both_its_prefix_and_its_check_character() -> None:
    """domain 5.3: 810000, 820000, 830000, then MOD 11-2."""
    assert hkmt_number_valid(_numbered("810000", date(1990, 7, 16)), TODAY)
    assert not hkmt_number_valid("11010519491231002X", TODAY)
    assert not hkmt_number_valid(_numbered("810000", date(1990, 7, 16))[:17] + "?", TODAY)


def test_a_number_holds_from_the_day_of_birth_and_from_1870() -> None:
    """domain 5.2: the standard's own sample is of 1880; a birth in the future is none."""
    assert resident_number_valid(_numbered("330102", TODAY), TODAY)
    assert resident_number_valid(_numbered("330102", date(1870, 1, 1)), TODAY)
    assert not resident_number_valid(_numbered("330102", date(1869, 12, 31)), TODAY)
