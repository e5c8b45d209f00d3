"""The store: open it, file into it, and its parts for the courier, the printer, the staff."""

import secrets
from collections.abc import Callable, Collection
from pathlib import Path
from typing import TypeVar

import sqlite_utils

from kiosk.store.audit import Audit
from kiosk.store.audit_events import AuditEvent
from kiosk.store.clock import Moment
from kiosk.store.connection import Damaged, connect_durably
from kiosk.store.database import Database
from kiosk.store.durable import sync_directory
from kiosk.store.export import Export
from kiosk.store.filing import Cabinet, Filed, Filing
from kiosk.store.lock import ProcessLock
from kiosk.store.lockouts import Lockouts
from kiosk.store.memos import Memos
from kiosk.store.outbox import Outbox
from kiosk.store.policies import Policies
from kiosk.store.presence import Presence
from kiosk.store.prints import PrintJournal
from kiosk.store.queue_care import QueueCare
from kiosk.store.retention import Retention
from kiosk.store.salvage import Salvage
from kiosk.store.sequence import HighWater
from kiosk.store.service import Service
from kiosk.store.set_aside import place_aside, set_aside
from kiosk.store.space import Space, StoreLimits
from kiosk.store.sqlite import DatabaseError
from kiosk.store.trouble import StoreTrouble, TroubleKind, trouble_as_value, trouble_of

State = TypeVar("State", bound=str)
Entry = TypeVar("Entry")


def _new_id() -> str:
    return secrets.token_hex(16)


class Store:
    """All that outlives a power cut. Usable from several threads; made by `open_store`."""

    def __init__(
        self,
        database: Database,
        lock: ProcessLock,
        space: Space,
        high_water: HighWater,
        *,
        terminal: str,
        clock: Callable[[], Moment],
        new_id: Callable[[], str],
        path: Path,
        replaces: Path | None,
    ) -> None:
        self._database = database
        self._path, self._clock = path, clock
        self._presence = Presence(path)
        self._high_water = high_water
        self._lock = lock
        self._space = space
        self.set_aside = replaces
        """Where a damaged file was moved at this opening, or None. The courier brings over what it held."""
        self.audit = Audit(database, clock)
        self.memos = Memos(database)
        self.outbox = Outbox(database, self.audit, self.memos, clock)
        self.queue = QueueCare(database, self.audit, clock)
        self.lockouts = Lockouts(database, clock)
        self.service = Service(database, self.memos, self.audit, clock)
        self.policies = Policies(database, self.audit, clock)
        self.retention = Retention(database, self.audit, space, clock)
        self.export = Export(database, self.audit, terminal, clock)
        self.salvage = Salvage(database, self.audit, self.memos, high_water, clock, path=path)
        self._cabinet = Cabinet(
            database, self.audit, high_water, terminal=terminal, clock=clock, new_id=new_id
        )

    @trouble_as_value
    def file(self, filing: Filing) -> Filed | StoreTrouble:
        """Keep a submission: when this returns `Filed` it is on the disk, and only then may one print.

        Raises ValueError when `depends_on` was not filed here, and whatever `filing.seal` raises.
        """
        if away := self._presence.trouble():
            return away
        if not self._space.has_room():
            return StoreTrouble(kind=TroubleKind.FULL, detail="below the floor of free space")
        return self._cabinet.file(filing)

    @trouble_as_value
    def has_room(self) -> bool | StoreTrouble:
        """Whether a filing could be kept now; ask before the person presses "submit"."""
        return self._presence.trouble() or self._space.has_room()

    @trouble_as_value
    def takes_writes(self) -> bool | StoreTrouble:
        """`has_room`, and a trial of the disk: for once a minute, not for every beat."""
        self._space.probe()
        return self.has_room()

    def print_journal(
        self,
        state: Callable[[str], State],
        entry: Callable[[str, int, State], Entry],
        finished: Collection[State],
    ) -> PrintJournal[State, Entry]:
        """The journal for the printer's own types of state and entry."""
        return PrintJournal(self._database, state=state, entry=entry, finished=finished)

    @trouble_as_value
    def check(self) -> list[str]:
        """The nightly integrity check: what is wrong with the file, at most 20 lines; empty when sound.

        What SQLite holds in memory is let go first, or a file that the disk has spoilt would look sound.
        """
        self._database.rows("PRAGMA shrink_memory")
        found = [str(row[0]) for row in self._database.rows("PRAGMA integrity_check(20)")]
        return [] if found == ["ok"] else found

    def close(self) -> None:
        """Empty the log, close the file, let another process in.

        What a file without a name holds is written out first, as one that was set aside: the next opening
        brings it over.
        """
        if self._presence.trouble():
            self._rescue()
        self._database.close()
        self._lock.release()

    @trouble_as_value
    def _rescue(self) -> None:
        self._high_water.keep()
        self._database.copy_to(place_aside(self._path, self._clock().wall))


