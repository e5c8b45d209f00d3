"""The loop without a screen: events in order, timers when due, cancelled ones never."""

from datetime import UTC, datetime

from kiosk.flow.events import ClockTicked, Event, Press, Pressed, TimerFired, Touched
from kiosk.terminal.loop import PlainLoop


class Clock:
    """Stands still until it is told to move; waiting moves nothing, so nothing here waits."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_nothing_posted_gives_none_when_the_time_is_up() -> None:
    clock = Clock()
    assert PlainLoop(clock).next_event(until=clock.now) is None


def test_events_come_in_the_order_of_posting() -> None:
    clock = Clock()
    loop = PlainLoop(clock)
    posted: list[Event] = [
        Touched(),
        Pressed(press=Press.START),
        ClockTicked(now=datetime.now(UTC), trusted=True),
    ]
    for event in posted:
        loop.post(event)
    assert [loop.next_event(until=clock.now) for _ in posted] == posted


def test_a_due_timer_fires_once_with_its_token() -> None:
    clock = Clock()
    loop = PlainLoop(clock)
    loop.set_timer(7, 5.0)
    clock.now += 5.0
    assert loop.next_event(until=clock.now) == TimerFired(token=7)
    assert loop.next_event(until=clock.now) is None


def test_a_cancelled_timer_never_fires() -> None:
    clock = Clock()
    loop = PlainLoop(clock)
    loop.set_timer(7, 5.0)
    loop.set_timer(8, 6.0)
    loop.cancel_timer(7)
    clock.now += 10.0
    assert loop.next_event(until=clock.now) == TimerFired(token=8)


def test_cancelling_an_unknown_timer_does_nothing() -> None:
    clock = Clock()
    loop = PlainLoop(clock)
    loop.cancel_timer(99)
    assert loop.next_event(until=clock.now) is None
