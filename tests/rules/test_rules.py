"""Eligibility, fees, promises, terms of reports and upstream codes, each with its source."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.rules.cards import CardState, Holder, Scheme
from kiosk.rules.codes import CodeSystem, JiangsuError, card_state, jiangsu_error, making_stage
from kiosk.rules.documents import DocumentKind, IdentityDocument
from kiosk.rules.eligibility import Case, Condition, Unmet, unmet
from kiosk.rules.fees import fee_for
from kiosk.rules.forms import FormField, form_lines
from kiosk.rules.masking import grouped_phone, masked_name, masked_number, masked_phone
from kiosk.rules.money import yuan
from kiosk.rules.policy import Policy
from kiosk.rules.progress import MakingStage
from kiosk.rules.promises import ready
from kiosk.rules.states import lapses_at
from kiosk.rules.submissions import (
    Delivery,
    Fee,
    PaymentWay,
    Relation,
    ReplacementApplication,
    ReplacementReason,
    SubmissionKind,
)
from kiosk.rules.terms import TimeUnit
from kiosk.rules.workdays import Overrides, after_workdays
from tests.flow.steps import CHILD, CHINA, LI, MISSION, card, policy

TODAY = date(2026, 11, 23)
INSURED = Holder(insured=True)


def asked(rules: Policy = MISSION, **changes: object) -> tuple[Unmet, ...]:
    case = Case(
        kind=SubmissionKind.REPLACEMENT,
        holder=LI,
        card=card(CardState.FORMALLY_LOST),
        known=INSURED,
        relation=Relation.SELF,
        today=TODAY,
    )
    return unmet(rules, replace(case, **changes))  # type: ignore[arg-type]  # test data by keyword


# --- eligibility ---


def test_all_failed_conditions_are_told_at_once() -> None:
    """Mission: conditions age, insurance, region; issue 4.2: every failed one, each with what to do."""
    found = asked(holder=CHILD, known=Holder(insured=False), card=card(region="110000"))
    assert [one.condition for one in found] == [Condition.AGE, Condition.INSURANCE, Condition.HOME_REGION]


def test_generally_sixteen_or_older_and_a_guardian_for_the_younger() -> None:
    """Mission: generally 16 or older with full capacity; domain 4.3: under 16 the guardian."""
    born = date(2010, 11, 24)
    youth = replace(LI, birth=born)
    (found,) = asked(holder=youth)
    assert (found.condition, found.age, found.minimum) == (Condition.AGE, 15, 16)
    assert found.guardian_allowed
    assert asked(holder=youth, relation=Relation.GUARDIAN) == ()
    assert asked(holder=replace(LI, birth=date(2010, 11, 23))) == ()


def test_an_insurance_relationship_is_asked_for_but_not_guessed_when_the_upstream_is_silent() -> None:
    """Mission: a labour or social insurance relationship."""
    assert [one.condition for one in asked(known=Holder(insured=False))] == [Condition.INSURANCE]
    assert asked(known=None) == ()
    free = MISSION.eligibility.model_copy(update={"insurance_required": False})
    assert asked(MISSION.model_copy(update={"eligibility": free}), known=Holder(insured=False)) == ()


def test_the_region_may_say_the_remedy_in_its_own_words() -> None:
    """Mission: the employer registers within 30 days (Social Insurance Law, article 58)."""
    (found,) = asked(policy("fangchenggang"), known=Holder(insured=False))
    assert "30" in found.remedy
    assert "30 days" in found.remedy_en


def test_a_passport_alone_does_not_prove_that_a_foreigner_lives_here() -> None:
    """Mission: a citizen or a foreigner living in China."""
    visitor = IdentityDocument(
        kind=DocumentKind.PASSPORT, number="L898902C3", name="A", birth=date(1980, 1, 1)
    )
    found = {one.condition for one in asked(holder=visitor, known=Holder(insured=False))}
    assert Condition.RESIDENCE in found
    assert asked(holder=visitor) == ()


def test_local_conditions_are_data_and_carry_their_own_words() -> None:
    """domain 4.3: Beijing allows a proxy only for limited mobility or great age."""
    found = asked(policy("beijing"), relation=Relation.PROXY, card=card(region="110101"))
    assert [(one.condition, one.key) for one in found] == [(Condition.LOCAL, "proxy_only_limited_mobility")]
    assert found[0].says
    assert found[0].remedy
    assert asked(policy("beijing"), card=card(region="110101")) == ()


def test_a_region_without_a_list_serves_cards_of_everywhere() -> None:
    """Issue 4, 1: home region only, or not."""
    assert asked(policy("fangchenggang"), card=card(region="999999")) == ()


# --- fees ---


def fee(rules: Policy, reason: ReplacementReason, age: int | None = 40, before: int | None = None) -> Fee:
    return fee_for(rules, scheme=Scheme.SOCIAL_SECURITY, reason=reason, age=age, replacements=before)


def test_the_fee_is_waived_only_by_what_is_known() -> None:
    """domain 4.2, Fangchenggang: the first is free; lost, damaged or change of bank 20 yuan."""
    rules = policy("fangchenggang")
    assert fee(rules, ReplacementReason.LOST) == Fee(amount_fen=2000)
    assert fee(rules, ReplacementReason.LOST, before=0) == Fee(amount_fen=0, waiver="first_replacement")
    assert fee(rules, ReplacementReason.LOST, before=1) == Fee(amount_fen=2000)
    assert fee(rules, ReplacementReason.EXPIRED, before=0) == Fee(amount_fen=0)
    assert fee(rules, ReplacementReason.LOST, age=80).waiver == "aged_80"
    assert fee(rules, ReplacementReason.LOST, age=None).amount_fen == 2000


@given(st.integers(0, 10**7))
def test_yuan_are_written_from_integers(fen: int) -> None:
    """Issue 4, 6: money is integer fen everywhere."""
    whole, _, cents = yuan(fen).partition(".")
    assert int(whole) * 100 + int(cents) == fen
    assert len(cents) == 2


# --- the form ---


def filed(**changes: object) -> ReplacementApplication:
    made = ReplacementApplication(
        holder=LI,
        card=card(),
        reason=ReplacementReason.LOST,
        phone="13800138000",
        outlet="330100-001",
        delivery=Delivery.PICK_UP,
        fee=Fee(amount_fen=2000),
        payment=PaymentWay.AT_PICK_UP,
        form="social_security_replacement",
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # test data by keyword


def test_the_form_has_the_lines_that_the_policy_asks_for_and_blanks_for_what_nobody_knows() -> None:
    """domain 4.7: the union of form fields; the mission's form of urban employees names the employer."""
    asked_for = policy("mission").forms[Scheme.MEDICAL_INSURANCE].fields
    lines = {line.field: line.text for line in form_lines(filed(), asked_for)}
    assert tuple(lines) == asked_for
    assert (lines[FormField.EMPLOYER], lines[FormField.FEE]) == ("", "20.00")
    assert (lines[FormField.NAME], lines[FormField.APPLICATION_TYPE]) == ("李明", "reissue")


