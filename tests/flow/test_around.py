"""Around a visit: idleness, leaving, help, aids, the end, crashes, closing, policies, other services."""

from dataclasses import replace

import pytest

from kiosk.flow.conditions import OutOfService, ReaderCondition
from kiosk.flow.effects import AlertStaff, DisarmReader, File, LookUp, Print, Query, SetTimer, Slip, Wipe
from kiosk.flow.events import (
    Aid,
    AidToggled,
    AssistedVisitOpened,
    Crashed,
    Event,
    HallContrastSet,
    LanguageChosen,
    PolicyArrived,
    Press,
    ReceiptChosen,
    ServiceStateSet,
    TimerFired,
    Touched,
    UpstreamChanged,
    VolumeChosen,
)
from kiosk.flow.pages import (
    Advice,
    AwaitingVerdict,
    BrowseOutlets,
    CardStanding,
    ChooseService,
    ClosedPage,
    ConfirmIdentity,
    ConfirmLoss,
    ConfirmQuit,
    ConfirmRelease,
    Failsafe,
    Filing,
    Goodbye,
    Help,
    IdleWarning,
    LookingUp,
    PlaceDocument,
    Printing,
    Refusal,
    Refused,
    Result,
    ShowProgress,
    TakeDocument,
    Unoffered,
    Welcome,
    WhatToBring,
)
from kiosk.flow.preferences import Contrast, Preferences
from kiosk.flow.reduce import reduce
from kiosk.flow.visit import Service, Standing
from kiosk.rules.cards import CardState
from kiosk.rules.progress import MakingStage, ProgressItem
from kiosk.rules.submissions import SubmissionKind
from tests.flow.steps import (
    BACK,
    CONFIRM,
    DECLINE,
    HELP,
    HOSPITAL,
    IN_FORCE,
    LI,
    MISSION,
    NOW,
    PRINTED,
    QUIT,
    START,
    TO_IDENTITY,
    UNREACHABLE,
    Step,
    at_welcome,
    card,
    choose,
    holder,
    lays,
    nobody_touches,
    press,
    reader,
    stored,
    times_out,
    upstream_knows,
    visit_in,
    walk,
)

TO_STANDING: list[Step] = [
    *TO_IDENTITY,
    (ConfirmIdentity, CONFIRM),
    (LookingUp, upstream_knows(holder())),
]
LIES = reader(ReaderCondition.CARD_PRESENT)
LIFTED = reader(ReaderCondition.NO_CARD)

# --- idle ---


def test_who_walks_away_is_asked_for_thirty_seconds_and_then_everything_is_wiped() -> None:
    warned = walk(at_welcome(), [*TO_IDENTITY, (ConfirmIdentity, nobody_touches), (IdleWarning,)])
    assert 120 in [one.seconds for one in warned.effects if isinstance(one, SetTimer)]
    assert isinstance(warned.page, IdleWarning)
    assert warned.page.remaining == 30
    ended = walk(warned, [*[(IdleWarning, times_out)] * 30, (Welcome,)])
    assert len(ended.asked(Wipe)) == 1
    assert DisarmReader() in ended.effects


@pytest.mark.parametrize("sign", [Touched(), CONFIRM, QUIT, LanguageChosen(language="en")])
def test_any_touch_extends_as_often_as_one_likes(sign: Event) -> None:
    again: list[Step] = [(ConfirmIdentity, nobody_touches), (IdleWarning, times_out), (IdleWarning, sign)]
    ended = walk(at_welcome(), [*TO_IDENTITY, *again * 5, (ConfirmIdentity,)])
    assert visit_in(ended.kiosk).applicant == LI


@pytest.mark.parametrize("aid", [Aid.LARGE, Aid.SPEECH])
def test_who_listens_or_reads_large_has_half_as_much_time_again(aid: Aid) -> None:
    warned = walk(
        at_welcome(),
        [*TO_IDENTITY, (ConfirmIdentity, AidToggled(aid=aid)), (ConfirmIdentity, nobody_touches)],
    )
    assert 180 in [one.seconds for one in warned.effects if isinstance(one, SetTimer)]
    assert isinstance(warned.page, IdleWarning)
    assert warned.page.remaining == 45


def test_a_verdict_that_comes_during_the_warning_does_not_count_as_a_touch() -> None:
    warned = walk(
        at_welcome(),
        [
            *TO_STANDING,
            (CardStanding, CONFIRM),
            (ConfirmLoss, CONFIRM),
            (Filing, stored),
            (AwaitingVerdict, times_out),
            (AwaitingVerdict, UNREACHABLE),
            (Printing, PRINTED),
            (Result, nobody_touches),
            (IdleWarning, times_out),
            (IdleWarning, IN_FORCE),
            (IdleWarning,),
        ],
    )
    assert isinstance(warned.page, IdleWarning)
    assert warned.page.remaining == 29
    assert visit_in(warned.kiosk).filed[0].standing is Standing.IN_FORCE


