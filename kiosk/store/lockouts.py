"""Failed sign-ins: counted before the check, so that pulling the plug does not give another try.

Five tries, then 30 s doubling to one hour. The wait runs on the boot's own clock, which nobody can set; after
a restart the whole wait starts again.
"""

from collections.abc import Callable
from dataclasses import dataclass

from kiosk.store.clock import Moment
from kiosk.store.database import Database
from kiosk.store.trouble import trouble_as_value

FREE_TRIES = 5
FIRST_WAIT_S = 30
LONGEST_WAIT_S = 3600
_NS = 1_000_000_000


@dataclass(frozen=True, kw_only=True)
class MayTry:
    """The try is already counted as failed; `Lockouts.succeeded` takes it back."""

    failures: int


@dataclass(frozen=True, kw_only=True)
class LockedOut:
    """Not now."""

    seconds: int
    """How long to wait, rounded up."""


class Lockouts:
    """Counts failures by subject: a clerk's id, or the PIN of the terminal."""

    def __init__(self, database: Database, clock: Callable[[], Moment]) -> None:
        self._database = database
        self._clock = clock

    @trouble_as_value
    def begin_try(self, subject: str) -> MayTry | LockedOut:
        """Ask before verifying a secret. On `MayTry` the failure is on the disk already."""
        now = self._clock()
        with self._database.transaction():
            failures, boot_id, since_ns = self._row(subject, now)
            if boot_id != now.boot_id:
                since_ns = now.mono_ns
                self._write(subject, failures, now.boot_id, since_ns)
            rest_ns = _wait_s(failures) * _NS - (now.mono_ns - since_ns)
            if rest_ns > 0:
                return LockedOut(seconds=-(-rest_ns // _NS))
            self._write(subject, failures + 1, now.boot_id, now.mono_ns)
            return MayTry(failures=failures + 1)

    @trouble_as_value
    def succeeded(self, subject: str) -> None:
        """The secret was right: forget the failures."""
        with self._database.transaction():
            self._database.execute("DELETE FROM lockout WHERE subject = ?", (subject,))

    def _row(self, subject: str, now: Moment) -> tuple[int, str, int]:
        row = self._database.row(
            "SELECT failures, boot_id, since_ns FROM lockout WHERE subject = ?", (subject,)
        )
        return (row[0], row[1], row[2]) if row else (0, now.boot_id, now.mono_ns)

    def _write(self, subject: str, failures: int, boot_id: str, since_ns: int) -> None:
        self._database.execute(
            "INSERT OR REPLACE INTO lockout VALUES (?, ?, ?, ?)", (subject, failures, boot_id, since_ns)
        )


def _wait_s(failures: int) -> int:
    if failures < FREE_TRIES:
        return 0
    return min(LONGEST_WAIT_S, FIRST_WAIT_S << min(failures - FREE_TRIES, 12))
