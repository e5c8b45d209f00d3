"""The questions of an application: which of them are asked, and what becomes of a line that is changed."""

from dataclasses import replace
from datetime import date

import pytest

from kiosk.flow.events import (
    DeliveryChosen,
    EditAsked,
    Event,
    Field,
    KeyTyped,
    OutletChosen,
    PaymentChosen,
    Press,
    ReasonChosen,
    StrokeDrawn,
)
from kiosk.flow.pages import (
    CheckAnswers,
    ChooseDelivery,
    ChooseOutlet,
    ChoosePayment,
    ChooseReason,
    EnterPhone,
    Filing,
    Page,
    Sign,
)
from kiosk.rules.cards import CardState, Scheme
from kiosk.rules.outlets import OutletService
from kiosk.rules.policy import Policy, Text, Waiver
from kiosk.rules.submissions import Delivery, PaymentWay, ReplacementReason
from tests.flow.applying import CHOICES, LOST, PHONE, SIGNED, STROKE, filed, pays, to_application, types
from tests.flow.steps import BACK, CONFIRM, MISSION, Step, at_welcome, card, press, visit_in, walk

PICK_UP: Step = (ChooseDelivery, DeliveryChosen(delivery=Delivery.PICK_UP))
MAIL: Step = (ChooseDelivery, DeliveryChosen(delivery=Delivery.MAIL))
DAMAGED: Step = (ChooseReason, ReasonChosen(reason=ReplacementReason.DAMAGED))
EXPIRED: Step = (ChooseReason, ReasonChosen(reason=ReplacementReason.EXPIRED))
AT_PICK_UP = pays(PaymentWay.AT_PICK_UP)


def outlet(name: str) -> Step:
    return (ChooseOutlet, OutletChosen(outlet=name))


def edit(line: Field) -> Step:
    return (CheckAnswers, EditAsked(field=line))


FILLED_IN: list[Step] = [
    *to_application(card()),
    DAMAGED,
    *types(PHONE),
    PICK_UP,
    outlet("330100-002"),
    *SIGNED,
    AT_PICK_UP,
]
"""Where the region lets people choose everything: six questions, then the form."""


def region(**changes: object) -> Policy:
    return CHOICES.model_copy(update=changes)


def charging(**fees: object) -> Policy:
    return region(fees=MISSION.fees.model_copy(update=fees))


# --- what is asked ---


@pytest.mark.parametrize(
    ("reasons", "asked"),
    [
        ((ReplacementReason.DAMAGED,), False),
        ((ReplacementReason.DAMAGED, ReplacementReason.EXPIRED), True),
    ],
)
def test_the_reason_is_asked_only_where_there_are_two(
    reasons: tuple[ReplacementReason, ...], asked: bool
) -> None:
    shown = walk(at_welcome(region(reasons=reasons)), to_application(card()))
    assert isinstance(shown.page, ChooseReason) is asked
    assert asked or visit_in(shown.kiosk).answers.reason is ReplacementReason.DAMAGED


def test_a_lost_card_is_replaced_as_lost_wherever_that_stands_among_the_regions_reasons() -> None:
    rules = region(reasons=(ReplacementReason.DAMAGED, ReplacementReason.LOST))
    asked = walk(at_welcome(rules), [*to_application(LOST), (EnterPhone,)])
    assert visit_in(asked.kiosk).answers.reason is ReplacementReason.LOST


def test_a_reason_that_the_region_does_not_take_is_not_taken() -> None:
    rules = region(reasons=(ReplacementReason.LOST, ReplacementReason.EXPIRED))
    walk(at_welcome(rules), [*to_application(card()), DAMAGED, (ChooseReason,)])


def test_only_outlets_where_a_card_can_be_collected_are_offered() -> None:
    first, second, *rest = MISSION.outlets
    counter = replace(first, services=frozenset({OutletService.REPORT}))
    rules = region(outlets=(counter, second, *rest))
    to_outlets: list[Step] = [*to_application(LOST), *types(PHONE), PICK_UP, (ChooseOutlet,)]
    shown = walk(at_welcome(rules), to_outlets).page
    assert isinstance(shown, ChooseOutlet)
    assert shown.outlets == (second, *rest)


