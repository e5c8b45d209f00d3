"""Staff type: at the door, a person's number, a name by its readings; every key can be taken back."""

import pytest

from kiosk.flow.conditions import ReaderCondition
from kiosk.flow.effects import TryDoor
from kiosk.flow.events import (
    CharacterChosen,
    DoorRefused,
    Event,
    KeyTyped,
    PolicyArrived,
    Press,
    ReaderChanged,
    ServiceChosen,
    SpellingChosen,
    StaffActChosen,
    StaffActed,
    StaffAsked,
    UpstreamChanged,
)
from kiosk.flow.pages import AssistForm, ConfirmIdentity, Welcome
from kiosk.flow.pages.maintenance import AssistAsk, DoorAsk, DoorTrouble, Spelling
from kiosk.flow.roles import Role, StaffAct
from kiosk.flow.samples import sample_policy
from kiosk.flow.state import Kiosk
from kiosk.flow.visit import Service
from kiosk.rules.documents import DocumentKind, Sex
from kiosk.rules.numbers import check_character
from tests.flow.test_maintenance import DONE, Terminal, door, room
from tests.flow.test_staff_helps import NUMBER, checked, form, naming, typed_number

LIES = ReaderChanged(condition=ReaderCondition.CARD_PRESENT)
LIFTED = ReaderChanged(condition=ReaderCondition.NO_CARD)


@pytest.fixture
def terminal() -> Terminal:
    return Terminal()


def shown(kiosk: Kiosk) -> AssistForm:
    assert isinstance(kiosk.page, AssistForm)
    return kiosk.page


def keys(text: str) -> tuple[Event, ...]:
    return tuple(KeyTyped(key=key) for key in text)


# --- at the door ---


def test_a_wrong_digit_of_the_pin_is_taken_back_and_all_of_it_can_be_wiped(terminal: Terminal) -> None:
    terminal(StaffAsked(), *keys("0127182"))
    assert (door(terminal.kiosk).number, door(terminal.kiosk).typed) == ("01", "27182")
    assert door(terminal.press(Press.BACKSPACE)).typed == "2718"
    assert door(terminal.press(Press.CLEAR)).typed == ""
    assert door(terminal.press(Press.BACKSPACE)).typed == ""


def test_while_a_pin_is_checked_nothing_that_is_pressed_changes_it(terminal: Terminal) -> None:
    terminal(StaffAsked(), *keys("01271828"))
    terminal.press(Press.CONFIRM)
    before = door(terminal.kiosk)
    assert before.checking
    for press in (Press.BACKSPACE, Press.CLEAR, Press.CONFIRM, Press.HELP):
        assert door(terminal.press(press)) == before
    assert door(terminal(*keys("9"), LIES)) == before
    assert len([one for one in terminal.effects if isinstance(one, TryDoor)]) == 1


@pytest.mark.parametrize("key", ["A", "x", "-", "１"])
def test_only_digits_are_taken_at_the_door(key: str, terminal: Terminal) -> None:
    terminal(StaffAsked())
    assert door(terminal(KeyTyped(key=key))).typed == ""


def test_a_code_has_eight_digits_and_a_new_pin_six(terminal: Terminal) -> None:
    terminal(StaffAsked(), *keys("01" + "1234567890"))
    assert door(terminal.kiosk).typed == "12345678"
    other = Terminal()
    other.enter(code=True)
    assert door(other(*keys("1234567890"))).typed == "123456"


def test_a_card_put_down_while_a_pin_is_typed_is_left_alone(terminal: Terminal) -> None:
    terminal(StaffAsked(), *keys("0127"))
    assert door(terminal(LIES)).typed == "27"
    other = Terminal()
    assert door(other(StaffAsked(), *keys("0"), LIES)).asks is DoorAsk.NUMBER


def test_a_card_lifted_while_a_pin_is_typed_is_not_asked_for_the_number_again(terminal: Terminal) -> None:
    terminal(StaffAsked(), *keys("0127"))
    before = door(terminal.kiosk)
    assert door(terminal(LIFTED)) == before


@pytest.mark.parametrize("condition", [ReaderCondition.UNREADABLE, ReaderCondition.NO_READER])
def test_only_a_card_that_answers_is_asked_for_its_pin(
    condition: ReaderCondition, terminal: Terminal
) -> None:
    terminal(StaffAsked())
    assert door(terminal(ReaderChanged(condition=condition))).asks is DoorAsk.NUMBER