def test_a_document_laid_down_during_the_warning_is_a_sign_of_life() -> None:
    ended = walk(
        at_welcome(),
        [*TO_IDENTITY[:2], (PlaceDocument, nobody_touches), (IdleWarning, lays(LI)), (ConfirmIdentity,)],
    )
    assert isinstance(ended.page, ConfirmIdentity)


def test_a_menu_left_alone_goes_home_without_a_question() -> None:
    ended = walk(at_welcome(), [(Welcome, START), (ChooseService, nobody_touches), (Welcome,)])
    assert isinstance(ended.page, Welcome)


def test_nobody_is_warned_while_the_report_is_being_written() -> None:
    filing = walk(at_welcome(), [*TO_STANDING, (CardStanding, CONFIRM), (ConfirmLoss, CONFIRM), (Filing,)])
    assert filing.kiosk.idle_timer == 0


# --- the end ---


def test_a_card_left_behind_calls_staff_after_thirty_seconds_and_no_visit_starts_meanwhile() -> None:
    left = walk(
        at_welcome(),
        [*TO_IDENTITY, (ConfirmIdentity, LIES), (ConfirmIdentity, QUIT), (ConfirmQuit, CONFIRM)],
    )
    alarmed = walk(left, [(TakeDocument, START), (TakeDocument, times_out), (TakeDocument, START)])
    assert isinstance(alarmed.page, TakeDocument)
    assert alarmed.page.alarmed
    assert AlertStaff(code="document_left") in alarmed.effects
    ended = walk(alarmed, [(TakeDocument, LIFTED), (Goodbye, times_out), (Welcome,)])
    assert len(ended.asked(Wipe)) == 1


def test_after_the_visit_the_next_person_starts_from_the_defaults() -> None:
    wishes: list[Event] = [
        LanguageChosen(language="en"),
        AidToggled(aid=Aid.CONTRAST),
        VolumeChosen(volume=99),
    ]
    steps: list[Step] = [(ConfirmIdentity, wish) for wish in wishes]
    begun = walk(at_welcome(), [*TO_IDENTITY, *steps])
    assert begun.kiosk.preferences == Preferences(language="en", contrast=Contrast.HIGH, volume=5)
    ended = walk(begun, [(ConfirmIdentity, QUIT), (ConfirmQuit, CONFIRM), (Goodbye, times_out), (Welcome,)])
    assert ended.kiosk.preferences == Preferences()


def test_a_language_chosen_by_somebody_who_walks_past_is_forgotten() -> None:
    changed = walk(at_welcome(), [(Welcome, LanguageChosen(language="en")), (Welcome, nobody_touches)])
    assert changed.kiosk.preferences == Preferences()


def test_a_dark_hall_changes_the_theme_of_nobody_who_chose_another() -> None:
    chosen = walk(at_welcome(), [*TO_IDENTITY, (ConfirmIdentity, AidToggled(aid=Aid.CONTRAST))])
    dark = walk(chosen, [(ConfirmIdentity, HallContrastSet(contrast=Contrast.DARK))])
    assert dark.kiosk.preferences.contrast is Contrast.HIGH
    assert dark.kiosk.defaults.contrast is Contrast.DARK


def test_a_bug_clears_everything_and_says_which_numbers_are_safe() -> None:
    ended = walk(
        at_welcome(),
        [
            *TO_STANDING,
            (CardStanding, CONFIRM),
            (ConfirmLoss, CONFIRM),
            (Filing, stored),
            (AwaitingVerdict, Crashed(code="E42")),
            (Failsafe,),
        ],
    )
    assert isinstance(ended.page, Failsafe)
    assert (ended.page.numbers, ended.page.code) == (("no-loss_report",), "E42")
    assert len(ended.asked(Wipe)) == 1
    assert isinstance(walk(ended, [(Failsafe, times_out), (Welcome,)]).page, Welcome)


def test_a_stale_timer_changes_nothing() -> None:
    begun = walk(at_welcome(), TO_IDENTITY)
    assert reduce(begun.kiosk, TimerFired(token=1)) == (begun.kiosk, ())
    assert reduce(begun.kiosk, TimerFired(token=0)) == (begun.kiosk, ())


# --- help, leaving, back ---


def test_help_goes_back_to_where_one_was_and_the_visit_goes_on_below_it() -> None:
    helped = walk(at_welcome(), [*TO_IDENTITY, (ConfirmIdentity, CONFIRM), (LookingUp, HELP), (Help,)])
    ended = walk(helped, [(Help, upstream_knows(holder())), (Help, BACK), (CardStanding,)])
    assert isinstance(ended.page, CardStanding)


