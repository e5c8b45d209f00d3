"""What a card's state allows, and where one goes on from there."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from kiosk.flow.events import Event, LossFormChosen
from kiosk.flow.pages import (
    Advice,
    AwaitingVerdict,
    CardStanding,
    ChooseCard,
    ChooseLossForm,
    ChooseReason,
    ChooseService,
    ConfirmIdentity,
    ConfirmLoss,
    EnterPhone,
    Filing,
    Goodbye,
    LookingUp,
    NotEligible,
    PlaceDocument,
    Welcome,
)
from kiosk.flow.start import start
from kiosk.flow.visit import FiledAct, Service, Standing
from kiosk.rules.cards import CardState, Holder, InsuredCard, Scheme
from kiosk.rules.eligibility import Condition
from kiosk.rules.policy import Policy
from kiosk.rules.submissions import LossForm, ReplacementReason, SubmissionKind
from kiosk.rules.workdays import Overrides
from tests.flow.steps import (
    BACK,
    CHINA,
    CONFIRM,
    HOSPITAL,
    LI,
    MISSION,
    NOW,
    START,
    UNREACHABLE,
    Occasion,
    Step,
    Walked,
    at_welcome,
    card,
    choose,
    holder,
    lays,
    policy,
    stored,
    upstream_knows,
    visit_in,
    walk,
)

TEMPORARILY = card(CardState.TEMPORARILY_LOST)
ZUNHUA = policy("zunhua").model_copy(update={"region": "330100", "card_regions": ("33",)})
"""Both reports are filed here; a temporary one holds 15 working days (domain 4.2)."""
BEIJING = policy("beijing").model_copy(update={"region": "330100", "card_regions": ("33",)})
"""A formal report is filed together with the replacement (domain 4.2)."""


def standing(
    service: Service, answer: Occasion, rules: Policy = MISSION, begun: Walked | None = None
) -> Walked:
    steps: list[Step] = [
        (Welcome, START),
        (ChooseService, choose(service)),
        (PlaceDocument, lays(LI)),
        (ConfirmIdentity, CONFIRM),
        (LookingUp, answer),
    ]
    return walk(begun or at_welcome(rules), [*steps, (CardStanding,)])


def advice(walked: Walked) -> Advice:
    assert isinstance(walked.page, CardStanding)
    return walked.page.advice


def knows(*cards: InsuredCard, **known: object) -> Occasion:
    return upstream_knows(holder(*cards, **known))


def test_a_replacement_of_a_card_reported_by_phone_reports_it_formally_first() -> None:
    """domain 4.1: a new card follows the formal report."""
    shown = standing(Service.REPLACE, knows(TEMPORARILY))
    assert advice(shown) is Advice.CAN_FORMALISE
    asked = walk(shown, [(CardStanding, CONFIRM), (ConfirmLoss,)])
    visit = visit_in(asked.kiosk)
    assert (visit.service, visit.loss_form) == (Service.REPORT_AND_REPLACE, LossForm.FORMAL)


def test_where_a_lost_card_is_the_only_reason_a_card_in_use_is_reported_first() -> None:
    only = MISSION.model_copy(update={"reasons": (ReplacementReason.LOST,)})
    assert advice(standing(Service.REPLACE, knows(card()), only)) is Advice.REPORT_FIRST
    damaged = MISSION.model_copy(update={"reasons": (ReplacementReason.DAMAGED,)})
    assert advice(standing(Service.REPLACE, knows(card()), damaged)) is Advice.CAN_REPLACE


@pytest.mark.parametrize("service", [Service.REPORT_LOSS, Service.REPORT_AND_REPLACE])
def test_a_card_that_is_formally_lost_is_only_left_to_be_replaced(service: Service) -> None:
    shown = standing(service, knows(card(CardState.FORMALLY_LOST)))
    assert advice(shown) is Advice.CAN_REPLACE
    asked = walk(shown, [(CardStanding, CONFIRM), (EnterPhone,)])
    expected = Service.REPLACE if service is Service.REPORT_LOSS else service
    assert visit_in(asked.kiosk).service is expected


@pytest.mark.parametrize(
    "answer",
    [knows(card(region="110000")), upstream_knows(Holder(insured=True)), knows(card(CardState.LOCKED))],
)
def test_who_can_do_nothing_here_leaves_without_a_slip(answer: Occasion) -> None:
    ended = walk(standing(Service.REPORT_LOSS, answer), [(CardStanding, CONFIRM), (Goodbye,)])
    assert ended.page == Goodbye(receipts=0)


def test_a_card_of_this_province_is_served_though_it_is_of_another_city() -> None:
    province = MISSION.model_copy(update={"card_regions": ("33",)})
    assert advice(standing(Service.REPORT_LOSS, knows(card(region="330200")), province)) is Advice.CAN_REPORT


def test_offline_a_report_is_taken_for_a_card_that_is_known_by_the_document_alone() -> None:
    shown = standing(Service.REPORT_LOSS, UNREACHABLE)
    assert advice(shown) is Advice.OFFLINE_REPORT
    assert visit_in(shown.kiosk).card == InsuredCard(
        scheme=Scheme.SOCIAL_SECURITY, number="", region="330100", outlet="", state=CardState.UNKNOWN
    )


@pytest.mark.parametrize("service", [Service.REPORT_LOSS, Service.REPORT_AND_REPLACE, Service.REPLACE])
def test_where_nothing_is_taken_offline_the_person_is_told_before_anything_is_asked(service: Service) -> None:
    none = MISSION.offline.model_copy(update={"report": False, "replace": False})
    shown = standing(service, UNREACHABLE, MISSION.model_copy(update={"offline": none}))
    assert advice(shown) is Advice.OFFLINE_REFUSED
    walk(shown, [(CardStanding, CONFIRM), (Goodbye,)])


def test_a_temporary_report_lapses_by_the_working_days_of_this_terminals_calendar() -> None:
    """15 working days from 2026-11-22, a Sunday; two Saturdays more to work bring it forward by two days."""
    saturdays = Overrides(days={date(2026, 11, 28): True, date(2026, 12, 5): True})
    rules = ZUNHUA
    plain = standing(Service.REPORT_LOSS, knows(TEMPORARILY), rules).page
    begun = Walked(*start(HOSPITAL, rules, NOW, calendar=saturdays))
    worked = standing(Service.REPORT_LOSS, knows(TEMPORARILY), begun=begun).page
    assert isinstance(plain, CardStanding)
    assert isinstance(worked, CardStanding)
    assert plain.until == datetime(2026, 12, 11, 23, 59, 59, tzinfo=CHINA)
    assert worked.until == datetime(2026, 12, 9, 23, 59, 59, tzinfo=CHINA)


@pytest.mark.parametrize("state", [CardState.NORMAL, CardState.FORMALLY_LOST])
def test_nothing_lapses_that_is_not_temporary(state: CardState) -> None:
    shown = standing(Service.REPORT_LOSS, knows(card(state, reported_at=NOW - timedelta(days=1)))).page
    assert isinstance(shown, CardStanding)
    assert shown.until is None


# --- reporting ---


def test_where_report_and_replacement_go_together_every_condition_is_told_before_the_report() -> None:
    shown = standing(Service.REPORT_AND_REPLACE, knows(card(), insured=False), BEIJING)
    told = walk(shown, [(CardStanding, CONFIRM), (NotEligible,)]).page
    assert isinstance(told, NotEligible)
    assert Condition.INSURANCE in [one.condition for one in told.unmet]
    assert told.visit.holder == LI


def test_a_report_by_phone_is_formal_here_and_back_from_it_no_form_is_asked() -> None:
    shown = standing(Service.REPORT_LOSS, knows(TEMPORARILY), ZUNHUA)
    walk(shown, [(CardStanding, CONFIRM), (ConfirmLoss, BACK), (CardStanding,)])


def test_back_from_the_report_leads_to_the_choice_of_its_form_where_there_is_one() -> None:
    temporary: Event = LossFormChosen(form=LossForm.TEMPORARY)
    shown = standing(Service.REPORT_LOSS, knows(card()), ZUNHUA)
    steps: list[Step] = [(CardStanding, CONFIRM), (ChooseLossForm, temporary), (ConfirmLoss, BACK)]
    walk(shown, [*steps, (ChooseLossForm, BACK), (CardStanding, BACK), (ConfirmIdentity,)])


def test_what_was_filed_is_remembered_with_its_form_and_the_time_at_which_it_was_written() -> None:
    shown = standing(Service.REPORT_LOSS, knows(card()), ZUNHUA)
    temporary: Event = LossFormChosen(form=LossForm.TEMPORARY)
    steps: list[Step] = [(CardStanding, CONFIRM), (ChooseLossForm, temporary), (ConfirmLoss, CONFIRM)]
    filed = walk(shown, [*steps, (Filing, stored), (AwaitingVerdict,)])
    assert visit_in(filed.kiosk).filed == (
        FiledAct(
            kind=SubmissionKind.LOSS_REPORT,
            submission_id="id-loss_report",
            number="no-loss_report",
            filed_at=NOW,
            token="token-loss_report",
            form=LossForm.TEMPORARY,
            standing=Standing.KEPT,
        ),
    )


def test_a_release_has_no_form() -> None:
    shown = standing(Service.RELEASE, knows(TEMPORARILY))
    asked = walk(shown, [(CardStanding, CONFIRM)])
    filed = walk(asked, [(type(asked.page), CONFIRM), (Filing, stored), (AwaitingVerdict,)])
    assert visit_in(filed.kiosk).filed[0].form is None


# --- back ---


def test_back_from_one_card_of_several_leads_to_the_choice() -> None:
    steps: list[Step] = [
        (Welcome, START),
        (ChooseService, choose(Service.REPORT_LOSS)),
        (PlaceDocument, lays(LI)),
        (ConfirmIdentity, CONFIRM),
        (LookingUp, knows(card(), replace(card(), number="E999"))),
    ]
    chosen = walk(at_welcome(), [*steps, (ChooseCard, BACK), (ConfirmIdentity, CONFIRM)])
    walk(chosen, [(LookingUp, BACK), (ConfirmIdentity,)])


def test_back_from_the_advice_to_report_first_takes_back_only_the_reason() -> None:
    shown = standing(Service.REPLACE, knows(card()))
    steps: list[Step] = [
        (CardStanding, CONFIRM),
        (ChooseReason, BACK),
        (CardStanding, BACK),
        (ConfirmIdentity,),
    ]
    walk(shown, steps)
