"""What a replica does besides answering: acts on what waits, and gives forgotten payments back."""

import threading
import time

import structlog

from kiosk.gateway import ledger
from kiosk.gateway.applier import LEASE
from kiosk.gateway.database import DatabaseDownError
from kiosk.gateway.parts import Parts

log = structlog.get_logger()
_ROUND = 50
_IDLE_SECONDS = 1.0
_REFUND_SECONDS = 60.0
_YIELD_SECONDS = 0.2
_MOST_YIELDS = 10
"""Taking in goes before acting: while batches arrive, a round waits, 2 s at most. Nobody stands at a
terminal for these; those that somebody waits for are acted on in their own request."""


class BackgroundApplier(threading.Thread):
    """Takes what waits, round by round, until stopped. Several replicas share the work."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(name="applier", daemon=True)
        self._parts = parts
        self._stop_asked = threading.Event()
        self._next_refunds = 0.0

    def run(self) -> None:
        """A fault is logged and the next round comes: what it left behind is claimed again."""
        while not self._stop_asked.is_set():
            try:
                busy = self._round()
            except DatabaseDownError as down:
                log.error("gateway.database_down", cause=str(down))
                busy = False
            except Exception as bug:
                log.error("gateway.bug", exc_info=bug)
                busy = False
            if not busy:
                self._stop_asked.wait(_IDLE_SECONDS)

    def _give_way(self) -> None:
        for _ in range(_MOST_YIELDS):
            if self._parts.reception.is_quiet(_YIELD_SECONDS) or self._stop_asked.wait(_YIELD_SECONDS):
                return

    def _round(self) -> bool:
        parts = self._parts
        self._give_way()
        entries = ledger.claim(parts.database, parts.now(), LEASE, _ROUND)
        parts.applier.apply(entries)
        if time.monotonic() >= self._next_refunds:
            self._next_refunds = time.monotonic() + _REFUND_SECONDS
            parts.payments.refund_forgotten()
        return bool(entries)

    def stop(self) -> None:
        """Finish the round and end. Waits for it."""
        self._stop_asked.set()
        self.join()
