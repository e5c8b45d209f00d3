"""The time limit of a reading."""

import threading
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import Final, Generic, TypeVar

Reading = TypeVar("Reading")
_LONGEST_JOIN: Final = 1.0  # seconds; the thread waits for nothing but its queues


class ReadLimit(Generic[Reading]):
    """Calls `expired` from a thread of its own when a reading is not over in time.

    One thread serves all readings: starting one for each took longer than all else of ours in a reading.
    """

    def __init__(self, seconds: float, expired: Callable[[Reading], None]) -> None:
        self._seconds = seconds
        self._expired = expired
        self._begun: SimpleQueue[Reading | None] = SimpleQueue()
        self._over: SimpleQueue[None] = SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="card-read-limit", daemon=True)

    def start(self) -> None:
        """Be ready for readings."""
        self._thread.start()

    def begin(self, reading: Reading) -> None:
        """The time of this reading runs; `end` must follow."""
        self._begun.put(reading)

    def end(self) -> None:
        """The reading is over, in time or not."""
        self._over.put(None)

    def stop(self) -> None:
        """End the thread; between readings only."""
        self._begun.put(None)
        self._thread.join(_LONGEST_JOIN)

    def _run(self) -> None:
        while (reading := self._begun.get()) is not None:
            try:
                self._over.get(timeout=self._seconds)
            except Empty:
                self._expired(reading)
                self._over.get()