def test_a_guardian_is_on_the_form_even_where_the_policy_names_no_such_line() -> None:
    """domain 4.7: proxy or guardian: name, document, relation, phone."""
    acted = filed(holder=CHILD, applicant=LI, relation=Relation.GUARDIAN, reason=ReplacementReason.DAMAGED)
    lines = {line.field: line.text for line in form_lines(acted)}
    assert (lines[FormField.AGENT_NAME], lines[FormField.AGENT_RELATION]) == ("李明", "guardian")
    assert lines[FormField.APPLICATION_TYPE] == "renewal"
    assert lines[FormField.DOCUMENT_VALIDITY] == "2030-01-01"


# --- working days and promises ---


def test_working_days_know_holidays_and_make_up_days() -> None:
    """domain 6: 15 working days after 2025-09-29 are 2025-10-27; counting starts on the next day."""
    assert after_workdays(date(2025, 9, 29), 15, Overrides()).on == date(2025, 10, 27)
    assert not after_workdays(date(2025, 9, 29), 15, Overrides()).about


def test_a_year_that_is_not_published_makes_the_date_a_guess() -> None:
    """domain 6: chinesecalendar ends with 2026; a date across New Year degrades openly."""
    due = after_workdays(date(2026, 12, 25), 10, Overrides())
    assert due.about
    assert due.on == date(2027, 1, 8)


