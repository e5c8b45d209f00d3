"""The card's side of vpcd's wire, against a reader that the test plays."""

import socket
import struct
import threading
from collections.abc import Iterator

import pytest

from hardware.simulator.vpcd import CardPulledError, VirtualCardSlot


class PlayedCard:
    """A card whose every move the test can see."""

    atr = bytes.fromhex("3B8001")

    def __init__(self) -> None:
        self.moves: list[str | bool] = []
        self.asked = threading.Event()

    def enter(self) -> None:
        self.moves.append("enter")

    def leave(self) -> None:
        self.moves.append("leave")

    def power(self, on: bool) -> None:
        self.moves.append(on)

    def answer(self, command: bytes) -> bytes | None:
        self.asked.set()
        if command == b"leave":
            raise CardPulledError
        return None if command == b"mute" else command[::-1]


class PlayedReader:
    """vpcd's side: listens, sends controls and APDUs."""

    def __init__(self) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._listening.settimeout(5.0)
        self.port = self._listening.getsockname()[1]

    def accept(self) -> None:
        self.wire, _ = self._listening.accept()
        self.wire.settimeout(5.0)

    def send(self, message: bytes) -> None:
        self.wire.sendall(struct.pack(">H", len(message)) + message)

    def receive(self) -> bytes:
        head = self.wire.recv(2, socket.MSG_WAITALL)
        if not head:
            return b""
        (size,) = struct.unpack(">H", head)
        return self.wire.recv(size, socket.MSG_WAITALL)

    def drop(self) -> None:
        self.wire.close()

    def close(self) -> None:
        self._listening.close()


@pytest.fixture
def played() -> Iterator[PlayedReader]:
    reader = PlayedReader()
    yield reader
    reader.close()


@pytest.fixture
def card() -> PlayedCard:
    return PlayedCard()


@pytest.fixture
def put(played: PlayedReader, card: PlayedCard) -> Iterator[VirtualCardSlot]:
    slot = VirtualCardSlot(played.port)
    slot.put(card)
    played.accept()
    yield slot
    slot.pull()
    played.drop()


def test_pulling_the_card_closes_the_wire_even_while_it_is_silent(
    put: VirtualCardSlot, played: PlayedReader, card: PlayedCard
) -> None:
    played.send(b"mute")
    assert card.asked.wait(5.0)
    put.pull()
    assert played.receive() == b""
    assert card.moves == ["enter", "leave"]


def test_a_card_that_leaves_by_itself_closes_the_wire_and_stays_away(
    put: VirtualCardSlot, played: PlayedReader
) -> None:
    played.send(b"leave")
    assert played.receive() == b""


def test_a_card_stays_on_a_reader_that_restarts(
    put: VirtualCardSlot, played: PlayedReader, card: PlayedCard
) -> None:
    del put
    played.drop()
    played.accept()
    played.send(b"\x04")
    assert played.receive() == card.atr


def test_a_card_waits_for_a_reader_that_is_not_there_and_can_be_pulled(
    played: PlayedReader, card: PlayedCard
) -> None:
    played.close()
    slot = VirtualCardSlot(played.port)
    with slot.holding(card):
        pass
    assert card.moves == ["enter", "leave"]


def test_pulling_from_an_empty_slot_does_nothing(played: PlayedReader) -> None:
    VirtualCardSlot(played.port).pull()


def test_controls_and_apdus_are_told_apart(
    put: VirtualCardSlot, played: PlayedReader, card: PlayedCard
) -> None:
    del put
    played.send(b"\x01")
    played.send(b"\x00")
    played.send(b"\x02")
    played.send(b"\x04")
    assert played.receive() == card.atr
    played.send(b"abcd")
    assert played.receive() == b"dcba"
    assert card.moves == ["enter", True, False, True]


def test_a_message_may_arrive_in_pieces(put: VirtualCardSlot, played: PlayedReader) -> None:
    del put
    for octet in b"\x00\x04abcd":
        played.wire.sendall(bytes((octet,)))
    assert played.receive() == b"dcba"
