"""How much time the reader thread adds to what the card itself takes.

"Presented" is the moment at which pcscd reports the card: an observer with a PC/SC context of its own waits
for it, exactly as the reader thread does. (pcscd looks for a virtual card every 0.4 s, a real reader reports
it by itself; neither is ours to shorten.) Beside it stands the bare sum: the same APDUs, sent in a loop to
the same card on the same reader, with nothing around them.
"""

import queue
import statistics
import threading
import time
from pathlib import Path

from hardware.card.failure import ReadFailure
from hardware.card.pcsc import PcscReader
from hardware.card.presence import Presence, PresenceChanged, ReadEnded, ReaderReport
from hardware.card.reader import CardReader
from hardware.card.settings import ReaderSettings
from hardware.card.trace import Exchange
from hardware.simulator.card_file import card_file, load_card_file
from hardware.simulator.faults import FaultyCard
from hardware.simulator.pcscd import PcscDaemon
from hardware.simulator.vpcd import VirtualCardSlot
from tests.bench.entry import Entry, Goal, entry, growth

READER = "Virtual PCD 00 00"
ROUNDS = 7
SHARE = Goal(1.10)
OVERHEAD_GOAL_MS = 5.0
SAMPLES = Path(__file__).resolve().parents[2] / "assets" / "samples" / "cards"
CASES = (  # name, sample, bits per second (0: answers at once)
    ("resident ID over FF B0, at the air's 106 kbit/s", "wang-guilan.toml", 106_000),
    ("social security card, at the contacts' 9600 bit/s", "social-security.toml", 9_600),
    ("resident ID over FF B0, a card that answers at once", "wang-guilan.toml", 0),
)


class BenchError(Exception):
    """The measurement is worth nothing."""


class Stand:
    """A reader thread under test, an observer beside it, and a slot to put cards on."""

    def __init__(self) -> None:
        self._reports: queue.SimpleQueue[tuple[float, ReaderReport]] = queue.SimpleQueue()
        self._exchanges: list[Exchange] = []
        self._slot = VirtualCardSlot()
        self._observer = PcscReader(READER)
        self._reader = CardReader(ReaderSettings(name=READER), self._note, trace=self._exchanges.append)

    def __enter__(self) -> "Stand":
        self._reader.start()
        self._await(PresenceChanged(Presence.NO_CARD))
        return self

    def __exit__(self, *_: object) -> None:
        self._slot.pull()
        self._reader.stop(5.0)
        self._observer.close()

    def round(self, card: FaultyCard) -> tuple[float, float]:
        """Return the seconds from presented to identity, and the bare sum of the same APDUs."""
        self._exchanges.clear()
        presented: list[float] = []
        observing = threading.Thread(target=self._observe, args=(presented,))
        observing.start()
        self._reader.arm("bench")
        self._slot.put(card)
        observing.join()
        identity = self._await_identity() - presented[0]
        bare = self._bare_sum()
        self._slot.pull()
        self._await(PresenceChanged(Presence.NO_CARD))
        return identity, bare

    def readings(self, card: FaultyCard, tenfold: int) -> tuple[list[float], list[float]]:
        """Seconds of ten readings in a row of the card that lies there, and of one, `tenfold` times."""
        self._slot.put(card)
        self._read()
        times = [(self._seconds(10), self._seconds(1)) for _ in range(tenfold)]
        self._slot.pull()
        self._await(PresenceChanged(Presence.NO_CARD))
        return [ten for ten, _ in times], [one for _, one in times]

    def _seconds(self, count: int) -> float:
        began = time.perf_counter()
        for _ in range(count):
            self._read()
        return time.perf_counter() - began

    def _read(self) -> None:
        self._reader.arm("bench")
        self._await_identity()

    def _note(self, report: ReaderReport) -> None:
        self._reports.put((time.perf_counter(), report))

    def _observe(self, presented: list[float]) -> None:
        while self._observer.wait(1.0).presence is not Presence.CARD_PRESENT:
            pass
        presented.append(time.perf_counter())

    def _await(self, wanted: ReaderReport) -> float:
        while True:
            at, report = self._reports.get(timeout=10.0)
            if report == wanted:
                return at

    def _await_identity(self) -> float:
        while True:
            at, report = self._reports.get(timeout=10.0)
            if isinstance(report, ReadEnded):
                if isinstance(report.outcome, ReadFailure):
                    raise BenchError(f"the card was not read: {report.outcome}")
                return at

    def _bare_sum(self) -> float:
        commands = [exchange.command for exchange in self._exchanges]
        connected = self._observer.connect()
        if isinstance(connected, ReadFailure):
            raise BenchError(f"the card cannot be connected: {connected}")
        with connected:
            started = time.perf_counter()
            for command in commands:
                connected.transmit(command)
            return time.perf_counter() - started


def paced(sample: str, bits_per_second: int) -> FaultyCard:
    card = load_card_file(SAMPLES / sample)
    content = {"kind": card.kind, "fields": dict(card.fields), "chip": dict(card.chip)}
    return card_file(content | {"faults": {"bits_per_second": bits_per_second}}).card()


def row(name: str, rounds: list[tuple[float, float]], *, at_once: bool) -> Entry:
    """Compare medians. A card that takes no time leaves nothing to divide by: its goal is our share in ms."""
    ours, bare = ([seconds * 1000 for seconds in side] for side in zip(*rounds, strict=True))
    found = entry(
        f"card: presented to identity, {name}", "ms", ours,
        "the same APDUs in a bare loop on the same reader", bare, None if at_once else SHARE, digits=2,
    )  # fmt: skip
    if not at_once:
        return found
    more = statistics.median(mine - its for mine, its in zip(ours, bare, strict=True))
    return found | {"goal": f"less than {OVERHEAD_GOAL_MS} ms more", "met": more < OVERHEAD_GOAL_MS}


def run() -> list[Entry]:
    """Measure every case, medians of `ROUNDS` rounds."""
    with PcscDaemon(), Stand() as stand:
        rows = [
            row(name, [stand.round(paced(sample, speed)) for _ in range(ROUNDS)], at_once=not speed)
            for name, sample, speed in CASES
        ]
        name, sample, speed = CASES[0]
        ten, one = stand.readings(paced(sample, speed), ROUNDS)
    return [*rows, growth(f"card: ten readings in a row, {name}", "s", ten, one, digits=3)]


if __name__ == "__main__":
    import json
    import sys

    json.dump(run(), sys.stdout, indent=2, ensure_ascii=False)
