"""Room on the disk: service stops before it is used up, and a ballast is there to be thrown off.

A full disk must not keep an acknowledgement from being written, so a file of no use holds some room until
SQLite says that it has none. New filings are refused earlier, at the floor, before anything is promised.
"""

import contextlib
import os
from dataclasses import dataclass
from pathlib import Path

_MIB = 1 << 20


@dataclass(frozen=True, kw_only=True)
class StoreLimits:
    """Bytes. The defaults hold 100,000 queued submissions of 2 kB several times over."""

    floor: int = 64 * _MIB
    """Less free space than this, and nothing new is filed."""
    ballast: int = 16 * _MIB
    largest: int = 2048 * _MIB
    """The database never grows beyond this."""


class Space:
    """Watches the file system that the store lies on."""

    def __init__(self, directory: Path, limits: StoreLimits) -> None:
        self._directory = directory
        self._limits = limits
        self._ballast = directory / "ballast"

    def has_room(self) -> bool:
        """Whether a filing may be promised now. Ask before the person presses "submit", too."""
        return self._free() >= self._limits.floor

    def probe(self) -> None:
        """Write what costs next to nothing. Raises OSError where the file system takes no writes any more.

        One that ext4 stopped after an error of the disk says so nowhere else: statvfs and access see nothing.
        """
        os.utime(self._directory)

    def throw_off_ballast(self) -> None:
        """Give the room to those who only want to write down what has already happened."""
        self._ballast.unlink(missing_ok=True)

    def take_on_ballast(self) -> None:
        """Take the room again once there is plenty. Not having it is no trouble."""
        if self._ballast.exists() or self._free() < self._limits.floor + self._limits.ballast:
            return
        if self._limits.ballast:
            with contextlib.suppress(OSError):
                self._reserve()

    def _reserve(self) -> None:
        descriptor = os.open(self._ballast, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            os.posix_fallocate(descriptor, 0, self._limits.ballast)
        finally:
            os.close(descriptor)

    def _free(self) -> int:
        status = os.statvfs(self._directory)
        return status.f_bavail * status.f_frsize
