"""Whether the terminal can serve at all: judged at start, every minute and at each change of a device.

It goes out of service by itself with the reason, and comes back by itself. What only makes a visit poorer
(no paper, no network) is shown on the pages and closes nothing.
"""

import time
from collections.abc import Callable

import structlog

from kiosk.flow.conditions import OutOfService, ReaderCondition
from kiosk.flow.events import (
    ClockTicked,
    Event,
    FilingFailed,
    ReaderChanged,
    ServiceStateSet,
    StaffActed,
    TimerFired,
)
from kiosk.flow.state import Kiosk
from kiosk.rules.documents import DocumentKind
from kiosk.store.store import Store
from kiosk.store.trouble import StoreTrouble, TroubleKind
from kiosk.terminal.loop import Loop

_log = structlog.get_logger()
READER_GRACE = 10.0
"""Seconds: a reader that is plugged in again, or a restarted card service, is back before that."""
LOOK_AGAIN = -1
"""Our timer on the loop; the flow's own tokens are positive."""
_BY_NAME = {
    reason.value: reason for reason in (OutOfService.STAFF, OutOfService.CLEANING, OutOfService.REPAIR)
}
"""What staff may have chosen; kept in the store by name."""


class Fitness:
    """Judges after every event that may change the verdict, and posts the verdict when it differs."""

    def __init__(self, store: Store, loop: Loop, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._store = store
        self._loop = loop
        self._monotonic = monotonic
        self._reader_lost_at: float | None = None
        self._posted: OutOfService | None = None
        self._found: OutOfService | None = None
        self._damaged = False

    @property
    def wants_new_store(self) -> bool:
        """The store's file is damaged or gone: it is of no use until it is opened anew."""
        return self._damaged

    def damaged(self) -> None:
        """Somebody met damage; from any thread. The verdict follows on the loop's thread."""
        self._damaged = True
        self._loop.post(TimerFired(token=LOOK_AGAIN))

    def found(self, reason: OutOfService | None) -> None:
        """What the last self-check came to; from any thread. The verdict follows on the loop's thread."""
        self._found = reason
        self._loop.post(TimerFired(token=LOOK_AGAIN))

    def notice(self, event: Event, kiosk: Kiosk) -> None:
        """After the flow has taken `event`; on the loop's thread."""
        match event:
            case ReaderChanged():
                self._note_reader(event.condition)
            case FilingFailed(cause="STORE_DAMAGED"):
                self._damaged = True
            case ClockTicked() | TimerFired(token=-1) | StaffActed() | FilingFailed():
                pass
            case _:
                return
        self.judge(kiosk)

    def judge(self, kiosk: Kiosk) -> None:
        """Post a verdict that differs from the last one."""
        reason = self._reason(kiosk)
        if reason is self._posted and reason is kiosk.conditions.out_of_service:
            return
        if reason is not self._posted:
            tell = _log.warning if reason else _log.info
            tell("service.state_changed", reason=reason.value if reason else "")
        self._posted = reason
        self._loop.post(ServiceStateSet(reason=reason))

    def _note_reader(self, condition: ReaderCondition) -> None:
        if condition is not ReaderCondition.NO_READER:
            self._reader_lost_at = None
        elif self._reader_lost_at is None:
            self._reader_lost_at = self._monotonic()
            self._loop.set_timer(LOOK_AGAIN, READER_GRACE)

    def _reason(self, kiosk: Kiosk) -> OutOfService | None:
        """What staff decided goes before what is broken: they know why they stand there."""
        decided = self._store.service.out_of_service()
        if isinstance(decided, StoreTrouble):
            return self._without_store(decided)
        if decided:
            return _BY_NAME.get(decided, OutOfService.STAFF)
        room = self._store.takes_writes()
        if self._damaged or room is not True:
            return self._without_store(room)
        if self._reader_needed(kiosk) and self._reader_gone():
            return OutOfService.READER
        return self._found

    def _without_store(self, trouble: StoreTrouble | bool) -> OutOfService:
        if isinstance(trouble, StoreTrouble) and trouble.kind is TroubleKind.DAMAGED:
            self._damaged = True
        return OutOfService.STORE

    def _reader_gone(self) -> bool:
        lost = self._reader_lost_at
        return lost is not None and self._monotonic() - lost >= READER_GRACE

    @staticmethod
    def _reader_needed(kiosk: Kiosk) -> bool:
        """Where passports are typed by hand, the terminal still serves somebody."""
        return kiosk.policy is None or DocumentKind.PASSPORT not in kiosk.policy.documents
