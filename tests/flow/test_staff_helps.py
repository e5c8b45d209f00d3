"""Staff open a visit for a person without an ID card, try the touch panel, and sign in by card."""

from datetime import date

import pytest

from kiosk.flow.conditions import ReaderCondition
from kiosk.flow.effects import DoStaffAct, TryDoor
from kiosk.flow.events import (
    CellTouched,
    CharacterChosen,
    CrossTouched,
    DoorOpened,
    DoorRefused,
    Event,
    KeyTyped,
    Press,
    ReaderChanged,
    ServiceChosen,
    SpellingChosen,
    StaffActChosen,
    StaffActed,
    StaffAsked,
    StaffLooked,
    TimerFired,
)
from kiosk.flow.maintenance_assist import document_of
from kiosk.flow.pages import AssistForm, ConfirmIdentity, StaffDoor, StaffRoom, TouchTest, Welcome
from kiosk.flow.pages.maintenance import (
    CROSSES,
    TOUCH_COLUMNS,
    TOUCH_ROWS,
    AssistAsk,
    DoorAsk,
    DoorTrouble,
    Spelling,
)
from kiosk.flow.roles import Role, StaffAct
from kiosk.flow.visit import Service
from kiosk.rules.documents import DocumentKind, Sex
from kiosk.rules.pinyin import characters
from tests.flow.test_maintenance import DONE, LOOK, Terminal

NUMBER = "11010519491231002X"


@pytest.fixture
def terminal() -> Terminal:
    return Terminal()


def form(terminal: Terminal) -> AssistForm:
    page = terminal.kiosk.page
    assert isinstance(page, AssistForm)
    return page


def typed_number(terminal: Terminal, number: str) -> AssistForm:
    terminal.enter(Role.CLERK)
    terminal(StaffActChosen(act=StaffAct.ASSIST), ServiceChosen(service=Service.REPORT_LOSS))
    terminal.type(number)
    terminal.press(Press.CONFIRM)
    return form(terminal)


def checked(terminal: Terminal) -> AssistForm:
    """Everything is typed, the last question stands there."""
    typed_number(terminal, NUMBER)
    for syllable, character in (("wang", "王"), ("gui", "桂"), ("lan", "兰")):
        terminal(*(KeyTyped(key=key.upper()) for key in syllable), CharacterChosen(character=character))
    terminal.press(Press.CONFIRM)
    return form(terminal)


def acts(terminal: Terminal, act: StaffAct) -> list[DoStaffAct]:
    return [one for one in terminal.effects if isinstance(one, DoStaffAct) and one.act is act]


# --- the assisted visit ---


@pytest.mark.parametrize("number", ["110105194912310021", "1101051949123100", "", "000000000000000000"])
def test_a_number_that_does_not_hold_leads_nowhere(number: str, terminal: Terminal) -> None:
    page = typed_number(terminal, number)
    assert (page.asks, page.wrong) == (AssistAsk.NUMBER, True)


def test_letters_that_begin_no_syllable_are_not_taken(terminal: Terminal) -> None:
    typed_number(terminal, NUMBER)
    terminal(*(KeyTyped(key=key) for key in "WXQ"))
    assert form(terminal).syllable == "w"


def test_a_character_that_is_not_offered_is_not_taken(terminal: Terminal) -> None:
    typed_number(terminal, NUMBER)
    terminal(KeyTyped(key="W"), KeyTyped(key="O"), CharacterChosen(character="王"))
    assert form(terminal).name == ""


def test_nobody_goes_on_with_half_a_name(terminal: Terminal) -> None:
    typed_number(terminal, NUMBER)
    terminal(*(KeyTyped(key=key) for key in "WANG"), CharacterChosen(character="王"))
    terminal.press(Press.CONFIRM)
    assert form(terminal).asks is AssistAsk.NAME


def test_no_visit_begins_before_it_is_in_the_audit(terminal: Terminal) -> None:
    checked(terminal)
    terminal.press(Press.CONFIRM)
    terminal.press(Press.CONFIRM)
    assert len(acts(terminal, StaffAct.ASSIST)) == 1
    assert isinstance(terminal.kiosk.page, AssistForm)


def test_what_was_compared_with_the_papers_cannot_be_changed_afterwards(terminal: Terminal) -> None:
    checked(terminal)
    name = form(terminal).name
    for _ in range(2):
        terminal.press(Press.BACKSPACE)
        assert (form(terminal).asks, form(terminal).name) == (AssistAsk.CHECK, name)
        terminal.press(Press.CONFIRM)


