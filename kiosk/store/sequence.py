"""A mark beside the database, so that receipt numbers do not repeat when a damaged file is set aside.

The file holds one number: every sequence number below it may have been given. It is raised in steps, before a
number of the next step is given, so that it costs one extra sync in a thousand filings.
"""

from pathlib import Path

from kiosk.store.durable import write_synced

STEP = 1000


class HighWater:
    """Reserves sequence numbers. Used only inside a filing's transaction."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._mark = _read(path)
        self._first = max(self._mark, 1)

    def reserve(self, last: int | None) -> int:
        """The number after `last`; in an empty file (None), the first that was certainly never given."""
        seq = last + 1 if last is not None else self._first
        if seq >= self._mark:
            self._raise_to(seq + STEP)
        return seq

    def _raise_to(self, mark: int) -> None:
        write_synced(self._path, f"{mark}\n".encode())
        self._mark = mark


def _read(path: Path) -> int:
    try:
        return int(path.read_text())
    except (FileNotFoundError, ValueError):
        return 0
