"""One deadline over a whole exchange: a server that drips bytes cannot hold a person up."""

import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_deadline: ContextVar[float | None] = ContextVar("deadline", default=None)


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Every socket operation inside ends `seconds` from now at the latest, with TimeoutError."""
    token = _deadline.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        _deadline.reset(token)


class DeadlineSocket(ssl.SSLSocket):
    """For `SSLContext.sslsocket_class`: the HTTP library sets a time-out before every read and write."""

    def settimeout(self, value: float | None) -> None:
        """The smaller of the asked time-out and what is left of the deadline."""
        deadline = _deadline.get()
        if deadline is not None:
            left = deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError
            value = left if value is None else min(value, left)
        super().settimeout(value)
