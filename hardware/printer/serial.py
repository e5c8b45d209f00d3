"""A printer on a serial line, opened by python-escpos's Serial connector."""

from __future__ import annotations

import contextlib
import termios
import time

from serial import SerialException

from hardware.printer.address import Flow, SerialAddress
from hardware.printer.connectors import DeviceNotFoundError, Serial
from hardware.printer.descriptor import DescriptorTransport
from hardware.printer.job import Cause
from hardware.printer.transport import LinkLostError

DRAIN_STEP = 0.02
PORT_ERRORS = (SerialException, OSError, termios.error)
"""termios.error, which a pulled adapter causes, is not an OSError."""


class SerialTransport(DescriptorTransport):
    """The connector sets up the port; reading and writing are ours, because its writes have no deadline."""

    def __init__(self, address: SerialAddress) -> None:
        self._flow = address.flow
        self._connector = Serial(
            devfile=address.device,
            baudrate=address.baud,
            timeout=0,
            xonxoff=address.flow is Flow.XONXOFF,
            dsrdtr=False,
        )

    def open(self) -> None:
        """Open the port and throw away what an earlier run left in it. Raises LinkLostError."""
        try:
            self._connector.open()
            port = self._connector.device
            if port is None:
                raise LinkLostError(Cause.LINK_LOST, "no port")
            port.rtscts = self._flow is Flow.RTSCTS
            port.reset_input_buffer()
        except (DeviceNotFoundError, *PORT_ERRORS) as error:
            raise LinkLostError(Cause.LINK_LOST, str(error)) from error
        self._fd = port.fileno()

    def close(self, timeout: float) -> None:
        """Wait until the line has taken all that was written, at most `timeout`, then close.

        What a stopped printer has not taken is thrown away: the connector's own close, which its finalizer
        calls as well, would wait for it without end. So the port is taken from it.
        """
        until = time.monotonic() + timeout
        with contextlib.suppress(LinkLostError):
            while self._fd >= 0 and self.unsent() and (left := until - time.monotonic()) > 0:
                self.read(min(left, DRAIN_STEP))
        self._fd = -1
        port, self._connector.device = self._connector._device, False  # the property would open it
        if port:
            with contextlib.suppress(*PORT_ERRORS):
                port.reset_output_buffer()
            with contextlib.suppress(*PORT_ERRORS):
                port.close()
