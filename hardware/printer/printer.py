"""The printer as the kiosk knows it: one thread that owns the connection, its state, and its jobs."""

from __future__ import annotations

import math
import threading
import time
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import assert_never

import structlog

from hardware.printer.address import PrinterAddress
from hardware.printer.attempt import Attempt
from hardware.printer.connection import Connection
from hardware.printer.earlier import close_earlier_run, known_end
from hardware.printer.fence import idents
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
from hardware.printer.pump import Pump
from hardware.printer.settings import PrinterSettings
from hardware.printer.status import UNREACHABLE, PrinterState, PrinterStatus
from hardware.printer.transport import Transport
from hardware.printer.transports import transport_for

log = structlog.get_logger()


class Printer:
    """Keeps the connection open and the status live, and prints one job after the other.

    `report` is called on the printer's thread and must not wait. `submit`, `withdraw`, `status`, `start`
    and `stop` may be used from any thread.
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
        self._connection = Connection(settings, clock, transport, self._heard)
        self._idents = idents()
        self._jobs: deque[PrintJob] = deque()
        self._printing: str | None = None
        self._withdrawn: set[str] = set()
        self._wake = threading.Condition()
        self._stop_at = math.inf
        self._status: PrinterStatus = UNREACHABLE
        self._thread = threading.Thread(target=self._run, name="printer", daemon=True)

    @property
    def status(self) -> PrinterStatus:
        """The last known status; UNREACHABLE before the first connection."""
        return self._status

    def start(self) -> None:
        """Start the thread. Jobs that an earlier run left in the middle are reported as ended."""
        self._thread.start()

    def stop(self, timeout: float = 5.0) -> bool:
        """Let a running job finish within half of `timeout` seconds, then close.

        Tells whether the thread ended. Jobs still in the queue end as `NothingSent(STOPPED)`.
        """
        with self._wake:
            self._stop_at = self._clock() + timeout / 2
            self._wake.notify()
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def submit(self, job: PrintJob) -> None:
        """Queue a job; its end is reported. Raises ValueError when a picture does not fit the paper."""
        wanted = ("1", self._settings.dots)
        for image in (job.image, job.void_note):
            if image is not None and (image.mode, image.width) != wanted:
                raise ValueError(f"the printer takes pictures of mode 1 and {self._settings.dots} dots")
        with self._wake:
            self._jobs.append(job)
            self._wake.notify()

    def withdraw(self, key: str) -> None:
        """Give up a job that waits: in the queue, or for somebody to bring paper or close the cover.

        A receipt must not come out when the person has left. A job that is printing goes on; a waiting one
        ends as `Unknown(WITHDRAWN)`, and the next job voids its strip.
        """
        with self._wake:
            if key == self._printing or any(job.key == key for job in self._jobs):
                self._withdrawn.add(key)

    def _run(self) -> None:
        for ended in close_earlier_run(self._journal):
            self._report(ended)
        self._connection.torn = any(entry.state is JobState.UNKNOWN for entry in self._journal.unfinished())
        while self._stop_at == math.inf:
            job = self._next_job()
            if job is not None:
                self._end(job, self._served(job))
            elif not self._connection.watch():
                self._pause()
        while (job := self._next_job()) is not None:
            self._end(job, NothingSent(Cause.STOPPED))
        self._connection.close()

    def _next_job(self) -> PrintJob | None:
        with self._wake:
            job = self._jobs.popleft() if self._jobs else None
            self._printing = job.key if job else None
            return job

    def _pause(self) -> None:
        with self._wake:
            if not self._jobs and self._stop_at == math.inf:
                self._wake.wait(self._connection.backoff)

    def _served(self, job: PrintJob) -> JobEnd:
        """Print it unless it was printed before, was withdrawn, or there is no printer.

        A connection that turns out to be dead before the first byte is opened anew, once.
        """
        try:
            known = known_end(self._journal.state(job.key, job.attempt), self._settings)
            if known is not None:
                return known
            end = self._print(job)
            return self._print(job) if end == NothingSent(Cause.LINK_LOST) else end
        except Exception:  # the thread must outlive a defect, or the terminal never prints again
            log.exception("printer.fault", key=job.key, attempt=job.attempt)
            self._connection.torn = True
            self._connection.drop(Cause.FAULT)
            return Unknown(Cause.FAULT)

    def _print(self, job: PrintJob) -> JobEnd:
        link = self._connection.link()
        withdrawn = self._called_off(job.key, True)
        if link is None or withdrawn is not None:
            self._journal.record(job.key, job.attempt, JobState.FAILED_NOTHING_SENT)
            return NothingSent(withdrawn or PrinterState.UNREACHABLE)
        self._journal.record(job.key, job.attempt, JobState.CREATED)
        called_off = partial(self._called_off, job.key)
        pump = Pump(link, self._settings.deadlines, self._clock, self._progress(job), called_off)
        end = Attempt(job, link, pump, self._settings, self._journal, self._idents).run()
        cause = _doubt(end)
        if cause is not None:
            self._connection.torn = True
            self._connection.drop(cause)
        return end

    def _called_off(self, key: str, waiting: bool) -> Cause | None:
        """Whether the job must end early; a withdrawn one only while it waits for somebody."""
        if self._clock() > self._stop_at:
            return Cause.STOPPED
        with self._wake:
            return Cause.WITHDRAWN if waiting and key in self._withdrawn else None

    def _heard(self, status: PrinterStatus) -> None:
        self._status = status
        self._report(StatusChanged(status))

    def _progress(self, job: PrintJob) -> Callable[[JobPhase], None]:
        return lambda phase: self._report(JobProgress(job.key, job.attempt, phase))

    def _end(self, job: PrintJob, end: JobEnd) -> None:
        with self._wake:
            self._withdrawn.discard(job.key)
        log.info("printer.job_ended", key=job.key, attempt=job.attempt, end=type(end).__name__, why=_why(end))
        self._report(JobEnded(job.key, job.attempt, end))


def _doubt(end: JobEnd) -> Cause | None:
    """Why the connection is not to be trusted after such an end, or None when it is."""
    match end:
        case Unknown(cause) | PrintedUncut(cause) | NothingSent(Cause() as cause):
            return cause
        case _:
            return None


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
