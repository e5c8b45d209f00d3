"""Calibration of the touch panel: five crosses, a trial of what they come to, kept only if staff hit "keep".

Whoever cannot hit it has the old map back after ten seconds, so a bad one locks nobody out.
"""

from dataclasses import replace

from kiosk.flow.affine import fit
from kiosk.flow.events import Press, TimerFired
from kiosk.flow.maintenance import ask_staff, sign_out
from kiosk.flow.pages.maintenance import KeepCalibration, TouchTest
from kiosk.flow.roles import StaffAct
from kiosk.flow.state import Kiosk
from kiosk.flow.transition import Table, Transition, enter, stay
from kiosk.rules.policy import Text

TRIAL = 10
"""Seconds."""
UNCLEAR = Text(
    zh="点的位置对不上，没有改。请每次点红十字的正中，再校准一次",
    en="The touches do not agree: nothing was changed. Hit the middle of each cross, try again",
)
NOT_KEPT = Text(zh="没有改：和校准以前一样", en="Nothing was changed: as before the calibration")


def judge(kiosk: Kiosk, page: TouchTest) -> Transition:
    """After the last cross."""
    found = fit(page.pairs)
    if found is None:
        return enter(kiosk, replace(page.room, said=UNCLEAR, well=False))
    return enter(kiosk, KeepCalibration(room=page.room, trial=found, seconds=TRIAL))


def give_up(kiosk: Kiosk, page: TouchTest | KeepCalibration) -> Transition:
    """Back in the room with the old map."""
    return enter(kiosk, replace(page.room, said=NOT_KEPT, well=False))


def _keep(kiosk: Kiosk, page: KeepCalibration, _event: object) -> Transition:
    told = replace(page.room, busy=StaffAct.CALIBRATE, said=None)
    figures = " ".join(f"{figure:.6g}" for figure in page.trial.figures)
    return enter(kiosk, told, ask_staff(told, StaffAct.CALIBRATE, figures))


def _second(kiosk: Kiosk, page: KeepCalibration, _event: object) -> Transition:
    if page.seconds <= 1:
        return give_up(kiosk, page)
    return enter(kiosk, replace(page, seconds=page.seconds - 1))


def _back(kiosk: Kiosk, page: KeepCalibration, _event: object) -> Transition:
    return give_up(kiosk, page)


def _leave(kiosk: Kiosk, page: KeepCalibration, _event: object) -> Transition:
    return sign_out(kiosk, page.room)


def _nothing(kiosk: Kiosk, _page: KeepCalibration, _event: object) -> Transition:
    return stay(kiosk)


TABLE: Table = {
    (KeepCalibration, Press.CONFIRM): _keep,
    (KeepCalibration, TimerFired): _second,
    (KeepCalibration, Press.BACK): _back,
    (KeepCalibration, Press.QUIT): _leave,
    (KeepCalibration, Press.HELP): _nothing,
}
