"""The SAM_V module on a pseudo-terminal, as a serial reader is on its line."""

import contextlib
import os
import select
import threading
import tty
from collections.abc import Callable
from pathlib import Path
from typing import Final

from hardware.simulator.card_file import CardFile
from hardware.simulator.samv import SamvModule

_LOOK_SECONDS: Final = 0.05
Answers = Callable[[bytes], tuple[list[bytes], float]]  # answers, and the seconds before each


class VirtualSamvReader:
    """A serial reader under a fixed path, to put cards on, pull them, and unplug it while everything runs.

    Args:
        path: where the serial device shall appear, as udev would name it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.module = SamvModule()
        self._lock = threading.Lock()
        self._line: _Line | None = None

    def __enter__(self) -> "VirtualSamvReader":
        self.plug()
        return self

    def __exit__(self, *_: object) -> None:
        self.unplug()

    def put(self, card: CardFile) -> None:
        """Put a card into the field."""
        with self._lock:
            self.module.put(card)

    def pull(self) -> None:
        """Take the card out of the field."""
        with self._lock:
            self.module.pull()

    def plug(self) -> None:
        """Connect the reader: its device appears. The module starts anew, the card stays where it is."""
        self.unplug()
        self._line = _Line(self.path, self._answers)

    def unplug(self) -> None:
        """Disconnect the reader: its device goes away."""
        if self._line is not None:
            self._line.close()
        self._line = None

    def _answers(self, received: bytes) -> tuple[list[bytes], float]:
        with self._lock:
            delay = self.module.faults.seconds_per_answer
            return self.module.receive(received), delay


class _Line:
    def __init__(self, path: Path, answers: Answers) -> None:
        self._path = path
        self._answers = answers
        self._host, module_end = os.openpty()
        tty.setraw(module_end)
        self._module_end = module_end
        path.unlink(missing_ok=True)
        path.symlink_to(os.ttyname(module_end))
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="virtual-samv", daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._over.set()
        self._thread.join()
        self._path.unlink(missing_ok=True)
        os.close(self._module_end)
        os.close(self._host)

    def _run(self) -> None:
        while not self._over.is_set():
            ready, _, _ = select.select([self._host], [], [], _LOOK_SECONDS)
            if ready:
                with contextlib.suppress(OSError):
                    self._serve(os.read(self._host, 4096))

    def _serve(self, received: bytes) -> None:
        answers, delay = self._answers(received)
        for answer in answers:
            if delay:
                self._over.wait(delay)
            os.write(self._host, answer)
