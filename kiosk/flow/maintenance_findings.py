"""Staff at a terminal where nobody can sign in: what was found, read without a PIN."""

from dataclasses import replace

from kiosk.flow.effects import DoStaffAct
from kiosk.flow.ending import go_home
from kiosk.flow.events import Press, StaffLooked
from kiosk.flow.pages.maintenance import DoorTrouble, Findings
from kiosk.flow.roles import StaffAct
from kiosk.flow.sheets import turn
from kiosk.flow.state import Kiosk
from kiosk.flow.transition import Table, Transition, enter, show, stay

WHO = 2
"""Entries after what is wrong: what counter staff can do, and what a technician can."""


SHUT_TO_ALL = frozenset({DoorTrouble.STORE, DoorTrouble.UNREADABLE, DoorTrouble.NOT_SET_UP})
"""No number and no PIN gets in."""


def findings(kiosk: Kiosk, trouble: DoorTrouble) -> Transition:
    """Show the page and let the terminal look at everything."""
    return enter(kiosk, Findings(trouble=trouble), DoStaffAct(act=StaffAct.LOOK, number="", name=""))


def _looked(kiosk: Kiosk, page: Findings, event: StaffLooked) -> Transition:
    return show(kiosk, replace(page, look=event.look))


def on_a_sheet(kiosk: Kiosk) -> int:
    """An entry with its remedy takes three lines in large type."""
    return 2 if kiosk.preferences.large else 5


def entries(page: Findings) -> int:
    """What is wrong, and who can do what; none before it was looked at."""
    return WHO + sum(not check.ok for check in page.look.checks) if page.look else 0


def _turned(kiosk: Kiosk, page: Findings, by: int) -> Transition:
    turned = turn(page.sheet, entries(page), by, on_a_sheet=on_a_sheet(kiosk))
    return show(kiosk, replace(page, sheet=turned))


def _next(kiosk: Kiosk, page: Findings, _event: object) -> Transition:
    return _turned(kiosk, page, +1)


def _previous(kiosk: Kiosk, page: Findings, _event: object) -> Transition:
    return _turned(kiosk, page, -1)


def _home(kiosk: Kiosk, _page: Findings, _event: object) -> Transition:
    """A terminal that is closed tries again as soon as staff have left its pages."""
    return go_home(kiosk)


def _nothing(kiosk: Kiosk, _page: Findings, _event: object) -> Transition:
    return stay(kiosk)


TABLE: Table = {
    (Findings, StaffLooked): _looked,
    (Findings, Press.NEXT_SHEET): _next,
    (Findings, Press.PREVIOUS_SHEET): _previous,
    (Findings, Press.CONFIRM): _home,
    (Findings, Press.BACK): _home,
    (Findings, Press.QUIT): _home,
    (Findings, Press.HELP): _nothing,
}