def test_no_visit_begins_when_the_audit_cannot_be_written(terminal: Terminal) -> None:
    checked(terminal)
    terminal.press(Press.CONFIRM)
    page = terminal(StaffActed(act=StaffAct.ASSIST, well=False, said=DONE)).page
    assert isinstance(page, StaffRoom)
    assert (page.said, page.well) == (DONE, False)


def test_the_visit_carries_the_clerks_name_and_whoever_signed_in_is_signed_out(terminal: Terminal) -> None:
    checked(terminal)
    terminal.press(Press.CONFIRM)
    page = terminal(StaffActed(act=StaffAct.ASSIST, well=True, said=DONE)).page
    assert isinstance(page, ConfirmIdentity)
    holder = page.visit.holder
    assert holder is not None
    assert (page.visit.clerk, page.visit.service) == ("李", Service.REPORT_LOSS)
    assert (holder.name, holder.number, holder.sex, holder.birth) == (
        "王桂兰",
        NUMBER,
        Sex.FEMALE,
        date(1949, 12, 31),
    )
    assert not holder.from_chip
    assert acts(terminal, StaffAct.SIGN_OUT)


def test_what_is_typed_of_a_person_shows_in_no_repr(terminal: Terminal) -> None:
    checked(terminal)
    assert NUMBER not in repr(terminal.kiosk)
    assert "桂" not in repr(terminal.kiosk)


def test_back_leads_step_by_step_to_the_room(terminal: Terminal) -> None:
    checked(terminal)
    asked = []
    while isinstance(terminal.kiosk.page, AssistForm):
        asked.append(terminal.kiosk.page.asks)
        terminal.press(Press.BACK)
    assert asked == [AssistAsk.CHECK, AssistAsk.NAME, AssistAsk.NUMBER, AssistAsk.SERVICE]
    assert isinstance(terminal.kiosk.page, StaffRoom)


def test_an_idle_form_is_wiped_and_signed_out(terminal: Terminal) -> None:
    checked(terminal)
    assert isinstance(terminal(TimerFired(token=terminal.kiosk.idle_timer)).page, Welcome)
    assert acts(terminal, StaffAct.SIGN_OUT)


@pytest.mark.parametrize("name", ["王", "吕", "单", "解", "翟", "覃", "曾", "仇"])
def test_a_frequent_surname_is_on_the_first_sheet(name: str) -> None:
    readings = {"王": "wang", "吕": "lv", "单": "shan", "解": "xie", "翟": "zhai", "覃": "qin", "曾": "zeng"}
    assert name in characters(readings.get(name, "qiu"))[:10]


def naming(terminal: Terminal, *events: Event) -> str:
    """The name after these, from an empty one."""
    typed_number(terminal, NUMBER)
    terminal(*events)
    return form(terminal).name


def test_a_name_of_two_parts_has_a_dot_between_them_and_nowhere_else(terminal: Terminal) -> None:
    dot = KeyTyped(key="·")
    ai: tuple[Event, ...] = (KeyTyped(key="A"), KeyTyped(key="I"), CharacterChosen(character="艾"))
    assert naming(terminal, dot, *ai, dot, dot, *ai) == "艾·艾"
    terminal(dot)
    terminal.press(Press.CONFIRM)
    assert form(terminal).asks is AssistAsk.NAME


def test_a_foreigner_is_named_in_letters_as_on_the_papers(terminal: Terminal) -> None:
    letters = (KeyTyped(key=key) for key in "o'neill ann-MARIE8")
    name = naming(terminal, SpellingChosen(spelling=Spelling.LATIN), *letters)
    assert name == "O'NEILL ANN-MARIE"
    terminal.press(Press.CONFIRM)
    assert form(terminal).asks is AssistAsk.CHECK


@pytest.mark.parametrize(("code", "character"), [("20BB7", "𠮷"), ("30EDD", "𰻝"), ("95328236", "𠀀")])
def test_a_character_that_no_reading_leads_to_is_typed_by_its_code(
    code: str, character: str, terminal: Terminal
) -> None:
    typed = (KeyTyped(key=key) for key in code)
    by_code = SpellingChosen(spelling=Spelling.CODE)
    assert naming(terminal, by_code, *typed, CharacterChosen(character=character)) == character


def test_a_code_is_corrected_digit_by_digit_and_letters_beyond_f_are_none(terminal: Terminal) -> None:
    naming(terminal, SpellingChosen(spelling=Spelling.CODE), *(KeyTyped(key=key) for key in "4E0G1"))
    assert (form(terminal).syllable, form(terminal).characters) == ("4E01", ("丁",))
    terminal.press(Press.BACKSPACE)
    assert (form(terminal).syllable, form(terminal).characters) == ("4E0", ())


