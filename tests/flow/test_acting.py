"""Who may act for whom: the guardian who comes second, another's document that does not fit, a new start."""

from dataclasses import replace
from datetime import date

import pytest

from kiosk.flow.conditions import ReaderCondition
from kiosk.flow.effects import ArmReader, DisarmReader
from kiosk.flow.events import Press, ReasonChosen
from kiosk.flow.pages import (
    CardStanding,
    ChooseReason,
    ChooseService,
    ConfirmIdentity,
    EnterPhone,
    LookingUp,
    NotEligible,
    PlaceDocument,
    ReadTrouble,
    Refusal,
    Refused,
    Sign,
    Welcome,
    Whose,
)
from kiosk.flow.visit import Service, Visit
from kiosk.rules.cards import CardState
from kiosk.rules.documents import IdentityDocument
from kiosk.rules.numbers import check_character
from kiosk.rules.policy import Policy
from kiosk.rules.submissions import Relation, ReplacementReason, SubmissionKind
from tests.flow.steps import (
    BACK,
    CHILD,
    CONFIRM,
    DECLINE,
    LI,
    MISSION,
    RETRY,
    START,
    WANG,
    Step,
    Walked,
    at_welcome,
    card,
    choose,
    holder,
    lays,
    misreads,
    press,
    reader,
    upstream_knows,
    visit_in,
    walk,
)

ANOTHER = press(Press.FOR_ANOTHER)
LYING = reader(ReaderCondition.CARD_PRESENT)
LIFTED = reader(ReaderCondition.NO_CARD)
UNREADABLE: Step = (PlaceDocument, misreads(ReadTrouble.UNREADABLE))


def born(year: int, month: int = 1, day: int = 1) -> IdentityDocument:
    """A resident of that birthday."""
    first = f"110101{year}{month:02}{day:02}001"
    return replace(LI, number=first + check_character(first), birth=date(year, month, day), name="某某")


def child_first(service: Service = Service.REPLACE, rules: Policy = MISSION, **known: object) -> Walked:
    """The child's own card was read first: it may not apply alone."""
    steps: list[Step] = [
        (Welcome, START),
        (ChooseService, choose(service)),
        (PlaceDocument, lays(CHILD)),
        (ConfirmIdentity, LYING),
        (ConfirmIdentity, CONFIRM),
        (LookingUp, upstream_knows(holder(card(CardState.FORMALLY_LOST), **known))),
        (CardStanding, CONFIRM),
    ]
    return walk(at_welcome(rules), [*steps, (NotEligible,)])


def awaits_guardian(walked: Walked) -> bool:
    page = walked.page
    return (
        isinstance(page, PlaceDocument)
        and page.whose is Whose.APPLICANT
        and (page.visit.holder, page.visit.relation) == (CHILD, Relation.GUARDIAN)
    )


# --- the guardian comes second ---


def test_the_childs_card_must_be_lifted_before_the_guardians_is_read() -> None:
    asked = walk(child_first(), [(NotEligible, ANOTHER)])
    assert awaits_guardian(asked)
    assert DisarmReader() in asked.effects[-3:]
    armed = len(asked.asked(ArmReader))
    assert len(walk(asked, [(PlaceDocument, LIFTED)]).asked(ArmReader)) == armed + 1


def test_no_guardian_is_called_where_something_else_stands_against_it_too() -> None:
    walk(child_first(insured=False), [(NotEligible, ANOTHER), (NotEligible,)])


@pytest.mark.parametrize(
    ("service", "taken"),
    [
        (Service.REPLACE, frozenset[SubmissionKind]()),
        (Service.REPORT_AND_REPLACE, frozenset({SubmissionKind.REPLACEMENT})),
    ],
)
def test_no_guardian_is_called_where_the_region_does_not_take_all_that_would_be_filed(
    service: Service, taken: frozenset[SubmissionKind]
) -> None:
    rules = MISSION.model_copy(update={"guardians": MISSION.guardians.model_copy(update={"services": taken})})
    walk(child_first(service, rules), [(NotEligible, ANOTHER), (NotEligible,)])


def test_the_child_cannot_be_its_own_guardian() -> None:
    same = walk(child_first(), [(NotEligible, ANOTHER), (PlaceDocument, lays(CHILD)), (PlaceDocument,)])
    assert awaits_guardian(same)
    assert isinstance(same.page, PlaceDocument)
    assert (same.page.trouble, same.page.failures) == (ReadTrouble.SAME_PERSON, 0)


