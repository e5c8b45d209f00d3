"""The reader, as the flow sees it."""

import queue

from hardware.card.failure import ReadFailure, Remedy
from hardware.card.presence import (
    Presence,
    PresenceChanged,
    ReadEnded,
    ReaderReport,
    Reading,
    StaffCardAsked,
)
from hardware.card.reader import CardReader
from hardware.card.settings import ReaderKind, ReaderSettings
from hardware.card.staff_card import StaffCardAnswer, StaffCardQuestion
from kiosk.config import Settings
from kiosk.flow.conditions import ReaderCondition
from kiosk.flow.events import DocumentRead, Event, ReaderChanged, ReadFailed, ReadingStarted
from kiosk.flow.pages import ReadTrouble
from kiosk.terminal.identity import identity_of
from kiosk.terminal.loop import Loop

_CONDITIONS = {
    Presence.NO_READER: ReaderCondition.NO_READER,
    Presence.NO_CARD: ReaderCondition.NO_CARD,
    Presence.CARD_PRESENT: ReaderCondition.CARD_PRESENT,
    Presence.ALREADY_READ: ReaderCondition.CARD_PRESENT,
    Presence.UNREADABLE: ReaderCondition.UNREADABLE,
    Presence.UNSERVED: ReaderCondition.UNSERVED,
    Presence.INTERRUPTED: ReaderCondition.NO_CARD,
}
_TROUBLES = {
    Remedy.PUT_AGAIN: ReadTrouble.INTERRUPTED,
    Remedy.TURN_ROUND: ReadTrouble.UNREADABLE,
    Remedy.OTHER_CARD: ReadTrouble.GARBLED,
    Remedy.CALL_STAFF: ReadTrouble.NO_READER,
}

_STAFF = "staff"
"""The token of questions to staff cards; visits have numbers."""
STAFF_CARD_SECONDS = 12.0
"""More than the reader's own limit: it answers first."""


def reader_settings(settings: Settings) -> ReaderSettings:
    """The reader room's settings from the terminal's file. In production a simulator is never taken."""
    section = settings.reader
    return ReaderSettings(
        kind=ReaderKind(section.kind),
        name=section.name,
        escape_code=section.escape_code,
        baud=section.baud,
        accept_simulated=not settings.terminal.production,
    )


class DocumentReader:
    """Arms the reader for a visit and posts what it reports to the flow."""

    def __init__(self, settings: Settings, loop: Loop) -> None:
        self._loop = loop
        self._reader = CardReader(reader_settings(settings), self._report)
        self._staff: queue.SimpleQueue[StaffCardAnswer | ReadFailure] = queue.SimpleQueue()

    def start(self) -> None:
        """Begin to watch."""
        self._reader.start()

    def stop(self, seconds: float) -> bool:
        """Give the reader back; False when the device did not let go in time."""
        return self._reader.stop(seconds)

    def arm(self, visit: int) -> None:
        """Read the card that lies there, or the next."""
        self._reader.arm(str(visit))

    def disarm(self) -> None:
        """Read nothing more."""
        self._reader.disarm()

    def ask_staff_card(self, question: StaffCardQuestion) -> StaffCardAnswer | ReadFailure:
        """Ask the staff card that lies there; waits for the card, so never on the screen's thread."""
        while not self._staff.empty():
            self._staff.get_nowait()
        self._reader.ask(_STAFF, question)
        try:
            return self._staff.get(timeout=STAFF_CARD_SECONDS)
        except queue.Empty:
            self._reader.withdraw(_STAFF)
            return ReadFailure.READER_SILENT

    def _report(self, report: ReaderReport) -> None:
        if isinstance(report, StaffCardAsked):
            self._staff.put(report.outcome)
        else:
            self._loop.post(_event(report))


def _event(report: PresenceChanged | Reading | ReadEnded) -> Event:
    match report:
        case PresenceChanged():
            return ReaderChanged(condition=_CONDITIONS[report.presence])
        case Reading():
            return ReadingStarted(visit=int(report.token))
        case ReadEnded():
            return _ended(int(report.token), report)


def _ended(visit: int, report: ReadEnded) -> Event:
    if isinstance(report.outcome, ReadFailure):
        return ReadFailed(visit=visit, trouble=_trouble(report.outcome))
    document = identity_of(report.outcome)
    if document is None:
        return ReadFailed(visit=visit, trouble=ReadTrouble.UNSERVED)
    return DocumentRead(visit=visit, document=document)


def _trouble(failure: ReadFailure) -> ReadTrouble:
    if failure is ReadFailure.CARD_NOT_SERVED:
        return ReadTrouble.UNSERVED
    return _TROUBLES[failure.remedy]
