"""The machine itself: clock, disk, fonts."""

import os
from datetime import UTC, tzinfo
from pathlib import Path

from kiosk.receipt.fonts import BOLD, RARE, REGULAR
from kiosk.rules.policy import Text
from kiosk.staff.check import Check, Subject, unwell, well
from kiosk.store.clock import ClockQuality, Moment
from kiosk.store.space import StoreLimits

_MIB = 1 << 20
_PLENTY = 1024 * _MIB
"""Six months of log (24 files of 8 MiB), a large outbox and an update package fit."""


def check_clock(now: Moment, zone: tzinfo = UTC) -> Check:
    """A clock that runs by itself is fine for weeks; one from before the program was made is not."""
    told = f"{now.wall.astimezone(zone):%Y-%m-%d %H:%M}"
    match now.quality:
        case ClockQuality.SYNCED:
            return well(Subject.CLOCK, f"已对时 {told}", f"Synchronised, {told}")
        case ClockQuality.HOLDOVER:
            return well(
                Subject.CLOCK, f"未对时，自行走时 {told}", f"Not synchronised, runs by itself, {told}"
            )
        case ClockQuality.UNKNOWN:
            return unwell(
                Subject.CLOCK,
                Text(zh=f"时间不对：{told}", en=f"The time is wrong: {told}"),
                Text(
                    zh="检查对时服务 chrony 和主板电池",
                    en="Check the time service chrony and the battery of the main board",
                ),
            )


def _takes_writes(folder: Path) -> bool:
    """By a write: a file system that ext4 stopped after an error says so nowhere else."""
    try:
        os.utime(folder)
    except OSError:
        return False
    return True


def check_disk(folder: Path, limits: StoreLimits | None = None) -> Check:
    """Room where the store and the log lie, and whether it may be written."""
    limits = limits or StoreLimits()
    while not folder.exists():
        folder = folder.parent
    status = os.statvfs(folder)
    free = status.f_bavail * status.f_frsize
    if not _takes_writes(folder):
        return unwell(
            Subject.DISK,
            Text(zh=f"{folder} 不能写入", en=f"{folder} cannot be written"),
            Text(
                zh="检查目录的属主，或磁盘是否变成只读",
                en="Check the folder's owner, or a disk gone read-only",
            ),
            closes=True,
        )
    room = f"{free // _MIB} MiB"
    if free < limits.floor:
        return unwell(
            Subject.DISK,
            Text(zh=f"只剩 {room}，不能再受理", en=f"Only {room} left, nothing can be filed"),
            Text(zh="先联网发送积压记录，再清理旧日志", en="Send the waiting records, then remove old logs"),
            closes=True,
        )
    if free < _PLENTY:
        return well(Subject.DISK, f"还剩 {room}，偏少", f"{room} left, that is little")
    return well(Subject.DISK, f"还剩 {room}", f"{room} left")


def check_fonts() -> Check:
    """The fonts of screens and slips; without them every character is a box."""
    missing = sorted({face.package for face in (REGULAR, BOLD, *RARE) if not face.path.is_file()})
    if missing:
        names = " ".join(missing)
        return unwell(
            Subject.FONTS,
            Text(zh=f"缺少字体：{names}", en=f"Fonts are missing: {names}"),
            Text(zh=f"执行 apt-get install {names}", en=f"Run apt-get install {names}"),
            closes=True,
        )
    return well(Subject.FONTS, "齐全，包括生僻字", "Complete, rare characters too")
