"""How long every page waits, and for whom: the times of `patience`, as the terminal is asked to keep them."""

import pytest

from kiosk.flow.conditions import OutOfService, PrinterCondition, ReaderCondition
from kiosk.flow.effects import CancelTimer, SetTimer
from kiosk.flow.events import (
    Aid,
    AidToggled,
    Crashed,
    DoorOpened,
    DoorRefused,
    Event,
    HallContrastSet,
    KeyTyped,
    LanguageChosen,
    Press,
    PrinterChanged,
    ServiceStateSet,
    StaffActChosen,
    StaffAsked,
    StaffLooked,
    Touched,
    VolumeChosen,
)
from kiosk.flow.pages import (
    AwaitingVerdict,
    BrowseDistricts,
    BrowseOutlets,
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
    LookingUp,
    PlaceDocument,
    Printing,
    Result,
    TakeDocument,
    Welcome,
    WhatToBring,
)
from kiosk.flow.pages.maintenance import (
    AssistForm,
    Cleaning,
    DoorTrouble,
    Findings,
    StaffDoor,
    StaffRoom,
    TouchTest,
)
from kiosk.flow.preferences import Contrast
from kiosk.flow.roles import Role, StaffAct
from kiosk.flow.visit import PrintState, Service
from tests.flow.steps import (
    BACK,
    CONFIRM,
    HELP,
    IN_FORCE,
    LI,
    PRINTED,
    QUIT,
    START,
    Step,
    Walked,
    at_welcome,
    choose,
    holder,
    lays,
    nobody_touches,
    press,
    reader,
    slip,
    stored,
    times_out,
    upstream_knows,
    walk,
)
from tests.flow.test_maintenance import LOOK

TO_MENU: list[Step] = [(Welcome, START)]
TO_PLACE: list[Step] = [*TO_MENU, (ChooseService, choose(Service.REPORT_LOSS))]
TO_IDENTITY: list[Step] = [*TO_PLACE, (PlaceDocument, lays(LI))]
TO_LOOKUP: list[Step] = [*TO_IDENTITY, (ConfirmIdentity, CONFIRM)]
TO_CONFIRM: list[Step] = [*TO_LOOKUP, (LookingUp, upstream_knows(holder())), (CardStanding, CONFIRM)]
TO_FILING: list[Step] = [*TO_CONFIRM, (ConfirmLoss, CONFIRM)]
TO_PRINTING: list[Step] = [*TO_FILING, (Filing, stored), (AwaitingVerdict, IN_FORCE)]
TO_RESULT: list[Step] = [*TO_PRINTING, (Printing, PRINTED)]
CARD_LEFT: list[Step] = [
    *TO_IDENTITY,
    (ConfirmIdentity, reader(ReaderCondition.CARD_PRESENT)),
    (ConfirmIdentity, QUIT),
    (ConfirmQuit, CONFIRM),
]
ENGLISH = LanguageChosen(language="en")
CLOSE = ServiceStateSet(reason=OutOfService.STAFF)
DOOR: list[Step] = [(Welcome, StaffAsked())]
ROOM: list[Step] = [
    *DOOR,
    *((StaffDoor, KeyTyped(key=digit)) for digit in "01271828"),
    (StaffDoor, CONFIRM),
    (
        StaffDoor,
        DoorOpened(number="01", name="李", role=Role.SUPERVISOR, must_choose_pin=False, idle_seconds=240),
    ),
    (StaffRoom, StaffLooked(look=LOOK)),
]


def own_page(act: StaffAct) -> list[Step]:
    return [*ROOM, (StaffRoom, StaffActChosen(act=act))]


def waits(walked: Walked) -> tuple[float, float]:
    """Seconds until idleness and of the page itself, as the running timers were set."""
    set_for = {one.token: one.seconds for one in walked.effects if isinstance(one, SetTimer)}
    return set_for.get(walked.kiosk.idle_timer, 0), set_for.get(walked.kiosk.page_timer, 0)


