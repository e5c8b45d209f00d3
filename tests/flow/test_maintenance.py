"""Staff: through the door, about the room, out again; no visitor gets in, nobody is forgotten inside."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from kiosk.flow.conditions import OutOfService, ReaderCondition
from kiosk.flow.effects import DoStaffAct, Effect, SetTimer, TryDoor
from kiosk.flow.events import (
    Aid,
    AidToggled,
    Crashed,
    DoorOpened,
    DoorRefused,
    Event,
    KeyTyped,
    LanguageChosen,
    Press,
    Pressed,
    ReaderChanged,
    SectionChosen,
    ServiceChosen,
    ServiceStateSet,
    StaffActChosen,
    StaffActed,
    StaffAsked,
    StaffLooked,
    TimerFired,
    VolumeChosen,
)
from kiosk.flow.maintenance_findings import SHUT_TO_ALL
from kiosk.flow.pages import ClosedPage, Failsafe, PlaceDocument, Welcome
from kiosk.flow.pages.maintenance import (
    CheckLook,
    Cleaning,
    DoorAsk,
    DoorTrouble,
    Findings,
    QueueLook,
    Section,
    StaffDoor,
    StaffLook,
    StaffRoom,
)
from kiosk.flow.reduce import reduce
from kiosk.flow.roles import Role, StaffAct, needed_for
from kiosk.flow.samples import sample_policy
from kiosk.flow.start import start
from kiosk.flow.state import Kiosk, Place
from kiosk.flow.visit import Service
from kiosk.rules.policy import Text

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=timezone(timedelta(hours=8)))
DONE = Text(zh="完成", en="Done")
LOOK = StaffLook(
    checks=(),
    queue=QueueLook(depth=0, parked=0, oldest="", last_success="", why=DONE, next_try=""),
)


class Terminal:
    """The flow, and all that it asked for."""

    def __init__(self) -> None:
        policy = sample_policy()
        place = Place(
            terminal="HZ07", site="outlet", hospital_level=0, region=policy.region, name="厅", name_en="Hall"
        )
        self.kiosk, effects = start(place, policy, NOW)
        self.effects: list[Effect] = list(effects)

    def __call__(self, *events: Event) -> Kiosk:
        for event in events:
            self.kiosk, effects = reduce(self.kiosk, event)
            self.effects += effects
        return self.kiosk

    def type(self, digits: str) -> Kiosk:
        return self(*(KeyTyped(key=digit) for digit in digits))

    def press(self, press: Press) -> Kiosk:
        return self(Pressed(press=press))

    def enter(self, role: Role = Role.TECHNICIAN, *, code: bool = False) -> Kiosk:
        self(StaffAsked())
        self.type("01")
        self.type("271828")
        self.press(Press.CONFIRM)
        return self(
            DoorOpened(number="01", name="李", role=role, must_choose_pin=code, idle_seconds=300),
            *(() if code else (StaffLooked(look=LOOK),)),
        )

    @property
    def acts(self) -> list[StaffAct]:
        return [effect.act for effect in self.effects if isinstance(effect, DoStaffAct)]


@pytest.fixture
def terminal() -> Terminal:
    return Terminal()


def room(kiosk: Kiosk) -> StaffRoom:
    assert isinstance(kiosk.page, StaffRoom)
    return kiosk.page


def door(kiosk: Kiosk) -> StaffDoor:
    assert isinstance(kiosk.page, StaffDoor)
    return kiosk.page


def test_the_gesture_does_nothing_while_a_visit_runs(terminal: Terminal) -> None:
    terminal(Pressed(press=Press.START), ServiceChosen(service=Service.REPORT_LOSS))
    assert isinstance(terminal(StaffAsked()).page, PlaceDocument)


def test_a_visitor_at_the_door_is_taken_home_by_idleness(terminal: Terminal) -> None:
    kiosk = terminal(StaffAsked())
    assert isinstance(terminal(TimerFired(token=kiosk.idle_timer)).page, Welcome)


def test_back_leaves_the_door(terminal: Terminal) -> None:
    terminal(StaffAsked())
    assert isinstance(terminal.press(Press.BACK).page, Welcome)


def test_nothing_is_tried_with_too_few_digits(terminal: Terminal) -> None:
    terminal(StaffAsked())
    terminal.type("01")
    terminal.type("27182")
    terminal.press(Press.CONFIRM)
    assert not any(isinstance(effect, TryDoor) for effect in terminal.effects)


def test_a_pin_is_tried_once_however_often_the_button_is_pressed(terminal: Terminal) -> None:
    terminal(StaffAsked())
    terminal.type("01")
    terminal.type("271828")
    for _ in range(3):
        terminal.press(Press.CONFIRM)
    tries = [effect for effect in terminal.effects if isinstance(effect, TryDoor)]
    assert tries == [TryDoor(number="01", secret="271828")]


def test_no_secret_shows_in_a_repr(terminal: Terminal) -> None:
    terminal(StaffAsked())
    terminal.type("01")
    kiosk = terminal.type("271828")
    assert "271828" not in repr(kiosk)
    assert "271828" not in repr(TryDoor(number="01", secret="271828"))


@pytest.mark.parametrize(
    "trouble",
    sorted(set(DoorTrouble) - {DoorTrouble.WEAK_PIN, DoorTrouble.WRONG_CARD_PIN} - SHUT_TO_ALL),
)
def test_a_refusal_begins_again_at_the_number_and_says_why(trouble: DoorTrouble, terminal: Terminal) -> None:
    terminal(StaffAsked())
    terminal.type("01")
    terminal.type("000000")
    terminal.press(Press.CONFIRM)
    page = door(terminal(DoorRefused(trouble=trouble, wait_seconds=30)))
    assert (page.asks, page.number, page.typed, page.trouble) == (DoorAsk.NUMBER, "", "", trouble)


@pytest.mark.parametrize("trouble", sorted(SHUT_TO_ALL))
def test_where_nobody_can_sign_in_the_findings_are_shown_and_nothing_can_be_done(
    trouble: DoorTrouble, terminal: Terminal
) -> None:
    terminal(StaffAsked())
    terminal.type("01")
    terminal.type("000000")
    terminal.press(Press.CONFIRM)
    assert terminal(DoorRefused(trouble=trouble)).page == Findings(trouble=trouble)
    assert terminal.effects[-2] == DoStaffAct(act=StaffAct.LOOK, number="", name="")
    before = len(terminal.effects)
    terminal(StaffActChosen(act=StaffAct.RESTART), SectionChosen(section=Section.SERVICE))
    assert not [one for one in terminal.effects[before:] if isinstance(one, DoStaffAct)]
    assert isinstance(terminal.press(Press.CONFIRM).page, Welcome)


def test_the_findings_are_turned_and_left_alone_they_go(terminal: Terminal) -> None:
    wrong = CheckLook(name=DONE, ok=False, detail=DONE, remedy=DONE)
    terminal(StaffAsked(), DoorRefused(trouble=DoorTrouble.STORE))
    terminal(StaffLooked(look=replace(LOOK, checks=(wrong,) * 4)))
    for press, sheet in ((Press.NEXT_SHEET, 1), (Press.NEXT_SHEET, 1), (Press.PREVIOUS_SHEET, 0)):
        page = terminal.press(press).page
        assert isinstance(page, Findings)
        assert page.sheet == sheet
    assert isinstance(terminal.press(Press.HELP).page, Findings)
    assert isinstance(terminal(TimerFired(token=terminal.kiosk.idle_timer)).page, Welcome)


def test_a_staff_card_that_cannot_be_judged_leaves_the_number_to_type(terminal: Terminal) -> None:
    terminal(ReaderChanged(condition=ReaderCondition.CARD_PRESENT), StaffAsked())
    terminal.type("000000")
    terminal.press(Press.CONFIRM)
    assert door(terminal(DoorRefused(trouble=DoorTrouble.UNREADABLE))).asks is DoorAsk.NUMBER


def test_an_answer_that_nobody_asked_for_opens_nothing(terminal: Terminal) -> None:
    opened = DoorOpened(number="01", name="李", role=Role.CLERK, must_choose_pin=False, idle_seconds=300)
    assert isinstance(terminal(opened).page, Welcome)
    assert isinstance(terminal(StaffAsked(), opened).page, StaffDoor)


def test_an_answer_for_another_number_opens_nothing(terminal: Terminal) -> None:
    terminal(StaffAsked())
    terminal.type("02")
    terminal.type("271828")
    terminal.press(Press.CONFIRM)
    late = DoorOpened(number="01", name="李", role=Role.CLERK, must_choose_pin=False, idle_seconds=300)
    assert isinstance(terminal(late).page, StaffDoor)


def test_a_one_time_code_leads_to_a_new_pin_typed_twice(terminal: Terminal) -> None:
    assert door(terminal.enter(code=True)).asks is DoorAsk.NEW_PIN
    terminal.type("314159")
    assert door(terminal.press(Press.CONFIRM)).asks is DoorAsk.REPEAT
    terminal.type("314159")
    terminal.press(Press.CONFIRM)
    assert TryDoor(number="01", secret="314159", new_pin=True) in terminal.effects


def test_a_new_pin_that_differs_the_second_time_is_chosen_anew(terminal: Terminal) -> None:
    terminal.enter(code=True)
    terminal.type("314159")
    terminal.press(Press.CONFIRM)
    terminal.type("314158")
    page = door(terminal.press(Press.CONFIRM))
    assert (page.asks, page.trouble, page.chosen) == (DoorAsk.NEW_PIN, DoorTrouble.NOT_REPEATED, "")


def test_a_weak_pin_is_chosen_anew_by_the_same_person(terminal: Terminal) -> None:
    terminal.enter(code=True)
    for _ in range(2):
        terminal.type("111111")
        terminal.press(Press.CONFIRM)
    page = door(terminal(DoorRefused(trouble=DoorTrouble.WEAK_PIN)))
    assert (page.asks, page.number, page.trouble) == (DoorAsk.NEW_PIN, "01", DoorTrouble.WEAK_PIN)


@pytest.mark.parametrize("act", [act for act in StaffAct if needed_for(act) is not Role.CLERK])
def test_a_clerk_may_not_do_what_a_technician_may(act: StaffAct, terminal: Terminal) -> None:
    terminal.enter(Role.CLERK)
    terminal(StaffActChosen(act=act))
    assert act not in terminal.acts


def test_only_one_act_runs_at_a_time(terminal: Terminal) -> None:
    terminal.enter()
    terminal(StaffActChosen(act=StaffAct.TEST_PRINTER), StaffActChosen(act=StaffAct.RETRY_ALL))
    assert StaffAct.RETRY_ALL not in terminal.acts


def test_what_an_act_came_to_is_said_and_everything_is_looked_at_again(terminal: Terminal) -> None:
    terminal.enter()
    terminal(StaffActChosen(act=StaffAct.RETRY_ALL))
    page = room(terminal(StaffActed(act=StaffAct.RETRY_ALL, well=False, said=DONE)))
    assert (page.busy, page.said, page.well) == (None, DONE, False)
    assert terminal.acts[-1] is StaffAct.LOOK


def test_whoever_is_idle_is_signed_out(terminal: Terminal) -> None:
    kiosk = terminal.enter()
    waits = [effect.seconds for effect in terminal.effects if isinstance(effect, SetTimer)]
    assert waits[-1] == 300
    assert isinstance(terminal(TimerFired(token=kiosk.idle_timer)).page, Welcome)
    assert terminal.acts[-1] is StaffAct.SIGN_OUT


@pytest.mark.parametrize("press", [Press.QUIT, Press.BACK])
def test_leaving_signs_out(press: Press, terminal: Terminal) -> None:
    terminal.enter()
    assert isinstance(terminal.press(press).page, Welcome)
    assert terminal.acts[-1] is StaffAct.SIGN_OUT


def test_help_does_not_cover_the_staff_room(terminal: Terminal) -> None:
    terminal.enter()
    assert isinstance(terminal.press(Press.HELP).page, StaffRoom)


def test_out_of_service_is_seen_by_visitors_once_staff_have_left(terminal: Terminal) -> None:
    terminal.enter()
    assert isinstance(terminal(ServiceStateSet(reason=OutOfService.REPAIR)).page, StaffRoom)
    assert isinstance(terminal.press(Press.QUIT).page, ClosedPage)


def test_the_door_opens_on_a_closed_terminal_too(terminal: Terminal) -> None:
    terminal(ServiceStateSet(reason=OutOfService.STORE))
    assert isinstance(terminal(StaffAsked()).page, StaffDoor)


def test_while_the_glass_is_wiped_no_touch_means_anything(terminal: Terminal) -> None:
    terminal.enter()
    before = terminal(StaffActChosen(act=StaffAct.CLEAN))
    assert isinstance(before.page, Cleaning)
    after = terminal(
        LanguageChosen(language="en"), AidToggled(aid=Aid.LARGE), Pressed(press=Press.QUIT), StaffAsked()
    )
    assert after == before


def test_after_thirty_seconds_of_wiping_staff_are_where_they_were(terminal: Terminal) -> None:
    terminal.enter()
    terminal(SectionChosen(section=Section.SERVICE), StaffActChosen(act=StaffAct.CLEAN))
    for _ in range(30):
        assert isinstance(terminal.kiosk.page, Cleaning)
        terminal(TimerFired(token=terminal.kiosk.page_timer))
    assert room(terminal.kiosk).section is Section.SERVICE


def test_the_look_that_staff_keep_is_the_next_visitors(terminal: Terminal) -> None:
    terminal.enter()
    terminal(LanguageChosen(language="en"), StaffActChosen(act=StaffAct.KEEP_LOOK))
    terminal(StaffActed(act=StaffAct.KEEP_LOOK, well=True, said=DONE))
    assert terminal.press(Press.QUIT).preferences.language == "en"


def test_only_language_and_volume_are_kept_not_the_large_text_that_staff_need(terminal: Terminal) -> None:
    terminal.enter()
    terminal(VolumeChosen(volume=5), AidToggled(aid=Aid.LARGE), StaffActChosen(act=StaffAct.KEEP_LOOK))
    terminal(StaffActed(act=StaffAct.KEEP_LOOK, well=True, said=DONE))
    wishes = terminal.press(Press.QUIT).preferences
    assert (wishes.volume, wishes.large) == (5, False)


def test_a_look_that_staff_do_not_keep_is_gone_with_them(terminal: Terminal) -> None:
    terminal.enter()
    terminal(LanguageChosen(language="en"))
    assert terminal.press(Press.QUIT).preferences.language == "zh"


def test_a_bug_in_the_room_ends_on_the_failsafe_page(terminal: Terminal) -> None:
    terminal.enter()
    assert isinstance(terminal(Crashed(code="X")).page, Failsafe)


def test_the_sheets_do_not_turn_past_the_end(terminal: Terminal) -> None:
    terminal.enter()
    assert room(terminal.press(Press.NEXT_SHEET)).sheet == 0
