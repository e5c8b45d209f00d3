"""What the journal says about attempts that were made before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from hardware.printer.job import Cause, JobEnd, JobEnded, NothingSent, Printed, PrintedUncut, Unknown
from hardware.printer.journal import JobState, Journal
from hardware.printer.settings import PrinterSettings


def close_earlier_run(journal: Journal) -> Iterator[JobEnded]:
    """Decide every attempt that an earlier run left in the middle; none is ever sent again by itself.

    What may hang in the printer stays in the journal, and the next job settles it.
    """
    for entry in journal.unfinished():
        match entry.state:
            case JobState.CREATED:
                journal.record(entry.key, entry.attempt, JobState.FAILED_NOTHING_SENT)
                yield JobEnded(entry.key, entry.attempt, NothingSent(Cause.EARLIER_RUN))
            case JobState.SEND_STARTED | JobState.SENT:
                journal.record(entry.key, entry.attempt, JobState.UNKNOWN)
                yield JobEnded(entry.key, entry.attempt, Unknown(Cause.EARLIER_RUN))
            case _:
                pass


def known_end(state: JobState | None, settings: PrinterSettings) -> JobEnd | None:
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