def test_what_operations_set_by_hand_is_counted_and_sure() -> None:
    """domain 6: a local override file."""
    days = {date(2027, 1, 1): False, date(2027, 1, 2): True, date(2027, 10, 1): False}
    due = after_workdays(date(2026, 12, 31), 2, Overrides(days))
    assert (due.on, due.about) == (date(2027, 1, 4), False)
    assert after_workdays(date(2027, 3, 5), 1, Overrides(days)).on == date(2027, 3, 8)


@given(st.dates(date(2020, 1, 1), date(2029, 12, 31)), st.integers(0, 40))
def test_a_due_day_is_never_earlier_than_its_working_days(start: date, count: int) -> None:
    """domain 6: counting starts on the next day."""
    due = after_workdays(start, count, Overrides())
    assert due.on >= start + timedelta(days=count)
    assert due.on <= start + timedelta(days=count * 2 + 20)


def test_the_clock_that_is_not_trusted_promises_days_and_no_date() -> None:
    """Issue 4, 3: with a clock that is not trusted the receipt promises days, not a date."""
    said = ready(MISSION, Scheme.MEDICAL_INSURANCE, TODAY, clock_trusted=False)
    assert (said.on, said.length, said.unit) == (None, 5, TimeUnit.WORKDAYS)


def test_five_working_days_from_acceptance() -> None:
    """Mission: the older medical insurance card, new card in 5 working days from acceptance."""
    said = ready(MISSION, Scheme.MEDICAL_INSURANCE, TODAY, clock_trusted=True)
    assert (said.on, said.about) == (date(2026, 11, 30), False)


# --- states ---

REPORTED = datetime(2026, 11, 19, 9, 30, tzinfo=CHINA)


@pytest.mark.parametrize(
    ("name", "until"),
    [
        ("beijing", datetime(2026, 11, 29, 23, 59, 59, tzinfo=CHINA)),
        ("shantou", datetime(2026, 11, 24, 23, 59, 59, tzinfo=CHINA)),
        ("shaoguan", datetime(2026, 12, 4, 23, 59, 59, tzinfo=CHINA)),
    ],
)
def test_a_temporary_report_holds_as_long_as_the_region_says(name: str, until: datetime) -> None:
    """domain 4.2: Beijing 10 days, Shantou 3 working days, Shaoguan 15 days."""
    reported = card(CardState.TEMPORARILY_LOST, reported_at=REPORTED)
    assert lapses_at(policy(name), reported) == until


def test_hours_are_counted_to_the_minute() -> None:
    """domain 4.2, Shanghai, old card: by phone 24 hours."""
    rules = policy("beijing")
    assert rules.temporary_loss is not None
    hours = rules.temporary_loss.model_copy(update={"unit": TimeUnit.HOURS, "length": 24})
    shanghai = rules.model_copy(update={"temporary_loss": hours})
    reported = card(CardState.TEMPORARILY_LOST, reported_at=REPORTED)
    assert lapses_at(shanghai, reported) == REPORTED + timedelta(hours=24)
    assert lapses_at(shanghai, replace(reported, reported_at=None)) is None


# --- codes ---


