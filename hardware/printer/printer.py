"""The printer as the kiosk knows it: one thread that owns the connection, its state, and its jobs."""

from __future__ import annotations

import math
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import assert_never

import structlog

from hardware.printer.address import FileAddress, PrinterAddress, SerialAddress, TcpAddress, UsbAddress
from hardware.printer.attempt import Attempt
from hardware.printer.fence import idents
from hardware.printer.file import FileTransport
from hardware.printer.job import (
    Cause,
    JobEnd,
    JobEnded,
    JobPhase,
    JobProgress,
    NothingSent,
    Printed,
    PrintedUncut,
    PrinterReport,
    PrintJob,
    StatusChanged,
    Unknown,
)
from hardware.printer.journal import JobState, Journal
from hardware.printer.link import Link
from hardware.printer.pump import TICK, Pump
from hardware.printer.serial import SerialTransport
from hardware.printer.settings import PrinterSettings
from hardware.printer.status import UNREACHABLE, PrinterState, PrinterStatus
from hardware.printer.tcp import TcpTransport
from hardware.printer.transport import LinkLostError, Transport
from hardware.printer.usb import UsbTransport

log = structlog.get_logger()


def transport_for(address: PrinterAddress, connect_timeout: float) -> Transport:
    """Build the wire that the address names; nothing is opened yet."""
    match address:
        case TcpAddress():
            return TcpTransport(address, connect_timeout)
        case SerialAddress():
            return SerialTransport(address)
        case UsbAddress():
            return UsbTransport(address)
        case FileAddress():
            return FileTransport(address)
        case other:
            assert_never(other)


