"""What staff see of a terminal: the doctor's list, the queue, the log. Nothing is changed."""

from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from kiosk.config import Settings
from kiosk.flow.pages.maintenance import CheckLook, LogLook, StaffLook
from kiosk.flow.state import Kiosk
from kiosk.staff import crashes
from kiosk.staff.check import NAMES, Check
from kiosk.staff.doctor import examine
from kiosk.staff.events import EVENTS, Severity
from kiosk.staff.log_file import codes_in, entries, local_time
from kiosk.staff.queue_look import UNREADABLE, queue_look
from kiosk.store.clock import Moment
from kiosk.store.store import Store
from kiosk.store.trouble import StoreTrouble, trouble_as_value
from kiosk.terminal.health import VERSION
from kiosk.terminal.live_looks import live_looks

_LOG_LINES = 25


@dataclass(frozen=True, kw_only=True)
class Looking:
    """Seconds of work: never on the screen's thread."""

    settings: Settings
    clock: Callable[[], Moment]
    kiosk: Callable[[], Kiosk]
    sounds: Callable[[], bool] | None = None
    """The voice's own word; None: a sound is tried."""

    def examine(self) -> tuple[Check, ...]:
        """The doctor's whole list, now."""
        return examine(self.settings, live_looks(self.kiosk().conditions, self.clock, self.sounds))

    def look(self, store: Store | None) -> StaffLook:
        """All of it; what a store that cannot be opened would tell stays empty."""
        checks = sorted(self.examine(), key=lambda check: check.ok)
        reachable = self.kiosk().conditions.upstream_reachable
        zone = ZoneInfo(self.settings.terminal.timezone)
        died = crashes.reports(self.settings.store.path.parent)
        return StaffLook(
            checks=tuple(_check_look(check) for check in checks),
            queue=queue_look(store, reachable=reachable, zone=zone) if store else UNREADABLE,
            log=self._log_look(zone),
            audit=_audit_look(store) if store else (),
            version=VERSION,
            crashes=len(died),
            crash_at=f"{died[0].at.astimezone(zone):%m-%d %H:%M}" if died else "",
            crash_where=died[0].where if died else "",
        )

    def _log_look(self, zone: ZoneInfo) -> tuple[LogLook, ...]:
        path = self.settings.log.path
        if path is None:
            return ()
        found = list(entries(path, least=Severity.WARNING))[-_LOG_LINES:]
        known = [(entry, EVENTS[entry.event]) for entry in reversed(found) if entry.event in EVENTS]
        return tuple(
            LogLook(
                at=local_time(entry.at, zone),
                event=event.name,
                meaning=event.meaning,
                codes=codes_in(entry.fields),
                remedy=event.remedy,
            )
            for entry, event in known
        )


def _audit_look(store: Store) -> tuple[str, ...]:
    head = trouble_as_value(store.audit.head)()
    return () if isinstance(head, StoreTrouble) else (f"{head.seq} {head.short}",)


def _check_look(check: Check) -> CheckLook:
    return CheckLook(
        name=NAMES[check.subject],
        ok=check.ok,
        detail=check.detail,
        remedy=check.remedy,
        needed=check.needed,
        last=check.last,
    )