def test_quitting_is_asked_about_and_staying_loses_nothing() -> None:
    ended = walk(at_welcome(), [*TO_IDENTITY, (ConfirmIdentity, QUIT), (ConfirmQuit, DECLINE)])
    assert isinstance(ended.page, ConfirmIdentity)
    assert visit_in(ended.kiosk).applicant == LI


def test_back_before_anything_was_read_goes_to_the_menu_and_wipes() -> None:
    ended = walk(at_welcome(), [*TO_IDENTITY[:2], (PlaceDocument, BACK), (ChooseService,)])
    assert len(ended.asked(Wipe)) == 1


# --- closed ---


def test_a_hospital_below_the_second_level_may_not_serve() -> None:
    """Mission: designated medical institutions of the second level or higher."""
    clinic = replace(HOSPITAL, hospital_level=1)
    begun = at_welcome(MISSION, clinic)
    assert isinstance(begun.page, ClosedPage)
    assert begun.page.reason is OutOfService.SITE
    assert begun.page.outlets
    outlet = replace(HOSPITAL, site="outlet", hospital_level=0)
    assert isinstance(at_welcome(MISSION, outlet).page, Welcome)


def test_without_a_policy_of_its_region_the_terminal_is_closed_until_one_arrives() -> None:
    closed = at_welcome(None)
    assert isinstance(closed.page, ClosedPage)
    assert closed.page.reason is OutOfService.POLICY
    opened = walk(closed, [(ClosedPage, PolicyArrived(policy=MISSION)), (Welcome,)])
    assert opened.kiosk.policy == MISSION
    elsewhere = MISSION.model_copy(update={"region": "110000"})
    kept = walk(opened, [(Welcome, PolicyArrived(policy=elsewhere))])
    assert kept.kiosk.policy == MISSION
    assert AlertStaff(code="policy_of_other_region") in kept.effects


def test_a_newer_policy_does_not_change_the_visit_that_runs() -> None:
    newer = MISSION.model_copy(update={"version": 2, "paperless": False})
    ended = walk(at_welcome(), [*TO_IDENTITY, (ConfirmIdentity, PolicyArrived(policy=newer))])
    assert visit_in(ended.kiosk).policy == MISSION
    assert ended.kiosk.policy == newer
    older = walk(ended, [(ConfirmIdentity, PolicyArrived(policy=MISSION))])
    assert older.kiosk.policy == newer


def test_staff_take_the_terminal_out_after_the_visit_not_in_its_middle() -> None:
    out = ServiceStateSet(reason=OutOfService.STAFF)
    ended = walk(
        at_welcome(),
        [*TO_IDENTITY, (ConfirmIdentity, out), (ConfirmIdentity, QUIT), (ConfirmQuit, CONFIRM)],
    )
    closed = walk(ended, [(Goodbye, times_out), (ClosedPage, START), (ClosedPage,)])
    assert isinstance(closed.page, ClosedPage)
    opened = walk(closed, [(ClosedPage, ServiceStateSet(reason=None)), (Welcome,)])
    assert isinstance(opened.page, Welcome)


def test_a_store_that_cannot_take_a_report_stops_a_visit_before_it_promises_anything() -> None:
    full = ServiceStateSet(reason=OutOfService.STORE)
    ended = walk(at_welcome(), [*TO_STANDING, (CardStanding, full), (Refused,)])
    assert isinstance(ended.page, Refused)
    assert ended.page.refusal is Refusal.COULD_NOT_STORE


def test_the_menu_says_why_a_service_cannot_be_had_now() -> None:
    begun = walk(at_welcome(reader=ReaderCondition.NO_READER), [(Welcome, START)])
    cut = walk(begun, [(ChooseService, UpstreamChanged(reachable=False))])
    assert isinstance(cut.page, ChooseService)
    offers = {offer.service: offer.unoffered for offer in cut.page.offers}
    assert offers[Service.RELEASE] is Unoffered.OFFLINE
    assert offers[Service.REPORT_LOSS] is None
    assert isinstance(walk(cut, [(ChooseService, choose(Service.RELEASE))]).page, ChooseService)


# --- the other services ---

PAST = ProgressItem(
    kind=SubmissionKind.REPLACEMENT,
    submission_id="old",
    number="B-1",
    filed_at=NOW,
    stage=MakingStage.AT_OUTLET,
    token="t",
)


def history(service: Service) -> list[Step]:
    return [
        (Welcome, START),
        (ChooseService, choose(service)),
        (PlaceDocument, lays(LI)),
        (ConfirmIdentity, CONFIRM),
    ]


