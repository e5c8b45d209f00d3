"""What comes from outside in the middle of a visit: the upstream's later words, the reader."""

from dataclasses import replace

import pytest

from kiosk.flow.conditions import ReaderCondition
from kiosk.flow.effects import ArmReader
from kiosk.flow.events import (
    Event,
    Press,
    ReaderChanged,
    VerdictArrived,
)
from kiosk.flow.pages import (
    AwaitingVerdict,
    CardStanding,
    ChooseService,
    ConfirmIdentity,
    ConfirmLoss,
    Filing,
    LookingUp,
    PlaceDocument,
    Printing,
    ReadTrouble,
    Result,
    Welcome,
)
from kiosk.flow.state import Kiosk
from kiosk.flow.visit import PrintState, Service, Standing
from tests.flow.steps import (
    CONFIRM,
    IN_FORCE,
    NOW,
    PRINTED,
    START,
    TO_IDENTITY,
    Occasion,
    Step,
    at_welcome,
    choose,
    holder,
    misreads,
    press,
    reader,
    slip,
    stored,
    upstream_knows,
    verdict,
    visit_in,
    walk,
)

LIES = reader(ReaderCondition.CARD_PRESENT)
TO_CONFIRM: list[Step] = [
    *TO_IDENTITY,
    (ConfirmIdentity, CONFIRM),
    (LookingUp, upstream_knows(holder())),
    (CardStanding, CONFIRM),
]
TO_AWAITING: list[Step] = [*TO_CONFIRM, (ConfirmLoss, CONFIRM), (Filing, stored)]
TO_RESULT: list[Step] = [*TO_AWAITING, (AwaitingVerdict, IN_FORCE), (Printing, PRINTED)]


# --- what is said of an act ---


def late(standing: Standing, **changes: object) -> Occasion:
    def arrives(kiosk: Kiosk) -> Event:
        word = verdict(standing)
        event = word(kiosk) if callable(word) else word
        assert isinstance(event, VerdictArrived)
        return replace(event, **changes)  # type: ignore[arg-type]  # test data by keyword

    return arrives


@pytest.mark.parametrize("final", [Standing.IN_FORCE, Standing.RECEIVED])
@pytest.mark.parametrize("word", [Standing.KEPT, Standing.REFUSED, Standing.RECEIVED])
def test_a_word_that_comes_late_never_takes_an_earlier_one_back(final: Standing, word: Standing) -> None:
    steps = [*TO_AWAITING, (AwaitingVerdict, verdict(final)), (Printing, PRINTED), (Result, late(word))]
    act = visit_in(walk(at_welcome(), steps).kiosk).filed[0]
    grows = final is Standing.RECEIVED and word is Standing.REFUSED
    assert act.standing is (word if grows else final)


def test_a_later_word_brings_the_receipt_that_is_in_force_and_shows_its_code() -> None:
    steps: list[Step] = [
        *TO_AWAITING,
        (AwaitingVerdict, verdict(Standing.RECEIVED)),
        (Printing, PRINTED),
        (Result, late(Standing.IN_FORCE, token="newer", since=NOW)),
    ]
    told = walk(at_welcome(), steps)
    assert isinstance(told.page, Result)
    act = told.page.visit.filed[0]
    assert (act.token, act.since, told.page.number_qr) == ("newer", NOW, "newer")


def test_a_word_on_an_act_of_nobody_here_changes_nothing() -> None:
    begun = walk(at_welcome(), [*TO_RESULT, (Result,)])
    unknown = late(Standing.IN_FORCE, submission_id="elsewhere", token="other")
    assert walk(begun, [(Result, unknown)]).kiosk == begun.kiosk
    assert walk(begun, [(Result, slip(PrintState.UNKNOWN, number="elsewhere"))]).kiosk == begun.kiosk


# --- the reader ---


def test_a_card_that_lies_there_already_is_read_at_once() -> None:
    steps: list[Step] = [(Welcome, START), (ChooseService, choose(Service.REPORT_LOSS)), (PlaceDocument,)]
    begun = walk(at_welcome(reader=ReaderCondition.CARD_PRESENT), steps)
    assert begun.asked(ArmReader) == [ArmReader(visit=visit_in(begun.kiosk).id)]
    assert isinstance(begun.page, PlaceDocument)
    assert begun.page.trouble is None


def test_without_a_reader_the_page_says_so_from_the_beginning() -> None:
    steps: list[Step] = [(Welcome, START), (ChooseService, choose(Service.REPORT_LOSS)), (PlaceDocument,)]
    begun = walk(at_welcome(reader=ReaderCondition.NO_READER), steps)
    assert isinstance(begun.page, PlaceDocument)
    assert begun.page.trouble is ReadTrouble.NO_READER


def test_another_try_arms_the_reader_and_a_card_that_is_only_put_down_does_not() -> None:
    steps: list[Step] = [(Welcome, START), (ChooseService, choose(Service.REPORT_LOSS))]
    failed = walk(at_welcome(), [*steps, (PlaceDocument, misreads(ReadTrouble.UNREADABLE))])
    armed = len(failed.asked(ArmReader))
    down = walk(failed, [(PlaceDocument, LIES), (PlaceDocument,)])
    assert len(down.asked(ArmReader)) == armed
    lifted = walk(down, [(PlaceDocument, ReaderChanged(condition=ReaderCondition.NO_CARD))])
    assert isinstance(lifted.page, PlaceDocument)
    assert (lifted.page.trouble, lifted.page.failures) == (ReadTrouble.UNREADABLE, 1)
    again = walk(lifted, [(PlaceDocument, press(Press.RETRY)), (PlaceDocument,)])
    assert len(again.asked(ArmReader)) == armed + 2
