"""A mark beside the database, so that receipt numbers do not repeat when a damaged file is set aside.

The file holds a number: every sequence number below it may have been given. It is raised in steps, before a
number of the next step is given, so that it costs one extra sync in a thousand filings. Behind it stands,
once records of a damaged file were brought over, the first number of the present one: they lie below.
"""

from pathlib import Path

from kiosk.store.durable import write_synced

STEP = 1000


class HighWater:
    """Reserves sequence numbers. Used only inside a filing's transaction."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._mark, self._first = _read(path)
        self._fresh = max(self._mark, 1)

    def begin_anew(self) -> None:
        """From here on only numbers that were certainly never given, whatever is brought over from below."""
        if self._mark > self._first:
            self._write(self._mark, self._mark)

    def reserve(self, last: int | None) -> int:
        """The number after `last`; in an empty file (None), the first that was certainly never given."""
        seq = max(last + 1, self._first) if last is not None else self._fresh
        if seq >= self._mark:
            self._write(seq + STEP, self._first)
        return seq

    def keep(self) -> None:
        """Put the mark back in its place when it was taken away."""
        if self._mark and not self._path.exists():
            self._write(self._mark, self._first)

    def _write(self, mark: int, first: int) -> None:
        write_synced(self._path, (f"{mark} {first}\n" if first else f"{mark}\n").encode())
        self._mark, self._first = mark, first


def _read(path: Path) -> tuple[int, int]:
    try:
        mark, *first = (int(number) for number in path.read_text().split())
    except (FileNotFoundError, ValueError):
        return 0, 0
    return mark, first[0] if first else 0
