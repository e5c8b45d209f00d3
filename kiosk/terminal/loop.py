"""Where events wait for the flow, and where its timers run.

One thread takes events off the loop: the screen's under Qt, the caller's without a screen. Every
other thread only posts.
"""

import heapq
import queue
import time
from collections.abc import Callable
from typing import Protocol

from kiosk.flow.events import Event, TimerFired


class Loop(Protocol):
    """What devices and the machine need of the thread that runs the flow."""

    def post(self, event: Event) -> None:
        """Hand an event to the flow; from any thread, never waits."""

    def set_timer(self, token: int, seconds: float) -> None:
        """Post `TimerFired(token)` after `seconds`; only from the loop's own thread."""

    def cancel_timer(self, token: int) -> None:
        """Forget a timer; unknown tokens are fine."""


class PlainLoop:
    """A loop without a screen: `kiosk visit`, tests."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self._deadlines: list[tuple[float, int]] = []
        self._cancelled: set[int] = set()

    def post(self, event: Event) -> None:
        """See `Loop`."""
        self._events.put(event)

    def set_timer(self, token: int, seconds: float) -> None:
        """See `Loop`."""
        heapq.heappush(self._deadlines, (self._monotonic() + seconds, token))

    def cancel_timer(self, token: int) -> None:
        """See `Loop`."""
        if any(token == waiting for _, waiting in self._deadlines):
            self._cancelled.add(token)

    def next_event(self, until: float) -> Event | None:
        """The next event or due timer; None when the monotonic clock reaches `until` (seconds)."""
        while True:
            token = self._due_timer()
            if token is not None:
                return TimerFired(token=token)
            wait = min(until, self._deadlines[0][0] if self._deadlines else until) - self._monotonic()
            try:
                return self._events.get(timeout=max(wait, 0.0))
            except queue.Empty:
                if self._monotonic() >= until:
                    return None

    def _due_timer(self) -> int | None:
        while self._deadlines:
            due, token = self._deadlines[0]
            if token in self._cancelled:
                heapq.heappop(self._deadlines)
                self._cancelled.discard(token)
            elif due <= self._monotonic():
                heapq.heappop(self._deadlines)
                return token
            else:
                return None
        return None
