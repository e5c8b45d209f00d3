"""The word to systemd that the terminal lives (sd_notify(3)): one datagram, no library needed."""

import os
import socket

import structlog

_log = structlog.get_logger()


class Watchdog:
    """Sends state lines to the service manager; does nothing when there is none.

    The beat must come from the thread that paints: a beat from elsewhere would hide a frozen screen.
    """

    def __init__(self, environment: dict[str, str] | None = None) -> None:
        env = os.environ if environment is None else environment
        path = env.get("NOTIFY_SOCKET", "")
        self._address = "\0" + path[1:] if path.startswith("@") else path
        told = env.get("WATCHDOG_USEC", "")
        usec = int(told) if told.isdecimal() else 0
        self.interval = usec / 1_000_000 / 3
        """Seconds between beats: a third of what systemd waits; 0 when it does not watch."""

    def ready(self) -> None:
        """The welcome page is painted."""
        self._send("READY=1")

    def beat(self) -> None:
        """The screen's thread came round, the store answered, a frame was painted."""
        self._send("WATCHDOG=1")

    def status(self, *, visit: bool) -> None:
        """Whether somebody is here: an update waits for `idle`."""
        self._send(f"STATUS={'visit' if visit else 'idle'}")

    def stopping(self) -> None:
        """An orderly end has begun."""
        self._send("STOPPING=1")

    def _send(self, state: str) -> None:
        if not self._address:
            return
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as notify:
            try:
                notify.connect(self._address)
                notify.sendall(state.encode())
            except OSError as gone:
                _log.warning("watchdog.not_heard", error=type(gone).__name__)