def test_where_no_outlet_hands_cards_out_all_are_offered_so_that_nobody_is_stuck() -> None:
    counters = tuple(replace(one, services=frozenset({OutletService.REPORT})) for one in MISSION.outlets)
    to_outlets: list[Step] = [*to_application(LOST), *types(PHONE), PICK_UP, (ChooseOutlet,)]
    shown = walk(at_welcome(region(outlets=counters)), to_outlets).page
    assert isinstance(shown, ChooseOutlet)
    assert shown.outlets == counters


@pytest.mark.parametrize(("outlets", "asked"), [(MISSION.outlets[1:2], False), (MISSION.outlets[:2], True)])
def test_the_outlet_is_asked_only_where_there_are_two(outlets: tuple[object, ...], asked: bool) -> None:
    shown = walk(at_welcome(region(outlets=outlets)), [*to_application(LOST), *types(PHONE), PICK_UP])
    assert isinstance(shown.page, ChooseOutlet) is asked
    assert asked or visit_in(shown.kiosk).answers.outlet == MISSION.outlets[1].id


def test_where_cards_are_only_mailed_they_are_mailed_and_the_cards_own_outlet_is_named() -> None:
    own = card(CardState.FORMALLY_LOST, outlet="330100-003")
    steps: list[Step] = [*to_application(own), *types(PHONE), *SIGNED, AT_PICK_UP, (CheckAnswers, CONFIRM)]
    application = filed(walk(at_welcome(region(delivery=(Delivery.MAIL,))), steps))
    assert (application.delivery, application.outlet) == (Delivery.MAIL, "330100-003")


def test_an_outlet_chosen_before_is_kept_on_the_list_when_the_person_comes_back() -> None:
    back: list[Step] = [(CheckAnswers, BACK), (ChoosePayment, BACK), (Sign, BACK), (ChooseOutlet,)]
    shown = walk(at_welcome(CHOICES), [*FILLED_IN, *back])
    assert visit_in(shown.kiosk).answers.outlet == "330100-002"


# --- what it costs ---


def waiver(**matches: object) -> Waiver:
    return Waiver.model_validate({"key": "free", "says": Text(zh="免费", en="Free"), **matches})


@pytest.mark.parametrize(
    ("rule", "free"),
    [
        (waiver(schemes=(Scheme.SOCIAL_SECURITY,)), True),
        (waiver(schemes=(Scheme.MEDICAL_INSURANCE,)), False),
        (waiver(age_from=40, age_below=50), True),
        (waiver(age_from=60), False),
        (waiver(first_replacement=True), True),
    ],
)
def test_the_fee_looks_at_the_card_the_age_and_the_replacements_before(rule: Waiver, free: bool) -> None:
    """The holder is 46 and never had a card replaced."""
    steps: list[Step] = [*to_application(LOST, replacements=0), *types(PHONE), PICK_UP]
    asked = walk(at_welcome(charging(waivers=(rule,))), [*steps, outlet("330100-002"), (Sign,)])
    fee = visit_in(asked.kiosk).answers.fee
    assert fee is not None
    assert (fee.amount_fen == 0) is free


def test_a_second_replacement_is_not_free_where_only_the_first_is() -> None:
    rules = charging(waivers=(waiver(first_replacement=True),))
    ended = walk(at_welcome(rules), [*to_application(LOST, replacements=1), *types(PHONE)])
    fee = visit_in(ended.kiosk).answers.fee
    assert fee is not None
    assert fee.amount_fen == MISSION.fees.standard_fen


def test_how_to_pay_is_asked_for_the_smallest_fee_too() -> None:
    steps: list[Step] = [*FILLED_IN[:-1], (ChoosePayment,)]
    walk(at_welcome(charging(standard_fen=1)), steps)


def test_where_there_is_one_way_to_pay_it_is_not_asked() -> None:
    rules = charging(ways=(PaymentWay.WAIVED, PaymentWay.AT_PICK_UP))
    ended = walk(at_welcome(rules), [*FILLED_IN[:-1], (CheckAnswers,)])
    assert visit_in(ended.kiosk).answers.payment is PaymentWay.AT_PICK_UP


