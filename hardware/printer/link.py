"""One open connection: what was asked, what was answered, and the state that follows from it."""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

from hardware.printer.commands import ASK_ALL, AUTO_STATUS
from hardware.printer.demux import AutoStatus, Block, Demultiplexer, FlowControl, InOrder, RealTime
from hardware.printer.job import Cause
from hardware.printer.rounds import StatusRounds
from hardware.printer.settings import PrinterSettings
from hardware.printer.status import SILENT, PrinterStatus, from_answers, from_auto_status
from hardware.printer.transport import LinkLostError, Transport

PROCESS_ID, CLEARED = 0x22, 0x25  # kinds of block data (Epson reference, gs_lparen_ch, dle_dc4_fn8)


class Link:
    """Owned by the printer's thread. `changed` hears every status that differs from the one before.

    `late` rounds that the connection before this one has missed may be answered here.
    """

    def __init__(
        self,
        transport: Transport,
        settings: PrinterSettings,
        clock: Callable[[], float],
        changed: Callable[[PrinterStatus], None],
        late: int = 0,
    ) -> None:
        self._transport = transport
        self._settings = settings
        self._clock = clock
        self._changed = changed
        self._demux = Demultiplexer()
        self._rounds = StatusRounds(late)
        self.status: PrinterStatus | None = None
        self.asked_at = self.heard_at = clock()
        self.echoed: bytes | None = None
        """The last process id that the printer sent back."""
        self.in_order = 0
        """How many GS r answers have come."""
        self.cleared = False
        """Whether the printer has said that it cleared its buffer."""

    def write(self, data: memoryview, timeout: float) -> int:
        """Write what the wire takes within `timeout` seconds. Raises LinkLostError."""
        return self._transport.write(data, timeout)

    def unsent(self) -> int:
        """Return how many bytes are on this side of the wire still."""
        return self._transport.unsent()

    def close(self, timeout: float) -> None:
        """Let the tail out, then close."""
        self._transport.close(timeout)

    def receive(self, timeout: float) -> bool:
        """Take in what the printer says within `timeout` seconds; tell whether it said anything."""
        data = self._transport.read(timeout)
        if data:
            self.heard_at = self._clock()
        for answer in self._demux.feed(data):
            match answer:
                case RealTime():
                    self._take_real_time(answer.byte)
                case AutoStatus():
                    self._take_auto_status(answer.block)
                case InOrder():
                    self.in_order += 1
                case Block():
                    self._take_block(answer)
                case FlowControl():
                    pass  # the kernel obeys it; where it does not, the unsent bytes tell
                case other:
                    assert_never(other)
        return bool(data)

    @property
    def owed(self) -> bool:
        """Whether answers may be on their way: a question that can wait waits for them."""
        return self._rounds.owed > 0

    @property
    def late(self) -> int:
        """Rounds that were missed, and whose answers may still come."""
        return self._rounds.late

    def question(self) -> bytes:
        """Open a round of four questions; the caller writes these bytes, at once and outside of a picture."""
        self._rounds.begin()
        self.asked_at = self._clock()
        return ASK_ALL

    def poll(self) -> PrinterStatus:
        """Ask all four questions and wait for all four answers; anything less is SILENT.

        After missed rounds, as many are thrown away before one is believed. Raises LinkLostError.
        """
        self._drain()
        self._rounds.give_up()
        for _ in range(self.late + 1):
            if not (self._ask() and self._answered()):
                self._rounds.give_up()
                return self._set(SILENT)
        return self.status or SILENT

    def send(self, data: bytes, timeout: float) -> bool:
        """Write all of it within `timeout` seconds; tell whether it all went out. Raises LinkLostError."""
        rest, until = memoryview(data), self._clock() + timeout
        while rest and (left := until - self._clock()) > 0:
            rest = rest[self.write(rest, left) :]
        return not rest

    def enable_auto_status(self) -> None:
        """Ask for a status block at each change. Raises LinkLostError."""
        self._command(AUTO_STATUS)

    def _ask(self) -> bool:
        if self.owed and not self.late:
            self._wait_for_the_rest()
        return self._command(self.question())

    def _command(self, data: bytes) -> bool:
        """Write a short command whole; False when none of it went out, torn it ends the conversation."""
        written = self.write(memoryview(data), self._settings.deadlines.answer)
        if 0 < written < len(data):
            raise LinkLostError(Cause.STALLED)
        return written == len(data)

    def _answered(self) -> bool:
        until = self.asked_at + self._settings.deadlines.answer
        while self._rounds.open and (left := until - self._clock()) > 0:
            self.receive(left)
        return not self._rounds.open

    def _wait_for_the_rest(self) -> None:
        """Let the answers come that stand behind the late ones; what does not come soon is lost."""
        until = self._clock() + self._settings.deadlines.answer
        while self.owed and self._clock() < until and self.receive(self._settings.deadlines.answer / 2):
            pass

    def _drain(self) -> None:
        while self.receive(0):
            pass

    def _take_real_time(self, byte: int) -> None:
        answers = self._rounds.take(byte)
        if answers is not None:
            self._set(from_answers(answers, self._settings.paper_end_bits))

    def _take_auto_status(self, block: bytes) -> None:
        """After silence a block may be as old as the late answers around it; the next round tells."""
        if not (self.late and self.status in (None, SILENT)):
            self._set(from_auto_status(block))

    def _take_block(self, block: Block) -> None:
        if block.kind == PROCESS_ID:
            self.echoed = block.content
        elif block.kind == CLEARED:
            self.cleared = True

    def _set(self, status: PrinterStatus) -> PrinterStatus:
        if status != self.status:
            self.status = status
            self._changed(status)
        return status
