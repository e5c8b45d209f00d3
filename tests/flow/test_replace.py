"""Replacing a card: conditions, the questions, the form, the fee."""

from datetime import date

import pytest

from kiosk.flow.effects import AlertStaff, File, Wipe
from kiosk.flow.events import (
    DeliveryChosen,
    EditAsked,
    Field,
    OutletChosen,
    Press,
    ReasonChosen,
)
from kiosk.flow.pages import (
    Advice,
    AwaitingVerdict,
    CardStanding,
    CheckAnswers,
    ChooseDelivery,
    ChooseOutlet,
    ChoosePayment,
    ChooseReason,
    ConfirmLoss,
    EnterPhone,
    Filing,
    Goodbye,
    LookingUp,
    NotEligible,
    Printing,
    Result,
    Sign,
)
from kiosk.flow.visit import Service, Standing
from kiosk.rules.cards import CardState, Scheme
from kiosk.rules.eligibility import Condition
from kiosk.rules.submissions import Delivery, PaymentWay, ReplacementReason
from kiosk.rules.terms import TimeUnit
from tests.flow.applying import (
    CHOICES,
    PHONE,
    SIGNED,
    TO_CHECK,
    filed,
    pays,
    to_application,
    types,
)
from tests.flow.steps import (
    BACK,
    CONFIRM,
    IN_FORCE,
    MISSION,
    PRINTED,
    UNREACHABLE,
    Step,
    at_welcome,
    card,
    press,
    stored,
    times_out,
    visit_in,
    walk,
)


def test_every_failed_condition_is_told_not_just_the_first() -> None:
    abroad = MISSION.model_copy(update={"card_regions": ()})
    minor = MISSION.eligibility.model_copy(update={"minimum_age": 60})
    strict = abroad.model_copy(update={"eligibility": minor})
    told = walk(at_welcome(strict), [*to_application(insured=False), (NotEligible,)])
    assert isinstance(told.page, NotEligible)
    assert [one.condition for one in told.page.unmet] == [Condition.AGE, Condition.INSURANCE]


@pytest.mark.parametrize("digits", ["", "1380013800", "12345678901", "+", "+123"])
def test_a_number_that_cannot_be_called_is_not_taken(digits: str) -> None:
    """The mission: an 11-digit mobile, or a foreign number with country code."""
    shown = walk(at_welcome(), [*to_application(), *types(digits), (EnterPhone,)])
    assert isinstance(shown.page, EnterPhone)
    assert shown.page.invalid


def test_the_number_that_the_upstream_knows_is_taken_with_one_touch() -> None:
    ended = walk(at_welcome(), [*to_application(phone=PHONE), (EnterPhone, CONFIRM), (Sign,)])
    assert visit_in(ended.kiosk).answers.phone == PHONE


def test_a_foreign_number_is_taken_with_its_country_code() -> None:
    ended = walk(at_welcome(), [*to_application(), *types("+85261234567"), (Sign,)])
    assert visit_in(ended.kiosk).answers.phone == "+85261234567"


def test_questions_with_one_answer_are_not_asked() -> None:
    ended = walk(at_welcome(), [*TO_CHECK, (CheckAnswers, CONFIRM), (Filing,)])
    application = filed(ended)
    assert (application.reason, application.delivery) == (ReplacementReason.LOST, Delivery.PICK_UP)
    assert (application.outlet, application.form) == ("330100-001", "social_security_replacement")
    assert (application.phone, application.fee.amount_fen) == (PHONE, 2000)


def test_the_check_page_promises_what_the_mission_promises() -> None:
    """Mission: a new card usually after one week; the medical insurance card in 5 working days."""
    ended = walk(at_welcome(), [*TO_CHECK, (CheckAnswers,)])
    assert isinstance(ended.page, CheckAnswers)
    assert (ended.page.ready_on, ended.page.about) == (date(2026, 11, 30), True)
    assert (ended.page.days, ended.page.unit) == (7, TimeUnit.DAYS)
    older = card(CardState.FORMALLY_LOST, scheme=Scheme.MEDICAL_INSURANCE)
    steps = [*to_application(older), *types(PHONE), *SIGNED, pays(PaymentWay.AT_PICK_UP)]
    other = walk(at_welcome(), [*steps, (CheckAnswers,)])
    assert isinstance(other.page, CheckAnswers)
    assert (other.page.days, other.page.unit, other.page.about) == (5, TimeUnit.WORKDAYS, False)


