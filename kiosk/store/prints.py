"""The print journal: what is known about each printed receipt, synced before the printer sees a byte.

The printer's room says which states there are; this one only keeps them. So it takes the type of a state and
of an entry, and fits the printer's `Journal` without knowing the printer.
"""

from collections.abc import Callable, Collection, Sequence
from typing import Generic, TypeVar

from kiosk.store.database import Database

State = TypeVar("State", bound=str)
Entry = TypeVar("Entry")


class PrintJournal(Generic[State, Entry]):
    """The latest state of every attempt to print, by (key, attempt); key: the receipt number."""

    def __init__(
        self,
        database: Database,
        *,
        state: Callable[[str], State],
        entry: Callable[[str, int, State], Entry],
        finished: Collection[State],
    ) -> None:
        self._database = database
        self._state = state
        self._entry = entry
        self._finished = frozenset(finished)

    def record(self, key: str, attempt: int, state: State) -> None:
        """Keep the state; it is on the disk when this returns. Raises what SQLite raises."""
        with self._database.transaction():
            self._database.execute(
                "INSERT INTO print_job (key, attempt, state) VALUES (?, ?, ?)"
                " ON CONFLICT (key, attempt) DO UPDATE SET state = excluded.state",
                (key, attempt, str(state)),
            )

    def state(self, key: str, attempt: int) -> State | None:
        """The attempt's latest state, or None when it was never recorded."""
        row = self._database.row("SELECT state FROM print_job WHERE key = ? AND attempt = ?", (key, attempt))
        return self._state(row[0]) if row else None

    def unfinished(self) -> Sequence[Entry]:
        """Every attempt whose state is not one of the finished ones, oldest first."""
        rows = self._database.rows("SELECT key, attempt, state FROM print_job ORDER BY ordinal")
        entries = [(key, attempt, self._state(state)) for key, attempt, state in rows]
        return [self._entry(*entry) for entry in entries if entry[2] not in self._finished]
