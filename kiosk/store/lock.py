"""One process at a time: an advisory lock that ends with the process, however it ends."""

import fcntl
import os
from pathlib import Path

from kiosk.store.trouble import StoreTrouble, TroubleKind


class ProcessLock:
    """Holds `flock` on a file beside the database."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    @classmethod
    def acquire(cls, path: Path) -> "ProcessLock | StoreTrouble":
        """At once, or `in_use`."""
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            return StoreTrouble(kind=TroubleKind.IN_USE, detail="another process holds the store")
        return cls(descriptor)

    def release(self) -> None:
        """Let another process in."""
        os.close(self._descriptor)
