"""The patience of a job over a wire whose words come at chosen moments: no real wire lets them be chosen."""

from itertools import count

import pytest

from hardware.printer.job import Cause
from hardware.printer.link import Link
from hardware.printer.pump import Pump
from hardware.printer.settings import Deadlines, PrinterSettings
from hardware.printer.transport import LinkLostError

CONFIRMATION = b"\x37\x22A000\x00"
BROKEN = b"\x10\x04\x00\x00"
"""Automatic status: an error that only a restart ends."""


class AnswersWhenAsked:
    """Silent until a question is written; then everything comes at once."""

    def __init__(self, answer: bytes) -> None:
        self._answer = answer
        self._coming = b""

    def open(self) -> None:
        pass

    def write(self, data: memoryview, timeout: float) -> int:
        del timeout
        self._coming, self._answer = self._coming + self._answer, b""
        return len(data)

    def read(self, timeout: float) -> bytes:
        del timeout
        coming, self._coming = self._coming, b""
        return coming

    def unsent(self) -> int:
        return 0

    def close(self, timeout: float) -> None:
        pass


def waiting(answer: bytes) -> tuple[Pump, Link]:
    clock = count(0.0, 0.1).__next__
    link = Link(
        AnswersWhenAsked(answer), PrinterSettings(url="tcp://127.0.0.1:9"), clock, lambda _status: None
    )
    return Pump(link, Deadlines(), clock, lambda _phase: None, lambda _waiting: None), link


def test_a_printer_that_breaks_before_it_confirms_is_given_up() -> None:
    pump, link = waiting(BROKEN)
    with pytest.raises(LinkLostError) as lost:
        pump.wait(lambda: link.echoed == b"A000")
    assert lost.value.cause is Cause.MECHANICAL_ERROR


def test_a_confirmation_heard_together_with_the_break_after_it_counts() -> None:
    pump, link = waiting(CONFIRMATION + BROKEN)
    pump.wait(lambda: link.echoed == b"A000")
    assert link.echoed == b"A000"
