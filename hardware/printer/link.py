"""One open connection: what was asked, what was answered, and the state that follows from it."""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

from hardware.printer.commands import ASK_ALL, AUTO_STATUS
from hardware.printer.demux import AutoStatus, Block, Demultiplexer, FlowControl, InOrder, RealTime
from hardware.printer.job import Cause
from hardware.printer.settings import PrinterSettings
from hardware.printer.status import SILENT, PrinterStatus, from_answers, from_auto_status
from hardware.printer.transport import LinkLostError, Transport

PROCESS_ID, CLEARED = 0x22, 0x25  # kinds of block data (Epson reference, gs_lparen_ch, dle_dc4_fn8)


class Link:
    """Owned by the printer's thread. `changed` hears every status that differs from the one before."""

    def __init__(
        self,
        transport: Transport,
        settings: PrinterSettings,
        clock: Callable[[], float],
        changed: Callable[[PrinterStatus], None],
    ) -> None:
        self._transport = transport
        self._settings = settings
        self._clock = clock
        self._changed = changed
        self._demux = Demultiplexer()
        self._answers: bytearray | None = None
        self._in_step = True
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
                    self._set(from_auto_status(answer.block))
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
    def asking(self) -> bool:
        """Whether a round of status questions waits for its answers."""
        return self._answers is not None

    @property
    def part_answered(self) -> bool:
        """Whether a round has some of its answers: a new question now would take the rest for its own."""
        return bool(self._answers)

    def question(self) -> bytes:
        """Open a round of four questions; the caller writes these bytes, at once and outside of a picture."""
        self._answers, self.asked_at = bytearray(), self._clock()
        return ASK_ALL

    def poll(self) -> PrinterStatus:
        """Ask all four questions and wait for all four answers; anything less is SILENT.

        After a missed answer, the first that comes may be a late one: that round is thrown away, and what
        else was late with it, and only the next is believed. Raises LinkLostError.
        """
        if self._in_step or self._late_answers_are_out():
            self._in_step = self._ask() and self._answered()
        if self._in_step and self.status is not None:
            return self.status
        self._answers = None
        return self._set(SILENT)

    def _late_answers_are_out(self) -> bool:
        if not (self._ask() and self._answered()):
            return False
        until = self._clock() + self._settings.deadlines.answer
        while self.receive(self._settings.deadlines.answer / 2) and self._clock() < until:
            pass
        self._in_step = True
        return True

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
        self._drain()
        return self._command(self.question())

    def _command(self, data: bytes) -> bool:
        """Write a short command whole; False when none of it went out, torn it ends the conversation."""
        written = self.write(memoryview(data), self._settings.deadlines.answer)
        if 0 < written < len(data):
            raise LinkLostError(Cause.STALLED)
        return written == len(data)

    def _answered(self) -> bool:
        until = self.asked_at + self._settings.deadlines.answer
        while self.asking and (left := until - self._clock()) > 0:
            self.receive(left)
        return not self.asking

    def _drain(self) -> None:
        while self.receive(0):
            pass

    def _take_real_time(self, byte: int) -> None:
        if self._answers is None:
            return  # nobody asked: a picture's bytes were taken for a question
        self._answers.append(byte)
        if len(self._answers) == 4:
            answers, self._answers = self._answers, None
            if self._in_step:
                self._set(from_answers(answers, self._settings.paper_end_bits))

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
