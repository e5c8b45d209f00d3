"""Calibration of the touch panel: the map from touches, the trial, and the way back from a bad one."""

from math import hypot, isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.flow.affine import MOST_RESIDUAL_MM, Affine, Pair, affine, fit, residual
from kiosk.flow.events import (
    CrossTouched,
    Press,
    Pressed,
    StaffActChosen,
    StaffActed,
    StaffLooked,
    TimerFired,
)
from kiosk.flow.maintenance_calibration import NOT_KEPT, TRIAL, UNCLEAR
from kiosk.flow.pages import KeepCalibration, StaffRoom, TouchTest
from kiosk.flow.roles import Role, StaffAct
from kiosk.rules.policy import Text
from tests.flow.test_maintenance import LOOK, Terminal
from tests.flow.test_staff_helps import acts

WIDE, TALL = 296.7, 527.5
"""Of a 23.8 inch portrait panel, in mm."""
CROSSES = ((20.0, 20.0), (WIDE - 20, 20.0), (WIDE - 20, TALL - 20), (20.0, TALL - 20), (WIDE / 2, TALL / 2))
SHIFTED = Affine(c=7.0, f=-4.0)


def reported(panel: Affine) -> tuple[Pair, ...]:
    """What a panel says that is off by the inverse of `panel`: touched in the middle of every cross."""
    back = inverse(panel)
    return tuple((back.at(cross), cross) for cross in CROSSES)


def inverse(one: Affine) -> Affine:
    d = one.a * one.e - one.b * one.d
    a, b, c, e = one.e / d, -one.b / d, -one.d / d, one.a / d
    return Affine(a=a, b=b, d=c, e=e, c=-(a * one.c + b * one.f), f=-(c * one.c + e * one.f))


def close(one: Affine, other: Affine) -> bool:
    return all(isclose(x, y, abs_tol=1e-6) for x, y in zip(one.figures, other.figures, strict=True))


# --- the map ---


def test_touches_on_one_spot_say_nothing() -> None:
    assert fit([((5.0, 5.0), cross) for cross in CROSSES]) is None


def test_touches_on_one_line_say_nothing_about_the_other_direction() -> None:
    assert fit([((cross[0], cross[0]), cross) for cross in CROSSES]) is None


def test_no_touches_say_nothing() -> None:
    assert fit(()) is None


def test_one_touch_far_off_the_others_is_refused() -> None:
    pairs = list(reported(SHIFTED))
    pairs[4] = ((pairs[4][0][0] + 25, pairs[4][0][1]), pairs[4][1])
    assert fit(pairs) is None


def test_a_panel_said_to_be_three_times_as_large_is_refused() -> None:
    assert fit(reported(Affine(a=3.0, e=3.0))) is None


@pytest.mark.parametrize(
    "panel",
    [
        Affine(),
        SHIFTED,
        Affine(a=1.04, e=0.97, c=-3.0),
        Affine(a=-1.0, c=WIDE),
        Affine(a=0.0, b=WIDE / TALL, d=TALL / WIDE, e=0.0),
    ],
    ids=["none", "shifted", "stretched", "mirrored", "turned"],
)
def test_a_panel_that_is_off_as_mounted_is_found_exactly(panel: Affine) -> None:
    found = fit(reported(panel))
    assert found is not None
    assert close(found, panel)
    assert residual(found, reported(panel)) < 1e-6


@given(st.lists(st.floats(-1.0, 1.0), min_size=10, max_size=10))
def test_trembling_fingers_give_a_map_that_hits_within_the_bound(shakes: list[float]) -> None:
    pairs = [
        ((seen[0] + shakes[2 * n], seen[1] + shakes[2 * n + 1]), cross)
        for n, (seen, cross) in enumerate(reported(SHIFTED))
    ]
    found = fit(pairs)
    assert found is not None
    assert residual(found, pairs) <= MOST_RESIDUAL_MM
    for (sx, sy), (x, y) in reported(SHIFTED):
        mx, my = found.at((sx, sy))
        assert hypot(mx - x, my - y) < 3.0


def test_two_maps_are_one() -> None:
    turned = Affine(a=0.0, b=-1.0, d=1.0, e=0.0, c=2.0)
    point = (3.0, 5.0)
    assert turned.after(SHIFTED).at(point) == turned.at(SHIFTED.at(point))
    assert affine(SHIFTED.figures) == SHIFTED


# --- the pages ---


def calibrate(terminal: Terminal, pairs: tuple[Pair, ...]) -> None:
    terminal(StaffActChosen(act=StaffAct.CALIBRATE))
    terminal(*(CrossTouched(miss_mm=1.0, at_mm=at, cross_mm=cross) for at, cross in pairs))


def on_trial(terminal: Terminal) -> KeepCalibration:
    page = terminal.kiosk.page
    assert isinstance(page, KeepCalibration)
    return page


@pytest.fixture
def inside() -> Terminal:
    terminal = Terminal()
    terminal.enter(Role.TECHNICIAN)
    terminal(StaffLooked(look=LOOK))
    return terminal


def told(terminal: Terminal) -> Text | None:
    page = terminal.kiosk.page
    assert isinstance(page, StaffRoom)
    assert not page.well
    return page.said


def test_a_clerk_cannot_calibrate() -> None:
    terminal = Terminal()
    terminal.enter(Role.CLERK)
    terminal(StaffLooked(look=LOOK))
    assert isinstance(terminal(StaffActChosen(act=StaffAct.CALIBRATE)).page, StaffRoom)


def test_touches_that_do_not_agree_change_nothing_and_it_is_said(inside: Terminal) -> None:
    calibrate(inside, tuple(((5.0, 5.0), cross) for cross in CROSSES))
    assert told(inside) == UNCLEAR
    assert acts(inside, StaffAct.CALIBRATE) == []


def test_leaving_the_crosses_early_changes_nothing(inside: Terminal) -> None:
    inside(StaffActChosen(act=StaffAct.CALIBRATE))
    page = inside(CrossTouched(miss_mm=1.0)).page
    assert isinstance(page, TouchTest)
    inside(TimerFired(token=inside.kiosk.page_timer))
    assert told(inside) == NOT_KEPT
    assert acts(inside, StaffAct.CALIBRATE) == []


def test_a_trial_that_nobody_confirms_is_taken_back_after_ten_seconds(inside: Terminal) -> None:
    calibrate(inside, reported(SHIFTED))
    for left in range(TRIAL, 0, -1):
        assert on_trial(inside).seconds == left
        inside(TimerFired(token=inside.kiosk.page_timer))
    assert told(inside) == NOT_KEPT
    assert acts(inside, StaffAct.CALIBRATE) == []


def test_a_trial_that_is_taken_back_by_hand_keeps_nothing(inside: Terminal) -> None:
    calibrate(inside, reported(SHIFTED))
    inside(Pressed(press=Press.BACK))
    assert told(inside) == NOT_KEPT


def test_what_was_hit_is_kept_in_the_name_of_who_is_signed_in(inside: Terminal) -> None:
    calibrate(inside, reported(SHIFTED))
    assert close(on_trial(inside).trial, SHIFTED)
    inside(Pressed(press=Press.CONFIRM))
    (act,) = acts(inside, StaffAct.CALIBRATE)
    assert close(affine([float(figure) for figure in act.argument.split()]), SHIFTED)
    done = Text(zh="好", en="good")
    page = inside(StaffActed(act=StaffAct.CALIBRATE, well=True, said=done)).page
    assert isinstance(page, StaffRoom)
    assert page.said == done
