"""Staff: about the room, and out again. Who is idle is signed out."""

from dataclasses import replace

from kiosk.flow.effects import DoStaffAct
from kiosk.flow.ending import go_home
from kiosk.flow.events import Press, TimerFired
from kiosk.flow.events.maintenance import SectionChosen, StaffActChosen, StaffActed, StaffLooked
from kiosk.flow.pages.maintenance import AssistForm, Cleaning, Section, StaffRoom, TouchTest
from kiosk.flow.preferences import Preferences
from kiosk.flow.roles import StaffAct, needed_for
from kiosk.flow.sheets import packed, turn
from kiosk.flow.state import Kiosk
from kiosk.flow.transition import Table, Transition, enter, show, stay
from kiosk.rules.policy import Text

_NO_POLICY = Text(
    zh="终端还不能办理业务：没有地区政策。先看“设备自检”",
    en="No region policy, so nothing can be filed: see Devices",
)
CLEANING = 30
"""Seconds."""
LINES, LARGE_LINES = 5, 3
"""Of a section that is turned like sheets: what fits beside its buttons on a landscape panel."""
QUEUE_LINES, LARGE_QUEUE_LINES = 3, 2
"""A record has buttons of its own."""


def ask_staff(room: StaffRoom, act: StaffAct, argument: str = "") -> DoStaffAct:
    """Let the terminal do it, in the name of who is signed in."""
    return DoStaffAct(act=act, number=room.number, name=room.name, argument=argument)


def back_to_room(kiosk: Kiosk, room: StaffRoom) -> Transition:
    """From a page of its own; what was being read meanwhile is read again."""
    return enter(kiosk, replace(room, busy=StaffAct.LOOK), ask_staff(room, StaffAct.LOOK))


def _choose_section(kiosk: Kiosk, page: StaffRoom, event: SectionChosen) -> Transition:
    return enter(kiosk, replace(page, section=event.section, sheet=0, said=None))


def _act(kiosk: Kiosk, page: StaffRoom, event: StaffActChosen) -> Transition:
    """One act at a time, and only what the role allows."""
    if page.busy is not None or not page.role.may_act_as(needed_for(event.act)):
        return stay(kiosk)
    if event.act is StaffAct.SIGN_OUT:
        return sign_out(kiosk, page)
    if event.act in _OWN_PAGES:
        return _to_own_page(kiosk, replace(page, said=None), event.act)
    if event.act is StaffAct.LOOK:
        page = replace(page, sheet=0)
    if event.act is StaffAct.KEEP_LOOK:
        kiosk = replace(kiosk, defaults=_with_look_of(kiosk.defaults, kiosk.preferences))
    look = None if event.act is StaffAct.LOOK else page.look
    told = replace(page, look=look, busy=event.act, said=None)
    return show(kiosk, told, ask_staff(page, event.act, event.argument))


def _with_look_of(defaults: Preferences, chosen: Preferences) -> Preferences:
    """Language and volume; large text or speech that staff need themselves stay theirs."""
    return replace(defaults, language=chosen.language, volume=chosen.volume)


_OWN_PAGES = frozenset({StaffAct.CLEAN, StaffAct.TEST_TOUCH, StaffAct.CALIBRATE, StaffAct.ASSIST})


def _to_own_page(kiosk: Kiosk, room: StaffRoom, act: StaffAct) -> Transition:
    """What needs the whole screen. Only cleaning is recorded at its beginning: the others at their end."""
    if act is StaffAct.TEST_TOUCH:
        return enter(kiosk, TouchTest(room=room))
    if act is StaffAct.CALIBRATE:
        return enter(kiosk, TouchTest(room=room, calibrating=True))
    if act is StaffAct.ASSIST and kiosk.policy is None:
        return enter(kiosk, replace(room, said=_NO_POLICY, well=False))
    if act is StaffAct.ASSIST:
        return enter(kiosk, AssistForm(room=room))
    return enter(kiosk, Cleaning(room=room, seconds=CLEANING), ask_staff(room, act))


def _looked(kiosk: Kiosk, page: StaffRoom, event: StaffLooked) -> Transition:
    busy = None if page.busy is StaffAct.LOOK else page.busy
    return show(kiosk, replace(page, look=event.look, busy=busy))


def _acted(kiosk: Kiosk, page: StaffRoom, event: StaffActed) -> Transition:
    """Say what became of it, and look again: it may have changed the queue or the log."""
    if page.busy is not event.act:
        return stay(kiosk)
    told = replace(page, busy=None, said=event.said, well=event.well)
    return show(kiosk, told, ask_staff(page, StaffAct.LOOK))


def sheets(kiosk: Kiosk, page: StaffRoom) -> tuple[range, ...]:
    """The entries on each sheet of the section that is shown; what needs a remedy takes two lines."""
    look = page.look
    if look is None:
        return packed((), 1)
    room = LARGE_LINES if kiosk.preferences.large else LINES
    match page.section:
        case Section.DEVICES:
            return packed([1 if check.ok else 2 for check in look.checks], room)
        case Section.QUEUE:
            room = LARGE_QUEUE_LINES if kiosk.preferences.large else QUEUE_LINES
            return packed([1 for _ in look.queue.rows], room)
        case Section.LOG:
            # how the program died comes first
            return packed(
                [*([2] if look.crashes else []), *(2 if one.remedy else 1 for one in look.log)], room
            )
        case _:
            return packed((), 1)


def _turned(kiosk: Kiosk, page: StaffRoom, by: int) -> Transition:
    last = len(sheets(kiosk, page))
    return show(kiosk, replace(page, sheet=turn(page.sheet, last, by, on_a_sheet=1)))


def _next(kiosk: Kiosk, page: StaffRoom, _event: object) -> Transition:
    return _turned(kiosk, page, +1)


def _previous(kiosk: Kiosk, page: StaffRoom, _event: object) -> Transition:
    return _turned(kiosk, page, -1)


def sign_out(kiosk: Kiosk, page: StaffRoom) -> Transition:
    """Back to the visitors; also what idleness does."""
    return go_home(kiosk, ask_staff(page, StaffAct.SIGN_OUT))


def _leave(kiosk: Kiosk, page: StaffRoom, _event: object) -> Transition:
    return sign_out(kiosk, page)


def _nothing(kiosk: Kiosk, _page: StaffRoom, _event: object) -> Transition:
    return stay(kiosk)


def _second(kiosk: Kiosk, page: Cleaning, _event: object) -> Transition:
    if page.seconds <= 1:
        return enter(kiosk, page.room)
    return enter(kiosk, replace(page, seconds=page.seconds - 1))


TABLE: Table = {
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
