"""How often somebody may ask: a token bucket for each, in this replica's memory."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable

_MOST_BUCKETS = 50_000
"""The least recently used is forgotten: memory stays bounded whoever asks."""


class Rate:
    """`a_minute` requests, of which a tenth (at least three) may come at once."""

    def __init__(self, a_minute: int, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._per_second = a_minute / 60
        self._burst = max(3.0, a_minute / 10)
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, who: str) -> int:
        """0 when the request may go on; else the whole seconds after which another try may."""
        now = self._monotonic()
        with self._lock:
            tokens, then = self._buckets.pop(who, (self._burst, now))
            tokens = min(self._burst, tokens + (now - then) * self._per_second)
            granted = tokens >= 1
            self._buckets[who] = (tokens - 1 if granted else tokens, now)
            if len(self._buckets) > _MOST_BUCKETS:
                self._buckets.popitem(last=False)
        return 0 if granted else max(1, round((1 - tokens) / self._per_second))
