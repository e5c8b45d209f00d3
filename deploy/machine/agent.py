"""In the machine of the proof: a finger on a touch screen that the kernel believes in, and a shell.

Reads one JSON object a line from a virtio port: {"touch": "down"|"move"|"up", "x": …, "y": …} (of 32767), or
{"run": "command", "seconds": …}, and answers each with one: {} or {"code": …, "out": …}.
"""

import fcntl
import io
import json
import os
import struct
import subprocess
import time
from pathlib import Path

PORT = "/dev/virtio-ports/proof"
FULL = 32767
# linux/uinput.h and linux/input-event-codes.h
_SET_EVBIT, _SET_KEYBIT, _SET_ABSBIT, _SET_PROPBIT = 0x40045564, 0x40045565, 0x40045567, 0x4004556E
_DEV_CREATE = 0x5501
_EV_SYN, _EV_KEY, _EV_ABS = 0, 1, 3
_BTN_TOUCH = 0x14A
_X, _Y, _SLOT, _MT_X, _MT_Y, _TRACKING = 0x00, 0x01, 0x2F, 0x35, 0x36, 0x39
_PROP_DIRECT = 1


class Finger:
    """A touch screen of type B (Documentation/input/multi-touch-protocol) with one finger."""

    def __init__(self) -> None:
        self._id = 0
        subprocess.run(["modprobe", "uinput"], check=True)
        while not Path("/dev/uinput").exists():
            time.sleep(0.1)
        self._file = os.open("/dev/uinput", os.O_WRONLY)
        for kind in (_EV_KEY, _EV_ABS):
            fcntl.ioctl(self._file, _SET_EVBIT, kind)
        fcntl.ioctl(self._file, _SET_KEYBIT, _BTN_TOUCH)
        fcntl.ioctl(self._file, _SET_PROPBIT, _PROP_DIRECT)
        highest = [0] * 64
        for axis, top in (
            (_X, FULL),
            (_Y, FULL),
            (_SLOT, 1),
            (_MT_X, FULL),
            (_MT_Y, FULL),
            (_TRACKING, 65535),
        ):
            fcntl.ioctl(self._file, _SET_ABSBIT, axis)
            highest[axis] = top
        zero = [0] * 64
        name = b"proof touch screen"
        device = name.ljust(80, b"\0") + struct.pack("HHHHI", 3, 0x1234, 1, 1, 0)
        os.write(self._file, device + struct.pack("256i", *highest, *zero, *zero, *zero))
        fcntl.ioctl(self._file, _DEV_CREATE)

    def touch(self, what: str, x: int, y: int) -> None:
        """`down`, `move` or `up`."""
        if what == "up":
            self._send((_EV_ABS, _TRACKING, -1), (_EV_KEY, _BTN_TOUCH, 0))
            return
        events = [(_EV_ABS, _SLOT, 0)]
        if what == "down":
            self._id += 1
            events += [(_EV_ABS, _TRACKING, self._id), (_EV_KEY, _BTN_TOUCH, 1)]
        self._send(*events, (_EV_ABS, _MT_X, x), (_EV_ABS, _MT_Y, y), (_EV_ABS, _X, x), (_EV_ABS, _Y, y))

    def _send(self, *events: tuple[int, ...]) -> None:
        for kind, code, value in (*events, (_EV_SYN, 0, 0)):
            os.write(self._file, struct.pack("llHHi", 0, 0, kind, code, value))


def run(command: str, seconds: float) -> dict[str, object]:
    """Exit code and all that was said; the shell is wanted, this is a person's console."""
    try:
        done = subprocess.run(
            ["/bin/sh", "-c", command], capture_output=True, text=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired:
        return {"code": -1, "out": "timeout"}
    return {"code": done.returncode, "out": done.stdout + done.stderr}


def _write(port: io.FileIO, whole: bytes) -> None:
    """All of it: the port takes 32 KiB at a time (Linux, drivers/char/virtio_console.c)."""
    while whole:
        whole = whole[port.write(whole) or 0 :]


def main() -> None:
    """Answer until the power goes."""
    finger = Finger()
    with io.FileIO(PORT, "r+b") as port:
        waiting = b""
        while True:
            waiting += port.read(65536) or b""
            *lines, waiting = waiting.split(b"\n")
            for line in lines:
                asked = json.loads(line)
                answer: dict[str, object] = {}
                if "run" in asked:
                    answer = run(asked["run"], asked.get("seconds", 60))
                else:
                    finger.touch(asked["touch"], asked.get("x", 0), asked.get("y", 0))
                _write(port, json.dumps(answer).encode() + b"\n")
            if not lines:
                time.sleep(0.02)


if __name__ == "__main__":
    main()