@pytest.mark.parametrize(
    ("system", "code", "detail", "state"),
    [
        (CodeSystem.AAZ502, "2", "", CardState.FORMALLY_LOST),
        (CodeSystem.AAZ502, "4", "", CardState.TEMPORARILY_LOST),
        (CodeSystem.AAZ502, "0", "", CardState.NOT_ENABLED),
        (CodeSystem.AAZ502, "3", "", CardState.LOCKED),
        (CodeSystem.AAZ502, "7", "", CardState.UNKNOWN),
        (CodeSystem.JIANGSU, "2", "", CardState.FORMALLY_LOST),
        (CodeSystem.JIANGSU, "2", "21", CardState.TEMPORARILY_LOST),
        (CodeSystem.JIANGSU, "1", "21", CardState.NORMAL),
        (CodeSystem.JIANGSU, "3", "", CardState.CANCELLED),
        (CodeSystem.JIANGSU, "4", "", CardState.UNKNOWN),
        (CodeSystem.HENAN_SHANDONG, "3", "", CardState.TEMPORARILY_LOST),
        (CodeSystem.HENAN_SHANDONG, "4", "", CardState.CANCELLED),
        (CodeSystem.HENAN_SHANDONG, "255", "", CardState.UNKNOWN),
        (CodeSystem.TECSUN, "05", "", CardState.FORMALLY_LOST),
        (CodeSystem.TECSUN, "03", "", CardState.UNKNOWN),
        (CodeSystem.TECSUN, "10", "", CardState.UNKNOWN),
    ],
)
def test_every_upstream_has_a_table_of_its_own(
    system: CodeSystem, code: str, detail: str, state: CardState
) -> None:
    """domain 4.5: the same digit means different things per upstream."""
    assert card_state(system, code, detail) is state


@given(st.sampled_from(CodeSystem), st.text(max_size=4), st.text(max_size=4))
def test_no_code_raises(system: CodeSystem, code: str, detail: str) -> None:
    """domain 4.5: unknown codes are unknown, and nothing is offered."""
    assert card_state(system, code, detail) in CardState
    assert making_stage(code) in {None, *MakingStage}
    assert jiangsu_error(code) in {None, *JiangsuError}


def test_error_answers_of_jiangsu_tell_who_has_no_card() -> None:
    """domain 4.5 (JSCardKiosks): -1$9 not issued, -1$4 no such person; codes live in another field."""
    assert jiangsu_error("-1$9") is JiangsuError.NOT_ISSUED
    assert jiangsu_error("-1$4") is JiangsuError.NO_SUCH_PERSON
    assert jiangsu_error("0$9") is None
    assert jiangsu_error("9") is None
    assert jiangsu_error("-1$1$9") is None


def test_the_thirteen_stages_of_making_a_card_are_in_their_order() -> None:
    """domain 4.5, Jiangsu interface 3-7: 0 not submitted to 12 the holder has the card."""
    assert [making_stage(str(code)) for code in range(13)] == list(MakingStage)
    assert making_stage("13") is None
    assert making_stage("11") is MakingStage.AT_OUTLET


# --- what may be shown in a hall ---


@given(st.text(alphabet="张王李桂兰明ABC ·", min_size=1, max_size=12))
def test_a_masked_name_never_shows_all_of_a_name(name: str) -> None:
    """Personal Information Protection Law, article 51: de-identified where others can see it."""
    shown = masked_name(name)
    assert shown != name.strip() or shown in {"", "*"} or "*" in shown


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("张明", "张*"),
        ("张晓明", "张*明"),
        ("", ""),
        ("王", "*"),
        ("JOHN SMITH", "JOHN S***"),
        ("CHER", "C***"),
    ],
)
def test_names_are_masked_as_the_screens_show_them(name: str, shown: str) -> None:
    """Personal Information Protection Law, article 51: de-identified where others can see it."""
    assert masked_name(name) == shown


def test_numbers_keep_their_first_and_last_four() -> None:
    """Personal Information Protection Law, article 51: de-identified where others can see it."""
    assert masked_number("11010519491231002X") == "1101** **** **** 002X"
    assert masked_number("12345678") == "******78"
    assert masked_phone("13800138000") == "138 **** 8000"
    assert masked_phone("1234567") == "*******"
    assert grouped_phone("13800") == "138 00"
    assert grouped_phone("+85261234567") == "+85 261 234 567"
