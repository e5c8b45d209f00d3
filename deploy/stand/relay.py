"""The network between terminal and gateway: a TCP relay that can be cut and mended.

TLS goes through untouched, so the terminal sees what it would see with a pulled cable and a router that
refuses.
"""

import contextlib
import socket
import threading


class Relay:
    """Listens on loopback and hands every connection on to one target."""

    def __init__(self, target: tuple[str, int]) -> None:
        self._target = target
        self._whole = True
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, name="relay", daemon=True).start()

    @property
    def is_whole(self) -> bool:
        """Whether connections pass."""
        return self._whole

    def cut(self) -> None:
        """Break every connection and refuse new ones."""
        with self._lock:
            self._whole = False
            broken, self._open = self._open, set()
        for wire in broken:
            _close(wire)

    def lead_to(self, target: tuple[str, int]) -> None:
        """Hand new connections on to another target."""
        self._target = target

    def mend(self) -> None:
        """Let connections pass again."""
        self._whole = True

    def close(self) -> None:
        """Stop for good."""
        self.cut()
        _close(self._listener)

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            self._join(near)

    def _join(self, near: socket.socket) -> None:
        if not self._whole:
            near.close()
            return
        try:
            far = socket.create_connection(self._target, timeout=5.0)
        except OSError:
            near.close()
            return
        far.settimeout(None)
        with self._lock:
            self._open |= {near, far}
        for source, sink in ((near, far), (far, near)):
            threading.Thread(target=self._pump, args=(source, sink), name="relay-pump", daemon=True).start()

    def _pump(self, source: socket.socket, sink: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while octets := source.recv(65536):
                sink.sendall(octets)
        for wire in (source, sink):
            with self._lock:
                self._open.discard(wire)
            _close(wire)


def _close(wire: socket.socket) -> None:
    with contextlib.suppress(OSError):
        wire.shutdown(socket.SHUT_RDWR)
    wire.close()
