"""Questions that a person waits for: look-ups, payment orders. They have a thread of their own.

On the courier's thread a question would wait behind a batch that a dying network holds for half a minute.
"""

import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

import structlog

from kiosk.upstream.trouble import Trouble, TroubleKind

log = structlog.get_logger()

U = TypeVar("U")
T = TypeVar("T")


@dataclass(frozen=True)
class _Errand:
    run: Callable[[], None]


class Errands(Generic[U]):
    """Asks the upstream one question after another, each within its own deadline."""

    def __init__(
        self,
        upstream: U,
        answered: Callable[[bool], None],
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._upstream = upstream
        self._answered = answered
        self._monotonic = monotonic
        self._queue: queue.SimpleQueue[_Errand | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="errands", daemon=True)

    def ask(
        self,
        question: Callable[[U, float], T | Trouble],
        seconds: float,
        reply: Callable[[T | Trouble], None],
    ) -> None:
        """Ask on the errands' thread; `reply` is called there, at the latest `seconds` from now.

        `question` gets the upstream and the seconds that are left. A question whose time is over before its
        turn comes is answered TIMEOUT and not asked.
        """
        deadline = self._monotonic() + seconds

        def run() -> None:
            left = deadline - self._monotonic()
            answer = question(self._upstream, left) if left > 0 else Trouble(TroubleKind.TIMEOUT)
            if left > 0:
                self._answered(not isinstance(answer, Trouble))
            reply(answer)

        self._queue.put(_Errand(run))

    def start(self) -> None:
        """Begin to answer."""
        self._thread.start()

    def stop(self, timeout: float) -> bool:
        """Ask nothing more; whether the thread has ended within `timeout` seconds."""
        self._queue.put(None)
        if self._thread.is_alive():
            self._thread.join(timeout)
        return not self._thread.is_alive()

    def run_waiting(self) -> None:
        """Answer what waits, on the caller's thread."""
        while not self._queue.empty():
            errand = self._queue.get()
            if errand is not None:
                errand.run()

    def _run(self) -> None:
        while (errand := self._queue.get()) is not None:
            try:
                errand.run()
            except Exception:
                log.exception("courier.errand_crashed")
