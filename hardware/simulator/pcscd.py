"""A real pcscd with the virtual reader, for stands and tests.

pcscd's socket has one path per machine, so whoever uses it holds an exclusive lock.
"""

import contextlib
import fcntl
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final

from structlog import get_logger

from hardware.card.scard import reader_names, service_runs
from hardware.card.simulated import VIRTUAL_READER

__all__ = ["LOCK_PATH", "VIRTUAL_READER", "PcscDaemon", "PcscdUnavailableError"]

LOCK_PATH: Final = Path("/run/lock/buka-pcscd.lock")
_LEFTOVERS: Final = (Path("/run/pcscd/pcscd.comm"), Path("/run/pcscd/pcscd.pid"))
_POLL_SECONDS: Final = 0.02
_STOP_SECONDS: Final = 5.0
_NOT_BEYOND_US: Final = ("setpriv", "--pdeathsig", "TERM", "--")
"""It ends with the thread that started it, however that ends (prctl(2)); util-linux is on every Debian."""

_log = get_logger()


class PcscdUnavailableError(Exception):
    """No pcscd with the virtual reader could be had; the message says what is missing."""


class PcscDaemon:
    """The service, from `start` to `stop`. One that already serves the virtual reader is used and left alone.

    Args:
        reader: part of the name of a reader that must be served.
        wait_seconds: how long to wait for another user's lock, and for the service to come up.
        config: the readers that stand on no USB port, in place of the machine's /etc/reader.conf.d.
    """

    def __init__(
        self, reader: str = VIRTUAL_READER, wait_seconds: float = 60.0, config: Path | None = None
    ) -> None:
        self._reader = reader
        self._config = ["--config", str(config)] if config else []
        self._wait_seconds = wait_seconds
        self._lock: IO[str] | None = None
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "PcscDaemon":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def is_ours(self) -> bool:
        """Whether we started it (else it ran before, and stays)."""
        return self._process is not None

    def start(self) -> None:
        """Take the lock and bring the service up.

        Raises:
            PcscdUnavailableError: not installed, no virtual reader, or the lock is held by somebody else.
        """
        self._take_lock()
        try:
            if not self._serves():
                self._launch()
        except PcscdUnavailableError:
            self.stop()
            raise

    def stop(self) -> None:
        """End the service if it is ours, and give the lock back."""
        self._end(signal.SIGTERM)
        if self._lock is not None:
            self._lock.close()
        self._lock = None

    @contextlib.contextmanager
    def away(self) -> Iterator[None]:
        """Kill our process as a crash would, and bring the service up again after the block."""
        self._end(signal.SIGKILL)
        try:
            yield
        finally:
            self._launch()

    def _end(self, how: signal.Signals) -> None:
        if self._process is None:
            return
        self._process.send_signal(how)
        try:
            self._process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:  # not seen yet, but a stand must end
            self._process.kill()
            self._process.wait()
        self._process = None

    def _take_lock(self) -> None:
        LOCK_PATH.parent.mkdir(parents=True, exist_ok=True)
        lock = LOCK_PATH.open("a")
        deadline = time.monotonic() + self._wait_seconds
        while not _locked(lock):
            if time.monotonic() > deadline:
                lock.close()
                raise PcscdUnavailableError(f"another stand or test uses pcscd ({LOCK_PATH} is locked)")
            time.sleep(_POLL_SECONDS)
        self._lock = lock

    def _serves(self) -> bool:
        return any(self._reader in name for name in reader_names())

    def _launch(self) -> None:
        program = shutil.which("pcscd", path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")
        if program is None:
            raise PcscdUnavailableError("pcscd is not installed (Debian packages pcscd and vsmartcard-vpcd)")
        if service_runs():
            raise PcscdUnavailableError(f"a pcscd runs here that serves no reader named {self._reader!r}")
        for leftover in _LEFTOVERS:  # of a killed one: it would take them for a running service
            leftover.unlink(missing_ok=True)
        quiet = subprocess.DEVNULL
        command = [*_NOT_BEYOND_US, program, "--foreground", "--critical", *self._config]
        self._process = subprocess.Popen(command, stdout=quiet, stderr=quiet)
        self._await_reader(self._process)

    def _await_reader(self, process: "subprocess.Popen[bytes]") -> None:
        deadline = time.monotonic() + self._wait_seconds
        while not self._serves():
            if process.poll() is not None:
                raise PcscdUnavailableError(f"pcscd ended at once with code {process.returncode}")
            if time.monotonic() > deadline:
                raise PcscdUnavailableError(f"pcscd serves no reader named {self._reader!r}")
            time.sleep(_POLL_SECONDS)
        _log.info("simulator.pcscd_ready")


def _locked(lock: IO[str]) -> bool:
    with contextlib.suppress(BlockingIOError):
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False
