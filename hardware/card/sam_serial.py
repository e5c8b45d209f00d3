"""SAM_V frames on a serial line, 8N1. The only importer of pyserial for cards."""

import termios
import time
from typing import Any, Final, Protocol

import serial

from hardware.card.failure import ReadFailure
from hardware.card.sam_frame import SamAnswer, SamFrameParser

_pyserial: Any = serial  # without types
_LOST: Final = (OSError, termios.error)  # unplugged; SerialException is an OSError
_SLICE_SECONDS: Final = 0.05  # longest single wait for bytes
_AFTER_NOISE_SECONDS: Final = 0.1  # a good frame may stand right behind a garbled one


class Line(Protocol):
    """What is used of `serial.Serial`, which has no types."""

    in_waiting: int

    def read(self, size: int) -> bytes:
        """Return what came, after the line's time-out at the latest."""

    def write(self, data: bytes) -> int | None:
        """Send."""

    def reset_input_buffer(self) -> None:
        """Drop what came before."""

    def close(self) -> None:
        """Close."""


class SerialPort:
    """An open serial line to a module."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._parser = SamFrameParser()

    def request(self, frame: bytes, seconds: float) -> SamAnswer | ReadFailure:
        """Send a frame, drop what is left over from before, and wait for one answer."""
        try:
            self._parser.clear()
            self._line.reset_input_buffer()
            self._line.write(frame)
            return self._answer(time.monotonic() + seconds)
        except _LOST:
            return ReadFailure.NO_READER

    def close(self) -> None:
        """Close the line."""
        self._line.close()

    def _answer(self, deadline: float) -> SamAnswer | ReadFailure:
        garbled = False
        while time.monotonic() < deadline:
            for answer in self._parser.feed(self._line.read(max(1, self._line.in_waiting))):
                if isinstance(answer, SamAnswer):
                    return answer
                garbled = True
                deadline = min(deadline, time.monotonic() + _AFTER_NOISE_SECONDS)
        return ReadFailure.GARBLED_ANSWER if garbled else ReadFailure.READER_SILENT


def open_serial(path: str, baud: int) -> SerialPort | ReadFailure:
    """Open the line for ourselves alone."""
    try:
        line = _pyserial.Serial(path, baud, timeout=_SLICE_SECONDS, write_timeout=1.0, exclusive=True)
    except _LOST:
        return ReadFailure.NO_READER
    return SerialPort(line)
