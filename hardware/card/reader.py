"""The reader thread: watches the field all the time, reads only when armed."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import structlog

from hardware.card.device import Device
from hardware.card.documents import Document
from hardware.card.failure import ReadFailure
from hardware.card.open import open_device
from hardware.card.presence import (
    Presence,
    PresenceChanged,
    ReadEnded,
    ReaderReport,
    Reading,
    Sighting,
    StaffCardAsked,
)
from hardware.card.read_limit import ReadLimit
from hardware.card.settings import ReaderSettings
from hardware.card.staff_card import CardProof, CardRefused, StaffCardAnswer, StaffCardQuestion
from hardware.card.trace import Trace

_LOOK_SECONDS: Final = 0.1  # longest look at the field: the longest wait for `arm` and `stop` to be noticed
_RECOVERY_SECONDS: Final = 1.0  # pause after a bug of ours or of a driver, before the device is opened again

# Between two cards of these looks the field was empty; a module finds no card again that did not leave it.
_LIES: Final = {Presence.CARD_PRESENT, Presence.ALREADY_READ}

# What a failed reading tells about the card, for as long as it lies there.
_PRESENCE_AFTER: Final = {
    ReadFailure.CARD_NOT_SERVED: Presence.UNSERVED,
    ReadFailure.CARD_UNREADABLE: Presence.UNREADABLE,
    ReadFailure.CARD_SILENT: Presence.UNREADABLE,
    ReadFailure.READER_SILENT: Presence.UNREADABLE,
    ReadFailure.INTERRUPTED: Presence.INTERRUPTED,
}

_log = structlog.get_logger()


@dataclass(frozen=True, eq=False)
class _Arming:
    """One call of `arm` or `ask`, compared by identity: a token used twice lets no old outcome through."""

    token: str
    question: StaffCardQuestion | None = None
    """For a staff card; None: read a document."""


class CardReader:
    """Owns one reader on a thread of its own.

    `report` is called from that thread (a time-out: from another; a forgotten interruption: from the caller
    of `disarm`), one call at a time; it must only hand the report over and may not call back. Presence is
    reported on every real change. A document is read only after `arm`, once for each arming; outcomes of an
    arming that was replaced or disarmed are dropped.
    """

    def __init__(
        self,
        settings: ReaderSettings,
        report: Callable[[ReaderReport], None],
        *,
        trace: Trace | None = None,
        device: Device | None = None,
    ) -> None:
        self._device = device or open_device(settings, trace)
        self._limit = ReadLimit[_Arming](settings.read_seconds, self._out_of_time)
        self._taken_seconds = settings.taken_seconds
        self._report = report
        self._lock = threading.Lock()  # guards the five below, and keeps reports in order
        self._arming: _Arming | None = None
        self._presence: Presence | None = None
        self._verdict: Presence | None = None
        self._disarmed_at: float | None = None
        self._seen = Sighting(Presence.NO_READER, -1)
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="card-reader", daemon=True)

    def start(self) -> None:
        """Begin to watch. The first report is the presence as found."""
        self._limit.start()
        self._thread.start()

    def arm(self, token: str) -> None:
        """Read the card that lies there now (within 0.1 s), or the next one put down; answer with this token.

        Armed again after a failure, the same card is read again: wait for the person, not in a loop.
        """
        with self._lock:
            self._arming = _Arming(token)
            self._disarmed_at = None

    def ask(self, token: str, question: StaffCardQuestion) -> None:
        """Put a question to the staff card that lies there (within 0.1 s), or the next one put down."""
        with self._lock:
            self._arming = _Arming(token, question)

    def withdraw(self, token: str) -> None:
        """Take back what was asked under this token, unless something else has been asked since."""
        with self._lock:
            if self._arming is not None and self._arming.token == token:
                self._arming = None

    def disarm(self) -> None:
        """Read nothing more; an outcome still on its way is dropped, and an interruption is forgotten.

        A card that a SAM_V module has read counts as taken away `taken_seconds` later: the module cannot see
        it go, and whoever waits for that would wait until somebody puts down another card.
        """
        with self._lock:
            self._arming = None
            self._disarmed_at = time.monotonic()
            if self._verdict is Presence.INTERRUPTED:
                self._judge(None)

    def stop(self, timeout: float) -> bool:
        """End the thread and give the device back. False: it still waits for the device after `timeout` s."""
        self.disarm()
        self._stopping.set()
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._look()
            except Exception as bug:  # the terminal must outlive a driver's or our own bug
                _log.error("card.reader_failed", error=type(bug).__name__)
                self._device.close()
                self._see(Sighting(Presence.NO_READER, -1))
                self._stopping.wait(_RECOVERY_SECONDS)
        self._limit.stop()
        self._device.close()

    def _look(self) -> None:
        self._see(self._device.watch(_LOOK_SECONDS))
        with self._lock:
            arming = self._arming if self._seen.presence is Presence.CARD_PRESENT else None
            if arming is not None and arming.question is None:
                self._report(Reading(arming.token))
        if arming is not None:
            self._read(arming)

    def _see(self, sighting: Sighting) -> None:
        with self._lock:
            swapped = sighting.presentation != self._seen.presentation
            another = sighting.presence is Presence.CARD_PRESENT and self._seen.presence in _LIES
            self._seen = sighting
            if swapped and another:
                self._show(Presence.NO_CARD)
            if swapped and not (
                self._verdict is Presence.INTERRUPTED and sighting.presence is Presence.NO_CARD
            ):
                self._verdict = None
            if sighting.presence is Presence.ALREADY_READ and self._counts_as_taken():
                self._verdict = Presence.NO_CARD
            self._show(self._verdict or sighting.presence)

    def _counts_as_taken(self) -> bool:
        since = self._disarmed_at
        return since is not None and time.monotonic() - since > self._taken_seconds

    def _read(self, arming: _Arming) -> None:
        self._limit.begin(arming)
        outcome: Document | StaffCardAnswer | ReadFailure = ReadFailure.READER_FAULT  # if the device raises
        try:
            outcome = self._device.ask(arming.question) if arming.question else self._device.read()
        finally:
            self._limit.end()
            self._end(arming, outcome)

    def _out_of_time(self, arming: _Arming) -> None:
        self._end(arming, ReadFailure.READER_SILENT)

    def _end(self, arming: _Arming, outcome: Document | StaffCardAnswer | ReadFailure) -> None:
        with self._lock:
            asked = arming is self._arming
            if isinstance(outcome, ReadFailure):
                _log.info("card.read_failed", cause=outcome.value)
            if asked:
                self._arming = None
                self._report(_ended(arming, outcome))
            if arming.question is not None or not isinstance(outcome, ReadFailure):
                return
            if asked or outcome is not ReadFailure.INTERRUPTED:
                self._judge(_PRESENCE_AFTER.get(outcome))

    def _judge(self, verdict: Presence | None) -> None:
        self._verdict = verdict
        self._show(verdict or self._seen.presence)

    def _show(self, presence: Presence) -> None:
        if presence is not self._presence:
            self._presence = presence
            self._report(PresenceChanged(presence))


def _ended(arming: _Arming, outcome: Document | StaffCardAnswer | ReadFailure) -> ReadEnded | StaffCardAsked:
    match outcome:
        case CardProof() | CardRefused():
            return StaffCardAsked(arming.token, outcome)
        case ReadFailure() if arming.question is not None:
            return StaffCardAsked(arming.token, outcome)
        case _:
            return ReadEnded(arming.token, outcome)
