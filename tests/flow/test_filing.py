"""Written down, then the upstream's word: what counts, what comes too late, what is asked once more."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk.flow.effects import AlertStaff, CancelOrder, File, LookUp, Query, SetTimer
from kiosk.flow.events import (
    CardChosen,
    Event,
    FilingFailed,
    LossFormChosen,
    SubmissionFiled,
    UpstreamChanged,
    VerdictArrived,
)
from kiosk.flow.pages import (
    AwaitingVerdict,
    CardStanding,
    ChooseCard,
    ChooseLossForm,
    ChooseService,
    ConfirmIdentity,
    ConfirmLoss,
    ConfirmRelease,
    EnterPhone,
    Filing,
    LookingUp,
    PlaceDocument,
    Printing,
    Refusal,
    Refused,
    Result,
    Welcome,
)
from kiosk.flow.state import Kiosk
from kiosk.flow.visit import PrintState, Service, Standing
from kiosk.rules.cards import CardState, Holder, InsuredCard
from kiosk.rules.policy import Policy
from kiosk.rules.submissions import LossForm, LossReport, Relation, Release, SubmissionKind
from tests.flow.applying import PHONE, SIGNED, pays, types
from tests.flow.steps import (
    CONFIRM,
    DECLINE,
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
    slip,
    stored,
    times_out,
    upstream_knows,
    verdict,
    visit_in,
    walk,
)

FORMALLY = card(CardState.FORMALLY_LOST, reported_at=NOW - timedelta(minutes=1))
BOTH_FORMS = policy("zunhua").model_copy(
    update={"region": "330100", "card_regions": ("33",), "outlets": MISSION.outlets}
)
"""Zunhua's rules: the person chooses between a temporary report and a formal one (domain 4.2)."""


def to_filing(
    known: Holder | None = None, service: Service = Service.REPORT_LOSS, rules: Policy = MISSION
) -> Walked:
    steps: list[Step] = [
        (Welcome, START),
        (ChooseService, choose(service)),
        (PlaceDocument, lays(LI)),
        (ConfirmIdentity, CONFIRM),
        (LookingUp, upstream_knows(known or holder())),
        (CardStanding, CONFIRM),
        (ConfirmLoss, CONFIRM),
    ]
    return walk(at_welcome(rules), [*steps, (Filing,)])


def awaiting(known: Holder | None = None, service: Service = Service.REPORT_LOSS) -> Walked:
    return walk(to_filing(known, service), [(Filing, stored), (AwaitingVerdict,)])


def standing(walked: Walked) -> Standing:
    return visit_in(walked.kiosk).filed[0].standing


def written(kind: SubmissionKind) -> Occasion:
    return lambda kiosk: SubmissionFiled(
        visit=visit_in(kiosk).id, kind=kind, submission_id="s", number="n", token="t", at=NOW
    )


def unwritten(kind: SubmissionKind) -> Occasion:
    return lambda kiosk: FilingFailed(visit=visit_in(kiosk).id, kind=kind, cause="disk_full")


# --- writing it down ---


@pytest.mark.parametrize("kind", [SubmissionKind.RELEASE, SubmissionKind.REPLACEMENT])
def test_what_the_store_says_of_another_act_does_not_end_the_wait(kind: SubmissionKind) -> None:
    waiting = walk(to_filing(), [(Filing, written(kind)), (Filing, unwritten(kind)), (Filing,)])
    assert visit_in(waiting.kiosk).filed == ()


def test_a_store_that_hangs_is_named_so_to_staff_and_no_money_moves() -> None:
    ended = walk(to_filing(), [(Filing, times_out), (Refused,)])
    assert isinstance(ended.page, Refused)
    assert (ended.page.refusal, ended.page.detail) == (Refusal.COULD_NOT_STORE, "store_silent")
    assert ended.asked(AlertStaff) == [AlertStaff(code="could_not_store")]
    assert ended.asked(CancelOrder) == []


def test_without_a_payment_a_failed_filing_asks_for_no_refund() -> None:
    ended = walk(to_filing(), [(Filing, not_stored), (Refused,)])
    assert ended.asked(CancelOrder) == []


