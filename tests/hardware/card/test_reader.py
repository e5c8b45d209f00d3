"""The reader thread with a scripted device: what is reported, what is dropped, what it survives."""

import threading
from collections.abc import Iterator
from datetime import date

import pytest

from hardware.card.documents import Document, ResidentId, Sex
from hardware.card.failure import ReadFailure
from hardware.card.presence import Presence, PresenceChanged, ReadEnded, Reading, Sighting
from hardware.card.reader import CardReader
from hardware.card.settings import ReaderSettings
from hardware.card.staff_card import StaffCardAnswer, StaffCardQuestion
from tests.conftest import LogRecord
from tests.hardware.card.conftest import Listener

WANG = ResidentId(
    name="王桂兰",
    sex=Sex.FEMALE,
    ethnic_group="汉",
    birth=date(1949, 12, 31),
    address="",
    number="11010519491231002X",
    authority="",
    valid_from=date(2015, 6, 8),
    valid_until=None,
)


class ScriptedDevice:
    """A device whose field the test sets, and whose reading the test can hold."""

    def __init__(self) -> None:
        self.outcome: Document | ReadFailure | RuntimeError = WANG
        self.reads = 0
        self.bug: RuntimeError | None = None
        self.closed = 0
        self.may_answer = threading.Event()
        self.may_answer.set()
        self.is_reading = threading.Event()
        self._sighting = Sighting(Presence.NO_CARD, 0)
        self._moved = threading.Event()

    def show(self, presence: Presence, *, swaps: int = 1) -> None:
        self._sighting = Sighting(presence, self._sighting.presentation + swaps)
        self._moved.set()

    def watch(self, seconds: float) -> Sighting:
        self._moved.wait(min(seconds, 0.005))
        self._moved.clear()
        if self.bug is not None:
            bug, self.bug = self.bug, None
            raise bug
        return self._sighting

    def read(self) -> Document | ReadFailure:
        self.reads += 1
        self.is_reading.set()
        self.may_answer.wait(5.0)
        if isinstance(self.outcome, RuntimeError):
            raise self.outcome
        return self.outcome

    def ask(self, question: StaffCardQuestion) -> StaffCardAnswer | ReadFailure:
        raise AssertionError(f"no staff card here: {question}")

    def close(self) -> None:
        self.closed += 1


@pytest.fixture
def device() -> ScriptedDevice:
    return ScriptedDevice()


@pytest.fixture
def reader(device: ScriptedDevice, listener: Listener) -> Iterator[CardReader]:
    reader = CardReader(ReaderSettings(read_seconds=0.2), listener, device=device)
    reader.start()
    listener.presence(Presence.NO_CARD)
    yield reader
    device.may_answer.set()
    assert reader.stop(5.0)
    assert device.closed


def test_an_outcome_that_comes_after_the_visit_is_over_is_dropped(
    reader: CardReader, device: ScriptedDevice, listener: Listener
) -> None:
    device.may_answer.clear()
    reader.arm("first")
    device.show(Presence.CARD_PRESENT)
    assert device.is_reading.wait(5.0)
    reader.disarm()
    device.may_answer.set()
    device.show(Presence.NO_CARD)
    listener.presence(Presence.NO_CARD)
    assert ReadEnded("first", WANG) not in listener.reports


def test_an_outcome_of_an_arming_that_was_replaced_is_dropped_even_under_the_same_token(
    reader: CardReader, device: ScriptedDevice, listener: Listener
) -> None:
    device.may_answer.clear()
    reader.arm("token")
    device.show(Presence.CARD_PRESENT)
    assert device.is_reading.wait(5.0)
    device.is_reading.clear()
    reader.arm("token")
    device.may_answer.set()
    assert listener.outcome("token") is WANG
    assert device.reads == 2


def test_a_reading_without_end_is_reported_and_its_late_outcome_dropped(
    reader: CardReader, device: ScriptedDevice, listener: Listener
) -> None:
    device.may_answer.clear()
    reader.arm("visit")
    device.show(Presence.CARD_PRESENT)
    assert listener.outcome("visit") is ReadFailure.READER_SILENT
    listener.presence(Presence.UNREADABLE)
    device.may_answer.set()
    device.show(Presence.NO_CARD)
    listener.presence(Presence.NO_CARD)
    assert ReadEnded("visit", WANG) not in listener.reports


