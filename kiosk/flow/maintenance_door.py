"""The door to the staff pages: number and PIN, a new PIN after a one-time code, or a staff card."""

from dataclasses import replace

from kiosk.flow.conditions import ReaderCondition
from kiosk.flow.effects import DoStaffAct, TryDoor
from kiosk.flow.ending import go_home
from kiosk.flow.events import DoorOpened, DoorRefused, KeyTyped, Press, ReaderChanged, StaffAsked
from kiosk.flow.maintenance_findings import SHUT_TO_ALL, findings
from kiosk.flow.pages import ChooseService, ClosedPage, Failsafe, Page, Welcome
from kiosk.flow.pages.maintenance import DoorAsk, DoorTrouble, StaffDoor, StaffRoom
from kiosk.flow.roles import StaffAct
from kiosk.flow.state import Kiosk
from kiosk.flow.transition import Table, Transition, enter, show, stay

NUMBER_DIGITS, PIN_DIGITS, CODE_DIGITS = 2, 6, 8
"""A card's PIN has 6 to 8 digits too (SP 800-73-4 part 2, 2.4.3)."""
_LONGEST = {DoorAsk.NUMBER: NUMBER_DIGITS, DoorAsk.SECRET: CODE_DIGITS, DoorAsk.CARD_PIN: CODE_DIGITS}
_AGAIN = {DoorTrouble.WEAK_PIN: DoorAsk.NEW_PIN, DoorTrouble.WRONG_CARD_PIN: DoorAsk.CARD_PIN}
"""What is asked again; everything else begins at the number."""


def _knock(kiosk: Kiosk, _page: Page, _event: StaffAsked) -> Transition:
    lies = kiosk.conditions.reader is ReaderCondition.CARD_PRESENT
    return enter(kiosk, StaffDoor(asks=DoorAsk.CARD_PIN if lies else DoorAsk.NUMBER))


def _card_moved(kiosk: Kiosk, page: StaffDoor, event: ReaderChanged) -> Transition:
    """A card put down is taken for a staff card; one taken away leaves the number to type."""
    if page.checking:
        return stay(kiosk)
    comes = event.condition is ReaderCondition.CARD_PRESENT and page.asks is DoorAsk.NUMBER
    goes = event.condition is not ReaderCondition.CARD_PRESENT and page.asks is DoorAsk.CARD_PIN
    if comes and not page.typed:
        return enter(kiosk, StaffDoor(asks=DoorAsk.CARD_PIN))
    return enter(kiosk, StaffDoor()) if goes else stay(kiosk)


def _back(kiosk: Kiosk, page: StaffDoor, _event: object) -> Transition:
    """From a card to the number, else home."""
    if page.asks is DoorAsk.CARD_PIN and not page.checking:
        return enter(kiosk, StaffDoor())
    return go_home(kiosk)


def _home(kiosk: Kiosk, _page: Page, _event: object) -> Transition:
    return go_home(kiosk)


def _nothing(kiosk: Kiosk, _page: Page, _event: object) -> Transition:
    return stay(kiosk)


def _type(kiosk: Kiosk, page: StaffDoor, event: KeyTyped) -> Transition:
    longest = _LONGEST.get(page.asks, PIN_DIGITS)
    if page.checking or event.key not in "0123456789" or len(page.typed) >= longest:
        return stay(kiosk)
    typed = replace(page, typed=page.typed + event.key, trouble=None)
    if page.asks is DoorAsk.NUMBER and len(typed.typed) == NUMBER_DIGITS:
        return enter(kiosk, StaffDoor(asks=DoorAsk.SECRET, number=typed.typed))
    return show(kiosk, typed)


def _erase(kiosk: Kiosk, page: StaffDoor, _event: object) -> Transition:
    return stay(kiosk) if page.checking else show(kiosk, replace(page, typed=page.typed[:-1]))


def _clear(kiosk: Kiosk, page: StaffDoor, _event: object) -> Transition:
    return stay(kiosk) if page.checking else show(kiosk, replace(page, typed=""))


def _submit(kiosk: Kiosk, page: StaffDoor, _event: object) -> Transition:
    if page.checking or len(page.typed) < PIN_DIGITS:
        return stay(kiosk)
    match page.asks:
        case DoorAsk.NEW_PIN:
            return enter(kiosk, replace(page, asks=DoorAsk.REPEAT, chosen=page.typed, typed=""))
        case DoorAsk.REPEAT if page.typed != page.chosen:
            again = StaffDoor(asks=DoorAsk.NEW_PIN, number=page.number, trouble=DoorTrouble.NOT_REPEATED)
            return enter(kiosk, again)
        case _:
            return show(kiosk, replace(page, checking=True), _attempt(page))


def _attempt(page: StaffDoor) -> TryDoor:
    return TryDoor(
        number=page.number,
        secret=page.typed,
        new_pin=page.asks is DoorAsk.REPEAT,
        by_card=page.asks is DoorAsk.CARD_PIN,
    )


def _opened(kiosk: Kiosk, page: StaffDoor, event: DoorOpened) -> Transition:
    expected = page.asks is DoorAsk.CARD_PIN or event.number == page.number
    if not page.checking or not expected:
        return stay(kiosk)
    if event.must_choose_pin:
        return enter(kiosk, StaffDoor(asks=DoorAsk.NEW_PIN, number=page.number))
    room = StaffRoom(number=event.number, name=event.name, role=event.role, idle_seconds=event.idle_seconds)
    return enter(kiosk, room, DoStaffAct(act=StaffAct.LOOK, number=room.number, name=room.name))


def _refused(kiosk: Kiosk, page: StaffDoor, event: DoorRefused) -> Transition:
    """A refused new PIN is chosen anew, a card's PIN is typed anew; anything else begins at the number.

    Where nobody can be let in, what was found is shown.
    """
    if event.trouble is DoorTrouble.STORE or (page.checking and _shut_to_all(page, event.trouble)):
        return findings(kiosk, event.trouble)
    if not page.checking:
        return stay(kiosk)
    asks = _AGAIN.get(event.trouble, DoorAsk.NUMBER)
    again = StaffDoor(
        asks=asks,
        number=page.number if asks is DoorAsk.NEW_PIN else "",
        trouble=event.trouble,
        wait_seconds=event.wait_seconds,
        tries_left=event.tries_left,
    )
    return enter(kiosk, again)


def _shut_to_all(page: StaffDoor, trouble: DoorTrouble) -> bool:
    """What is wrong with a staff card leaves the number to type."""
    return trouble in SHUT_TO_ALL and page.asks is not DoorAsk.CARD_PIN


TABLE: Table = {
    (Welcome, StaffAsked): _knock,
    (ChooseService, StaffAsked): _knock,
    (ClosedPage, StaffAsked): _knock,
    (Failsafe, StaffAsked): _knock,
    (StaffDoor, KeyTyped): _type,
    (StaffDoor, Press.BACKSPACE): _erase,
    (StaffDoor, Press.CLEAR): _clear,
    (StaffDoor, Press.CONFIRM): _submit,
    (StaffDoor, Press.BACK): _back,
    (StaffDoor, Press.QUIT): _home,
    (StaffDoor, Press.HELP): _nothing,
    (StaffDoor, ReaderChanged): _card_moved,
    (StaffDoor, DoorOpened): _opened,
    (StaffDoor, DoorRefused): _refused,
}