def test_what_is_written_late_counts_once_and_only_after_a_silent_store() -> None:
    late = written(SubmissionKind.LOSS_REPORT)
    silent = walk(to_filing(), [(Filing, times_out), (Refused, late), (AwaitingVerdict,)])
    assert len(visit_in(silent.kiosk).filed) == 1
    refused: list[Step] = [
        (AwaitingVerdict, verdict(Standing.REFUSED, "no")),
        (AwaitingVerdict, upstream_knows(holder())),
    ]
    twice = walk(awaiting(), [*refused, (Refused, late), (Refused,)])
    assert len(visit_in(twice.kiosk).filed) == 1


def test_a_late_word_of_the_store_means_nothing_on_a_page_that_refuses_something_else() -> None:
    steps: list[Step] = [
        (Welcome, START),
        (ChooseService, choose(Service.REPORT_LOSS)),
        (PlaceDocument, lays(LI)),
        (ConfirmIdentity, DECLINE),
        (Refused, written(SubmissionKind.LOSS_REPORT)),
        (Refused,),
    ]
    assert visit_in(walk(at_welcome(), steps).kiosk).filed == ()


def test_the_release_that_is_filed_names_holder_and_card() -> None:
    lost = card(CardState.FORMALLY_LOST)
    steps: list[Step] = [
        (Welcome, START),
        (ChooseService, choose(Service.RELEASE)),
        (PlaceDocument, lays(LI)),
        (ConfirmIdentity, CONFIRM),
        (LookingUp, upstream_knows(holder(lost))),
        (CardStanding, CONFIRM),
        (ConfirmRelease, CONFIRM),
    ]
    (filed,) = walk(at_welcome(), steps).asked(File)
    assert isinstance(filed, File)
    assert filed.submission == Release(holder=LI, card=lost, applicant=None, relation=Relation.SELF)


@pytest.mark.parametrize("service", [Service.REPORT_LOSS, Service.RELEASE])
def test_not_now_leads_back_to_what_the_card_allows(service: Service) -> None:
    known = holder(card(CardState.FORMALLY_LOST) if service is Service.RELEASE else card())
    steps: list[Step] = [
        (Welcome, START),
        (ChooseService, choose(service)),
        (PlaceDocument, lays(LI)),
        (ConfirmIdentity, CONFIRM),
        (LookingUp, upstream_knows(known)),
        (CardStanding, CONFIRM),
    ]
    asked = walk(at_welcome(), steps)
    assert walk(asked, [(type(asked.page), DECLINE), (CardStanding,)]).asked(File) == []


# --- the upstream's word ---


def test_the_word_is_waited_for_eight_seconds_and_three_when_the_upstream_is_down() -> None:
    up = awaiting()
    assert SetTimer(token=up.kiosk.page_timer, seconds=8) in up.effects
    cut = UpstreamChanged(reachable=False)
    down = walk(to_filing(), [(Filing, cut), (Filing, stored), (AwaitingVerdict,)])
    assert SetTimer(token=down.kiosk.page_timer, seconds=3) in down.effects


def test_a_word_on_the_report_does_not_end_the_wait_for_the_application() -> None:
    waiting = walk(
        awaiting(service=Service.REPORT_AND_REPLACE),
        [
            (AwaitingVerdict, verdict(Standing.RECEIVED)),
            (Printing, PRINTED),
            (Result, CONFIRM),
            *types(PHONE),
            *SIGNED,
            pays(MISSION.fees.ways[0]),
        ],
    )
    waiting = walk(waiting, [(type(waiting.page), CONFIRM), (Filing, stored), (AwaitingVerdict,)])

    def of_the_report(kiosk: Kiosk) -> Event:
        first = visit_in(kiosk).filed[0].submission_id
        return VerdictArrived(
            visit=visit_in(kiosk).id, submission_id=first, standing=Standing.IN_FORCE, since=NOW
        )

    told = walk(waiting, [(AwaitingVerdict, of_the_report), (AwaitingVerdict,)])
    assert [act.standing for act in visit_in(told.kiosk).filed] == [Standing.IN_FORCE, Standing.KEPT]
    assert len(told.asked(LookUp)) == 1