@trouble_as_value
def open_store(
    path: Path,
    *,
    terminal: str,
    clock: Callable[[], Moment],
    limits: StoreLimits | None = None,
    new_id: Callable[[], str] = _new_id,
) -> Store | StoreTrouble:
    """Open the store of one terminal, or begin it; a damaged file is set aside and a new one begun.

    `path` names the database; its companions (log, lock, ballast, number mark) lie in the same directory,
    which is made with mode 700. `new_id` gives 32 random hexadecimal digits.
    """
    limits = limits or StoreLimits()
    _make_directory(path.parent)
    lock = ProcessLock.acquire(path.with_name(f"{path.name}.lock"))
    if isinstance(lock, StoreTrouble):
        return lock
    try:
        opened = _open_or_replace(path, limits.largest, clock)
        if isinstance(opened, StoreTrouble):
            lock.release()
            return opened
        connection, replaces = opened
        space = Space(path.parent, limits)
        log = path.with_name(f"{path.name}-wal")
        database = Database(connection, log=log, on_full=space.throw_off_ballast)
        database.lengthen_log()
        store = Store(
            database,
            lock,
            space,
            HighWater(path.with_name(f"{path.name}.numbers")),
            terminal=terminal,
            clock=clock,
            new_id=new_id,
            path=path,
            replaces=replaces,
        )
    except BaseException:
        lock.release()
        raise
    return _begin(store, space)


def _begin(store: Store, space: Space) -> Store | StoreTrouble:
    """Take on ballast, begin a new file's chain, make what was being sent sendable again."""
    space.take_on_ballast()
    began = store.outbox.reclaim()
    if began is None and store.audit.head().seq == 0:
        created = store.audit.append(
            AuditEvent.STORE_CREATED,
            store=_new_id(),
            replaces=store.set_aside.name if store.set_aside else "",
        )
        began = created if isinstance(created, StoreTrouble) else None
    if began is not None:
        store.close()
        return began
    return store


def _open_or_replace(
    path: Path, largest: int, clock: Callable[[], Moment]
) -> tuple[sqlite_utils.Database, Path | None] | StoreTrouble:
    try:
        opened = connect_durably(path, largest)
        replaced = None
    except (Damaged, DatabaseError) as error:
        if not _is_damage(error):
            raise
        replaced = set_aside(path, clock().wall)
        opened = connect_durably(path, largest)
    return opened if isinstance(opened, StoreTrouble) else (opened, replaced)


def _is_damage(error: Exception) -> bool:
    trouble = trouble_of(error)
    return isinstance(error, Damaged) or (trouble is not None and trouble.kind is TroubleKind.DAMAGED)


def _make_directory(directory: Path) -> None:
    missing = [each for each in (directory, *directory.parents) if not each.exists()]
    if missing:  # a file in its place is the lock's trouble, with a name
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)  # another process may begin at this moment
    for made in reversed(missing):
        sync_directory(made.parent)