def test_a_way_to_pay_that_the_region_does_not_take_is_not_taken() -> None:
    chosen: Step = (ChoosePayment, PaymentChosen(payment=PaymentWay.WAIVED))
    walk(at_welcome(CHOICES), [*FILLED_IN[:-1], chosen, (ChoosePayment,)])


# --- changing a line of the form ---

PAGES: dict[Field, type[Page]] = {
    Field.REASON: ChooseReason,
    Field.PHONE: EnterPhone,
    Field.DELIVERY: ChooseDelivery,
    Field.OUTLET: ChooseOutlet,
    Field.SIGNATURE: Sign,
    Field.PAYMENT: ChoosePayment,
}


@pytest.mark.parametrize(("line", "page"), PAGES.items())
def test_who_looks_at_a_line_and_goes_back_is_at_the_form_again_with_nothing_changed(
    line: Field, page: type[Page]
) -> None:
    form = walk(at_welcome(CHOICES), [*FILLED_IN, (CheckAnswers,)])
    again = walk(form, [edit(line), (page, BACK), (CheckAnswers,)])
    assert again.page == form.page


CHANGES: dict[Field, list[Step]] = {
    Field.REASON: [(ChooseReason, ReasonChosen(reason=ReplacementReason.DETAILS_CHANGED))],
    Field.DELIVERY: [MAIL],
    Field.OUTLET: [outlet("330100-003")],
    Field.SIGNATURE: [(Sign, press(Press.CANNOT_SIGN))],
    Field.PAYMENT: [pays(PaymentWay.QR)],
}


@pytest.mark.parametrize(("line", "steps"), CHANGES.items())
def test_one_changed_line_leads_straight_back_to_the_form(line: Field, steps: list[Step]) -> None:
    form = walk(at_welcome(CHOICES), [*FILLED_IN, (CheckAnswers,)])
    changed = walk(form, [edit(line), *steps, (CheckAnswers,)])
    assert changed.page != form.page


def test_a_card_that_is_not_mailed_after_all_asks_for_an_outlet_that_hands_cards_out() -> None:
    """The card's own outlet, to which the form of a mailed card refers, is not among them."""
    steps: list[Step] = [
        *to_application(card(CardState.FORMALLY_LOST, outlet="elsewhere")),
        *types(PHONE),
        MAIL,
        *SIGNED,
        AT_PICK_UP,
        edit(Field.DELIVERY),
        PICK_UP,
        outlet("330100-002"),
        (CheckAnswers, CONFIRM),
        (Filing,),
    ]
    assert filed(walk(at_welcome(CHOICES), steps)).outlet == "330100-002"


def test_back_from_a_line_that_a_change_made_necessary_takes_the_change_back() -> None:
    """Expired cards are free; a damaged one asks how to pay."""
    form: list[Step] = [*to_application(card()), EXPIRED, *types(PHONE), *SIGNED]
    asked: list[Step] = [*form, edit(Field.REASON), DAMAGED, (ChoosePayment, BACK)]
    backwards: list[Step] = [
        (Sign, BACK),
        (EnterPhone, BACK),
        EXPIRED,
        (EnterPhone, CONFIRM),
        (Sign, CONFIRM),
    ]
    ended = walk(at_welcome(), [*asked, *backwards, (CheckAnswers,)])
    fee = visit_in(ended.kiosk).answers.fee
    assert fee is not None
    assert fee.amount_fen == 0


def test_back_from_a_signature_that_was_wiped_does_not_stay_on_the_page() -> None:
    steps: list[Step] = [*FILLED_IN, edit(Field.SIGNATURE), (Sign, press(Press.CLEAR)), (Sign, BACK)]
    walk(at_welcome(CHOICES), [*steps, (ChooseOutlet,)])


# --- typing and signing ---


def test_a_wrong_digit_is_taken_back_one_by_one_and_the_complaint_is_gone() -> None:
    wrong: list[Step] = [*to_application(LOST), *types("138"), (EnterPhone, press(Press.BACKSPACE))]
    shown = walk(at_welcome(), wrong).page
    assert isinstance(shown, EnterPhone)
    assert (shown.digits, shown.invalid) == ("13", False)


