"""A few small facts that outlive a restart."""

from enum import StrEnum

from kiosk.store.database import Database
from kiosk.store.trouble import trouble_as_value


class Memo(StrEnum):
    """The names; each value is a short text, absent means empty."""

    OUT_OF_SERVICE = "out_of_service"
    """Why staff put the terminal out of service."""
    LOOK = "look"
    """Language and volume that staff made the terminal's own, as JSON."""
    LAST_SUCCESS = "last_success"
    """Unix ms of the latest acknowledgement."""
    LAST_BOOT = "last_boot"
    """The boot in which the courier last synchronised."""
    SYNC_NOT_BEFORE = "sync_not_before"
    """Unix ms before which the courier leaves the upstream in peace."""
    SYNC_FAILURES = "sync_failures"
    """Requests that failed in a row."""
    UPSTREAM_PAUSED = "upstream_paused"
    """Code of the alarm that paused the upstream."""
    SALVAGED = "salvaged"
    """Name of the damaged file whose records were brought over last."""


class Memos:
    """Durable key and value."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @trouble_as_value
    def get(self, memo: Memo) -> str:
        """The value, or empty."""
        row = self._database.row("SELECT value FROM memo WHERE name = ?", (memo.value,))
        return row[0] if row else ""

    @trouble_as_value
    def put(self, memo: Memo, value: str) -> None:
        """Keep a value; an empty one is forgotten."""
        with self._database.transaction():
            self.write(memo, value)

    def write(self, memo: Memo, value: str) -> None:
        """Keep a value within the caller's transaction."""
        if value:
            self._database.execute("INSERT OR REPLACE INTO memo VALUES (?, ?)", (memo.value, value))
        else:
            self._database.execute("DELETE FROM memo WHERE name = ?", (memo.value,))
