"""What must survive a power cut about each printed receipt. The caller keeps it; this is the contract."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class JobState(StrEnum):
    """The stages of one attempt. Nothing before `SEND_STARTED` has reached the printer.

    CREATED → SEND_STARTED → SENT → PRINTED → CUT → DONE; before the first byte FAILED_NOTHING_SENT,
    which alone may be tried again under the same attempt; after it UNKNOWN, and VOIDED once the strip
    that may hang in the printer was marked void and cut off. A receipt that was printed but not cut
    stays PRINTED until the cut of the next job makes it DONE.
    """

    CREATED = "created"
    SEND_STARTED = "send_started"
    SENT = "sent"
    PRINTED = "printed"
    CUT = "cut"
    DONE = "done"
    FAILED_NOTHING_SENT = "failed_nothing_sent"
    UNKNOWN = "unknown"
    VOIDED = "voided"


FINISHED = frozenset({JobState.DONE, JobState.FAILED_NOTHING_SENT, JobState.VOIDED})


@dataclass(frozen=True)
class JournalEntry:
    """The latest state of one attempt to print one intent."""

    key: str
    attempt: int
    state: JobState


class Journal(Protocol):
    """Kept by the caller, used only on the printer's thread."""

    def record(self, key: str, attempt: int, state: JobState) -> None:
        """Write the attempt's state; it is on the disk when this returns (`synchronous=FULL`)."""

    def state(self, key: str, attempt: int) -> JobState | None:
        """The attempt's latest state, or None when it was never recorded."""

    def unfinished(self) -> Sequence[JournalEntry]:
        """Every attempt whose state is not in `FINISHED`, oldest first."""
