"""The end of a visit: who is asked before leaving, what lies over a page, what a bug leaves behind."""

import pytest

from kiosk.flow.conditions import OutOfService, PrinterCondition, ReaderCondition
from kiosk.flow.effects import AlertStaff, CancelTimer, DisarmReader, Print, SetTimer
from kiosk.flow.events import (
    ClockTicked,
    Crashed,
    Event,
    Press,
    PrinterChanged,
    ServiceStateSet,
    Touched,
)
from kiosk.flow.pages import (
    AwaitingVerdict,
    CardStanding,
    ChooseService,
    ClosedPage,
    ConfirmIdentity,
    ConfirmLoss,
    ConfirmQuit,
    Failsafe,
    Filing,
    Goodbye,
    Help,
    IdleWarning,
    Leaving,
    LookingUp,
    OfferPaperless,
    Printing,
    Refusal,
    Refused,
    Result,
    TakeDocument,
    Welcome,
)
from kiosk.flow.visit import PrintState, Service
from tests.flow.steps import (
    BACK,
    CONFIRM,
    DECLINE,
    HELP,
    IN_FORCE,
    NOW,
    PRINTED,
    QUIT,
    START,
    TO_IDENTITY,
    Step,
    at_welcome,
    choose,
    holder,
    nobody_touches,
    press,
    reader,
    slip,
    stored,
    times_out,
    upstream_knows,
    walk,
)

LIES, LIFTED = reader(ReaderCondition.CARD_PRESENT), reader(ReaderCondition.NO_CARD)
NO_PAPER = PrinterChanged(condition=PrinterCondition.PAPER_OUT)
STORE_FAILS = ServiceStateSet(reason=OutOfService.STORE)
TO_CONFIRM: list[Step] = [
    *TO_IDENTITY,
    (ConfirmIdentity, CONFIRM),
    (LookingUp, upstream_knows(holder())),
    (CardStanding, CONFIRM),
]
TO_AWAITING: list[Step] = [*TO_CONFIRM, (ConfirmLoss, CONFIRM), (Filing, stored)]
TO_RESULT: list[Step] = [*TO_AWAITING, (AwaitingVerdict, IN_FORCE), (Printing, PRINTED)]


# --- leaving ---


@pytest.mark.parametrize("state", [PrintState.UNCUT, PrintState.UNKNOWN, PrintState.PRINTING])
def test_a_slip_that_may_be_in_the_chute_is_not_forgotten(state: PrintState) -> None:
    steps = [*TO_AWAITING, (AwaitingVerdict, IN_FORCE), (Printing, slip(state)), (Printing, times_out)]
    if state is not PrintState.PRINTING:
        steps.pop()
    ended = walk(at_welcome(), [*steps, (Result, CONFIRM), (Goodbye,)])
    assert isinstance(ended.page, Goodbye)
    assert ended.page.receipts == 1


def test_a_card_is_taken_before_the_goodbye_and_the_slips_are_counted() -> None:
    steps: list[Step] = [*TO_RESULT, (Result, LIES), (Result, CONFIRM), (TakeDocument,)]
    asked = walk(at_welcome(), steps)
    assert asked.page == TakeDocument(leaving=Leaving.DONE, receipts=1)
    moved = walk(asked, [(TakeDocument, reader(ReaderCondition.UNREADABLE)), (TakeDocument,)])
    assert moved.kiosk.page_timer == asked.kiosk.page_timer
    ended = walk(moved, [(TakeDocument, LIFTED), (Goodbye,)])
    assert ended.page == Goodbye(receipts=1)


@pytest.mark.parametrize("touch", [START, CONFIRM])
def test_the_next_person_need_not_wait_for_the_goodbye_to_pass(touch: Event) -> None:
    walk(at_welcome(), [*TO_RESULT, (Result, CONFIRM), (Goodbye, touch), (Welcome,)])


def test_who_walked_away_gets_no_goodbye_after_the_card_was_taken() -> None:
    steps: list[Step] = [
        *TO_IDENTITY,
        (ConfirmIdentity, LIES),
        (ConfirmIdentity, nobody_touches),
        *[(IdleWarning, times_out)] * 30,
        (TakeDocument, LIFTED),
    ]
    walk(at_welcome(), [*steps, (Welcome,)])


