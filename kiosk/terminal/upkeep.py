"""Once a night, when nobody is here: the store is checked, and what is past its retention is deleted."""

import threading
from collections.abc import Callable
from datetime import date, datetime, timedelta

import structlog

from kiosk.flow.events import ClockTicked, Event
from kiosk.flow.pages import Welcome
from kiosk.flow.state import Kiosk
from kiosk.store.store import Store
from kiosk.store.trouble import StoreTrouble, TroubleKind

_log = structlog.get_logger()
_QUIET_HOURS = range(2, 5)
"""Local time: halls are closed, emergency rooms are at their quietest."""


class Upkeep:
    """Listens to the clock; works on a short-lived thread: an integrity check reads the whole file."""

    def __init__(self, store: Store, began: date, damaged: Callable[[], None] = lambda: None) -> None:
        self._store = store
        self._damaged = damaged
        """Called when the file is not sound."""
        self._done = began
        """The day of the last upkeep; the opening of the store checked it for today."""

    def notice(self, event: Event, kiosk: Kiosk) -> threading.Thread | None:
        """The thread that works now, None when it is not the time or somebody is here."""
        if not isinstance(event, ClockTicked) or not self._is_due(event.now, kiosk):
            return None
        self._done = event.now.date()
        days = kiosk.policy.retention.terminal_days if kiosk.policy else None
        thread = threading.Thread(target=self._work, args=(days,), name="upkeep", daemon=True)
        thread.start()
        return thread

    def _is_due(self, now: datetime, kiosk: Kiosk) -> bool:
        return (
            now.hour in _QUIET_HOURS
            and now.date() != self._done
            and kiosk.conditions.clock_trusted
            and isinstance(kiosk.page, Welcome)
        )

    def _work(self, days: int | None) -> None:
        problems = self._store.check()
        if isinstance(problems, StoreTrouble):
            _log.error("upkeep.check_failed", kind=problems.kind.value)
            if problems.kind is TroubleKind.DAMAGED:
                self._damaged()
            return
        if problems:
            _log.error("upkeep.store_damaged", problems=len(problems))
            self._damaged()
            return
        if days is not None:
            purged = self._store.retention.purge(timedelta(days=days))
            told = purged.kind.value if isinstance(purged, StoreTrouble) else purged
            _log.info("upkeep.purged", bodies=told)
