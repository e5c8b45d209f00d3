"""Moves a job's bytes and waits for its confirmations, and decides how long to be patient."""

from __future__ import annotations

from collections.abc import Callable

from hardware.printer.job import Cause, JobPhase
from hardware.printer.link import Link
from hardware.printer.settings import Deadlines
from hardware.printer.status import PrinterState
from hardware.printer.transport import LinkLostError

TICK = 0.05  # seconds between two looks at the clock while nothing moves
QUESTIONS = 64
"""Bytes on our side of the wire that may be questions; more are picture, and their going is progress."""

LOST_AFTER = 3  # times the polling interval until an answer counts as lost

WAITS: dict[PrinterState, JobPhase] = {
    PrinterState.PAPER_OUT: JobPhase.WAITING_FOR_PAPER,
    PrinterState.COVER_OPEN: JobPhase.WAITING_FOR_COVER,
    PrinterState.OVERHEATED: JobPhase.WAITING_FOR_PRINTER,
    PrinterState.OFFLINE: JobPhase.WAITING_FOR_PRINTER,
}
"""States that end by themselves or by staff, after which the printer goes on."""

FATAL = {
    PrinterState.CUTTER_ERROR: Cause.CUTTER_ERROR,
    PrinterState.MECHANICAL_ERROR: Cause.MECHANICAL_ERROR,
}


class Pump:
    """One job's patience. Every method raises LinkLostError when it is over.

    `called_off` is asked all along whether the owner still wants the job, and told whether it is waiting
    for somebody to look after the printer.
    """

    def __init__(
        self,
        link: Link,
        deadlines: Deadlines,
        clock: Callable[[], float],
        enter: Callable[[JobPhase], None],
        called_off: Callable[[bool], Cause | None],
    ) -> None:
        self._link = link
        self._deadlines = deadlines
        self._clock = clock
        self._enter = enter
        self._called_off = called_off
        self._phase = JobPhase.PRINTING
        self._blocked_at: float | None = None
        self._moved_at = clock()
        self._unsent = 0

    def enter(self, phase: JobPhase) -> None:
        """Say what the job is doing now."""
        self._phase = phase
        self._enter(phase)

    @property
    def state(self) -> PrinterState:
        """The last known state."""
        return self._link.status.state if self._link.status else PrinterState.SILENT

    @property
    def calm_for(self) -> float:
        """Seconds from the last movement or trouble to the last word heard: silence is not calm."""
        return 0.0 if self._blocked_at is not None else self._link.heard_at - self._moved_at

    def write(self, data: bytes) -> None:
        """Write all of it, at the printer's pace.

        A picture cannot be interrupted by a question, so a printer that stops in it must say why by
        automatic status, or be given up.
        """
        self._write(data)

    def _write(self, data: bytes, *, question: bool = False) -> None:
        """A question is no progress: it goes out even when the paper stands still."""
        rest = memoryview(data)
        while rest:
            written = self._link.write(rest, TICK)
            rest = rest[written:]
            self._link.receive(0)
            if written and not question:
                self._moved_at = self._clock()
            self._check()
            if question:
                self._want_sign_within(self._deadlines.silence, Cause.SILENT)
            elif self._blocked_at is None:
                self._want_sign_within(self._deadlines.stall, Cause.STALLED)

    def ask(self) -> None:
        """Ask for the status if it is time to, and again if an answer got lost. Only between commands."""
        if self._link.owed and self._link.unsent() > QUESTIONS:
            return  # the last question may stand behind a picture on our side still
        rounds = LOST_AFTER if self._link.owed else 1
        if self._clock() >= self._link.asked_at + rounds * self._deadlines.poll:
            self._write(self._link.question(), question=True)

    def wait(self, done: Callable[[], bool]) -> None:
        """Wait for it, asking for the status all along.

        A confirmation counts even if trouble came with it, or was heard while the next question was asked.
        """
        while not done():
            try:
                self._link.receive(TICK)
                if not done():
                    self._go_on_waiting()
            except LinkLostError:
                if not done():
                    raise

    def _go_on_waiting(self) -> None:
        unsent = self._link.unsent()
        if QUESTIONS < unsent < self._unsent:
            self._moved_at = self._clock()
        self._unsent = unsent
        self.ask()
        self._check()
        self._want_sign_within(self._deadlines.silence, Cause.SILENT)
        if self.calm_for > self._deadlines.confirm:
            raise LinkLostError(Cause.NO_CONFIRMATION)

    def _check(self) -> None:
        now, state = self._clock(), self.state
        if state in FATAL:
            raise LinkLostError(FATAL[state])
        self._note_block(now, WAITS.get(state))
        called_off = self._called_off(self._blocked_at is not None)
        if called_off is not None:
            raise LinkLostError(called_off)
        if self._blocked_at is not None and now - self._blocked_at > self._deadlines.paper:
            raise LinkLostError(Cause.PAPER_WAIT_OVER)

    def _want_sign_within(self, seconds: float, cause: Cause) -> None:
        if self._clock() - max(self._link.heard_at, self._moved_at) > seconds:
            raise LinkLostError(cause)

    def _note_block(self, now: float, phase: JobPhase | None) -> None:
        if phase is None:
            if self._blocked_at is not None:
                self._blocked_at, self._moved_at = None, now
                self._enter(self._phase)
            return
        if self._blocked_at is None:
            self._blocked_at = now
            self._enter(phase)
