"""Whether the open file is still the one of its name.

SQLite writes on into a file that was deleted, or that another one was put in place of: what is promised then
is gone with the process.
"""

import os
from pathlib import Path

from kiosk.store.trouble import StoreTrouble, TroubleKind

COMPANIONS = ("", "-wal", "-shm")
"""Of a database in WAL mode: sqlite.org/tempfiles.html."""


class Presence:
    """Remembers which files were opened. Raises OSError when one is not there at its making."""

    def __init__(self, path: Path) -> None:
        self._files = [f"{path}{companion}" for companion in COMPANIONS]
        self._opened = self._identities()

    def trouble(self) -> StoreTrouble | None:
        """Damage, as far as the terminal is concerned: only opening anew helps. None: all are in place."""
        try:
            same = self._identities() == self._opened
        except FileNotFoundError:
            same = False
        return None if same else StoreTrouble(kind=TroubleKind.DAMAGED, detail="the file was taken away")

    def _identities(self) -> list[tuple[int, int]]:
        return [(status.st_dev, status.st_ino) for status in map(os.stat, self._files)]