@pytest.mark.parametrize(
    ("guardian", "taken"), [(born(2008, 11, 24), False), (born(2008, 11, 23), True), (WANG, True)]
)
def test_a_guardian_is_of_age(guardian: IdentityDocument, taken: bool) -> None:
    """Civil Code, articles 17 and 27: eighteen full years, today (2026-11-23)."""
    judged = walk(child_first(), [(NotEligible, ANOTHER), (PlaceDocument, lays(guardian))])
    if taken:
        assert isinstance(judged.page, ConfirmIdentity)
        assert (judged.page.whose, judged.page.for_another) == (Whose.APPLICANT, False)
        assert (judged.page.visit.applicant, judged.page.visit.holder) == (guardian, CHILD)
    else:
        assert isinstance(judged.page, Refused)
        assert (judged.page.refusal, judged.page.detail) == (Refusal.NO_GUARDIAN, "guardian")


def test_a_guardian_whose_card_is_not_read_may_try_again() -> None:
    refused = walk(child_first(), [(NotEligible, ANOTHER), *[UNREADABLE] * 3, (Refused,)])
    assert isinstance(refused.page, Refused)
    assert (refused.page.refusal, refused.page.detail) == (Refusal.READS_FAILED, "unreadable")
    assert awaits_guardian(walk(refused, [(Refused, RETRY)]))


def test_back_from_the_wait_for_a_guardian_is_the_child_alone_again() -> None:
    back = walk(child_first(), [(NotEligible, ANOTHER), (PlaceDocument, BACK), (ConfirmIdentity,)])
    visit = visit_in(back.kiosk)
    assert (visit.applicant, visit.holder, visit.relation) == (CHILD, CHILD, Relation.SELF)


# --- the holder comes second ---

FOR_CHILD: list[Step] = [
    (Welcome, START),
    (ChooseService, choose(Service.REPORT_LOSS)),
    (PlaceDocument, lays(LI)),
    (ConfirmIdentity, LYING),
    (ConfirmIdentity, ANOTHER),
]


def test_the_same_card_again_must_be_lifted_before_the_next_is_read() -> None:
    same = walk(at_welcome(), [*FOR_CHILD, (PlaceDocument, lays(LI)), (PlaceDocument,)])
    assert isinstance(same.page, PlaceDocument)
    assert (same.page.whose, same.page.trouble) == (Whose.HOLDER, ReadTrouble.SAME_PERSON)
    assert visit_in(same.kiosk).applicant == LI
    assert len(same.asked(ArmReader)) == 1
    lifted = walk(same, [(PlaceDocument, LIFTED)])
    assert len(lifted.asked(ArmReader)) == 2


def test_a_wrong_second_document_is_put_back_without_losing_the_first() -> None:
    wrong = walk(
        at_welcome(), [*FOR_CHILD, (PlaceDocument, lays(CHILD)), (ConfirmIdentity, DECLINE), (PlaceDocument,)]
    )
    assert isinstance(wrong.page, PlaceDocument)
    assert wrong.page.whose is Whose.HOLDER
    assert wrong.page.visit.applicant == LI
    assert isinstance(wrong.effects[-2], DisarmReader)
    again = walk(wrong, [(PlaceDocument, LIFTED), (PlaceDocument, lays(CHILD)), (ConfirmIdentity,)])
    assert isinstance(again.page, ConfirmIdentity)
    assert (again.page.whose, again.page.visit.holder) == (Whose.HOLDER, CHILD)


def test_who_goes_back_while_acting_for_a_child_is_asked_about_the_childs_card() -> None:
    steps: list[Step] = [
        *FOR_CHILD,
        (PlaceDocument, lays(CHILD)),
        (ConfirmIdentity, CONFIRM),
        (LookingUp, upstream_knows(holder())),
        (CardStanding, BACK),
        (ConfirmIdentity,),
    ]
    page = walk(at_welcome(), steps).page
    assert isinstance(page, ConfirmIdentity)
    assert (page.whose, page.for_another) == (Whose.HOLDER, False)


def test_at_sixteen_one_acts_through_a_proxy_not_a_guardian() -> None:
    """The mission: generally 16 or older; it names no proxies, so nobody acts for an adult here."""
    for birth, relation in ((born(2010, 11, 23), "proxy"), (born(2007), "proxy")):
        refused = walk(at_welcome(), [*FOR_CHILD, (PlaceDocument, lays(birth)), (Refused,)]).page
        assert isinstance(refused, Refused)
        assert refused.detail == relation
    youth = walk(at_welcome(), [*FOR_CHILD, (PlaceDocument, lays(born(2010, 11, 24))), (ConfirmIdentity,)])
    assert visit_in(youth.kiosk).relation is Relation.GUARDIAN


# --- starting over ---


