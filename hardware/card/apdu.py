"""Command and response APDUs by ISO/IEC 7816-4, for short lengths.

The transmit door lets only reading instructions through to a visitor's card, and VERIFY least of all: a PIN
tried with a default value locks the holder's card. A staff card is opened through a wider door of its own.
"""

from dataclasses import dataclass
from enum import IntEnum
from typing import Final, Protocol

from hardware.card.failure import ReadFailure


class Instruction(IntEnum):
    """All that this program ever sends to a card."""

    SELECT = 0xA4
    READ_BINARY = 0xB0
    READ_RECORD = 0xB2
    GET_RESPONSE = 0xC0
    GET_DATA = 0xCB
    VERIFY = 0x20
    GENERAL_AUTHENTICATE = 0x87


READING: Final = frozenset(
    {Instruction.SELECT, Instruction.READ_BINARY, Instruction.READ_RECORD, Instruction.GET_RESPONSE}
)
"""What any card may be asked."""
STAFF_CARD: Final = READING | {Instruction.GET_DATA, Instruction.VERIFY, Instruction.GENERAL_AUTHENTICATE}
"""What a staff card may be asked too."""


class StatusWord(IntEnum):
    """Status words that are told apart; all others are just "not 90 00"."""

    OK = 0x9000
    FILE_NOT_FOUND = 0x6A82
    RECORD_NOT_FOUND = 0x6A83


_MORE_DATA: Final = 0x61  # SW1: SW2 bytes wait for GET RESPONSE
_WRONG_LE: Final = 0x6C  # SW1: repeat with Le = SW2
_MAX_ROUNDS: Final = 16  # GET RESPONSE rounds: 4 KB, more than any file here; ends a card that never stops


class ForbiddenInstructionError(ValueError):
    """A bug in this program: an instruction that this card must not be sent."""


@dataclass(frozen=True)
class Command:
    """A command APDU. `le` counts the bytes wanted: None for none, 256 is sent as 00."""

    cla: int
    ins: Instruction
    p1: int
    p2: int
    data: bytes = b""
    le: int | None = None

    def encode(self) -> bytes:
        """Return the bytes on the wire."""
        body = bytes((len(self.data),)) + self.data if self.data else b""
        tail = b"" if self.le is None else bytes((self.le % 256,))
        return bytes((self.cla, self.ins, self.p1, self.p2)) + body + tail


@dataclass(frozen=True, repr=False)
class Response:
    """Data and status word of a card."""

    data: bytes
    status: int

    def __repr__(self) -> str:
        return f"<Response {len(self.data)} bytes, {self.status:04X}>"

    @property
    def ok(self) -> bool:
        """Status 90 00."""
        return self.status == StatusWord.OK


class Channel(Protocol):
    """A card that can be talked to."""

    def transmit(self, command: bytes) -> bytes | ReadFailure:
        """Send one APDU and return the card's raw answer."""


def refuse_other_than(allowed: frozenset[Instruction], command: bytes) -> None:
    """Guard of the transmit door.

    Raises:
        ForbiddenInstructionError: the command is none of those allowed.
    """
    if len(command) < 4 or command[1] not in allowed:
        raise ForbiddenInstructionError("this instruction may not be sent to this card")


def exchange(channel: Channel, command: Command) -> Response | ReadFailure:
    """Send a command and collect its whole answer, as T=0 cards give it piece by piece (61xx, 6Cxx)."""
    response = _once(channel, command)
    if isinstance(response, Response) and response.status >> 8 == _WRONG_LE:
        corrected = Command(
            command.cla, command.ins, command.p1, command.p2, command.data, response.status & 0xFF
        )
        response = _once(channel, corrected)
    return _collected(channel, response)


def _collected(channel: Channel, response: Response | ReadFailure) -> Response | ReadFailure:
    data = b""
    for _ in range(_MAX_ROUNDS):
        if isinstance(response, ReadFailure):
            return response
        data += response.data
        if response.status >> 8 != _MORE_DATA:
            return Response(data, response.status)
        response = _once(channel, Command(0x00, Instruction.GET_RESPONSE, 0, 0, le=response.status & 0xFF))
    return ReadFailure.WRONG_LENGTH


def _once(channel: Channel, command: Command) -> Response | ReadFailure:
    answer = channel.transmit(command.encode())
    if isinstance(answer, ReadFailure):
        return answer
    if len(answer) < 2:
        return ReadFailure.WRONG_LENGTH
    return Response(answer[:-2], int.from_bytes(answer[-2:], "big"))
