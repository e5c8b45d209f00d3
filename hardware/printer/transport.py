"""What the printer's thread needs of a wire: open, write some, read some, close without losing the tail."""

from __future__ import annotations

from typing import Protocol

from hardware.printer.job import Cause


class LinkLostError(Exception):
    """The conversation is over.

    It travels only inside this room: every wait and write can end this way, and exactly two places turn it
    into a value, the attempt (how the job ended) and the printer's loop (unreachable).
    """

    def __init__(self, cause: Cause, detail: str = "") -> None:
        super().__init__(detail or cause.value)
        self.cause = cause


class Transport(Protocol):
    """One connection. Every call returns within its deadline, in seconds."""

    def open(self) -> None:
        """Connect. Raises LinkLostError when there is nothing to connect to."""

    def write(self, data: memoryview, timeout: float) -> int:
        """Write what the wire takes now or within `timeout`; return how many bytes. Raises LinkLostError."""

    def read(self, timeout: float) -> bytes:
        """Return what has come, or b"" when nothing came within `timeout`. Raises LinkLostError."""

    def unsent(self) -> int:
        """Return how many written bytes the kernel still holds, as far as it tells."""

    def close(self, timeout: float) -> None:
        """Let the printer have all that was written, then let go. Never raises, safe to repeat."""