def test_not_me_again_asks_for_another_card_without_reading_the_one_that_lies_there() -> None:
    steps: list[Step] = [
        (Welcome, START),
        (ChooseService, choose(Service.REPORT_LOSS)),
        (PlaceDocument, lays(LI)),
        (ConfirmIdentity, LYING),
        (ConfirmIdentity, DECLINE),
        (Refused, RETRY),
    ]
    again = walk(at_welcome(), [*steps, (PlaceDocument,)])
    assert isinstance(again.page, PlaceDocument)
    assert again.page.whose is Whose.APPLICANT
    assert len(again.asked(ArmReader)) == 1


def test_a_card_that_could_not_be_read_is_read_again_where_it_lies() -> None:
    steps: list[Step] = [
        (Welcome, START),
        (ChooseService, choose(Service.REPORT_LOSS)),
        (PlaceDocument, LYING),
        *[UNREADABLE] * 3,
        (Refused, RETRY),
        (PlaceDocument,),
    ]
    assert isinstance(walk(at_welcome(), steps).effects[-2], ArmReader)


def test_a_proxy_who_was_refused_starts_over_as_oneself() -> None:
    refused = walk(
        at_welcome(), [*FOR_CHILD, (PlaceDocument, lays(WANG)), (Refused, RETRY), (PlaceDocument,)]
    )
    assert visit_in(refused.kiosk).relation is Relation.SELF
    again = walk(refused, [(PlaceDocument, lays(WANG)), (ConfirmIdentity,)])
    visit = visit_in(again.kiosk)
    assert (visit.applicant, visit.holder, visit.relation) == (WANG, WANG, Relation.SELF)


# --- another person, nothing of the first ---

APPLYING: list[Step] = [
    (Welcome, START),
    (ChooseService, choose(Service.REPLACE)),
    (PlaceDocument, lays(LI)),
    (ConfirmIdentity, CONFIRM),
    (LookingUp, upstream_knows(holder(card(), phone="13800138000"))),
    (CardStanding, CONFIRM),
    (ChooseReason, ReasonChosen(reason=ReplacementReason.DAMAGED)),
    (EnterPhone, CONFIRM),
    (Sign, BACK),
    (EnterPhone, BACK),
    (ChooseReason, BACK),
    (CardStanding, BACK),
]
"""Somebody has answered, and went back to the question whose card it is."""


def test_another_persons_card_finds_no_answer_of_the_first_and_the_same_ones_finds_all() -> None:
    begun = walk(at_welcome(), [*APPLYING, (ConfirmIdentity, BACK), (PlaceDocument,)])
    other = visit_in(walk(begun, [(PlaceDocument, lays(WANG)), (ConfirmIdentity,)]).kiosk)
    assert other == Visit(
        id=other.id, service=Service.REPLACE, policy=other.policy, applicant=WANG, holder=WANG
    )
    same = visit_in(walk(begun, [(PlaceDocument, lays(LI)), (ConfirmIdentity,)]).kiosk)
    assert (same.answers.reason, same.answers.phone) == (ReplacementReason.DAMAGED, "13800138000")


def test_a_child_finds_no_answer_that_its_guardian_gave_for_oneself() -> None:
    steps: list[Step] = [(ConfirmIdentity, ANOTHER), (PlaceDocument, lays(CHILD)), (ConfirmIdentity,)]
    visit = visit_in(walk(at_welcome(), [*APPLYING, *steps]).kiosk)
    assert visit == Visit(
        id=visit.id,
        service=Service.REPLACE,
        policy=visit.policy,
        applicant=LI,
        holder=CHILD,
        relation=Relation.GUARDIAN,
    )


@pytest.mark.parametrize("service", [Service.PROGRESS, Service.REPRINT])
def test_nobody_looks_into_what_another_has_filed(service: Service) -> None:
    steps: list[Step] = [
        (Welcome, START),
        (ChooseService, choose(service)),
        (PlaceDocument, lays(LI)),
        (ConfirmIdentity, ANOTHER),
    ]
    asked = walk(at_welcome(), [*steps, (ConfirmIdentity,)]).page
    assert isinstance(asked, ConfirmIdentity)
    assert not asked.for_another


def test_a_guardian_who_says_not_me_starts_over_as_oneself() -> None:
    steps: list[Step] = [(NotEligible, ANOTHER), (PlaceDocument, lays(LI)), (ConfirmIdentity, DECLINE)]
    again = walk(child_first(), [*steps, (Refused, RETRY), (PlaceDocument,)])
    assert visit_in(again.kiosk).relation is Relation.SELF
    taken = visit_in(walk(again, [(PlaceDocument, lays(WANG)), (ConfirmIdentity,)]).kiosk)
    assert (taken.applicant, taken.holder, taken.known) == (WANG, WANG, None)