def test_leaving_is_asked_only_where_something_would_be_lost() -> None:
    walk(at_welcome(), [(Welcome, QUIT), (Welcome,)])
    walk(at_welcome(), [(Welcome, START), (ChooseService, QUIT), (Welcome,)])
    walk(at_welcome(), [*TO_IDENTITY, (ConfirmIdentity, DECLINE), (Refused, QUIT), (Goodbye,)])
    done = walk(at_welcome(), [*TO_RESULT, (Result, QUIT), (Goodbye,)])
    assert done.page == Goodbye(receipts=1)
    both = [
        (step[0], choose(Service.REPORT_AND_REPLACE)) if step[0] is ChooseService else step
        for step in TO_RESULT
    ]
    walk(at_welcome(), [*both, (Result, QUIT), (ConfirmQuit, DECLINE), (Result,)])


def test_why_one_left_is_known_while_the_card_lies_there() -> None:
    done = walk(at_welcome(), [*TO_RESULT, (Result, LIES), (Result, QUIT), (TakeDocument,)])
    assert done.page == TakeDocument(leaving=Leaving.DONE, receipts=1)
    declined: list[Step] = [(ConfirmIdentity, LIES), (ConfirmIdentity, DECLINE), (Refused, QUIT)]
    refused = walk(at_welcome(), [*TO_IDENTITY, *declined, (TakeDocument,)])
    assert refused.page == TakeDocument(leaving=Leaving.REFUSED, receipts=0)
    assert walk(at_welcome(), CARD_LEFT).page == TakeDocument(leaving=Leaving.QUIT, receipts=0)


def test_leaving_is_not_asked_twice_nor_while_something_is_written() -> None:
    asked = walk(at_welcome(), [*TO_IDENTITY, (ConfirmIdentity, QUIT), (ConfirmQuit, QUIT), (ConfirmQuit,)])
    assert isinstance(asked.page, ConfirmQuit)
    assert isinstance(asked.page.under, ConfirmIdentity)
    walk(at_welcome(), [*TO_CONFIRM, (ConfirmLoss, CONFIRM), (Filing, QUIT), (Filing,)])


def test_leaving_from_the_help_page_asks_about_the_page_below() -> None:
    asked = walk(at_welcome(), [*TO_IDENTITY, (ConfirmIdentity, HELP), (Help, QUIT), (ConfirmQuit,)])
    assert isinstance(asked.page, ConfirmQuit)
    assert isinstance(asked.page.under, ConfirmIdentity)
    walk(at_welcome(), [(Welcome, HELP), (Help, QUIT), (Welcome,)])


CARD_LEFT: list[Step] = [
    *TO_IDENTITY,
    (ConfirmIdentity, LIES),
    (ConfirmIdentity, QUIT),
    (ConfirmQuit, CONFIRM),
]


def test_a_card_that_lies_there_is_never_left_by_pressing_buttons() -> None:
    walk(at_welcome(), [*CARD_LEFT, (TakeDocument, QUIT), (TakeDocument, HELP), (Help, QUIT), (Help,)])


def test_help_over_a_card_that_was_left_goes_back_to_it_by_itself() -> None:
    helped = walk(at_welcome(), [*CARD_LEFT, (TakeDocument, HELP), (Help, nobody_touches), (TakeDocument,)])
    assert SetTimer(token=helped.kiosk.page_timer, seconds=30) in helped.effects


@pytest.mark.parametrize("touch", [BACK, CONFIRM, DECLINE, HELP])
def test_help_is_closed_by_every_button_it_has(touch: Event) -> None:
    walk(at_welcome(), [*TO_IDENTITY, (ConfirmIdentity, HELP), (Help, touch), (ConfirmIdentity,)])


@pytest.mark.parametrize(
    "steps",
    [
        [*TO_CONFIRM, (ConfirmLoss, CONFIRM), (Filing, HELP), (Filing,)],
        [*TO_RESULT, (Result, CONFIRM), (Goodbye, HELP), (Goodbye,)],
        [(Welcome, Crashed(code="bug")), (Failsafe, HELP), (Failsafe, QUIT), (Failsafe,)],
    ],
)
def test_nothing_is_laid_over_a_page_that_passes_by_itself(steps: list[Step]) -> None:
    walk(at_welcome(), steps)


# --- below an overlay ---


def test_what_changes_below_the_question_stays_below_it_when_it_says_nothing_new() -> None:
    begun = walk(at_welcome(), [*TO_RESULT, (Result, HELP), (Help,)])
    told = walk(begun, [(Help, ClockTicked(now=NOW, trusted=True)), (Help, PRINTED), (Help,)])
    assert told.page == begun.page
    assert told.effects == begun.effects