def test_with_a_clock_that_is_not_trusted_days_are_promised_and_no_date() -> None:
    ended = walk(at_welcome(clock_trusted=False), [*TO_CHECK, (CheckAnswers,)])
    assert isinstance(ended.page, CheckAnswers)
    assert (ended.page.ready_on, ended.page.days) == (None, 7)


def test_going_back_through_the_whole_application_loses_nothing() -> None:
    backwards: list[Step] = [
        (CheckAnswers, BACK),
        (ChoosePayment, BACK),
        (Sign, BACK),
        (EnterPhone, BACK),
        (CardStanding, CONFIRM),
    ]
    ended = walk(at_welcome(), [*TO_CHECK, *backwards, (EnterPhone,)])
    answers = visit_in(ended.kiosk).answers
    assert (answers.phone, len(answers.signature)) == (PHONE, 1)
    assert isinstance(ended.page, EnterPhone)
    assert ended.page.digits == PHONE


def test_a_changed_line_goes_back_to_the_form() -> None:
    edit: list[Step] = [
        (CheckAnswers, EditAsked(field=Field.PHONE)),
        (EnterPhone, press(Press.CLEAR)),
        *types("13900139000"),
    ]
    ended = walk(at_welcome(), [*TO_CHECK, *edit, (CheckAnswers,)])
    assert visit_in(ended.kiosk).answers.phone == "13900139000"


def test_a_line_that_the_region_fixes_cannot_be_changed() -> None:
    ended = walk(at_welcome(), [*TO_CHECK, (CheckAnswers, EditAsked(field=Field.OUTLET)), (CheckAnswers,)])
    assert isinstance(ended.page, CheckAnswers)


def test_where_the_region_lets_people_choose_the_cards_own_outlet_comes_first() -> None:
    belongs = card(CardState.FORMALLY_LOST, outlet="330100-003")
    steps: list[Step] = [
        *to_application(belongs),
        *types(PHONE),
        (ChooseDelivery, DeliveryChosen(delivery=Delivery.PICK_UP)),
    ]
    shown = walk(at_welcome(CHOICES), [*steps, (ChooseOutlet,)])
    assert isinstance(shown.page, ChooseOutlet)
    assert shown.page.outlets[0].id == "330100-003"
    ended = walk(
        shown,
        [(ChooseOutlet, OutletChosen(outlet="nowhere")), (ChooseOutlet, OutletChosen(outlet="330100-002"))],
    )
    assert visit_in(ended.kiosk).answers.outlet == "330100-002"


def test_a_card_that_is_mailed_asks_for_no_outlet() -> None:
    mailed = DeliveryChosen(delivery=Delivery.MAIL)
    ended = walk(at_welcome(CHOICES), [*to_application(), *types(PHONE), (ChooseDelivery, mailed), (Sign,)])
    assert visit_in(ended.kiosk).answers.delivery is Delivery.MAIL


def test_who_cannot_sign_is_witnessed_by_staff() -> None:
    steps: list[Step] = [*to_application(), *types(PHONE), (Sign, CONFIRM), (Sign, press(Press.CANNOT_SIGN))]
    ended = walk(at_welcome(), [*steps, pays(PaymentWay.AT_PICK_UP), (CheckAnswers, CONFIRM)])
    assert (filed(ended).signature, filed(ended).unsigned_reason) == ((), "cannot_sign")
    assert AlertStaff(code="signature_witness") in ended.effects


def test_a_card_in_use_that_was_lost_is_reported_first() -> None:
    """domain 4.6 (JSCardKiosks): normal -> report the loss first, or do it now."""
    lost = ReasonChosen(reason=ReplacementReason.LOST)
    shown = walk(at_welcome(), [*to_application(card()), (ChooseReason, lost), (CardStanding,)])
    assert isinstance(shown.page, CardStanding)
    assert shown.page.advice is Advice.REPORT_FIRST
    ended = walk(shown, [(CardStanding, CONFIRM), (ConfirmLoss,)])
    assert visit_in(ended.kiosk).service is Service.REPORT_AND_REPLACE


