"""Looking into the store from another process while the terminal runs: queue, audit, policy; no writing."""

from collections.abc import Callable
from pathlib import Path

import sqlite_utils

from kiosk.store.audit import Audit
from kiosk.store.clock import Moment
from kiosk.store.connection import BUSY_SECONDS
from kiosk.store.database import Database
from kiosk.store.export import copy_sealed
from kiosk.store.migrations import SCHEMA_VERSION
from kiosk.store.policies import Policies
from kiosk.store.queue_care import QueueCare
from kiosk.store.sqlite import connect, is_safe
from kiosk.store.trouble import StoreTrouble, TroubleKind, trouble_as_value


class Reading:
    """A read-only look. Anything that would write answers with the trouble `read_only`."""

    def __init__(self, database: Database, clock: Callable[[], Moment]) -> None:
        self._database = database
        self.audit = Audit(database, clock)
        self.queue = QueueCare(database, self.audit, clock)
        self.policies = Policies(database, self.audit, clock)

    @trouble_as_value
    def check(self) -> list[str]:
        """The quick check of the file: the first thing that is wrong, empty when sound."""
        found = [str(row[0]) for row in self._database.rows("PRAGMA quick_check(1)")]
        return [] if found == ["ok"] else found

    @trouble_as_value
    def export(self, path: Path, terminal: str) -> int:
        """`copy_sealed`; its entry in the audit is left to the caller, for a look never writes."""
        return copy_sealed(self._database, self.audit.head(), terminal, path)

    def close(self) -> None:
        """Look no more."""
        self._database.close()


@trouble_as_value
def open_for_reading(path: Path, clock: Callable[[], Moment]) -> Reading | StoreTrouble:
    """Open an existing store without its lock. Such a connection never writes or checkpoints."""
    if not is_safe():
        return StoreTrouble(kind=TroubleKind.UNSAFE_SQLITE)
    raw = connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=BUSY_SECONDS, isolation_level=None)
    connection = sqlite_utils.Database(raw, recursive_triggers=False, execute_plugins=False)
    database = Database(connection, log=None, on_full=lambda: None)
    try:
        (schema,) = database.rows("PRAGMA user_version")[0]
    except BaseException:
        connection.close()
        raise
    if schema != SCHEMA_VERSION:
        connection.close()
        return StoreTrouble(kind=TroubleKind.NEWER, detail=f"schema {schema}")
    return Reading(database, clock)
