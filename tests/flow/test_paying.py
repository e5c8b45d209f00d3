"""Paying the fee by QR: nothing is filed that is not paid, nothing is kept that is not filed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk.flow.effects import CancelOrder, File, OpenOrder, SetTimer
from kiosk.flow.events import (
    Event,
    OrderChanged,
    OrderOpened,
    OrderState,
    Press,
)
from kiosk.flow.pages import (
    AwaitingVerdict,
    CardStanding,
    CheckAnswers,
    ChooseService,
    ConfirmIdentity,
    ConfirmQuit,
    Filing,
    Goodbye,
    LookingUp,
    Paying,
    PlaceDocument,
    Refusal,
    Refused,
    Welcome,
)
from kiosk.flow.state import Kiosk
from kiosk.flow.visit import Service
from kiosk.rules.cards import CardState, Scheme
from kiosk.rules.policy import Policy
from kiosk.rules.submissions import PaymentWay, Relation
from tests.flow.applying import (
    PHONE,
    SIGNED,
    filed,
    pays,
    to_application,
    types,
)
from tests.flow.steps import (
    BACK,
    CHILD,
    CONFIRM,
    DECLINE,
    LI,
    MISSION,
    NOW,
    QUIT,
    START,
    Occasion,
    Step,
    Walked,
    at_welcome,
    card,
    choose,
    holder,
    lays,
    not_stored,
    press,
    stored,
    times_out,
    upstream_knows,
    visit_in,
    walk,
)

TO_PAYING: list[Step] = [
    *to_application(),
    *types(PHONE),
    *SIGNED,
    pays(PaymentWay.QR),
    (CheckAnswers, CONFIRM),
]


def opened(kiosk: Kiosk, order: str = "o1") -> OrderOpened:
    visit = visit_in(kiosk).id
    return OrderOpened(visit=visit, order=order, qr="weixin://1", expires=NOW + timedelta(minutes=5))


def order(state: OrderState, which: str = "o1") -> Occasion:
    return lambda kiosk: OrderChanged(visit=visit_in(kiosk).id, order=which, state=state)


def paying(*steps: Step, rules: Policy = MISSION) -> Walked:
    return walk(at_welcome(rules), [*TO_PAYING, (Paying, opened), *steps])


def test_a_paid_order_is_filed_with_the_application() -> None:
    ended = paying((Paying, order(OrderState.PAID)), (Filing, stored), (AwaitingVerdict,))
    assert (filed(ended).payment, filed(ended).payment_order) == (PaymentWay.QR, "o1")
    assert ended.asked(OpenOrder) == [OpenOrder(visit=visit_in(ended.kiosk).id, amount_fen=2000)]
    assert ended.asked(CancelOrder) == []


def test_an_order_of_somebody_else_pays_nothing() -> None:
    ended = paying((Paying, order(OrderState.PAID, "other")), (Paying,))
    assert ended.asked(File) == []


@pytest.mark.parametrize("state", [OrderState.EXPIRED, OrderState.FAILED, OrderState.CANCELLED])
def test_an_order_that_came_to_nothing_goes_back_to_the_form(state: OrderState) -> None:
    ended = paying((Paying, order(state)), (CheckAnswers,))
    assert ended.asked(File) == []


def test_cancelling_is_waited_for_because_money_may_be_on_its_way() -> None:
    waiting = paying((Paying, BACK), (Paying,))
    assert isinstance(waiting.page, Paying)
    assert waiting.page.cancelling
    paid = walk(waiting, [(Paying, order(OrderState.PAID)), (Paying,)])
    assert paid.asked(File) == []
    ended = walk(paid, [(Paying, order(OrderState.CANCELLED)), (CheckAnswers,)])
    assert isinstance(ended.page, CheckAnswers)


def test_without_an_order_the_fee_is_paid_at_pick_up() -> None:
    ended = walk(at_welcome(), [*TO_PAYING, (Paying, times_out), (CheckAnswers,)])
    assert visit_in(ended.kiosk).answers.payment is PaymentWay.AT_PICK_UP


def test_where_only_a_qr_pays_and_none_comes_the_person_is_sent_to_the_outlet() -> None:
    only = MISSION.model_copy(update={"fees": MISSION.fees.model_copy(update={"ways": (PaymentWay.QR,)})})
    steps: list[Step] = [*to_application(), *types(PHONE), *SIGNED, (CheckAnswers, CONFIRM)]
    ended = walk(at_welcome(only), [*steps, (Paying, times_out), (Refused,)])
    assert isinstance(ended.page, Refused)
    assert ended.page.refusal is Refusal.PAYMENT_NOT_POSSIBLE


def test_paid_but_not_stored_is_refunded_once() -> None:
    ended = paying(
        (Paying, order(OrderState.PAID)),
        (Filing, not_stored),
        (Refused, CONFIRM),
        (Goodbye,),
    )
    assert len(ended.asked(CancelOrder)) == 1


def test_who_leaves_while_an_order_is_open_has_it_cancelled() -> None:
    ended = paying((Paying, QUIT), (ConfirmQuit, CONFIRM), (Goodbye,))
    assert len(ended.asked(CancelOrder)) == 1


def refused_order(kiosk: Kiosk) -> OrderOpened:
    return OrderOpened(visit=visit_in(kiosk).id, order="", qr="", expires=None)


def test_an_order_that_is_open_still_changes_nothing() -> None:
    before = paying()
    after = walk(before, [(Paying, order(OrderState.OPEN)), (Paying,)])
    assert after == before


def test_a_second_order_does_not_take_the_place_of_the_one_that_is_shown() -> None:
    shown = paying((Paying, lambda kiosk: opened(kiosk, "o2")), (Paying,)).page
    assert isinstance(shown, Paying)
    assert (shown.order, shown.qr, shown.expires) == ("o1", "weixin://1", NOW + timedelta(minutes=5))


def test_until_the_qr_comes_there_is_nothing_to_pay_with() -> None:
    waiting = walk(at_welcome(), [*TO_PAYING, (Paying,)])
    assert waiting.page == Paying(visit=visit_in(waiting.kiosk), order="", qr="", expires=NOW)


def test_an_order_that_does_not_say_how_long_it_holds_is_none() -> None:
    walk(
        at_welcome(),
        [*TO_PAYING, (Paying, lambda kiosk: replace(opened(kiosk), expires=None)), (CheckAnswers,)],
    )


def test_an_upstream_that_opens_no_order_leaves_the_fee_for_pick_up() -> None:
    ended = walk(at_welcome(), [*TO_PAYING, (Paying, refused_order), (CheckAnswers, CONFIRM), (Filing,)])
    assert filed(ended).payment is PaymentWay.AT_PICK_UP


@pytest.mark.parametrize("touch", [BACK, DECLINE])
def test_who_goes_back_before_the_qr_came_is_at_the_form_and_the_late_order_is_cancelled(
    touch: Event,
) -> None:
    back = walk(at_welcome(), [*TO_PAYING, (Paying, touch), (CheckAnswers,)])
    assert back.asked(CancelOrder) == []
    late = walk(back, [(CheckAnswers, opened), (CheckAnswers,)])
    assert late.asked(CancelOrder) == [CancelOrder(visit=visit_in(late.kiosk).id, order="o1")]
    assert walk(back, [(CheckAnswers, refused_order)]).asked(CancelOrder) == []


def test_an_order_that_nobody_pays_is_cancelled_and_an_answer_that_does_not_come_is_not_waited_for() -> None:
    waiting = paying((Paying, times_out), (Paying,))
    assert waiting.asked(CancelOrder) == [CancelOrder(visit=visit_in(waiting.kiosk).id, order="o1")]
    assert SetTimer(token=waiting.kiosk.page_timer, seconds=10) in waiting.effects
    again = walk(waiting, [(Paying, BACK), (Paying, DECLINE), (Paying, times_out), (CheckAnswers, CONFIRM)])
    assert len(again.asked(CancelOrder)) == 1
    assert len(again.asked(OpenOrder)) == 2


def test_a_qr_is_shown_for_five_minutes_and_one_that_does_not_come_is_waited_for_ten_seconds() -> None:
    opening = walk(at_welcome(), [*TO_PAYING, (Paying,)])
    assert SetTimer(token=opening.kiosk.page_timer, seconds=10) in opening.effects
    shown = walk(opening, [(Paying, opened)])
    assert SetTimer(token=shown.kiosk.page_timer, seconds=300) in shown.effects


def test_paid_but_not_stored_names_the_order_that_goes_back_and_forgets_it() -> None:
    paid = paying((Paying, order(OrderState.PAID)), (Filing,))
    visit = visit_in(paid.kiosk)
    assert paid.asked(CancelOrder) == []
    refused = walk(paid, [(Filing, not_stored), (Refused,)])
    assert refused.asked(CancelOrder) == [CancelOrder(visit=visit.id, order="o1")]
    assert visit_in(refused.kiosk).answers.payment_order == ""


def test_who_leaves_while_the_store_is_silent_gets_the_money_back() -> None:
    """It may still answer: the money stays until the visit ends."""
    silent = paying((Paying, order(OrderState.PAID)), (Filing, times_out), (Refused,))
    assert silent.asked(CancelOrder) == []
    ended = walk(silent, [(Refused, CONFIRM), (Goodbye,)])
    assert ended.asked(CancelOrder) == [CancelOrder(visit=visit_in(silent.kiosk).id, order="o1")]


def test_what_was_paid_and_filed_is_not_given_back() -> None:
    steps: list[Step] = [(Paying, order(OrderState.PAID)), (Filing, stored), (AwaitingVerdict, QUIT)]
    ended = paying(*steps, (ConfirmQuit, CONFIRM), (Goodbye,))
    assert ended.asked(CancelOrder) == []


def test_a_guardian_pays_and_files_for_the_child_on_the_form_of_the_childs_card() -> None:
    older = card(CardState.FORMALLY_LOST, scheme=Scheme.MEDICAL_INSURANCE)
    steps: list[Step] = [
        (Welcome, START),
        (ChooseService, choose(Service.REPLACE)),
        (PlaceDocument, lays(LI)),
        (ConfirmIdentity, press(Press.FOR_ANOTHER)),
        (PlaceDocument, lays(CHILD)),
        (ConfirmIdentity, CONFIRM),
        (LookingUp, upstream_knows(holder(older))),
        (CardStanding, CONFIRM),
        *types(PHONE),
        *SIGNED,
        pays(PaymentWay.QR),
        (CheckAnswers, CONFIRM),
        (Paying, opened),
        (Paying, order(OrderState.PAID)),
        (Filing,),
    ]
    application = filed(walk(at_welcome(), steps))
    assert (application.holder, application.applicant) == (CHILD, LI)
    assert (application.relation, application.card) == (Relation.GUARDIAN, older)
    assert application.form == "urban_employees_replacement"
    assert (len(application.signature), application.unsigned_reason) == (1, "")


def test_a_scheme_without_a_form_of_its_own_takes_that_of_the_social_security_card() -> None:
    forms = {Scheme.SOCIAL_SECURITY: MISSION.forms[Scheme.SOCIAL_SECURITY]}
    older = card(CardState.FORMALLY_LOST, scheme=Scheme.MEDICAL_INSURANCE)
    steps = [
        *to_application(older),
        *types(PHONE),
        *SIGNED,
        pays(PaymentWay.AT_PICK_UP),
        (CheckAnswers, CONFIRM),
    ]
    ended = walk(at_welcome(MISSION.model_copy(update={"forms": forms})), steps)
    assert filed(ended).form == "social_security_replacement"