def test_a_card_that_expired_is_replaced_free_of_charge_and_payment_is_not_asked() -> None:
    reason = ReasonChosen(reason=ReplacementReason.EXPIRED)
    ended = walk(
        at_welcome(),
        [*to_application(card()), (ChooseReason, reason), *types(PHONE), *SIGNED, (CheckAnswers, CONFIRM)],
    )
    application = filed(ended)
    assert (application.fee.amount_fen, application.fee.waiver) == (0, "expired")
    assert application.payment is PaymentWay.WAIVED


def test_a_reason_changed_to_one_that_costs_asks_how_to_pay() -> None:
    steps: list[Step] = [
        *to_application(card()),
        (ChooseReason, ReasonChosen(reason=ReplacementReason.EXPIRED)),
        *types(PHONE),
        *SIGNED,
        (CheckAnswers, EditAsked(field=Field.REASON)),
        (ChooseReason, ReasonChosen(reason=ReplacementReason.DAMAGED)),
        pays(PaymentWay.AT_PICK_UP),
        (CheckAnswers,),
    ]
    fee = visit_in(walk(at_welcome(), steps).kiosk).answers.fee
    assert fee is not None
    assert fee.amount_fen == 2000


def test_the_result_says_when_and_where_the_new_card_is_ready() -> None:
    """Older card: 5 working days from the day after acceptance (mission)."""
    older = card(CardState.FORMALLY_LOST, scheme=Scheme.MEDICAL_INSURANCE)
    steps: list[Step] = [*to_application(older), *types(PHONE), *SIGNED, pays(PaymentWay.AT_PICK_UP)]
    filed_: list[Step] = [(CheckAnswers, CONFIRM), (Filing, stored), (AwaitingVerdict, IN_FORCE)]
    ended = walk(at_welcome(), [*steps, *filed_, (Printing, PRINTED), (Result,)])
    assert ended.page == Result(
        visit=visit_in(ended.kiosk),
        go_on=False,
        ready_on=date(2026, 11, 30),
        about=False,
        days=5,
        unit=TimeUnit.WORKDAYS,
        outlet=MISSION.outlets[0],
        number_qr="token-replacement",
    )


REPORTED: list[Step] = [
    *to_application(card(), service=Service.REPORT_AND_REPLACE),
    (ConfirmLoss, CONFIRM),
    (Filing, stored),
]


def test_the_code_on_the_screen_leads_to_the_page_that_checks_it_where_the_region_has_one() -> None:
    page = "https://cards.example.gov.cn/receipt"
    region = MISSION.model_copy(update={"check_page": page})
    shown = walk(
        at_welcome(region), [*REPORTED, (AwaitingVerdict, IN_FORCE), (Printing, PRINTED), (Result,)]
    ).page
    assert isinstance(shown, Result)
    assert shown.number_qr == f"{page}#token-loss_report"


def test_report_and_replace_goes_on_with_the_application_that_waits_for_its_report() -> None:
    ended = walk(
        at_welcome(),
        [
            *REPORTED,
            (AwaitingVerdict, IN_FORCE),
            (Printing, PRINTED),
            (Result, CONFIRM),
            *types(PHONE),
            *SIGNED,
            pays(PaymentWay.AT_PICK_UP),
            (CheckAnswers, CONFIRM),
            (Filing, stored),
            (AwaitingVerdict, IN_FORCE),
            (Printing, PRINTED),
            (Result, CONFIRM),
            (Goodbye,),
        ],
    )
    effect = ended.asked(File)[-1]
    assert isinstance(effect, File)
    assert effect.depends_on == "id-loss_report"
    assert len(ended.asked(File)) == 2
    assert len(ended.asked(Wipe)) == 1
    assert isinstance(ended.page, Goodbye)
    assert ended.page.receipts == 2


@pytest.mark.parametrize("waits", [True, False])
def test_after_a_report_that_is_only_kept_the_region_decides_whether_the_application_may_follow(
    waits: bool,
) -> None:
    rules = MISSION.model_copy(update={"offline": MISSION.offline.model_copy(update={"replace": waits})})
    offline = [step if step[0] is not LookingUp else (LookingUp, UNREACHABLE) for step in REPORTED]
    ended = walk(
        at_welcome(rules, upstream_reachable=False),
        [*offline, (AwaitingVerdict, times_out), (Printing, PRINTED)],
    )
    assert isinstance(ended.page, Result)
    assert ended.page.go_on is waits
    assert ended.page.visit.filed[0].standing is Standing.KEPT
