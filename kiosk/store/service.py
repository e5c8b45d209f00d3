"""Out of service by staff's decision: it holds until staff take it back, whatever restarts meanwhile."""

from collections.abc import Callable

from kiosk.store.audit import Audit
from kiosk.store.audit_events import AuditEvent
from kiosk.store.clock import Moment
from kiosk.store.database import Database
from kiosk.store.memos import Memo, Memos
from kiosk.store.trouble import StoreTrouble, trouble_as_value


class Service:
    """Whether staff let the terminal serve."""

    def __init__(self, database: Database, memos: Memos, audit: Audit, clock: Callable[[], Moment]) -> None:
        self._database = database
        self._memos = memos
        self._audit = audit
        self._clock = clock

    def out_of_service(self) -> str | StoreTrouble:
        """The reason's code, or empty when in service."""
        return self._memos.get(Memo.OUT_OF_SERVICE)

    @trouble_as_value
    def stop(self, reason: str, clerk: str) -> None:
        """Put the terminal out of service; `reason` is a code, not a text."""
        if not reason:
            raise ValueError("a reason is needed")
        with self._database.transaction():
            self._memos.write(Memo.OUT_OF_SERVICE, reason)
            self._audit.write(AuditEvent.SERVICE_STOPPED, self._clock(), reason=reason, clerk=clerk)

    @trouble_as_value
    def resume(self, clerk: str) -> None:
        """Put it back."""
        with self._database.transaction():
            self._memos.write(Memo.OUT_OF_SERVICE, "")
            self._audit.write(AuditEvent.SERVICE_RESUMED, self._clock(), clerk=clerk)
