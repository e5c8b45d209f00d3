"""Bringing over what the upstream does not have yet from a damaged file that was set aside.

Of a sealed submission only its body counts: it names itself and carries the terminal's signature, so a
record comes over whole or not at all, however torn the file around it is. It comes as one of which nobody
knows whether it arrived: the courier asks before it sends, and the upstream counts each id once. The damaged
file is only read; bringing over again brings nothing twice.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kiosk.store.audit import Audit
from kiosk.store.audit_events import AuditEvent
from kiosk.store.clock import ClockQuality, Moment
from kiosk.store.database import Database, Row
from kiosk.store.memos import Memo, Memos
from kiosk.store.page_rows import rows_of
from kiosk.store.sequence import HighWater
from kiosk.store.set_aside import kept_aside
from kiosk.store.traces import Judge, Proven, Traces
from kiosk.store.trouble import trouble_as_value


@dataclass(frozen=True, kw_only=True)
class Salvaged:
    """What became of the records of a damaged file."""

    brought: int
    """New in the outbox."""
    here_already: int
    """Brought over before."""
    acknowledged: int
    """The upstream has them; they were left where they are."""
    torn: int
    """Rows whose body is damaged, or not signed by this terminal."""
    missing: tuple[str, ...]
    """Receipt numbers that the audit knows and nothing else: filed, and neither found nor acknowledged."""


class Salvage:
    """Reads a damaged file and takes in what it can prove."""

    def __init__(
        self,
        database: Database,
        audit: Audit,
        memos: Memos,
        high_water: HighWater,
        clock: Callable[[], Moment],
        *,
        path: Path,
    ) -> None:
        self._path = path
        self._database = database
        self._audit = audit
        self._memos = memos
        self._high_water = high_water
        self._clock = clock

    @trouble_as_value
    def due(self) -> Path | None:
        """The newest file that was set aside, unless its records were brought over to the end."""
        newest = kept_aside(self._path)[-1:]
        done = self._database.row("SELECT value FROM memo WHERE name = ?", (Memo.SALVAGED.value,))
        return newest[0] if newest and done != (newest[0].name,) else None

    @trouble_as_value
    def bring_over(self, damaged: Path, judge: Judge, clerk: str = "") -> Salvaged:
        """All that `judge` vouches for, that is not acknowledged and not here yet.

        Safe to break off and to repeat. Raises FileNotFoundError.
        """
        traces = Traces.of(damaged)
        if self._database.row("SELECT 1 FROM submission LIMIT 1") is None:
            self._high_water.begin_anew()
        proven: dict[str, Proven] = {}
        brought, torn = 0, set[int]()
        for seq, row in _submissions(damaged):
            found = judge(row[10])
            if found is None or not traces.agree_with(found):
                torn.add(seq)
            elif found.submission_id not in proven:
                proven[found.submission_id] = found
                brought += not traces.is_acknowledged(found) and self._take_in(found, row, traces)
        settled = {key for key, found in proven.items() if traces.is_acknowledged(found)}
        here = {key for key in proven if self._is_here(key)}
        missing = traces.missing(here | settled)
        self._end(damaged, list(proven.values()), brought, len(missing), clerk)
        return Salvaged(
            brought=brought,
            here_already=len(here - settled) - brought,
            acknowledged=len(settled),
            torn=len(torn - {found.seq for found in proven.values()}),
            missing=missing,
        )

    def _is_here(self, key: str) -> bool:
        return self._database.row("SELECT 1 FROM submission WHERE id = ?", (key,)) is not None

    def _take_in(self, found: Proven, row: Row, traces: Traces) -> bool:
        """False when it is here already; also when another has its place, and then it is missing."""
        with self._database.transaction():
            taken = "SELECT 1 FROM submission WHERE id = ? OR seq = ?"
            if self._database.row(taken, (found.submission_id, found.seq)) is not None:
                return False
            state, problem = traces.sendable_state(found)
            self._database.execute(
                "INSERT INTO submission VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (found.seq, found.submission_id, found.number, found.kind.value, *_circumstances(row),
                 found.digest, found.key_id, row[10]),
            )  # fmt: skip
            self._database.execute(
                "INSERT INTO outbox (seq, state, last_problem) VALUES (?, ?, ?)", (found.seq, state, problem)
            )
            self._audit.write(
                AuditEvent.SUBMISSION_SALVAGED,
                self._clock(),
                submission=found.submission_id,
                number=found.number,
                digest=found.digest,
            )
        return True

    def _end(self, damaged: Path, proven: list[Proven], brought: int, missing: int, clerk: str) -> None:
        """Let each wait for the one it depends on again, and remember that it is done."""
        with self._database.transaction():
            self._database.execute_many(
                "UPDATE outbox SET waits_for = (SELECT seq FROM submission WHERE id = ?)"
                " WHERE seq = (SELECT seq FROM submission WHERE id = ?)",
                [(found.depends_on, found.submission_id) for found in proven if found.depends_on],
            )
            self._memos.write(Memo.SALVAGED, damaged.name)
            self._audit.write(
                AuditEvent.STORE_SALVAGED,
                self._clock(),
                file=damaged.name,
                brought=brought,
                missing=missing,
                clerk=clerk,
            )


def _submissions(damaged: Path) -> Iterator[tuple[int, Row]]:
    """Rows of the table `submission` whose body was not deleted yet."""
    for seq, row in rows_of(damaged):
        if len(row) == 11 and isinstance(row[10], bytes):
            yield seq, row


def _circumstances(row: Row) -> tuple[str, str, int, str]:
    """When it was filed, as far as the row still says so."""
    wall, boot_id, mono_ns, quality = row[4:8]
    return (
        wall if isinstance(wall, str) else "",
        boot_id if isinstance(boot_id, str) else "",
        mono_ns if isinstance(mono_ns, int) else 0,
        quality if quality in set(ClockQuality) else ClockQuality.UNKNOWN.value,
    )