def test_kept_is_no_word_at_all() -> None:
    walk(awaiting(), [(AwaitingVerdict, verdict(Standing.KEPT)), (AwaitingVerdict,)])


@pytest.mark.parametrize("word", [Standing.RECEIVED, Standing.IN_FORCE])
def test_a_good_word_prints_at_once(word: Standing) -> None:
    ended = walk(awaiting(), [(AwaitingVerdict, verdict(word)), (Printing,)])
    assert standing(ended) is word
    assert len(ended.asked(LookUp)) == 1


def test_a_refused_release_is_not_asked_about_again() -> None:
    """Only a loss shows in the card's state (domain 4.6)."""
    steps: list[Step] = [
        (Welcome, START),
        (ChooseService, choose(Service.RELEASE)),
        (PlaceDocument, lays(LI)),
        (ConfirmIdentity, CONFIRM),
        (LookingUp, upstream_knows(holder(FORMALLY))),
        (CardStanding, CONFIRM),
        (ConfirmRelease, CONFIRM),
        (Filing, stored),
        (AwaitingVerdict, verdict(Standing.REFUSED, "bank_half_open")),
    ]
    refused = walk(at_welcome(), [*steps, (Refused,)])
    assert isinstance(refused.page, Refused)
    assert refused.page.detail == "bank_half_open"


# --- asked once more ---


def test_the_second_question_is_about_the_same_persons_cards_and_is_waited_for_a_second_longer() -> None:
    asked = walk(awaiting(), [(AwaitingVerdict, times_out), (AwaitingVerdict,)])
    visit = visit_in(asked.kiosk)
    assert asked.asked(LookUp)[1] == LookUp(visit=visit.id, query=Query.CARDS, holder=LI, seconds=5)
    assert SetTimer(token=asked.kiosk.page_timer, seconds=6) in asked.effects
    assert isinstance(walk(asked, [(AwaitingVerdict, times_out)]).page, Printing)


def test_an_answer_that_was_not_asked_for_ends_no_wait() -> None:
    told = walk(awaiting(), [(AwaitingVerdict, upstream_knows(holder(FORMALLY))), (AwaitingVerdict,)])
    assert standing(told) is Standing.KEPT


def looked_again(found: Holder, known: Holder | None = None, rules: Policy = MISSION) -> Walked:
    """What the second look at the cards made of a report that got no word."""
    begun = to_filing(known, rules=rules)
    again: list[Step] = [(AwaitingVerdict, times_out), (AwaitingVerdict, upstream_knows(found)), (Printing,)]
    return walk(begun, [(Filing, stored), *again])


def test_a_refused_report_that_worked_all_the_same_is_in_force_since_the_card_says_so() -> None:
    ended = walk(
        awaiting(),
        [
            (AwaitingVerdict, verdict(Standing.REFUSED, "busy")),
            (AwaitingVerdict, upstream_knows(holder(FORMALLY))),
            (Printing,),
        ],
    )
    act = visit_in(ended.kiosk).filed[0]
    assert (act.standing, act.since, act.refusal) == (Standing.IN_FORCE, NOW - timedelta(minutes=1), "")
    assert visit_in(ended.kiosk).card == FORMALLY


def test_a_card_that_does_not_say_since_when_is_in_force_from_now() -> None:
    ended = looked_again(holder(replace(FORMALLY, reported_at=None)))
    assert visit_in(ended.kiosk).filed[0].since == NOW


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ((card(number="E999"), FORMALLY), Standing.IN_FORCE),
        ((card(), replace(FORMALLY, number="E999")), Standing.KEPT),
        ((replace(FORMALLY, number="E999"),), Standing.KEPT),
        ((card(CardState.TEMPORARILY_LOST),), Standing.KEPT),
    ],
)
def test_only_the_card_that_was_reported_counts_and_only_the_form_that_was_reported(
    found: tuple[InsuredCard, ...], expected: Standing
) -> None:
    assert standing(looked_again(holder(*found))) is expected


