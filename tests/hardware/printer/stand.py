"""A stand: the simulated printer on a real wire, the printer's thread, and every report it makes."""

import queue
import random
from collections.abc import Callable
from dataclasses import dataclass, field

from PIL import Image

from hardware.printer.job import (
    JobEnd,
    JobEnded,
    JobPhase,
    JobProgress,
    PrinterReport,
    PrintJob,
    StatusChanged,
)
from hardware.printer.journal import FINISHED, JobState, JournalEntry
from hardware.printer.printer import Printer
from hardware.printer.settings import Deadlines, PrinterSettings
from hardware.printer.status import PrinterState, PrinterStatus
from hardware.simulator.printer import SimulatedPrinter
from hardware.simulator.printer_ports import PtyPort, TcpPort

SHORT = Deadlines(
    connect=1.0, answer=0.3, poll=0.05, silence=0.5, stall=0.6, confirm=1.0, paper=20.0, close=0.05, cut=0.2,
    backoff_first=0.02, backoff_most=0.1,
)  # fmt: skip
PATIENCE = 6.0  # seconds a test waits for what must come


class MemoryJournal:
    """Keeps the states in the order they came, as a durable journal would."""

    def __init__(self) -> None:
        self.states: dict[tuple[str, int], JobState] = {}
        self.written: list[JobState] = []
        self.on_record: Callable[[JobState], None] = lambda _state: None

    def record(self, key: str, attempt: int, state: JobState) -> None:
        self.on_record(state)
        self.states[key, attempt] = state
        self.written.append(state)

    def state(self, key: str, attempt: int) -> JobState | None:
        return self.states.get((key, attempt))

    def unfinished(self) -> list[JournalEntry]:
        return [JournalEntry(*name, state) for name, state in self.states.items() if state not in FINISHED]


def picture(seed: int, rows: int, dots: int = 576) -> Image.Image:
    """A picture whose every row is its own, without the bytes that the encoder has to break up."""
    dice = random.Random(seed)
    return Image.frombytes("1", (dots, rows), bytes(dice.choices(range(0x80, 0xE0), k=rows * dots // 8)))


RECEIPT, COPY, VOID = picture(1, 300), picture(2, 300), picture(3, 40)


@dataclass
class Stand:
    sim: SimulatedPrinter
    port: TcpPort | PtyPort
    settings: PrinterSettings
    journal: MemoryJournal = field(default_factory=MemoryJournal)
    reports: "queue.SimpleQueue[PrinterReport]" = field(default_factory=queue.SimpleQueue)
    seen: list[PrinterReport] = field(default_factory=list)
    printer: Printer = field(init=False)

    @property
    def network(self) -> TcpPort:
        """The wire of a stand that is not serial."""
        assert isinstance(self.port, TcpPort)
        return self.port

    def start(self) -> None:
        self.printer = Printer(self.settings, self.reports.put, self.journal)
        self.printer.start()

    def next(self) -> PrinterReport:
        report = self.reports.get(timeout=PATIENCE)
        self.seen.append(report)
        return report

    def until_status(self, state: PrinterState, *, paper_low: bool | None = None) -> PrinterStatus:
        while True:
            report = self.next()
            if not isinstance(report, StatusChanged) or report.status.state is not state:
                continue
            if paper_low is None or report.status.paper_low is paper_low:
                return report.status

    def until_phase(self, phase: JobPhase) -> None:
        while not (isinstance(report := self.next(), JobProgress) and report.phase is phase):
            pass

    def until_end(self, waiting: Callable[[], None] = lambda: None) -> JobEnd:
        """The end of the next job; `waiting` is called when the job waits for somebody."""
        while not isinstance(report := self.next(), JobEnded):
            if isinstance(report, JobProgress) and report.phase.startswith("waiting"):
                waiting()
        return report.end

    def print(self, image: Image.Image = RECEIPT, *, key: str = "R1", attempt: int = 1) -> JobEnd:
        self.printer.submit(PrintJob(key=key, attempt=attempt, image=image, void_note=VOID))
        return self.until_end()

    def submit(self, image: Image.Image = RECEIPT, *, key: str = "R1", attempt: int = 1) -> None:
        self.printer.submit(PrintJob(key=key, attempt=attempt, image=image, void_note=VOID))

    def papers(self) -> list[bytes]:
        """The dots of every piece and of the strip that still hangs in the printer."""
        return [piece.image.tobytes() for piece in self.sim.pieces] + [self.sim.strip.tobytes()]

    def unmarked(self, image: Image.Image = RECEIPT) -> int:
        """How often the whole picture is on paper without a void note after it on the same piece."""
        whole, note = image.tobytes(), VOID.tobytes()
        return sum(paper.count(whole) for paper in self.papers() if note not in paper)