@pytest.mark.parametrize(
    ("steps", "page", "idle", "own"),
    [
        ([], Welcome, 0, 0),
        ([(Welcome, ENGLISH)], Welcome, 60, 0),
        ([(Welcome, CLOSE)], ClosedPage, 0, 0),
        ([(Welcome, CLOSE), (ClosedPage, ENGLISH)], ClosedPage, 60, 0),
        (TO_MENU, ChooseService, 60, 0),
        ([*TO_MENU, (ChooseService, choose(Service.OUTLETS))], BrowseOutlets, 60, 0),
        (
            [*TO_MENU, (ChooseService, choose(Service.OUTLETS)), (BrowseOutlets, press(Press.SEARCH))],
            BrowseDistricts,
            60,
            0,
        ),
        ([*TO_MENU, (ChooseService, choose(Service.NO_DOCUMENT))], WhatToBring, 60, 0),
        ([(Welcome, HELP)], Help, 60, 0),
        (TO_PLACE, PlaceDocument, 120, 0),
        ([*TO_PLACE, (PlaceDocument, HELP)], Help, 120, 0),
        ([*TO_PLACE, (PlaceDocument, QUIT)], ConfirmQuit, 120, 0),
        ([*TO_PLACE, (PlaceDocument, nobody_touches)], IdleWarning, 0, 1),
        (TO_LOOKUP, LookingUp, 0, 6),
        (TO_FILING, Filing, 0, 30),
        ([*TO_FILING, (Filing, stored)], AwaitingVerdict, 0, 8),
        (TO_PRINTING, Printing, 0, 60),
        (TO_RESULT, Result, 120, 0),
        (CARD_LEFT, TakeDocument, 0, 30),
        ([*CARD_LEFT, (TakeDocument, times_out)], TakeDocument, 0, 0),
        ([*TO_RESULT, (Result, CONFIRM)], Goodbye, 0, 6),
        ([(Welcome, Crashed(code="bug"))], Failsafe, 0, 20),
        (DOOR, StaffDoor, 60, 0),
        (ROOM, StaffRoom, 240, 0),
        (own_page(StaffAct.TEST_TOUCH), TouchTest, 240, 30),
        (own_page(StaffAct.ASSIST), AssistForm, 240, 0),
        (own_page(StaffAct.CLEAN), Cleaning, 0, 1),
        ([*DOOR, (StaffDoor, DoorRefused(trouble=DoorTrouble.STORE))], Findings, 180, 0),
    ],
)
def test_every_page_waits_its_time(steps: list[Step], page: type, idle: float, own: float) -> None:
    shown = walk(at_welcome(), steps)
    assert isinstance(shown.page, page)
    assert waits(shown) == (idle, own)


@pytest.mark.parametrize(
    ("aids", "idle"),
    [
        ((), 120),
        ((Aid.LARGE,), 180),
        ((Aid.SPEECH,), 180),
        ((Aid.LARGE, Aid.SPEECH), 180),
        ((Aid.DARK,), 120),
        ((Aid.LARGE, Aid.LARGE), 120),
    ],
)
def test_only_who_listens_or_reads_large_is_given_more_time(aids: tuple[Aid, ...], idle: float) -> None:
    shown = walk(at_welcome(), [*TO_PLACE, *((PlaceDocument, AidToggled(aid=aid)) for aid in aids)])
    assert waits(shown) == (idle, 0)


@pytest.mark.parametrize(
    ("steps", "page"),
    [
        (TO_MENU, ChooseService),
        ([(Welcome, ENGLISH)], Welcome),
        ([*TO_MENU, (ChooseService, choose(Service.OUTLETS))], BrowseOutlets),
        ([*TO_MENU, (ChooseService, choose(Service.NO_DOCUMENT))], WhatToBring),
        ([(Welcome, HELP)], Help),
        (DOOR, StaffDoor),
        ([*DOOR, (StaffDoor, DoorRefused(trouble=DoorTrouble.STORE))], Findings),
        (own_page(StaffAct.TEST_TOUCH), TouchTest),
    ],
)
def test_a_page_without_a_visit_goes_home_by_itself_in_the_terminals_own_language(
    steps: list[Step], page: type
) -> None:
    left = walk(at_welcome(), [*steps, (page, nobody_touches), (Welcome,)])
    assert left.kiosk.preferences == left.kiosk.defaults
    assert waits(left) == (0, 0)


