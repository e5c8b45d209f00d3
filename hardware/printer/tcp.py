"""A printer on the network, opened by python-escpos's Network connector."""

from __future__ import annotations

import contextlib
import socket
import time

from hardware.printer.address import TcpAddress
from hardware.printer.connectors import Network
from hardware.printer.descriptor import DescriptorTransport
from hardware.printer.job import Cause
from hardware.printer.transport import LinkLostError

SEND_BUFFER = 16 * 1024
"""Bytes the kernel may hold back: about a band, so that writing keeps step with the paper."""

UNACKNOWLEDGED_MS = 5000
"""TCP_USER_TIMEOUT: a printer whose power or cable is gone is noticed after so long (RFC 5482)."""


class _Connector(Network):
    """The connector's own open leaves an unclosed socket behind each time the printer refuses."""

    def open(self, raise_not_found: bool = True) -> None:
        try:
            self.device = socket.create_connection((self.host, self.port), self.timeout)
        except OSError:
            if raise_not_found:
                raise


class TcpTransport(DescriptorTransport):
    """The connector opens the socket; reading and writing are ours, because its own can wait for a minute."""

    def __init__(self, address: TcpAddress, connect_timeout: float) -> None:
        self._connector = _Connector(address.host, address.port, timeout=connect_timeout)
        self._socket: socket.socket | None = None

    def open(self) -> None:
        """Connect. Raises LinkLostError when refused or out of time."""
        try:
            self._connector.open()
            opened = self._connector.device
            if opened is None:
                raise LinkLostError(Cause.LINK_LOST, "no connection")
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)
            opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, UNACKNOWLEDGED_MS)
            opened.setblocking(False)
        except OSError as error:
            raise LinkLostError(Cause.LINK_LOST, str(error)) from error
        self._socket, self._fd = opened, opened.fileno()

    def close(self, timeout: float) -> None:
        """Shut down our side and read to the end.

        Closing with unread bytes would make the kernel reset the connection, and the printer would lose
        the tail of the receipt.
        """
        if self._socket is None:
            return
        with contextlib.suppress(OSError, LinkLostError):
            self._socket.shutdown(socket.SHUT_WR)
            until = time.monotonic() + timeout
            while (left := until - time.monotonic()) > 0:
                self.read(left)
        self._socket, self._fd = None, -1
        self._connector.close()
