"""A printer behind a device file of the kernel (usblp).

python-escpos's File connector opens it for writing only and its writes wait without end, so we open it
ourselves.
"""

from __future__ import annotations

import contextlib
import os
import time

from hardware.printer.address import FileAddress
from hardware.printer.descriptor import DescriptorTransport
from hardware.printer.job import Cause
from hardware.printer.transport import LinkLostError

EMPTY_PAUSE = 0.01


class FileTransport(DescriptorTransport):
    """Non-blocking in both directions."""

    def __init__(self, address: FileAddress) -> None:
        self._path = address.path

    def open(self) -> None:
        """Open the device. Raises LinkLostError when it is missing, busy or not ours to open."""
        try:
            self._fd = os.open(self._path, os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
        except OSError as error:
            raise LinkLostError(Cause.LINK_LOST, str(error)) from error

    def close(self, timeout: float) -> None:  # noqa: ARG002 - the driver finishes its own transfers
        """Close; the kernel's driver delivers what it took."""
        if self._fd >= 0:
            with contextlib.suppress(OSError):
                os.close(self._fd)
            self._fd = -1

    def _at_end(self) -> bytes:
        """Take an empty read as "nothing yet": USB printers send empty packets when they have no answer."""
        time.sleep(EMPTY_PAUSE)
        return b""
