"""The terminal checks itself at start, every day and at each change of a device; closes, and opens again."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from kiosk.flow.conditions import OutOfService, PrinterCondition, ReaderCondition
from kiosk.flow.events import ClockTicked, Event, PrinterChanged, ReaderChanged
from kiosk.flow.pages import Welcome
from kiosk.flow.reduce import reduce
from kiosk.flow.samples import sample_policy
from kiosk.flow.start import start
from kiosk.flow.state import Place
from kiosk.rules.policy import Text
from kiosk.staff.check import Check, Subject, unwell, well
from kiosk.terminal.loop import PlainLoop
from kiosk.terminal.selfcheck import AFTER_CHANGE, AFTER_START, SelfCheck

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=timezone(timedelta(hours=8)))
SAID = Text(zh="坏", en="bad")
GOOD = (well(Subject.STORE, "好", "good"),)
DAMAGED = (unwell(Subject.STORE, SAID, SAID, closes=True),)
NO_FONTS = (unwell(Subject.FONTS, SAID, SAID, closes=True),)
NO_PAPER = (unwell(Subject.PRINTER, SAID, SAID),)


class Hall:
    """A flow, its self-check, and a clock that the test moves."""

    def __init__(self) -> None:
        policy = sample_policy()
        place = Place(
            terminal="HZ07", site="outlet", hospital_level=0, region=policy.region, name="厅", name_en="Hall"
        )
        self.seconds = 0.0
        self.now = NOON
        self.checks: tuple[Check, ...] = GOOD
        self.looked = 0
        self.found: list[OutOfService | None] = []
        self.loop = PlainLoop(lambda: self.seconds)
        self.kiosk, _ = start(place, policy, NOON)
        self.check = SelfCheck(self.loop, self.examine, self.found.append)

    def examine(self) -> tuple[Check, ...]:
        self.looked += 1
        return self.checks

    def happens(self, event: Event | None) -> None:
        while event is not None:
            self.kiosk, _ = reduce(self.kiosk, event)
            self.check.notice(event, self.kiosk)
            event = self.loop.next_event(self.seconds)
        assert self.check.end(20)

    def passes(self, seconds: float) -> None:
        self.seconds += seconds
        self.happens(self.loop.next_event(self.seconds))

    def minute(self) -> None:
        self.now += timedelta(minutes=1)
        self.happens(ClockTicked(now=self.now, trusted=True))


@pytest.fixture
def hall() -> Hall:
    """A terminal that has checked itself after its start."""
    hall = Hall()
    hall.minute()
    assert hall.looked == 0
    hall.passes(AFTER_START)
    assert hall.looked == 1
    return hall


def test_by_day_nothing_is_checked_without_a_reason(hall: Hall) -> None:
    for _ in range(5):
        hall.minute()
    assert hall.looked == 1


def test_the_next_day_brings_one_check(hall: Hall) -> None:
    hall.now += timedelta(days=1)
    hall.minute()
    hall.minute()
    assert hall.looked == 2


def test_the_next_day_waits_until_nobody_is_here(hall: Hall) -> None:
    hall.kiosk = replace(hall.kiosk, page=replace(Welcome()))
    hall.now += timedelta(days=1)
    from kiosk.flow.events import Press, Pressed

    hall.happens(Pressed(press=Press.START))
    hall.minute()
    assert hall.looked == 1


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            PrinterChanged(condition=PrinterCondition.READY),
            PrinterChanged(condition=PrinterCondition.PAPER_OUT),
        ),
        (
            ReaderChanged(condition=ReaderCondition.NO_CARD),
            ReaderChanged(condition=ReaderCondition.NO_READER),
        ),
    ],
)
def test_a_device_that_changes_is_looked_at_with_all_the_others(
    before: Event, after: Event, hall: Hall
) -> None:
    hall.happens(before)
    hall.happens(after)
    hall.passes(AFTER_CHANGE)
    assert hall.looked == 2


def test_a_card_that_comes_and_goes_is_no_change_of_a_device(hall: Hall) -> None:
    for condition in (ReaderCondition.NO_CARD, ReaderCondition.CARD_PRESENT, ReaderCondition.NO_CARD):
        hall.happens(ReaderChanged(condition=condition))
    hall.passes(AFTER_CHANGE)
    assert hall.looked == 1


@pytest.mark.parametrize(
    ("checks", "reason"), [(DAMAGED, OutOfService.STORE), (NO_FONTS, OutOfService.SETUP), (NO_PAPER, None)]
)
def test_only_what_lets_nobody_be_served_closes_the_terminal(
    checks: tuple[Check, ...], reason: OutOfService | None, hall: Hall
) -> None:
    hall.checks = checks
    hall.now += timedelta(days=1)
    hall.minute()
    assert hall.found[-1] is reason


def test_while_it_is_closed_it_looks_every_minute_and_opens_by_itself(hall: Hall) -> None:
    hall.checks = DAMAGED
    hall.now += timedelta(days=1)
    hall.minute()
    hall.minute()
    assert hall.looked == 3
    hall.checks = GOOD
    hall.minute()
    assert hall.found[-1] is None
    hall.minute()
    assert hall.looked == 4
