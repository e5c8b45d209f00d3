"""Large batches are taken in by turns, so that a storm of them keeps nobody waiting who stands at a terminal.

Everything else goes past them. In this replica's memory only.
"""

import asyncio
import random

from kiosk.gateway import problems
from kiosk.gateway.problems import ProblemError

LARGE_BYTES = 32 * 1024
"""A visit's two or three submissions are well below, 50 of an outage (2.9 kB each) well above."""
AT_ONCE = 8
"""As many as there are connections to PostgreSQL: more would only wait for one another."""
WAIT_SECONDS = 10.0
"""For a turn. Together with the work well inside the 30 s that a terminal waits for an answer."""
_COME_BACK = (5, 30)
"""Seconds; drawn anew for each, so that those who were sent away do not come back together."""


class Turns:
    """Who may take in a large batch now."""

    def __init__(self, at_once: int = AT_ONCE, wait_seconds: float = WAIT_SECONDS) -> None:
        self._free = asyncio.Semaphore(at_once)
        self._wait_seconds = wait_seconds

    async def enter(self) -> None:
        """Wait for a turn, first come first served. Raises ProblemError when none comes in time."""
        try:
            await asyncio.wait_for(self._free.acquire(), self._wait_seconds)
        except TimeoutError as late:
            come_back = random.randint(*_COME_BACK)  # noqa: S311  # spreads load, guards nothing
            raise ProblemError(problems.BUSY, retry_after=come_back) from late

    def leave(self) -> None:
        """For the next one."""
        self._free.release()
