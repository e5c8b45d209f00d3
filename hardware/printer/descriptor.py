"""The part that TCP, serial lines and device files share: a non-blocking file descriptor with deadlines."""

from __future__ import annotations

import contextlib
import fcntl
import os
import select
import struct
import termios

from hardware.printer.job import Cause
from hardware.printer.transport import LinkLostError

READ_SIZE = 4096


class DescriptorTransport:
    """Reads and writes `self._fd`; the subclass opens and closes it."""

    _fd: int = -1

    def write(self, data: memoryview, timeout: float) -> int:
        """Write what the kernel takes within `timeout`."""
        try:
            _, writable, _ = select.select([], [self._descriptor()], [], timeout)
            return os.write(self._fd, data) if writable else 0
        except BlockingIOError:
            return 0
        except OSError as error:
            raise LinkLostError(Cause.LINK_LOST, str(error)) from error

    def read(self, timeout: float) -> bytes:
        """Read what has come within `timeout`."""
        try:
            readable, _, _ = select.select([self._descriptor()], [], [], timeout)
            if not readable:
                return b""
            data = os.read(self._fd, READ_SIZE)
        except BlockingIOError:
            return b""
        except OSError as error:
            raise LinkLostError(Cause.LINK_LOST, str(error)) from error
        return data or self._at_end()

    def unsent(self) -> int:
        """Ask the kernel: TIOCOUTQ on a terminal, the same number is SIOCOUTQ on a socket (tcp(7))."""
        with contextlib.suppress(OSError):
            answer = fcntl.ioctl(self._fd, termios.TIOCOUTQ, struct.pack("i", 0))
            return int(struct.unpack("i", answer)[0])
        return 0

    def _at_end(self) -> bytes:
        raise LinkLostError(Cause.LINK_LOST, "the printer closed the connection")

    def _descriptor(self) -> int:
        if self._fd < 0:
            raise LinkLostError(Cause.LINK_LOST, "not open")
        return self._fd
