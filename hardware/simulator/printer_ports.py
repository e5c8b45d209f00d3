"""The simulated printer's wires: a TCP port and a pseudo-terminal."""

from __future__ import annotations

import contextlib
import os
import pty
import select
import socket
import struct
import threading
import tty

from hardware.simulator.printer import SimulatedPrinter

CHUNK = 1024
TICK = 0.02  # seconds between two looks at whether to stop


class TcpPort:
    """One connection at a time, as network printers have it; further ones wait in the backlog.

    The port closes with the printer's power and opens again on the same number.
    """

    def __init__(self, printer: SimulatedPrinter, host: str = "127.0.0.1", port: int = 0) -> None:
        self._printer = printer
        self._address = (host, port)
        self._closed = threading.Event()
        self._connection: socket.socket | None = None
        self._unplugged = threading.Event()
        self._refusing = threading.Event()
        self._listener: socket.socket | None = self._listen()
        self._thread = threading.Thread(target=self._run, name="printer-tcp", daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        """The URL that the settings take."""
        return f"tcp://{self._address[0]}:{self._address[1]}"

    def drop(self) -> None:
        """Break the connection with a reset; the printer itself goes on."""
        connection = self._connection
        if connection is not None:
            with contextlib.suppress(OSError):
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                connection.shutdown(socket.SHUT_RD)
                connection.close()

    def unplug(self, unplugged: bool = True) -> None:
        """Pull the cable: nothing comes or goes any more, and nobody is told."""
        if unplugged:
            self._unplugged.set()
        else:
            self._unplugged.clear()

    def wait_closed(self, timeout: float) -> bool:
        """Wait until connections are refused, after the power was switched off."""
        return self._refusing.wait(timeout)

    def wait_open(self, timeout: float) -> bool:
        """Wait until connections are taken again, after the power was switched on."""
        return self._printer.wait_until(lambda _printer: not self._refusing.is_set(), timeout)

    def close(self) -> None:
        """Stop serving."""
        self._closed.set()
        self._thread.join(5)

    def _listen(self) -> socket.socket:
        listener = socket.create_server(self._address, backlog=4)
        listener.settimeout(TICK)
        self._refusing.clear()
        self._address = listener.getsockname()[:2]
        return listener

    def _run(self) -> None:
        while not self._closed.is_set():
            if not self._printer.powered:
                self._stop_listening()
                self._printer.wait_until(lambda printer: printer.powered or self._closed.is_set(), TICK)
                continue
            if self._listener is None:
                self._listener = self._listen()
                self._printer.wake()
            with contextlib.suppress(TimeoutError):
                self._serve(self._listener.accept()[0])
        self._stop_listening()

    def _stop_listening(self) -> None:
        if self._listener is not None:
            self._listener.close()
            self._listener = None
            self._refusing.set()

    def _serve(self, connection: socket.socket) -> None:
        self._connection = connection
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with connection, contextlib.suppress(OSError, ValueError):
            while not self._closed.is_set() and self._printer.powered:
                if self._unplugged.wait(0):
                    self._closed.wait(TICK)
                    continue
                if not select.select([connection], [], [], TICK)[0]:
                    continue
                data = connection.recv(CHUNK)
                if not data:
                    break
                self._printer.receive(data, self._answer)
        self._connection = None

    def _answer(self, data: bytes) -> None:
        connection = self._connection
        if connection is not None and not self._unplugged.is_set():
            with contextlib.suppress(OSError):
                connection.sendall(data)


class PtyPort:
    """A serial line: `device` is the end for the host."""

    def __init__(self, printer: SimulatedPrinter) -> None:
        self._printer = printer
        self._closed = threading.Event()
        self._ours, self._theirs = pty.openpty()
        tty.setraw(self._theirs)
        self.device = os.ttyname(self._theirs)
        self._thread = threading.Thread(target=self._run, name="printer-pty", daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        """The URL that the settings take."""
        return f"serial://{self.device}?baud=115200&flow=none"

    def close(self) -> None:
        """Unplug the line."""
        self._closed.set()
        self._thread.join(5)
        os.close(self._ours)
        os.close(self._theirs)

    def _run(self) -> None:
        with contextlib.suppress(OSError):
            while not self._closed.is_set():
                if select.select([self._ours], [], [], TICK)[0]:
                    self._printer.receive(os.read(self._ours, CHUNK), self._answer)

    def _answer(self, data: bytes) -> None:
        with contextlib.suppress(OSError):
            os.write(self._ours, data)
