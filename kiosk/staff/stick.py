"""A USB stick: let in, written or read, synced, let go.

The system mounts it for as long as the wish file stands.
"""

import contextlib
import errno
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from kiosk.store.trouble import StoreTrouble, TroubleKind

T = TypeVar("T")
WAIT_SECONDS = 15.0
"""A slow stick with a journal to replay takes ten."""
_POLL_SECONDS = 0.25


class StickTrouble(StrEnum):
    """Why nothing was written or read."""

    NO_STICK = "no_stick"
    """None is plugged in, or it has no file system that is taken (FAT, exFAT)."""
    FULL = "full"
    READ_ONLY = "read_only"
    PULLED = "pulled"
    """Taken out while it was written, or broken."""


_MEANS = {
    TroubleKind.FULL: StickTrouble.FULL,
    TroubleKind.READ_ONLY: StickTrouble.READ_ONLY,
}


@dataclass(frozen=True, kw_only=True)
class Stick:
    """Where a stick appears, and how it is asked for."""

    mount: Path
    wish: Path
    real: bool = True
    """False in a demo: a plain folder is taken for a stick."""
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic

    def write(self, name: str, copy: Callable[[Path], int | StoreTrouble]) -> int | StickTrouble:
        """Let `copy` write a new file of that name; its answer, or why there is no such file on the stick."""
        with self._let_in():
            if not self._there():
                return StickTrouble.NO_STICK
            try:
                done = copy(self.mount / name)
            except OSError as error:
                return _meaning(error)
            if isinstance(done, StoreTrouble):
                return _MEANS.get(done.kind, StickTrouble.PULLED)
            return done if self._there() else StickTrouble.PULLED

    def read(self, take: Callable[[Path], T]) -> T | StickTrouble:
        """Let `take` look at what lies on the stick; its answer, or why nothing could be read."""
        with self._let_in():
            if not self._there():
                return StickTrouble.NO_STICK
            try:
                return take(self.mount)
            except OSError as error:
                return _meaning(error)

    @contextlib.contextmanager
    def _let_in(self) -> Iterator[None]:
        with contextlib.suppress(OSError):
            self.wish.touch()
        try:
            yield
        finally:
            os.sync()
            with contextlib.suppress(OSError):
                self.wish.unlink(missing_ok=True)

    def _there(self) -> bool:
        until = self.clock() + WAIT_SECONDS
        while not self._mounted():
            if self.clock() >= until:
                return False
            self.sleep(_POLL_SECONDS)
        return True

    def _mounted(self) -> bool:
        return self.mount.is_mount() if self.real else self.mount.is_dir()


def _meaning(error: OSError) -> StickTrouble:
    if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return StickTrouble.FULL
    if error.errno in {errno.EROFS, errno.EACCES, errno.EPERM}:
        return StickTrouble.READ_ONLY
    return StickTrouble.PULLED
