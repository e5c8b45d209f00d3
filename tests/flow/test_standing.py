"""What a card's state allows, and where one goes on from there."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from kiosk.flow.conditions import PrinterCondition, ReaderCondition
from kiosk.flow.effects import ArmReader, DisarmReader, LookUp, Query
from kiosk.flow.events import Event, LossFormChosen, PaymentChosen, Press, ReaderChanged, ReasonChosen
from kiosk.flow.pages import (
    Advice,
    AwaitingVerdict,
    CardStanding,
    CheckAnswers,
    ChooseCard,
    ChooseLossForm,
    ChoosePayment,
    ChooseReason,
    ChooseService,
    ConfirmIdentity,
    ConfirmLoss,
    EnterPhone,
    Filing,
    Goodbye,
    LookingUp,
    NotEligible,
    OfferPaperless,
    PlaceDocument,
    Printing,
    Refused,
    Result,
    Sign,
    Welcome,
)
from kiosk.flow.start import start
from kiosk.flow.visit import FiledAct, Service, Standing
from kiosk.rules.cards import CardState, Holder, InsuredCard, Scheme
from kiosk.rules.eligibility import Condition
from kiosk.rules.policy import Policy
from kiosk.rules.submissions import LossForm, PaymentWay, ReplacementReason, SubmissionKind
from kiosk.rules.terms import Revocation
from kiosk.rules.workdays import Overrides
from tests.flow.steps import (
    BACK,
    CHINA,
    CONFIRM,
    HOSPITAL,
    IN_FORCE,
    LI,
    MISSION,
    NOW,
    PRINTED,
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
    not_stored,
    policy,
    press,
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
    lost = ReasonChosen(reason=ReplacementReason.LOST)
    first = standing(Service.REPLACE, knows(card(), phone="13800138000"))
    damaged: list[Step] = [
        (CardStanding, CONFIRM),
        (ChooseReason, ReasonChosen(reason=ReplacementReason.DAMAGED)),
        (EnterPhone, CONFIRM),
        (Sign, BACK),
        (EnterPhone, BACK),
    ]
    asked = walk(first, [*damaged, (ChooseReason, lost), (CardStanding,)])
    assert advice(asked) is Advice.REPORT_FIRST
    back = walk(asked, [(CardStanding, BACK), (CardStanding,)])
    assert advice(back) is Advice.CAN_REPLACE
    assert visit_in(back.kiosk).answers == replace(visit_in(asked.kiosk).answers, reason=None)
    walk(back, [(CardStanding, BACK), (ConfirmIdentity,)])


def test_back_from_the_first_question_leads_to_what_the_card_allows() -> None:
    shown = standing(Service.REPLACE, knows(card()))
    walk(shown, [(CardStanding, CONFIRM), (ChooseReason, BACK), (CardStanding,)])


def test_the_upstream_is_asked_anew_and_what_it_said_before_is_forgotten() -> None:
    two = (card(), replace(card(), number="E999"))
    shown = standing(Service.REPORT_LOSS, knows(card()))
    again = walk(shown, [(CardStanding, BACK), (ConfirmIdentity, CONFIRM), (LookingUp, knows(*two))])
    visit = visit_in(again.kiosk)
    assert isinstance(again.page, ChooseCard)
    assert visit.card is None
    ask = LookUp(visit=visit.id, query=Query.CARDS, holder=LI, seconds=5)
    assert again.asked(LookUp) == [ask, ask]


@pytest.mark.parametrize("service", [Service.PROGRESS, Service.REPRINT])
def test_who_asks_for_past_filings_is_looked_up_for_them(service: Service) -> None:
    steps: list[Step] = [
        (Welcome, START),
        (ChooseService, choose(service)),
        (PlaceDocument, lays(LI)),
        (ConfirmIdentity, CONFIRM),
    ]
    asked = walk(at_welcome(), [*steps, (LookingUp,)])
    visit = visit_in(asked.kiosk)
    assert asked.asked(LookUp) == [LookUp(visit=visit.id, query=Query.PROGRESS, holder=LI, seconds=5)]


@pytest.mark.parametrize("service", [Service.RELEASE, Service.REPORT_LOSS])
def test_back_without_paper_leads_to_what_the_card_allows(service: Service) -> None:
    begun = at_welcome(printer=PrinterCondition.PAPER_OUT)
    shown = standing(service, knows(card() if service is Service.REPORT_LOSS else TEMPORARILY), begun=begun)
    walk(shown, [(CardStanding, CONFIRM), (OfferPaperless, BACK), (CardStanding,)])


def test_back_from_the_application_after_a_filed_report_shows_what_was_filed() -> None:
    shown = standing(Service.REPORT_AND_REPLACE, knows(card()))
    filed: list[Step] = [(CardStanding, CONFIRM), (ConfirmLoss, CONFIRM), (Filing, stored)]
    printed: list[Step] = [(AwaitingVerdict, IN_FORCE), (Printing, PRINTED), (Result, CONFIRM)]
    back = walk(shown, [*filed, *printed, (EnterPhone, BACK), (Result,)])
    assert isinstance(back.page, Result)
    assert back.page.go_on
    assert (back.page.number_qr, back.page.ready_on) == ("token-loss_report", None)
    walk(back, [(Result, CONFIRM), (EnterPhone,)])


def test_back_to_the_card_reader_waits_until_the_card_that_was_read_is_lifted() -> None:
    lies = ReaderChanged(condition=ReaderCondition.CARD_PRESENT)
    shown = standing(Service.REPORT_LOSS, knows(card()))
    back = walk(
        shown, [(CardStanding, lies), (CardStanding, BACK), (ConfirmIdentity, BACK), (PlaceDocument,)]
    )
    assert len(back.asked(ArmReader)) == 1
    lifted = ReaderChanged(condition=ReaderCondition.NO_CARD)
    assert len(walk(back, [(PlaceDocument, lifted)]).asked(ArmReader)) == 2


def test_a_card_that_was_lost_before_is_not_reported_once_more_at_the_end_of_the_application() -> None:
    begun = standing(Service.REPORT_AND_REPLACE, knows(card(CardState.FORMALLY_LOST), phone="13800138000"))
    steps: list[Step] = [(CardStanding, CONFIRM), (EnterPhone, CONFIRM), (Sign, press(Press.CANNOT_SIGN))]
    walk(begun, [*steps, (ChoosePayment, PaymentChosen(payment=PaymentWay.AT_PICK_UP)), (CheckAnswers,)])


def test_a_temporary_report_is_released_by_its_person_though_a_formal_one_is_final() -> None:
    final = ZUNHUA.formal_loss.model_copy(update={"revocable": Revocation.NEVER})
    begun = standing(Service.REPORT_LOSS, knows(card()), ZUNHUA.model_copy(update={"formal_loss": final}))
    asked = walk(begun, [(CardStanding, CONFIRM), (ChooseLossForm,)])
    for form, revocation in (
        (LossForm.TEMPORARY, Revocation.UNTIL_REPLACED),
        (LossForm.FORMAL, Revocation.NEVER),
    ):
        told = walk(asked, [(ChooseLossForm, LossFormChosen(form=form)), (ConfirmLoss,)]).page
        assert isinstance(told, ConfirmLoss)
        assert told.revocation is revocation


def test_the_promise_counts_the_working_days_of_this_terminals_calendar() -> None:
    """Older card: 5 working days from the day after acceptance; Wednesday is off this week."""
    older = card(CardState.FORMALLY_LOST, scheme=Scheme.MEDICAL_INSURANCE)
    begun = Walked(*start(HOSPITAL, MISSION, NOW, calendar=Overrides(days={date(2026, 11, 25): False})))
    shown = standing(Service.REPLACE, knows(older, phone="13800138000"), begun=begun)
    steps: list[Step] = [(CardStanding, CONFIRM), (EnterPhone, CONFIRM), (Sign, press(Press.CANNOT_SIGN))]
    form = walk(shown, [*steps, (ChoosePayment, PaymentChosen(payment=PaymentWay.AT_PICK_UP))]).page
    assert isinstance(form, CheckAnswers)
    assert form.ready_on == date(2026, 12, 1)


def test_the_question_about_paper_says_what_is_wrong_with_the_printer() -> None:
    begun = at_welcome(printer=PrinterCondition.CUTTER_ERROR)
    asked = walk(standing(Service.REPORT_LOSS, knows(card()), begun=begun), [(CardStanding, CONFIRM)]).page
    assert isinstance(asked, OfferPaperless)
    assert asked.printer is PrinterCondition.CUTTER_ERROR


def test_who_is_refused_is_sent_to_the_cards_own_outlet_first_and_the_reader_is_stopped() -> None:
    own = MISSION.outlets[2]
    begun = standing(Service.REPORT_LOSS, knows(card(outlet=own.id)))
    refused = walk(begun, [(CardStanding, CONFIRM), (ConfirmLoss, CONFIRM), (Filing, not_stored), (Refused,)])
    assert isinstance(refused.page, Refused)
    assert refused.page.outlets == (own, *(one for one in MISSION.outlets if one is not own))
    assert DisarmReader() in refused.effects[-4:]
