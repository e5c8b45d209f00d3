"""A staff card at the reader thread: asked once, never mixed up with a visitor's document."""

import threading
from collections.abc import Iterator

import pytest

from hardware.card.apdu import READING, STAFF_CARD, ForbiddenInstructionError, refuse_other_than
from hardware.card.documents import Document
from hardware.card.failure import ReadFailure
from hardware.card.presence import Presence, ReadEnded, ReaderReport, Sighting, StaffCardAsked
from hardware.card.reader import CardReader
from hardware.card.sam_device import SamDevice
from hardware.card.settings import ReaderSettings
from hardware.card.staff_card import CardProof, CardRefusal, CardRefused, StaffCardAnswer, StaffCardQuestion
from tests.hardware.card.conftest import Listener

QUESTION = StaffCardQuestion(digest=bytes(32), pin="314159", accepts=lambda _certificate: True)
PROOF = CardProof(certificate=b"certificate", signature=b"signature")


class Field:
    """A device whose field and answers the test sets."""

    def __init__(self) -> None:
        self.presence = Presence.NO_CARD
        self.presentation = 0
        self.answer: StaffCardAnswer | ReadFailure = PROOF
        self.asked = 0
        self._moved = threading.Event()

    def lay(self) -> None:
        self.presence, self.presentation = Presence.CARD_PRESENT, self.presentation + 1
        self._moved.set()

    def watch(self, seconds: float) -> Sighting:
        self._moved.wait(min(seconds, 0.005))
        self._moved.clear()
        return Sighting(self.presence, self.presentation)

    def read(self) -> Document | ReadFailure:
        return ReadFailure.CARD_NOT_SERVED

    def ask(self, question: StaffCardQuestion) -> StaffCardAnswer | ReadFailure:
        assert question is QUESTION
        self.asked += 1
        return self.answer

    def close(self) -> None:
        pass


@pytest.fixture
def field() -> Field:
    return Field()


@pytest.fixture
def reader(field: Field, listener: Listener) -> Iterator[CardReader]:
    reader = CardReader(ReaderSettings(), listener, device=field)
    reader.start()
    listener.presence(Presence.NO_CARD)
    yield reader
    assert reader.stop(5.0)


def answered(listener: Listener) -> StaffCardAnswer | ReadFailure:
    report: ReaderReport = listener.next(lambda one: isinstance(one, StaffCardAsked))
    assert isinstance(report, StaffCardAsked)
    return report.outcome


@pytest.mark.parametrize("outcome", [ReadFailure.INTERRUPTED, CardRefused(why=CardRefusal.BLOCKED), PROOF])
def test_the_answer_of_a_staff_card_is_reported_once_and_is_no_reading(
    outcome: StaffCardAnswer | ReadFailure, reader: CardReader, field: Field, listener: Listener
) -> None:
    field.answer = outcome
    reader.ask("staff", QUESTION)
    field.lay()
    assert answered(listener) == outcome
    assert field.asked == 1
    assert not any(isinstance(report, ReadEnded) for report in listener.reports)


def test_a_failed_staff_card_is_not_called_a_card_that_is_not_served(
    reader: CardReader, field: Field, listener: Listener
) -> None:
    field.answer = ReadFailure.CARD_NOT_SERVED
    reader.ask("staff", QUESTION)
    field.lay()
    answered(listener)
    reader.arm("7")
    assert listener.outcome("7") is ReadFailure.CARD_NOT_SERVED


def test_what_was_withdrawn_is_not_asked_of_the_next_card(
    reader: CardReader, field: Field, listener: Listener
) -> None:
    reader.ask("staff", QUESTION)
    reader.withdraw("staff")
    field.lay()
    listener.presence(Presence.CARD_PRESENT)
    reader.arm("7")
    listener.outcome("7")
    assert field.asked == 0


def test_withdrawing_late_takes_nothing_from_the_visit_that_came_after(
    reader: CardReader, field: Field, listener: Listener
) -> None:
    reader.ask("staff", QUESTION)
    reader.arm("7")
    reader.withdraw("staff")
    field.lay()
    assert listener.outcome("7") is ReadFailure.CARD_NOT_SERVED
    assert field.asked == 0


def test_a_module_for_identity_documents_knows_no_staff_cards() -> None:
    device = SamDevice(lambda: ReadFailure.NO_READER)
    assert device.ask(QUESTION) == CardRefused(why=CardRefusal.NO_STAFF_CARD)


@pytest.mark.parametrize("instruction", [0x20, 0x87, 0xCB])
def test_only_the_staff_cards_door_lets_a_pin_and_a_challenge_through(instruction: int) -> None:
    command = bytes((0x00, instruction, 0x00, 0x80))
    refuse_other_than(STAFF_CARD, command)
    with pytest.raises(ForbiddenInstructionError):
        refuse_other_than(READING, command)


@pytest.mark.parametrize("instruction", [0x24, 0x2C, 0x47, 0xDB, 0xD6])
def test_nothing_that_changes_a_staff_card_passes_its_door(instruction: int) -> None:
    with pytest.raises(ForbiddenInstructionError):
        refuse_other_than(STAFF_CARD, bytes((0x00, instruction, 0x00, 0x80)))
