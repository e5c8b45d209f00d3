"""`buka-stick`: one USB stick, for as long as staff want it.

USB storage is unauthorised by default (70-buka.rules). `open` authorises what is plugged in, lets systemd
mount the first file system at /run/buka-stick, and stays until the terminal takes its wish back; `shut`
unmounts and withdraws the authorisation.
"""

import contextlib
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

WISH = Path("/run/buka/stick-wanted")
MOUNT = Path("/run/buka-stick")
_DEVICES = Path("/sys/bus/usb/devices")
_BLOCKS = Path("/sys/block")
_POLL_SECONDS = 0.5
_MOUNT_SECONDS = 20.0
_OPTIONS = "rw,nosuid,nodev,noexec,sync"


def main(words: list[str] | None = None) -> int:
    """`open` or `shut`; exit code 64 for anything else."""
    match sys.argv[1:] if words is None else words:
        case ["open"]:
            serve(WISH.exists, time.sleep)
        case ["shut"]:
            shut()
        case _:
            sys.stderr.write("usage: buka-stick open|shut\n")
            return 64
    return 0


def serve(wanted: Callable[[], bool], sleep: Callable[[float], None]) -> None:
    """Let sticks in while they are wanted; one that comes later is taken too."""
    mounted = False
    while wanted():
        for interface in storage_interfaces(_DEVICES):
            authorise(interface, allowed=True)
        if not mounted:
            mounted = any(_mount(partition) for partition in partitions(_BLOCKS))
        sleep(_POLL_SECONDS)


def shut() -> None:
    """Unmount and close the door again."""
    if MOUNT.is_mount():
        _systemd_mount("--umount", str(MOUNT))
    for interface in storage_interfaces(_DEVICES):
        authorise(interface, allowed=False)


def storage_interfaces(devices: Path) -> Iterator[Path]:
    """Interfaces of USB class 08 (mass storage)."""
    for kind in sorted(devices.glob("*:*/bInterfaceClass")):
        if kind.read_text().strip() == "08":
            yield kind.parent


def authorise(interface: Path, *, allowed: bool) -> None:
    """Write what the kernel needs to (un)bind a driver; nothing when it is so already."""
    switch = interface / "authorized"
    if switch.read_text().strip() == str(int(allowed)):
        return
    switch.write_text(str(int(allowed)))
    if allowed:
        (_DEVICES.parent / "drivers_probe").write_text(interface.name)


def partitions(blocks: Path) -> Iterator[str]:
    """Device names of what lies on USB disks: partitions, or the disk itself when it has none."""
    for disk in sorted(blocks.glob("sd*")):
        if "/usb" not in str(disk.resolve()):
            continue
        parts = sorted(path.parent.name for path in disk.glob("sd*/partition"))
        yield from parts or [disk.name]


def _mount(name: str) -> bool:
    _systemd_mount("--collect", "--owner=buka", f"--options={_OPTIONS}", f"/dev/{name}", str(MOUNT))
    return MOUNT.is_mount()


def _systemd_mount(*words: str) -> None:
    """A slow stick is asked again: systemd goes on with it, and what counts is whether it is there."""
    with contextlib.suppress(subprocess.TimeoutExpired):
        subprocess.run(["systemd-mount", *words], check=False, timeout=_MOUNT_SECONDS)
