"""Room for the write-ahead log, written beforehand.

A commit that makes the log longer must also write the file's new length: two trips to the disk, about twice
the time. So the log gets its full length as zeros once, and a commit only overwrites. For SQLite they are
what every log ends with: frames that do not check out, where reading stops (sqlite.org/fileformat2.html).
"""

import contextlib
import os
from pathlib import Path

LOG_BYTES = 4 << 20
"""A little more than the 1000 pages after which SQLite empties the log and starts again at its beginning."""
_CHUNK = bytes(1 << 16)


def make_room(log: Path) -> None:
    """Lengthen an existing log to `LOG_BYTES`. On a disk that has no room for it, it stays short.

    The log carries no locks (they are on the database and its shared memory), so opening it here drops none.
    """
    with contextlib.suppress(OSError):
        descriptor = os.open(log, os.O_WRONLY | os.O_CLOEXEC)
        try:
            _append_zeros(descriptor)
        finally:
            os.close(descriptor)


def _append_zeros(descriptor: int) -> None:
    # A log that was just cut off must be so on the disk too: zeros over its old end, with its old beginning
    # still there, would bring back an older state after a power cut.
    os.fsync(descriptor)
    at = os.fstat(descriptor).st_size
    while at < LOG_BYTES:
        at += os.pwrite(descriptor, _CHUNK[: LOG_BYTES - at], at)
    os.fsync(descriptor)