def test_a_bug_in_the_device_is_logged_without_data_and_service_goes_on(
    reader: CardReader, device: ScriptedDevice, listener: Listener, log: LogRecord
) -> None:
    log.expected.add("card.reader_failed")
    device.bug = RuntimeError("王桂兰")
    device.show(Presence.CARD_PRESENT)
    listener.presence(Presence.NO_READER)
    listener.presence(Presence.CARD_PRESENT)
    assert [entry for entry in log if "王桂兰" in str(entry)] == []


def test_a_bug_while_reading_ends_the_reading(
    reader: CardReader, device: ScriptedDevice, listener: Listener, log: LogRecord
) -> None:
    log.expected.add("card.reader_failed")
    device.outcome = RuntimeError("bug")
    reader.arm("visit")
    device.show(Presence.CARD_PRESENT)
    assert listener.outcome("visit") is ReadFailure.READER_FAULT


@pytest.mark.parametrize(
    ("failure", "presence"),
    [
        (ReadFailure.CARD_NOT_SERVED, Presence.UNSERVED),
        (ReadFailure.CARD_UNREADABLE, Presence.UNREADABLE),
        (ReadFailure.CARD_SILENT, Presence.UNREADABLE),
        (ReadFailure.INTERRUPTED, Presence.INTERRUPTED),
    ],
)
def test_what_a_failed_reading_tells_about_the_card_stands_until_it_leaves(
    reader: CardReader, device: ScriptedDevice, listener: Listener, failure: ReadFailure, presence: Presence
) -> None:
    device.outcome = failure
    reader.arm("visit")
    device.show(Presence.CARD_PRESENT)
    assert listener.outcome("visit") is failure
    listener.presence(presence)
    device.show(Presence.NO_CARD)
    device.show(Presence.CARD_PRESENT)
    listener.presence(Presence.CARD_PRESENT)


def test_an_interruption_stands_while_the_field_is_empty_and_is_forgotten_with_the_visit(
    reader: CardReader, device: ScriptedDevice, listener: Listener
) -> None:
    device.outcome = ReadFailure.INTERRUPTED
    reader.arm("visit")
    device.show(Presence.CARD_PRESENT)
    listener.presence(Presence.INTERRUPTED)
    device.show(Presence.NO_CARD)
    device.show(Presence.NO_CARD, swaps=0)
    reader.disarm()
    listener.presence(Presence.NO_CARD)


def test_an_interruption_of_a_visit_that_is_over_is_not_shown_to_the_next(
    reader: CardReader, device: ScriptedDevice, listener: Listener
) -> None:
    device.may_answer.clear()
    device.outcome = ReadFailure.INTERRUPTED
    reader.arm("first")
    device.show(Presence.CARD_PRESENT)
    assert device.is_reading.wait(5.0)
    reader.disarm()
    device.show(Presence.NO_CARD)
    device.may_answer.set()
    listener.presence(Presence.NO_CARD)
    assert PresenceChanged(Presence.INTERRUPTED) not in listener.reports


def test_two_cards_swapped_between_two_looks_are_a_removal_and_a_card(
    reader: CardReader, device: ScriptedDevice, listener: Listener
) -> None:
    device.show(Presence.CARD_PRESENT)
    listener.presence(Presence.CARD_PRESENT)
    device.show(Presence.CARD_PRESENT, swaps=2)
    listener.presence(Presence.NO_CARD)
    listener.presence(Presence.CARD_PRESENT)


def test_each_arming_reads_once_and_a_card_left_lying_stays_present(
    reader: CardReader, device: ScriptedDevice, listener: Listener
) -> None:
    reader.arm("first")
    device.show(Presence.CARD_PRESENT)
    assert listener.outcome("first") is WANG
    assert device.reads == 1
    reader.arm("second")
    assert listener.outcome("second") is WANG
    assert device.reads == 2
    assert listener.reports == [
        PresenceChanged(Presence.NO_CARD),
        PresenceChanged(Presence.CARD_PRESENT),
        Reading("first"),
        ReadEnded("first", WANG),
        Reading("second"),
        ReadEnded("second", WANG),
    ]


def test_a_card_that_lies_upside_down_is_not_read_but_waited_for(
    reader: CardReader, device: ScriptedDevice, listener: Listener
) -> None:
    reader.arm("visit")
    device.show(Presence.UNREADABLE)
    listener.presence(Presence.UNREADABLE)
    device.show(Presence.CARD_PRESENT)
    assert listener.outcome("visit") is WANG
    assert device.reads == 1
