"""The touch test: every cell of the glass must answer, then five crosses tell whether it answers in place."""

from dataclasses import replace

from kiosk.flow.events import CellTouched, CrossTouched, Press, TimerFired
from kiosk.flow.maintenance import ask_staff, sign_out
from kiosk.flow.maintenance_calibration import give_up, judge
from kiosk.flow.pages.maintenance import CROSSES, TOUCH_COLUMNS, TOUCH_ROWS, TouchTest
from kiosk.flow.roles import StaffAct
from kiosk.flow.state import Kiosk
from kiosk.flow.transition import Table, Transition, enter, stay


def _touched(kiosk: Kiosk, page: TouchTest, event: CellTouched) -> Transition:
    """The time begins anew with every cell, so that a slow hand finds no dead zone."""
    if event.cell in page.touched or not 0 <= event.cell < TOUCH_COLUMNS * TOUCH_ROWS:
        return stay(kiosk)
    return enter(kiosk, replace(page, touched=page.touched | {event.cell}))


def _hit(kiosk: Kiosk, page: TouchTest, event: CrossTouched) -> Transition:
    if not page.cells_done:
        return stay(kiosk)
    pair = (event.at_mm, event.cross_mm)
    told = replace(page, misses=(*page.misses, event.miss_mm), pairs=(*page.pairs, pair))
    return _judged(kiosk, told) if len(told.misses) == CROSSES else enter(kiosk, told)


def _over(kiosk: Kiosk, page: TouchTest, _event: TimerFired) -> Transition:
    return _judged(kiosk, page)


def _judged(kiosk: Kiosk, page: TouchTest) -> Transition:
    """Back in the room, where the outcome is said; a calibration is tried out first."""
    if page.calibrating:
        return judge(kiosk, page) if len(page.pairs) == CROSSES else give_up(kiosk, page)
    dead = TOUCH_COLUMNS * TOUCH_ROWS - len(page.touched)
    worst = round(max(page.misses, default=0.0), 1)
    told = replace(page.room, busy=StaffAct.TEST_TOUCH, said=None)
    unhit = CROSSES - len(page.misses)
    return enter(kiosk, told, ask_staff(told, StaffAct.TEST_TOUCH, f"{dead} {unhit} {worst}"))


def _leave(kiosk: Kiosk, page: TouchTest, _event: object) -> Transition:
    return sign_out(kiosk, page.room)


def _nothing(kiosk: Kiosk, _page: TouchTest, _event: object) -> Transition:
    return stay(kiosk)


TABLE: Table = {
    (TouchTest, CellTouched): _touched,
    (TouchTest, CrossTouched): _hit,
    (TouchTest, TimerFired): _over,
    (TouchTest, Press.BACK): _over,
    (TouchTest, Press.QUIT): _leave,
    (TouchTest, Press.HELP): _nothing,
}