def test_a_touch_begins_the_idle_time_anew_and_leaves_the_pages_own_running() -> None:
    begun = walk(at_welcome(), own_page(StaffAct.TEST_TOUCH))
    touched = walk(begun, [(TouchTest, Touched())])
    assert touched.effects[len(begun.effects) :] == (
        CancelTimer(token=begun.kiosk.idle_timer),
        SetTimer(token=touched.kiosk.idle_timer, seconds=240),
    )
    assert touched.kiosk.idle_timer not in {begun.kiosk.idle_timer, begun.kiosk.page_timer}
    assert touched.kiosk.page_timer == begun.kiosk.page_timer


@pytest.mark.parametrize("touch", [Touched(), AidToggled(aid=Aid.DARK), press(Press.NEXT_SHEET)])
def test_a_touch_that_means_nothing_else_is_a_sign_of_life(touch: Event) -> None:
    begun = walk(at_welcome(), TO_PLACE)
    touched = walk(begun, [(PlaceDocument, touch)])
    assert touched.kiosk.idle_timer != begun.kiosk.idle_timer


def test_a_page_that_is_left_stops_its_times() -> None:
    printing = walk(at_welcome(), TO_PRINTING)
    told = walk(printing, [(Printing, PRINTED), (Result,)])
    assert CancelTimer(token=printing.kiosk.page_timer) in told.effects
    gone = walk(told, [(Result, CONFIRM), (Goodbye,)])
    assert CancelTimer(token=told.kiosk.idle_timer) in gone.effects


def test_every_step_of_a_print_begins_the_minute_anew_but_a_printer_that_still_waits_does_not() -> None:
    empty = slip(PrintState.WAITING, waiting_for=PrinterCondition.PAPER_OUT)
    begun = walk(at_welcome(), TO_PRINTING)
    started = walk(begun, [(Printing, slip(PrintState.PRINTING)), (Printing,)])
    assert started.kiosk.page_timer != begun.kiosk.page_timer
    waiting = walk(started, [(Printing, empty), (Printing,)])
    assert isinstance(waiting.page, Printing)
    assert waiting.page.waiting_for is PrinterCondition.PAPER_OUT
    assert waiting.kiosk.page_timer != started.kiosk.page_timer
    still = walk(waiting, [(Printing, empty), (Printing,)])
    assert still.kiosk.page_timer == waiting.kiosk.page_timer
    again = walk(still, [(Printing, slip(PrintState.PRINTING)), (Printing,)])
    assert isinstance(again.page, Printing)
    assert again.page.waiting_for is None
    assert again.kiosk.page_timer != still.kiosk.page_timer


def test_who_does_not_want_to_wait_for_the_slip_goes_on_and_a_printer_event_alone_changes_nothing() -> None:
    ready = PrinterChanged(condition=PrinterCondition.READY)
    walk(at_welcome(), [*TO_PRINTING, (Printing, ready), (Printing, BACK), (Printing, CONFIRM), (Result,)])


@pytest.mark.parametrize(("volume", "kept"), [(-3, 1), (1, 1), (2, 2), (5, 5), (6, 5)])
def test_the_volume_is_one_to_five(volume: int, kept: int) -> None:
    shown = walk(at_welcome(), [*TO_PLACE, (PlaceDocument, VolumeChosen(volume=volume))])
    assert shown.kiosk.preferences.volume == kept


@pytest.mark.parametrize(
    ("aids", "contrast"),
    [
        ((Aid.CONTRAST,), Contrast.HIGH),
        ((Aid.CONTRAST, Aid.CONTRAST), Contrast.NORMAL),
        ((Aid.DARK, Aid.CONTRAST), Contrast.HIGH),
        ((Aid.DARK,), Contrast.DARK),
        ((Aid.DARK, Aid.DARK), Contrast.NORMAL),
    ],
)
def test_a_theme_is_switched_on_and_off(aids: tuple[Aid, ...], contrast: Contrast) -> None:
    shown = walk(at_welcome(), [*TO_PLACE, *((PlaceDocument, AidToggled(aid=aid)) for aid in aids)])
    assert shown.kiosk.preferences.contrast is contrast


def test_a_dark_hall_is_dark_for_whoever_chose_nothing() -> None:
    shown = walk(at_welcome(), [*TO_PLACE, (PlaceDocument, HallContrastSet(contrast=Contrast.DARK))])
    assert shown.kiosk.preferences.contrast is Contrast.DARK
