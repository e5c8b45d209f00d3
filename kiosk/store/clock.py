"""When something happened, said so that a wrong wall clock cannot reorder the record."""

import ctypes
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

BUILD_FLOOR = datetime(2026, 1, 1, tzinfo=UTC)
"""No terminal runs this program before it was written: an earlier wall clock is a dead RTC battery."""

_STA_UNSYNC = 0x0040
"""adjtimex(2): the kernel clock is not synchronised."""
_Timex = ctypes.c_int * 52
_STATUS = 10
"""`struct timex` of 64-bit Linux, include/uapi/linux/timex.h: 208 bytes, the status as int at 40."""


class ClockQuality(StrEnum):
    """How far the wall clock can be trusted."""

    SYNCED = "synced"
    """Disciplined by a time source right now."""
    HOLDOVER = "holdover"
    """Runs by itself from a plausible time."""
    UNKNOWN = "unknown"
    """Certainly wrong: before the program was made."""


@dataclass(frozen=True, kw_only=True)
class Moment:
    """One instant: the wall clock, and the boot's own clock that nobody can set."""

    wall: datetime
    """Aware, UTC."""
    boot_id: str
    mono_ns: int
    """Nanoseconds since the boot (CLOCK_BOOTTIME)."""
    quality: ClockQuality

    @property
    def unix_ms(self) -> int:
        """The wall clock in milliseconds since 1970 UTC."""
        return round(self.wall.timestamp() * 1000)


class SystemClock:
    """The machine's clock. Call it to get the present `Moment`."""

    def __init__(self, floor: datetime = BUILD_FLOOR) -> None:
        self._floor = floor
        self._boot_id = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
        self._adjtimex = ctypes.CDLL(None).adjtimex

    def __call__(self) -> Moment:
        """Reads all clocks now."""
        wall = datetime.now(UTC)
        mono_ns = time.clock_gettime_ns(time.CLOCK_BOOTTIME)
        return Moment(wall=wall, boot_id=self._boot_id, mono_ns=mono_ns, quality=self._quality(wall))

    def _quality(self, wall: datetime) -> ClockQuality:
        if wall < self._floor:
            return ClockQuality.UNKNOWN
        return ClockQuality.SYNCED if self._kernel_is_synced() else ClockQuality.HOLDOVER

    def _kernel_is_synced(self) -> bool:
        timex = _Timex()
        return self._adjtimex(timex) >= 0 and not timex[_STATUS] & _STA_UNSYNC