@pytest.mark.parametrize("touch", [press(Press.CLEAR), KeyTyped(key="8")])
def test_a_number_that_was_not_taken_is_complained_of_only_until_the_next_touch(touch: Event) -> None:
    told = walk(at_welcome(), [*to_application(LOST), *types("138"), (EnterPhone,)])
    assert isinstance(told.page, EnterPhone)
    assert told.page.invalid
    again = walk(told, [(EnterPhone, touch)]).page
    assert isinstance(again, EnterPhone)
    assert again.invalid is False


def test_who_wipes_the_signature_signs_again_from_nothing() -> None:
    steps: list[Step] = [
        *to_application(LOST),
        *types(PHONE),
        (Sign, STROKE),
        (Sign, press(Press.CLEAR)),
        (Sign, CONFIRM),
    ]
    blank = walk(at_welcome(), [*steps, (Sign,)])
    assert visit_in(blank.kiosk).answers == replace(
        visit_in(blank.kiosk).answers, signature=(), unsigned=False
    )
    signed = walk(
        blank, [(Sign, STROKE), (Sign, STROKE), (Sign, CONFIRM), AT_PICK_UP, (CheckAnswers, CONFIRM)]
    )
    assert filed(signed).signature == (STROKE.stroke, STROKE.stroke)
    assert filed(signed).unsigned_reason == ""


def test_who_could_not_sign_and_then_does_needs_no_witness() -> None:
    steps: list[Step] = [
        *to_application(LOST),
        *types(PHONE),
        (Sign, press(Press.CANNOT_SIGN)),
        AT_PICK_UP,
        edit(Field.SIGNATURE),
        *SIGNED,
        (CheckAnswers, CONFIRM),
    ]
    application = filed(walk(at_welcome(), steps))
    assert (application.signature, application.unsigned_reason) == ((STROKE.stroke,), "")


def test_who_drew_a_line_and_cannot_go_on_is_witnessed_and_the_line_is_not_taken_for_a_name() -> None:
    steps: list[Step] = [
        *to_application(LOST),
        *types(PHONE),
        (Sign, STROKE),
        (Sign, press(Press.CANNOT_SIGN)),
    ]
    application = filed(walk(at_welcome(), [*steps, AT_PICK_UP, (CheckAnswers, CONFIRM)]))
    assert (application.signature, application.unsigned_reason) == ((), "cannot_sign")


def test_a_way_to_have_it_that_the_region_does_not_take_is_not_taken() -> None:
    rules = region(delivery=(Delivery.PICK_UP, Delivery.PICK_UP))
    walk(at_welcome(rules), [*to_application(LOST), *types(PHONE), MAIL, (ChooseDelivery,)])


def stroke(points: int) -> StrokeDrawn:
    return StrokeDrawn(stroke=((1.0, 1.0, 0),) * points)


@pytest.mark.parametrize(("points", "strokes"), [(0, 1), (2999, 2), (3000, 2), (3001, 1)])
def test_a_signature_holds_a_minute_of_drawing_and_no_more(points: int, strokes: int) -> None:
    """6000 points: a minute at 100 points a second."""
    steps: list[Step] = [*to_application(LOST), *types(PHONE), (Sign, stroke(3000)), (Sign, stroke(points))]
    assert len(visit_in(walk(at_welcome(), steps).kiosk).answers.signature) == strokes


def test_the_application_says_who_what_and_when_as_it_stood_on_the_form() -> None:
    application = filed(walk(at_welcome(CHOICES), [*FILLED_IN, (CheckAnswers, CONFIRM)]))
    assert (application.reason, application.phone) == (ReplacementReason.DAMAGED, PHONE)
    assert (application.delivery, application.outlet) == (Delivery.PICK_UP, "330100-002")
    assert (application.payment, application.payment_order) == (PaymentWay.AT_PICK_UP, "")
    assert application.holder.birth == date(1980, 1, 1)
    assert application.card == card()
    assert application.signature == (STROKE.stroke,)
