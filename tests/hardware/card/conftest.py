"""A real pcscd for the whole run, and a listener to the reader thread's reports."""

import queue
import time
from collections.abc import Callable, Iterator

import pytest

from hardware.card.presence import Presence, PresenceChanged, ReadEnded, ReaderReport
from hardware.card.reader import CardReader
from hardware.card.settings import ReaderSettings
from hardware.simulator.pcscd import PcscDaemon
from hardware.simulator.vpcd import VirtualCardSlot

_PATIENCE = 5.0


class Listener:
    """Collects reports and waits for the ones a test is about."""

    def __init__(self) -> None:
        self.reports: list[ReaderReport] = []
        self._queue: queue.Queue[ReaderReport] = queue.Queue()

    def __call__(self, report: ReaderReport) -> None:
        self._queue.put(report)

    def next(self, wanted: Callable[[ReaderReport], bool], seconds: float = _PATIENCE) -> ReaderReport:
        deadline = time.monotonic() + seconds
        while True:
            try:
                report = self._queue.get(timeout=max(0.0, deadline - time.monotonic()))
            except queue.Empty:
                raise AssertionError(f"not reported within {seconds} s; reported: {self.reports}") from None
            self.reports.append(report)
            if wanted(report):
                return report

    def presence(self, presence: Presence, seconds: float = _PATIENCE) -> None:
        self.next(lambda report: report == PresenceChanged(presence), seconds)

    def settled(self, presence: Presence) -> None:
        """Wait until the latest report of all is this presence."""
        self.next(lambda report: report == PresenceChanged(presence) and self._queue.empty())

    def outcome(self, token: str, seconds: float = _PATIENCE) -> object:
        ended = self.next(lambda report: isinstance(report, ReadEnded) and report.token == token, seconds)
        assert isinstance(ended, ReadEnded)
        return ended.outcome


@pytest.fixture(scope="module")
def pcscd() -> Iterator[PcscDaemon]:
    with PcscDaemon() as daemon:
        yield daemon


@pytest.fixture
def slot(pcscd: PcscDaemon) -> Iterator[VirtualCardSlot]:
    slot = VirtualCardSlot()
    yield slot
    slot.pull()


@pytest.fixture
def listener() -> Listener:
    return Listener()


@pytest.fixture
def reader(pcscd: PcscDaemon, slot: VirtualCardSlot, listener: Listener) -> Iterator[CardReader]:
    reader = CardReader(ReaderSettings(name="Virtual PCD 00 00"), listener)
    reader.start()
    listener.presence(Presence.NO_CARD)  # the card of the test before has left
    yield reader
    assert reader.stop(5.0)
