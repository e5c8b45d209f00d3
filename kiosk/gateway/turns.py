"""Large batches are taken in by turns, so that a storm of them keeps nobody waiting who stands at a terminal,
and does not fill the memory. Everything else goes past them. In this replica's memory only.
"""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from kiosk.gateway import problems
from kiosk.gateway.problems import ProblemError

LARGE_BYTES = 32 * 1024
"""A visit's two or three submissions are well below, 50 of an outage (2.9 kB each) well above."""
READ_AT_ONCE = 64
"""On slow lines too, at 150 kB each. The bodies of all others wait where they are, 64 KiB of each in here."""
STORE_AT_ONCE = 8
"""As many as there are connections to PostgreSQL: more would only wait for one another."""
WAIT_SECONDS = 10.0
"""For a turn. With the reading well inside the 20 s of `peer.REQUEST_SECONDS` and a terminal's own 30 s."""
_COME_BACK = (1, 10)
"""Seconds; drawn anew for each, so that those who were sent away do not come back together."""


class Turns:
    """Who may bring a large batch now, and who may have it stored."""

    def __init__(self, read_at_once: int = READ_AT_ONCE, wait_seconds: float = WAIT_SECONDS) -> None:
        self._reading = asyncio.Semaphore(read_at_once)
        self._wait_seconds = wait_seconds
        self.storing = asyncio.Semaphore(STORE_AT_ONCE)
        """For what has been read."""

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[None]:
        """A turn, first come first served. Raises ProblemError when none comes in time."""
        try:
            await asyncio.wait_for(self._reading.acquire(), self._wait_seconds)
        except TimeoutError as late:
            come_back = random.randint(*_COME_BACK)  # noqa: S311  # spreads load, guards nothing
            raise ProblemError(problems.BUSY, retry_after=come_back) from late
        try:
            yield
        finally:
            self._reading.release()
