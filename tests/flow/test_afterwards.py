"""After filing: copies of a slip, progress, receipts of an earlier day, and what may be tried again."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk.flow.conditions import PrinterCondition
from kiosk.flow.effects import LookUp, Print, Slip
from kiosk.flow.events import Aid, AidToggled, Event, LanguageChosen, Press, PrinterChanged, ReceiptChosen
from kiosk.flow.pages import (
    AwaitingVerdict,
    CardStanding,
    ChooseService,
    ConfirmIdentity,
    ConfirmLoss,
    EnterPhone,
    Filing,
    Goodbye,
    LookingUp,
    PlaceDocument,
    Printing,
    Refusal,
    Refused,
    Result,
    ShowProgress,
    Welcome,
)
from kiosk.flow.visit import FiledAct, PrintState, Service, Standing
from kiosk.rules.progress import ProgressItem, Terms
from kiosk.rules.submissions import LossForm, SubmissionKind
from tests.flow.steps import (
    BACK,
    CONFIRM,
    DECLINE,
    IN_FORCE,
    LI,
    NOW,
    PRINTED,
    RETRY,
    START,
    UNREACHABLE,
    Step,
    Walked,
    at_welcome,
    choose,
    holder,
    lays,
    not_stored,
    press,
    slip,
    stored,
    upstream_knows,
    verdict,
    visit_in,
    walk,
)

AGAIN = press(Press.REPRINT)
FAILED = slip(PrintState.NOT_PRINTED)
PAST = ProgressItem(
    kind=SubmissionKind.LOSS_REPORT,
    submission_id="old",
    number="B-1",
    filed_at=NOW - timedelta(days=3),
    in_force_since=NOW - timedelta(days=2),
    token="t",
    terms=Terms(loss=LossForm.TEMPORARY),
)
WAITING = replace(PAST, submission_id="second", number="B-2", in_force_since=None)
REFUSED = replace(WAITING, submission_id="third", number="B-3", refusal="not_insured_here")


def to_identity(service: Service) -> list[Step]:
    return [
        (Welcome, START),
        (ChooseService, choose(service)),
        (PlaceDocument, lays(LI)),
        (ConfirmIdentity, CONFIRM),
    ]


def reported(service: Service, *printing: Step) -> Walked:
    steps: list[Step] = [
        *to_identity(service),
        (LookingUp, upstream_knows(holder())),
        (CardStanding, CONFIRM),
        (ConfirmLoss, CONFIRM),
        (Filing, stored),
        (AwaitingVerdict, IN_FORCE),
    ]
    return walk(at_welcome(), [*steps, *printing])


def prints(walked: Walked) -> list[Print]:
    return [one for one in walked.asked(Print) if isinstance(one, Print)]


# --- a second slip ---


def test_a_slip_that_came_out_is_not_printed_again() -> None:
    ended = reported(Service.REPORT_LOSS, (Printing, PRINTED), (Result, AGAIN), (Result,))
    assert len(prints(ended)) == 1


@pytest.mark.parametrize("state", [PrintState.NOT_PRINTED, PrintState.UNKNOWN])
def test_a_slip_that_did_not_surely_come_out_is_printed_as_a_copy_for_the_same_person(
    state: PrintState,
) -> None:
    ended = reported(Service.REPORT_LOSS, (Printing, slip(state)), (Result, AGAIN), (Result,))
    first, second = prints(ended)
    assert first.act is not None
    assert second.act == replace(first.act, copies=1, print_state=PrintState.WAITING)
    assert second.visit == visit_in(ended.kiosk)


def test_after_three_copies_that_failed_the_printer_needs_staff() -> None:
    again: list[Step] = [(Result, AGAIN), (Result, FAILED)]
    ended = reported(Service.REPORT_LOSS, (Printing, FAILED), *again * 5)
    assert [one.act.copies for one in prints(ended) if one.act] == [0, 1, 2, 3]


def test_who_went_without_a_slip_has_one_printed_once_there_is_paper() -> None:
    steps: list[Step] = [
        *to_identity(Service.REPORT_LOSS),
        (LookingUp, upstream_knows(holder())),
        (CardStanding, CONFIRM),
    ]
    agreed = walk(at_welcome(printer=PrinterCondition.PAPER_OUT), [*steps])
    ended = walk(
        agreed,
        [
            (type(agreed.page), CONFIRM),
            (ConfirmLoss, CONFIRM),
            (Filing, stored),
            (AwaitingVerdict, IN_FORCE),
            (Result, PrinterChanged(condition=PrinterCondition.READY)),
            (Result, AGAIN),
        ],
    )
    assert [one.act.copies for one in prints(ended) if one.act] == [1]


def test_who_has_enough_after_the_report_goes_without_applying() -> None:
    done = reported(Service.REPORT_AND_REPLACE, (Printing, PRINTED), (Result,))
    assert isinstance(done.page, Result)
    assert done.page.go_on
    assert isinstance(walk(done, [(Result, CONFIRM)]).page, EnterPhone)
    left = walk(done, [(Result, DECLINE), (Goodbye,)])
    assert isinstance(left.page, Goodbye)
    assert left.page.receipts == 1


# --- progress and receipts of an earlier day ---


def history(service: Service, *items: ProgressItem) -> Walked:
    steps = [*to_identity(service), (LookingUp, upstream_knows(holder(), *items))]
    wishes: list[Event] = [LanguageChosen(language="en"), AidToggled(aid=Aid.LARGE)]
    return walk(at_welcome(), [*steps, *((ShowProgress, wish) for wish in wishes)])


def test_progress_is_printed_as_the_person_wants_it_and_the_page_stays() -> None:
    ended = walk(history(Service.PROGRESS, PAST, WAITING), [(ShowProgress, press(Press.PRINT))])
    (progress,) = prints(ended)
    assert progress == Print(
        visit=visit_in(ended.kiosk),
        slip=Slip.PROGRESS,
        items=(PAST, WAITING),
        language="en",
        large=True,
    )
    walk(ended, [(ShowProgress, CONFIRM), (Goodbye,)])


@pytest.mark.parametrize(
    ("index", "item", "standing"),
    [
        (0, PAST, Standing.IN_FORCE),
        (1, WAITING, Standing.RECEIVED),
        (2, REFUSED, Standing.REFUSED),
    ],
)
def test_a_receipt_of_an_earlier_day_says_what_was_filed_then_and_how_far_it_has_come(
    index: int, item: ProgressItem, standing: Standing
) -> None:
    shown = history(Service.REPRINT, PAST, WAITING, REFUSED)
    ended = walk(shown, [(ShowProgress, ReceiptChosen(index=index)), (ShowProgress,)])
    (copy,) = prints(ended)
    assert (copy.slip, copy.items, copy.language, copy.large) == (Slip.ACT, (item,), "en", True)
    assert copy.act == FiledAct(
        kind=SubmissionKind.LOSS_REPORT,
        submission_id=item.submission_id,
        number=item.number,
        filed_at=item.filed_at,
        token="t",
        form=LossForm.TEMPORARY,
        standing=standing,
        since=item.in_force_since,
        refusal=item.refusal,
        copies=1,
    )


@pytest.mark.parametrize(
    ("service", "index"), [(Service.REPRINT, -1), (Service.REPRINT, 2), (Service.PROGRESS, 0)]
)
def test_a_receipt_that_is_not_on_the_list_or_was_not_asked_for_is_not_printed(
    service: Service, index: int
) -> None:
    shown = history(service, PAST, WAITING)
    assert prints(walk(shown, [(ShowProgress, ReceiptChosen(index=index)), (ShowProgress,)])) == []


def test_back_from_the_list_leads_to_the_question_whose_card_it_is() -> None:
    walk(history(Service.PROGRESS, PAST), [(ShowProgress, BACK), (ConfirmIdentity,)])


# --- what may be tried again ---


@pytest.mark.parametrize("touch", [RETRY, BACK])
def test_an_upstream_that_did_not_answer_is_asked_again(touch: Event) -> None:
    steps = [*to_identity(Service.PROGRESS), (LookingUp, UNREACHABLE), (Refused, touch)]
    asked = walk(at_welcome(), [*steps, (LookingUp, upstream_knows(holder(), PAST)), (ShowProgress,)])
    first, second = asked.asked(LookUp)
    assert first == second


TO_FILING: list[Step] = [
    *to_identity(Service.REPORT_LOSS),
    (LookingUp, upstream_knows(holder())),
    (CardStanding, CONFIRM),
    (ConfirmLoss, CONFIRM),
]


@pytest.mark.parametrize(
    ("steps", "refusal"),
    [
        ([*to_identity(Service.REPRINT), (LookingUp, upstream_knows(holder()))], Refusal.RECEIPT_NOT_FOUND),
        ([*TO_FILING, (Filing, not_stored)], Refusal.COULD_NOT_STORE),
        (
            [
                *TO_FILING,
                (Filing, stored),
                (AwaitingVerdict, verdict(Standing.REFUSED, "no")),
                (AwaitingVerdict, upstream_knows(holder())),
            ],
            Refusal.UPSTREAM_REFUSED,
        ),
    ],
)
def test_what_another_try_cannot_change_is_not_tried_again(steps: list[Step], refusal: Refusal) -> None:
    refused = walk(at_welcome(), [*steps, (Refused, RETRY), (Refused,)])
    assert isinstance(refused.page, Refused)
    assert refused.page.refusal is refusal


def test_who_gives_up_after_a_refusal_gets_the_document_back_and_a_goodbye() -> None:
    steps = [*to_identity(Service.PROGRESS), (LookingUp, UNREACHABLE), (Refused, CONFIRM)]
    ended = walk(at_welcome(), [*steps, (Goodbye,)])
    assert isinstance(ended.page, Goodbye)
    assert ended.page.receipts == 0
