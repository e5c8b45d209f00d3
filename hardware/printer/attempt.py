"""One attempt to print one receipt, from the first question to the cut."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PIL import Image

from hardware.printer.commands import AUTO_STATUS, CLEAR, CUT, FEED_LINES, RESET
from hardware.printer.fence import Fence, fence
from hardware.printer.job import (
    Cause,
    JobEnd,
    JobPhase,
    NothingSent,
    Printed,
    PrintedUncut,
    PrintJob,
    Unknown,
)
from hardware.printer.journal import JobState, Journal, JournalEntry
from hardware.printer.link import Link
from hardware.printer.pump import Pump
from hardware.printer.raster import encode
from hardware.printer.settings import Confirm, OnPaperOut, PrinterSettings
from hardware.printer.status import PrinterState
from hardware.printer.transport import LinkLostError

CLEARABLE = {PrinterState.PAPER_OUT, PrinterState.COVER_OPEN}
IN_DOUBT = {JobState.SEND_STARTED, JobState.SENT, JobState.UNKNOWN}
"""States of an earlier attempt that may have left a strip nobody can vouch for."""


class Attempt:
    """Knows the order of things; the pump knows the waiting, the link the answers.

    Nothing of this object is used twice, and everything happens on the printer's thread.
    """

    def __init__(
        self,
        job: PrintJob,
        link: Link,
        pump: Pump,
        settings: PrinterSettings,
        journal: Journal,
        idents: Iterator[bytes],
    ) -> None:
        self._job = job
        self._link = link
        self._pump = pump
        self._settings = settings
        self._journal = journal
        self._idents = idents
        self._bands = encode(job.image, settings.dots)
        self._sent = False

    def run(self) -> JobEnd:
        """Print, confirm, cut, confirm; each stage is in the journal before the next begins."""
        refusal = self._refusal()
        if refusal is not None:
            self._record(JobState.FAILED_NOTHING_SENT)
            return NothingSent(refusal)
        self._record(JobState.SEND_STARTED)
        try:
            self._print()
        except LinkLostError as lost:
            self._record(JobState.UNKNOWN)
            return Unknown(lost.cause)
        self._record(JobState.PRINTED)
        try:
            self._cut()
        except LinkLostError as lost:
            return PrintedUncut(lost.cause)
        self._record(JobState.CUT)
        self._record(JobState.DONE)
        return Printed(self._settings.confirm)

    def _record(self, state: JobState) -> None:
        self._journal.record(self._job.key, self._job.attempt, state)

    def _refusal(self) -> PrinterState | Cause | None:
        """Why not a byte may be sent: the printer is not ready, or an old strip cannot be got out of it."""
        try:
            status = self._link.poll()
            if not status.can_print:
                return status.state
            self._settle()
        except LinkLostError as lost:
            return lost.cause
        return None

    def _settle(self) -> None:
        """Get out what an earlier job may have left in the printer: void it if nobody knows what it is."""
        strips = self._journal.unfinished()
        unknown = [strip for strip in strips if strip.state in IN_DOUBT]
        uncut = [strip for strip in strips if strip.state in (JobState.PRINTED, JobState.CUT)]
        if unknown or uncut:
            self._void(self._job.void_note if unknown else None)
            self._pump.wait(self._fence(self._settings.deadlines.cut).passed)
            self._require_cutter()
        for strip in unknown:
            self._settled(strip, JobState.VOIDED)
        for strip in uncut:
            self._settled(strip, JobState.DONE)

    def _settled(self, strip: JournalEntry, state: JobState) -> None:
        self._journal.record(strip.key, strip.attempt, state)

    def _void(self, note: Image.Image | None) -> None:
        """Mark what hangs in the printer as void and cut it off."""
        self._pump.enter(JobPhase.VOIDING)
        self._pump.write(RESET + AUTO_STATUS + FEED_LINES)
        for band in encode(note, self._settings.dots) if note else ():
            self._pump.write(band)
        self._pump.write(CUT)

    def _print(self) -> None:
        self._pump.enter(JobPhase.PRINTING)
        while not self._printed_whole():
            self._pump.wait(lambda: self._pump.state is PrinterState.READY)
            self._void(self._job.void_note)
            self._pump.enter(JobPhase.PRINTING)

    def _printed_whole(self) -> bool:
        """Send it all and wait until it is on paper; False when the printer cleared it at our wish."""
        self._pump.write(RESET + AUTO_STATUS)
        for band in self._bands:
            self._pump.write(band)
            self._pump.ask()
            if self._must_clear():
                return self._cleared(lambda: False)
        printed = self._fence(self._job.image.height / self._settings.rows_per_s)
        self._note_sent()
        self._pump.wait(lambda: printed.passed() or self._must_clear())
        return printed.passed() or self._cleared(printed.passed)

    def _must_clear(self) -> bool:
        return self._settings.on_paper_out is OnPaperOut.CLEAR_AND_REPRINT and self._pump.state in CLEARABLE

    def _cleared(self, printed: Callable[[], bool]) -> bool:
        """Clear the buffer and give the strip up, even if it was printed to the end before that.

        Such a model may have printed lines twice. One that neither clears nor prints leaves it unknown.
        """
        self._link.cleared = False
        self._pump.write(CLEAR)
        self._pump.wait(lambda: printed() or self._link.cleared)
        return False

    def _note_sent(self) -> None:
        if not self._sent:
            self._sent = True
            self._record(JobState.SENT)

    def _cut(self) -> None:
        self._pump.enter(JobPhase.CUTTING)
        self._pump.write(CUT)
        self._pump.wait(self._fence(self._settings.deadlines.cut).passed)
        self._require_cutter()

    def _require_cutter(self) -> None:
        """A jam shows in the status. No answer is no bad news where the printer itself confirmed the cut."""
        try:
            state = self._link.poll().state
        except LinkLostError:
            if self._settings.confirm is Confirm.TIMED:
                raise
            return
        if state is PrinterState.CUTTER_ERROR:
            raise LinkLostError(Cause.CUTTER_ERROR)

    def _fence(self, seconds: float) -> Fence:
        built = fence(self._settings.confirm, self._link, self._pump, next(self._idents), seconds)
        self._pump.write(built.request)
        return built