def test_leaving_the_door_goes_home(terminal: Terminal) -> None:
    terminal(StaffAsked(), *keys("01"))
    assert isinstance(terminal.press(Press.QUIT).page, Welcome)


def test_a_lock_out_says_how_long_it_lasts(terminal: Terminal) -> None:
    terminal(StaffAsked(), *keys("01271828"))
    terminal.press(Press.CONFIRM)
    told = door(terminal(DoorRefused(trouble=DoorTrouble.LOCKED, wait_seconds=300)))
    assert (told.asks, told.number, told.wait_seconds, told.checking) == (DoorAsk.NUMBER, "", 300, False)
    assert door(terminal(*keys("0"))).trouble is None


# --- the person's number ---


def test_a_number_has_eighteen_characters_and_each_can_be_taken_back(terminal: Terminal) -> None:
    typed_number(terminal, "11010519491231002x9")
    assert form(terminal).number == NUMBER
    other = Terminal()
    page = typed_number(other, "1101051949123100Y2A3")
    assert (page.number, page.wrong) == ("110105194912310023", True)
    other.press(Press.BACKSPACE)
    assert (form(other).number, form(other).wrong) == ("11010519491231002", False)


def test_a_complaint_about_the_number_is_gone_with_the_next_digit(terminal: Terminal) -> None:
    assert typed_number(terminal, "1101").wrong
    assert not shown(terminal(*keys("0"))).wrong


def test_the_number_tells_the_sex(terminal: Terminal) -> None:
    """GB 11643, 4.3: odd is male."""
    first = "11010519491231001"
    typed_number(terminal, first + check_character(first))
    terminal(*keys("wang"), CharacterChosen(character="王"), *keys("gui"), CharacterChosen(character="桂"))
    terminal.press(Press.CONFIRM)
    terminal.press(Press.CONFIRM)
    page = terminal(StaffActed(act=StaffAct.ASSIST, well=True, said=DONE)).page
    assert isinstance(page, ConfirmIdentity)
    assert page.visit.holder is not None
    assert page.visit.holder.sex is Sex.MALE


# --- the name ---


def test_a_letter_is_taken_back_before_a_character_of_the_name(terminal: Terminal) -> None:
    naming(
        terminal,
        *keys("wang"),
        CharacterChosen(character="王"),
        *keys("gui"),
        CharacterChosen(character="桂"),
    )
    terminal(*keys("la"))
    for syllable, name in (("l", "王桂"), ("", "王桂"), ("", "王"), ("", ""), ("", "")):
        terminal.press(Press.BACKSPACE)
        assert (form(terminal).syllable, form(terminal).name) == (syllable, name)