@pytest.mark.parametrize("state", [CardState.TEMPORARILY_LOST, CardState.FORMALLY_LOST])
def test_after_a_temporary_report_either_form_means_done(state: CardState) -> None:
    steps: list[Step] = [
        (Welcome, START),
        (ChooseService, choose(Service.REPORT_LOSS)),
        (PlaceDocument, lays(LI)),
        (ConfirmIdentity, CONFIRM),
        (LookingUp, upstream_knows(holder())),
        (CardStanding, CONFIRM),
        (ChooseLossForm, LossFormChosen(form=LossForm.TEMPORARY)),
        (ConfirmLoss, CONFIRM),
        (Filing, stored),
        (AwaitingVerdict, times_out),
        (AwaitingVerdict, upstream_knows(holder(card(state)))),
        (Printing,),
    ]
    assert standing(walk(at_welcome(BOTH_FORMS), steps)) is Standing.IN_FORCE


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ((FORMALLY,), Standing.IN_FORCE),
        ((FORMALLY, replace(FORMALLY, number="E999")), Standing.KEPT),
        ((), Standing.KEPT),
    ],
)
def test_a_card_reported_without_its_number_is_known_again_only_if_it_is_the_only_one(
    found: tuple[InsuredCard, ...], expected: Standing
) -> None:
    """The upstream was down at first, so that the card's number is not known."""
    steps: list[Step] = [
        (Welcome, START),
        (ChooseService, choose(Service.REPORT_LOSS)),
        (PlaceDocument, lays(LI)),
        (ConfirmIdentity, CONFIRM),
        (LookingUp, UNREACHABLE),
        (CardStanding, CONFIRM),
        (ConfirmLoss, CONFIRM),
        (Filing, stored),
        (AwaitingVerdict, times_out),
        (AwaitingVerdict, upstream_knows(replace(holder(), cards=found))),
        (Printing,),
    ]
    assert standing(walk(at_welcome(), steps)) is expected


# --- which card, which report ---


@pytest.mark.parametrize("index", [0, 1])
def test_the_card_that_was_chosen_is_the_one_that_is_reported(index: int) -> None:
    both = (card(), card(number="E999"))
    steps: list[Step] = [
        (Welcome, START),
        (ChooseService, choose(Service.REPORT_LOSS)),
        (PlaceDocument, lays(LI)),
        (ConfirmIdentity, CONFIRM),
        (LookingUp, upstream_knows(holder(*both))),
        (ChooseCard, CardChosen(index=-1)),
        (ChooseCard, CardChosen(index=2)),
        (ChooseCard, CardChosen(index=index)),
        (CardStanding, CONFIRM),
        (ConfirmLoss, CONFIRM),
        (Filing,),
    ]
    (filed,) = walk(at_welcome(), steps).asked(File)
    assert isinstance(filed, File)
    assert filed.submission.card == both[index]


def test_a_hotline_report_is_made_formal_alone_where_only_that_was_asked_for() -> None:
    filing = to_filing(holder(card(CardState.TEMPORARILY_LOST)))
    (filed,) = filing.asked(File)
    assert isinstance(filed, File)
    assert isinstance(filed.submission, LossReport)
    assert filed.submission.form is LossForm.FORMAL
    assert visit_in(filing.kiosk).service is Service.REPORT_LOSS
    ended = walk(filing, [(Filing, stored), (AwaitingVerdict, IN_FORCE), (Printing, PRINTED), (Result,)])
    assert isinstance(ended.page, Result)
    assert not ended.page.go_on


def test_in_force_makes_the_card_lost_so_that_the_reason_is_not_asked() -> None:
    steps: list[Step] = [(AwaitingVerdict, IN_FORCE), (Printing, slip(PrintState.UNCUT)), (Result, CONFIRM)]
    ended = walk(awaiting(service=Service.REPORT_AND_REPLACE), [*steps, (EnterPhone,)])
    held = visit_in(ended.kiosk).card
    assert held is not None
    assert held.state is CardState.FORMALLY_LOST