def test_a_page_that_goes_on_below_help_stays_below_it_with_its_own_time() -> None:
    helped = walk(at_welcome(), [*TO_AWAITING, (AwaitingVerdict, HELP), (Help,)])
    printing = walk(helped, [(Help, IN_FORCE), (Help,)])
    assert isinstance(printing.page, Help)
    assert isinstance(printing.page.under, Printing)
    assert len(printing.asked(Print)) == 1
    shown = walk(printing, [(Help, BACK), (Printing,)])
    assert SetTimer(token=shown.kiosk.page_timer, seconds=60) in shown.effects
    assert CancelTimer(token=printing.kiosk.idle_timer) in shown.effects


def test_a_new_state_of_the_printer_shows_below_the_question_whether_to_leave() -> None:
    steps: list[Step] = [
        *TO_CONFIRM[:-1],
        (CardStanding, NO_PAPER),
        (CardStanding, CONFIRM),
        (OfferPaperless, QUIT),
    ]
    asked = walk(at_welcome(), [*steps, (ConfirmQuit,)])
    cover = walk(
        asked, [(ConfirmQuit, PrinterChanged(condition=PrinterCondition.COVER_OPEN)), (ConfirmQuit,)]
    )
    assert isinstance(cover.page, ConfirmQuit)
    assert isinstance(cover.page.under, OfferPaperless)
    assert cover.page.under.printer is PrinterCondition.COVER_OPEN
    assert (cover.kiosk.idle_timer, cover.kiosk.page_timer) == (
        asked.kiosk.idle_timer,
        asked.kiosk.page_timer,
    )


# --- a bug, and a store that fails ---


def test_a_bug_before_a_visit_stops_the_reader_and_calls_staff() -> None:
    ended = walk(at_welcome(), [(Welcome, Crashed(code="E7")), (Failsafe,)])
    assert ended.page == Failsafe(code="E7")
    assert ended.asked(DisarmReader) == [DisarmReader()]
    assert ended.asked(AlertStaff) == [AlertStaff(code="E7")]


def test_after_a_bug_a_card_that_lies_there_is_taken_first() -> None:
    begun = walk(at_welcome(), [*TO_IDENTITY, (ConfirmIdentity, LIES), (ConfirmIdentity, Crashed(code="E7"))])
    assert begun.asked(AlertStaff) == [AlertStaff(code="E7")]
    asked = walk(begun, [(Failsafe, times_out), (TakeDocument,)])
    assert asked.page == TakeDocument(leaving=Leaving.IDLE, receipts=0)
    walk(asked, [(TakeDocument, LIFTED), (Welcome,)])


@pytest.mark.parametrize(
    "steps",
    [
        [*TO_CONFIRM, (ConfirmLoss, CONFIRM), (Filing, STORE_FAILS), (Filing,)],
        [*TO_AWAITING, (AwaitingVerdict, STORE_FAILS), (AwaitingVerdict,)],
        [*TO_RESULT, (Result, STORE_FAILS), (Result,)],
        [*TO_IDENTITY, (ConfirmIdentity, DECLINE), (Refused, STORE_FAILS), (Refused,)],
    ],
)
def test_a_store_that_fails_does_not_take_back_what_is_done_already(steps: list[Step]) -> None:
    ended = walk(at_welcome(), steps)
    assert ended.kiosk.conditions.out_of_service is OutOfService.STORE


def test_a_store_that_fails_is_told_under_help_too_and_closes_the_terminal_afterwards() -> None:
    told = walk(at_welcome(), [*TO_IDENTITY, (ConfirmIdentity, HELP), (Help, STORE_FAILS), (Refused,)])
    assert isinstance(told.page, Refused)
    assert (told.page.refusal, told.page.detail) == (Refusal.COULD_NOT_STORE, "store")
    closed = walk(told, [(Refused, CONFIRM), (Goodbye, times_out), (ClosedPage, BACK), (ClosedPage,)])
    assert isinstance(closed.page, ClosedPage)
    assert closed.page.reason is OutOfService.STORE


def test_a_slip_and_its_copy_are_two_to_be_taken() -> None:
    again: list[Step] = [
        (Printing, slip(PrintState.UNKNOWN)),
        (Result, press(Press.REPRINT)),
        (Result, PRINTED),
    ]
    ended = walk(
        at_welcome(), [*TO_AWAITING, (AwaitingVerdict, IN_FORCE), *again, (Result, CONFIRM), (Goodbye,)]
    )
    assert ended.page == Goodbye(receipts=2)


def test_no_token_of_a_timer_is_ever_used_twice() -> None:
    touches: list[Step] = [(ConfirmIdentity, Touched())] * 3
    ended = walk(
        at_welcome(), [*TO_IDENTITY, *touches, *TO_RESULT[3:], (Result, Touched()), (Result, CONFIRM)]
    )
    tokens = [one.token for one in ended.effects if isinstance(one, SetTimer)]
    assert tokens == sorted(set(tokens))