def test_many_characters_of_one_reading_are_turned_like_sheets_of_ten(terminal: Terminal) -> None:
    naming(terminal, *keys("yi"))
    sheets = -(-len(form(terminal).characters) // 10)
    assert sheets > 2
    terminal.press(Press.PREVIOUS_SHEET)
    assert form(terminal).sheet == 0
    for _ in range(sheets + 2):
        terminal.press(Press.NEXT_SHEET)
    assert form(terminal).sheet == sheets - 1
    terminal.press(Press.PREVIOUS_SHEET)
    assert form(terminal).sheet == sheets - 2
    assert shown(terminal(*keys("n"))).sheet == 0


def test_a_sheet_without_characters_is_not_turned(terminal: Terminal) -> None:
    naming(terminal)
    terminal.press(Press.NEXT_SHEET)
    assert form(terminal).sheet == 0


def test_a_name_of_two_characters_is_a_whole_name(terminal: Terminal) -> None:
    naming(
        terminal, *keys("li"), CharacterChosen(character="李"), *keys("ming"), CharacterChosen(character="明")
    )
    terminal.press(Press.CONFIRM)
    assert form(terminal).asks is AssistAsk.CHECK


def test_a_name_is_as_long_as_a_card_or_a_passport_has_room_for(terminal: Terminal) -> None:
    """15 characters on the resident ID card's chip, 39 letters and one more in a passport's line."""
    by_reading = (*keys("ai"), CharacterChosen(character="艾"))
    assert len(naming(terminal, *by_reading * 20)) == 15
    other = Terminal()
    assert len(naming(other, SpellingChosen(spelling=Spelling.LATIN), *keys("A" * 50))) == 40


def test_another_way_of_spelling_keeps_the_name_and_drops_what_was_begun(terminal: Terminal) -> None:
    naming(terminal, *keys("li"), CharacterChosen(character="李"), *keys("yi"))
    terminal.press(Press.NEXT_SHEET)
    page = shown(terminal(SpellingChosen(spelling=Spelling.CODE)))
    assert (page.name, page.syllable, page.characters, page.sheet) == ("李", "", (), 0)


def test_the_spelling_is_chosen_only_where_a_name_is_typed(terminal: Terminal) -> None:
    terminal.enter(Role.CLERK)
    terminal(StaffActChosen(act=StaffAct.ASSIST))
    before = form(terminal)
    assert shown(terminal(SpellingChosen(spelling=Spelling.CODE))) == before
    assert shown(terminal(*keys("7A"))) == before


def test_nothing_can_be_pressed_while_the_audit_is_written(terminal: Terminal) -> None:
    checked(terminal)
    terminal.press(Press.CONFIRM)
    before = form(terminal)
    for press in (Press.BACK, Press.CONFIRM, Press.HELP):
        assert shown(terminal.press(press)) == before


# --- which service ---


@pytest.mark.parametrize("service", [Service.OUTLETS, Service.NO_DOCUMENT])
def test_what_needs_no_visit_is_not_begun_as_one(service: Service, terminal: Terminal) -> None:
    terminal.enter(Role.CLERK)
    terminal(StaffActChosen(act=StaffAct.ASSIST), ServiceChosen(service=service))
    assert form(terminal).asks is AssistAsk.SERVICE


def test_a_service_that_needs_the_upstream_is_not_begun_without_it_and_one_without_a_reader_is(
    terminal: Terminal,
) -> None:
    terminal(UpstreamChanged(reachable=False), ReaderChanged(condition=ReaderCondition.NO_READER))
    terminal.enter(Role.CLERK)
    terminal(StaffActChosen(act=StaffAct.ASSIST), ServiceChosen(service=Service.RELEASE))
    assert form(terminal).asks is AssistAsk.SERVICE
    page = shown(terminal(ServiceChosen(service=Service.REPORT_LOSS)))
    assert (page.asks, page.service) == (AssistAsk.NUMBER, Service.REPORT_LOSS)
    assert shown(terminal(ServiceChosen(service=Service.REPLACE))).service is Service.REPORT_LOSS


def test_where_no_resident_cards_are_taken_nobody_is_helped_by_number(terminal: Terminal) -> None:
    passports = sample_policy().model_copy(update={"documents": (DocumentKind.PASSPORT,), "version": 9})
    terminal(PolicyArrived(policy=passports))
    terminal.enter(Role.CLERK)
    terminal(StaffActChosen(act=StaffAct.ASSIST), ServiceChosen(service=Service.REPORT_LOSS))
    assert form(terminal).asks is AssistAsk.SERVICE


def test_a_service_that_is_gone_when_the_audit_is_written_leads_back_to_the_room(terminal: Terminal) -> None:
    terminal.enter(Role.CLERK)
    terminal(StaffActChosen(act=StaffAct.ASSIST), ServiceChosen(service=Service.RELEASE), *keys(NUMBER))
    terminal.press(Press.CONFIRM)
    terminal(*keys("li"), CharacterChosen(character="李"), *keys("ming"), CharacterChosen(character="明"))
    terminal.press(Press.CONFIRM)
    terminal.press(Press.CONFIRM)
    terminal(UpstreamChanged(reachable=False))
    page = room(terminal(StaffActed(act=StaffAct.ASSIST, well=True, said=DONE)))
    assert (page.well, page.busy) == (False, StaffAct.LOOK)
    assert page.said is not None
    assert page.said != DONE, "what was done is not what they came for"


def test_what_another_act_came_to_begins_no_visit(terminal: Terminal) -> None:
    checked(terminal)
    terminal.press(Press.CONFIRM)
    assert isinstance(terminal(StaffActed(act=StaffAct.OPEN, well=True, said=DONE)).page, AssistForm)
    unasked = Terminal()
    checked(unasked)
    assert isinstance(unasked(StaffActed(act=StaffAct.ASSIST, well=True, said=DONE)).page, AssistForm)


def test_leaving_the_form_signs_out(terminal: Terminal) -> None:
    checked(terminal)
    assert isinstance(terminal.press(Press.QUIT).page, Welcome)
    assert terminal.acts[-1] is StaffAct.SIGN_OUT
