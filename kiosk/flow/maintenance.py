"""Staff: through the door, about the room, out again. Who is idle is signed out."""

from dataclasses import replace

from kiosk.flow.effects import DoStaffAct, TryDoor
from kiosk.flow.ending import go_home
from kiosk.flow.events import KeyTyped, Press, TimerFired
from kiosk.flow.events.maintenance import (
    DoorOpened,
    DoorRefused,
    SectionChosen,
    StaffActChosen,
    StaffActed,
    StaffAsked,
    StaffLooked,
)
from kiosk.flow.pages import ChooseService, ClosedPage, Failsafe, Page, Welcome
from kiosk.flow.pages.maintenance import Cleaning, DoorAsk, DoorTrouble, Section, StaffDoor, StaffRoom
from kiosk.flow.roles import StaffAct, needed_for
from kiosk.flow.sheets import turn
from kiosk.flow.state import Kiosk
from kiosk.flow.transition import Table, Transition, enter, show, stay

NUMBER_DIGITS, PIN_DIGITS, CODE_DIGITS = 2, 6, 8
CLEANING = 30
"""Seconds."""
_LONGEST = {DoorAsk.NUMBER: NUMBER_DIGITS, DoorAsk.SECRET: CODE_DIGITS}


def _knock(kiosk: Kiosk, _page: Page, _event: StaffAsked) -> Transition:
    return enter(kiosk, StaffDoor())


def _home(kiosk: Kiosk, _page: Page, _event: object) -> Transition:
    return go_home(kiosk)


def _nothing(kiosk: Kiosk, _page: Page, _event: object) -> Transition:
    return stay(kiosk)


# --- the door ---


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
            attempt = TryDoor(number=page.number, secret=page.typed, new_pin=page.asks is DoorAsk.REPEAT)
            return show(kiosk, replace(page, checking=True), attempt)


def _opened(kiosk: Kiosk, page: StaffDoor, event: DoorOpened) -> Transition:
    if not page.checking or event.number != page.number:
        return stay(kiosk)
    if event.must_choose_pin:
        return enter(kiosk, StaffDoor(asks=DoorAsk.NEW_PIN, number=page.number))
    room = StaffRoom(number=event.number, name=event.name, role=event.role, idle_seconds=event.idle_seconds)
    return enter(kiosk, room, _asked(room, StaffAct.LOOK))


def _refused(kiosk: Kiosk, page: StaffDoor, event: DoorRefused) -> Transition:
    """A refused new PIN is chosen anew; anything else begins at the number."""
    if not page.checking:
        return stay(kiosk)
    weak = event.trouble is DoorTrouble.WEAK_PIN
    again = StaffDoor(
        asks=DoorAsk.NEW_PIN if weak else DoorAsk.NUMBER,
        number=page.number if weak else "",
        trouble=event.trouble,
        wait_seconds=event.wait_seconds,
    )
    return enter(kiosk, again)


# --- the room ---


def _asked(room: StaffRoom, act: StaffAct, argument: str = "") -> DoStaffAct:
    return DoStaffAct(act=act, number=room.number, name=room.name, argument=argument)


def _choose_section(kiosk: Kiosk, page: StaffRoom, event: SectionChosen) -> Transition:
    return enter(kiosk, replace(page, section=event.section, sheet=0, said=None))


def _act(kiosk: Kiosk, page: StaffRoom, event: StaffActChosen) -> Transition:
    """One act at a time, and only what the role allows."""
    if page.busy is not None or not page.role.may_act_as(needed_for(event.act)):
        return stay(kiosk)
    effect = _asked(page, event.act, event.argument)
    match event.act:
        case StaffAct.SIGN_OUT:
            return sign_out(kiosk, page)
        case StaffAct.CLEAN:
            return enter(kiosk, Cleaning(room=replace(page, said=None), seconds=CLEANING), effect)
        case StaffAct.KEEP_LOOK:
            kept = replace(kiosk, defaults=kiosk.preferences)
            return show(kept, replace(page, busy=event.act, said=None), effect)
        case StaffAct.LOOK:
            return show(kiosk, replace(page, look=None, busy=event.act, said=None), effect)
        case _:
            return show(kiosk, replace(page, busy=event.act, said=None), effect)


def _looked(kiosk: Kiosk, page: StaffRoom, event: StaffLooked) -> Transition:
    busy = None if page.busy is StaffAct.LOOK else page.busy
    return show(kiosk, replace(page, look=event.look, busy=busy))


def _acted(kiosk: Kiosk, page: StaffRoom, event: StaffActed) -> Transition:
    """Say what became of it, and look again: it may have changed the queue or the log."""
    if page.busy is not event.act:
        return stay(kiosk)
    told = replace(page, busy=None, said=event.said, well=event.well)
    return show(kiosk, told, _asked(page, StaffAct.LOOK))


def _turned(kiosk: Kiosk, page: StaffRoom, by: int) -> Transition:
    return show(kiosk, replace(page, sheet=turn(page.sheet, _entries(page), by)))


def _next(kiosk: Kiosk, page: StaffRoom, _event: object) -> Transition:
    return _turned(kiosk, page, +1)


def _previous(kiosk: Kiosk, page: StaffRoom, _event: object) -> Transition:
    return _turned(kiosk, page, -1)


def _entries(page: StaffRoom) -> int:
    if page.look is None:
        return 0
    match page.section:
        case Section.DEVICES:
            return len(page.look.checks)
        case Section.QUEUE:
            return len(page.look.queue.rows)
        case Section.LOG:
            return len(page.look.log)
        case _:
            return 0


def sign_out(kiosk: Kiosk, page: StaffRoom) -> Transition:
    """Back to the visitors; also what idleness does."""
    return go_home(kiosk, _asked(page, StaffAct.SIGN_OUT))


def _leave(kiosk: Kiosk, page: StaffRoom, _event: object) -> Transition:
    return sign_out(kiosk, page)


def _second(kiosk: Kiosk, page: Cleaning, _event: object) -> Transition:
    if page.seconds <= 1:
        return enter(kiosk, page.room)
    return enter(kiosk, replace(page, seconds=page.seconds - 1))


TABLE: Table = {
    (Welcome, StaffAsked): _knock,
    (ChooseService, StaffAsked): _knock,
    (ClosedPage, StaffAsked): _knock,
    (Failsafe, StaffAsked): _knock,
    (StaffDoor, KeyTyped): _type,
    (StaffDoor, Press.BACKSPACE): _erase,
    (StaffDoor, Press.CLEAR): _clear,
    (StaffDoor, Press.CONFIRM): _submit,
    (StaffDoor, Press.BACK): _home,
    (StaffDoor, Press.QUIT): _home,
    (StaffDoor, Press.HELP): _nothing,
    (StaffDoor, DoorOpened): _opened,
    (StaffDoor, DoorRefused): _refused,
    (StaffRoom, SectionChosen): _choose_section,
    (StaffRoom, StaffActChosen): _act,
    (StaffRoom, StaffLooked): _looked,
    (StaffRoom, StaffActed): _acted,
    (StaffRoom, Press.NEXT_SHEET): _next,
    (StaffRoom, Press.PREVIOUS_SHEET): _previous,
    (StaffRoom, Press.BACK): _leave,
    (StaffRoom, Press.QUIT): _leave,
    (StaffRoom, Press.HELP): _nothing,
    (Cleaning, TimerFired): _second,
}