class Printer:
    """Keeps the connection open and the status live, and prints one job after the other.

    `report` is called on the printer's thread and must not wait. `submit`, `status`, `start` and `stop`
    may be used from any thread.
    """

    def __init__(
        self,
        settings: PrinterSettings,
        report: Callable[[PrinterReport], None],
        journal: Journal,
        *,
        clock: Callable[[], float] = time.monotonic,
        transport: Callable[[PrinterAddress, float], Transport] = transport_for,
    ) -> None:
        self._settings = settings
        self._report = report
        self._journal = journal
        self._clock = clock
        self._transport = transport
        self._idents = idents()
        self._jobs: deque[PrintJob] = deque()
        self._wake = threading.Condition()
        self._stop_at = math.inf
        self._status: PrinterStatus = UNREACHABLE
        self._reported: PrinterStatus | None = None
        self._link: Link | None = None
        self._backoff = settings.deadlines.backoff_first
        self._thread = threading.Thread(target=self._run, name="printer", daemon=True)

    @property
    def status(self) -> PrinterStatus:
        """The last known status; UNREACHABLE before the first connection."""
        return self._status

    def start(self) -> None:
        """Start the thread. Jobs that an earlier run left in the middle are reported as ended."""
        self._thread.start()

    def stop(self, timeout: float = 5.0) -> bool:
        """Let a running job finish within `timeout` seconds, then close; tell whether the thread ended."""
        with self._wake:
            self._stop_at = self._clock() + timeout / 2
            self._wake.notify()
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def submit(self, job: PrintJob) -> None:
        """Queue a job; its end is reported. Raises ValueError when the picture does not fit the paper."""
        wanted = ("1", self._settings.dots)
        for image in (job.image, job.void_note):
            if image is not None and (image.mode, image.width) != wanted:
                raise ValueError(f"the printer takes pictures of mode 1 and {self._settings.dots} dots")
        with self._wake:
            self._jobs.append(job)
            self._wake.notify()

    @property
    def _stopping(self) -> bool:
        return self._stop_at < math.inf

    def _run(self) -> None:
        self._close_earlier_run()
        while not self._stopping:
            try:
                self._turn()
            except LinkLostError as lost:
                self._lost(lost)
        self._disconnect()

    def _close_earlier_run(self) -> None:
        for entry in self._journal.unfinished():
            match entry.state:
                case JobState.CREATED:
                    state, end = JobState.FAILED_NOTHING_SENT, NothingSent(PrinterState.OFFLINE)
                    self._journal.record(entry.key, entry.attempt, state)
                    self._report(JobEnded(entry.key, entry.attempt, end))
                case JobState.SEND_STARTED | JobState.SENT:
                    self._journal.record(entry.key, entry.attempt, JobState.UNKNOWN)
                    self._report(JobEnded(entry.key, entry.attempt, Unknown(Cause.EARLIER_RUN)))
                case _:
                    pass  # the next job settles what still hangs in the printer

    def _turn(self) -> None:
        """Do one thing: connect, print, or watch the status."""
        job = self._next_job()
        if self._link is None and not self._connect():
            if job is not None:
                self._end(job, self._nothing_sent(job))
            self._pause()
        elif job is not None and self._link is not None:
            self._end(job, self._print(job, self._link))
        elif self._link is not None:
            self._watch(self._link)

    def _next_job(self) -> PrintJob | None:
        with self._wake:
            return self._jobs.popleft() if self._jobs else None

    def _pause(self) -> None:
        with self._wake:
            if not self._jobs and not self._stopping:
                self._wake.wait(self._backoff)
        self._backoff = min(2 * self._backoff, self._settings.deadlines.backoff_most)

    def _connect(self) -> bool:
        transport = self._transport(self._settings.address, self._settings.deadlines.connect)
        link = Link(transport, self._settings, self._clock, self._changed)
        try:
            transport.open()
            link.enable_auto_status()
            link.poll()
        except LinkLostError as lost:
            transport.close(0)
            self._lost(lost)
            return False
        self._link, self._backoff = link, self._settings.deadlines.backoff_first
        return True

    def _lost(self, lost: LinkLostError) -> None:
        """Drop the connection; a printer that was only silent stays silent until it is heard again."""
        self._disconnect()
        if lost.cause is Cause.LINK_LOST:
            if self._status != UNREACHABLE:
                log.info("printer.link_lost", detail=str(lost))
            self._changed(UNREACHABLE)

    def _disconnect(self) -> None:
        if self._link is not None:
            self._link.close(self._settings.deadlines.close)
            self._link = None

    def _watch(self, link: Link) -> None:
        """Listen for a moment; ask when it is time; start anew with a printer that stays silent."""
        link.receive(TICK)
        if self._clock() < link.asked_at + self._settings.deadlines.poll:
            return
        link.poll()
        if self._clock() - link.heard_at > self._settings.deadlines.silence:
            raise LinkLostError(Cause.SILENT)

    def _changed(self, status: PrinterStatus) -> None:
        self._status = status
        if status != self._reported:
            self._reported = status
            log.info("printer.status_changed", state=status.state.value, paper_low=status.paper_low)
            self._report(StatusChanged(status))

    def _print(self, job: PrintJob, link: Link) -> JobEnd:
        earlier = self._journal.state(job.key, job.attempt)
        known = _known_end(earlier, self._settings)
        if known is not None:
            return known
        if earlier is None:
            self._journal.record(job.key, job.attempt, JobState.CREATED)
        pump = Pump(link, self._settings.deadlines, self._clock, self._progress(job), lambda: self._stop_at)
        end = Attempt(job, link, pump, self._settings, self._journal, self._idents).run()
        if isinstance(end, Unknown):
            self._lost(LinkLostError(end.cause))
        return end

    def _nothing_sent(self, job: PrintJob) -> JobEnd:
        earlier = self._journal.state(job.key, job.attempt)
        known = _known_end(earlier, self._settings)
        if known is None:
            self._journal.record(job.key, job.attempt, JobState.FAILED_NOTHING_SENT)
        return known or NothingSent(PrinterState.UNREACHABLE)

    def _progress(self, job: PrintJob) -> Callable[[JobPhase], None]:
        return lambda phase: self._report(JobProgress(job.key, job.attempt, phase))

    def _end(self, job: PrintJob, end: JobEnd) -> None:
        log.info("printer.job_ended", key=job.key, attempt=job.attempt, end=type(end).__name__, why=_why(end))
        self._report(JobEnded(job.key, job.attempt, end))


def _known_end(state: JobState | None, settings: PrinterSettings) -> JobEnd | None:
    """How an attempt ended that was made before, or None when it may be made now."""
    match state:
        case None | JobState.CREATED | JobState.FAILED_NOTHING_SENT:
            return None
        case JobState.DONE | JobState.CUT:
            return Printed(settings.confirm)
        case JobState.PRINTED:
            return PrintedUncut(Cause.EARLIER_RUN)
        case JobState.SEND_STARTED | JobState.SENT | JobState.UNKNOWN | JobState.VOIDED:
            return Unknown(Cause.EARLIER_RUN)
        case other:
            assert_never(other)


def _why(end: JobEnd) -> str:
    match end:
        case Printed():
            return end.by.value
        case PrintedUncut() | Unknown():
            return end.cause.value
        case NothingSent():
            return end.reason.value
        case other:
            assert_never(other)