def test_progress_is_asked_of_the_upstream_and_can_be_printed() -> None:
    shown = walk(
        at_welcome(),
        [*history(Service.PROGRESS), (LookingUp, upstream_knows(holder(), PAST)), (ShowProgress,)],
    )
    asked = shown.asked(LookUp)[0]
    assert isinstance(asked, LookUp)
    assert asked.query is Query.PROGRESS
    printed = walk(shown, [(ShowProgress, press(Press.PRINT))]).asked(Print)[0]
    assert isinstance(printed, Print)
    assert (printed.slip, printed.items) == (Slip.PROGRESS, (PAST,))


def test_a_receipt_from_the_upstream_is_printed_as_a_copy() -> None:
    ended = walk(
        at_welcome(),
        [
            *history(Service.REPRINT),
            (LookingUp, upstream_knows(holder(), PAST)),
            (ShowProgress, ReceiptChosen(index=0)),
        ],
    )
    printed = ended.asked(Print)[0]
    assert isinstance(printed, Print)
    assert printed.act is not None
    assert (printed.act.number, printed.act.copies, printed.act.token) == ("B-1", 1, "t")


@pytest.mark.parametrize(
    ("answer", "refusal"),
    [(UNREACHABLE, Refusal.LOOKUP_NOT_POSSIBLE), (upstream_knows(holder()), Refusal.RECEIPT_NOT_FOUND)],
)
def test_a_receipt_that_cannot_be_had_is_refused_with_a_next_step(answer: Event, refusal: Refusal) -> None:
    ended = walk(at_welcome(), [*history(Service.REPRINT), (LookingUp, answer), (Refused,)])
    assert isinstance(ended.page, Refused)
    assert ended.page.refusal is refusal


@pytest.mark.parametrize(
    ("state", "advice"),
    [
        (CardState.NORMAL, Advice.NOT_LOST),
        (CardState.TEMPORARILY_LOST, Advice.CAN_RELEASE),
        (CardState.FORMALLY_LOST, Advice.CAN_RELEASE),
    ],
)
def test_a_found_card_is_released_where_its_state_allows(state: CardState, advice: Advice) -> None:
    """domain 4.1: release is allowed until the reissue application is made; after that never."""
    shown = walk(at_welcome(), [*history(Service.RELEASE), (LookingUp, upstream_knows(holder(card(state))))])
    assert isinstance(shown.page, CardStanding)
    assert shown.page.advice is advice


def test_a_release_is_filed_after_its_own_confirmation() -> None:
    lost = holder(card(CardState.FORMALLY_LOST))
    ended = walk(
        at_welcome(),
        [
            *history(Service.RELEASE),
            (LookingUp, upstream_knows(lost)),
            (CardStanding, CONFIRM),
            (ConfirmRelease, CONFIRM),
            (Filing, stored),
            (AwaitingVerdict, IN_FORCE),
            (Printing, PRINTED),
            (Result,),
        ],
    )
    assert visit_in(ended.kiosk).filed[0].kind is SubmissionKind.RELEASE


def test_without_a_document_the_terminal_prints_what_to_bring_once() -> None:
    to_print = press(Press.PRINT)
    ended = walk(
        at_welcome(),
        [
            (Welcome, START),
            (ChooseService, choose(Service.NO_DOCUMENT)),
            (WhatToBring, to_print),
            (WhatToBring, to_print),
            (WhatToBring, CONFIRM),
            (Welcome,),
        ],
    )
    (slip,) = ended.asked(Print)
    assert isinstance(slip, Print)
    assert (slip.slip, slip.visit) == (Slip.WHAT_TO_BRING, None)


def test_staff_open_a_visit_for_a_person_without_a_card_and_it_bears_their_name() -> None:
    """Journey 5: an assisted visit, with the clerk's own sign-in."""
    typed = replace(LI, from_chip=False)
    opens = AssistedVisitOpened(clerk="zhang", service=Service.REPORT_LOSS, holder=typed)
    ended = walk(
        at_welcome(),
        [
            (Welcome, opens),
            (ConfirmIdentity, opens),
            (ConfirmIdentity, CONFIRM),
            (LookingUp, upstream_knows(holder())),
            (CardStanding, CONFIRM),
            (ConfirmLoss, CONFIRM),
        ],
    )
    (filed,) = ended.asked(File)
    assert isinstance(filed, File)
    assert (filed.clerk, filed.submission.holder) == ("zhang", typed)


def test_outlets_are_browsed_without_a_visit() -> None:
    ended = walk(
        at_welcome(),
        [
            (Welcome, START),
            (ChooseService, choose(Service.OUTLETS)),
            (BrowseOutlets, press(Press.NEXT_SHEET)),
            (BrowseOutlets, BACK),
            (ChooseService,),
        ],
    )
    assert ended.asked(Wipe) == []