@pytest.mark.parametrize(("reading", "character"), [("yan", "䶮"), ("ji", "𠮷"), ("xian", "𬀪")])
def test_rare_characters_of_names_have_their_reading(reading: str, character: str) -> None:
    assert character in characters(reading)


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (NUMBER, DocumentKind.RESIDENT_ID),
        ("810000199408230021", DocumentKind.HKMT_RESIDENCE),
        ("911123198102030015", DocumentKind.FOREIGNER_RESIDENCE),
    ],
)
def test_the_number_tells_which_document_was_lost(
    number: str, kind: DocumentKind, terminal: Terminal
) -> None:
    terminal.enter(Role.CLERK)
    terminal(StaffActChosen(act=StaffAct.ASSIST), ServiceChosen(service=Service.REPORT_LOSS))
    terminal.type(number)
    assert document_of(form(terminal)).kind is kind


# --- the touch test ---


def begin_touch(terminal: Terminal) -> None:
    terminal.enter()
    terminal(StaffActChosen(act=StaffAct.TEST_TOUCH))


def wipe(terminal: Terminal, but: int = -1) -> None:
    cells = (cell for cell in range(TOUCH_COLUMNS * TOUCH_ROWS) if cell != but)
    terminal(*(CellTouched(cell=cell) for cell in cells))


def test_a_cell_that_never_answers_is_counted_when_the_time_is_over(terminal: Terminal) -> None:
    begin_touch(terminal)
    wipe(terminal, but=17)
    assert isinstance(terminal(TimerFired(token=terminal.kiosk.page_timer)).page, StaffRoom)
    assert acts(terminal, StaffAct.TEST_TOUCH)[0].argument == f"1 {CROSSES} 0.0"


def test_crosses_count_only_after_every_cell(terminal: Terminal) -> None:
    begin_touch(terminal)
    page = terminal(CrossTouched(miss_mm=1.0)).page
    assert isinstance(page, TouchTest)
    assert page.misses == ()


def test_the_farthest_miss_is_told(terminal: Terminal) -> None:
    begin_touch(terminal)
    wipe(terminal)
    terminal(*(CrossTouched(miss_mm=miss) for miss in (0.5, 7.25, 1.0, 0.0, 2.0)))
    assert acts(terminal, StaffAct.TEST_TOUCH)[0].argument == "0 0 7.2"


# --- the door by card ---


def test_a_card_put_down_asks_for_its_pin_and_one_taken_away_for_the_number(terminal: Terminal) -> None:
    terminal(StaffAsked())
    for condition, asks in (
        (ReaderCondition.CARD_PRESENT, DoorAsk.CARD_PIN),
        (ReaderCondition.NO_CARD, DoorAsk.NUMBER),
    ):
        page = terminal(ReaderChanged(condition=condition)).page
        assert isinstance(page, StaffDoor)
        assert page.asks is asks


def test_a_wrong_card_pin_is_asked_again_with_the_tries_left(terminal: Terminal) -> None:
    terminal(ReaderChanged(condition=ReaderCondition.CARD_PRESENT), StaffAsked())
    terminal.type("000000")
    terminal.press(Press.CONFIRM)
    assert TryDoor(number="", secret="000000", by_card=True) in terminal.effects
    page = terminal(DoorRefused(trouble=DoorTrouble.WRONG_CARD_PIN, tries_left=2)).page
    assert isinstance(page, StaffDoor)
    assert (page.asks, page.tries_left, page.typed) == (DoorAsk.CARD_PIN, 2, "")


def test_a_forged_card_is_named_at_the_number(terminal: Terminal) -> None:
    terminal(ReaderChanged(condition=ReaderCondition.CARD_PRESENT), StaffAsked())
    terminal.type("314159")
    terminal.press(Press.CONFIRM)
    page = terminal(DoorRefused(trouble=DoorTrouble.FORGED_CARD)).page
    assert isinstance(page, StaffDoor)
    assert (page.asks, page.trouble) == (DoorAsk.NUMBER, DoorTrouble.FORGED_CARD)


def test_back_from_the_cards_pin_lets_one_type_a_number(terminal: Terminal) -> None:
    terminal(ReaderChanged(condition=ReaderCondition.CARD_PRESENT), StaffAsked())
    page = terminal.press(Press.BACK).page
    assert isinstance(page, StaffDoor)
    assert page.asks is DoorAsk.NUMBER


def test_a_card_opens_the_room_under_its_own_name(terminal: Terminal) -> None:
    terminal(ReaderChanged(condition=ReaderCondition.CARD_PRESENT), StaffAsked())
    terminal.type("314159")
    terminal.press(Press.CONFIRM)
    opened = DoorOpened(number="card:ab", name="李", role=Role.CLERK, must_choose_pin=False, idle_seconds=300)
    assert isinstance(terminal(opened, StaffLooked(look=LOOK)).page, StaffRoom)
