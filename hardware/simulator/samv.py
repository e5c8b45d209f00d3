"""A SAM_V module, the security module in readers of resident ID cards: its side of the frames.

Written from the published command set, apart from the reader's side, so that both cannot share a mistake. It
keeps the module's own rule: a card that was read is not found again before it has left the field.
"""

from dataclasses import dataclass
from functools import reduce
from operator import xor
from typing import Final

from hardware.simulator.card_file import CardFile
from hardware.simulator.faults import Faults

_PREAMBLE: Final = b"\xaa\xaa\xaa\x96\x69"
_PHOTO: Final = bytes(number * 7 % 256 for number in range(1024))
_SAM_ID: Final = bytes.fromhex("05030000133f33015718030000000000")  # any 16 bytes: a sample
_SERIAL: Final = bytes(8)
_IIN: Final = bytes(4)

_RESET: Final = b"\x10\xff"
_CARD_COMMANDS: Final = (0x20, 0x30)  # find and select, read: the ones that a card's faults are counted on
_OK: Final = 0x90
_FOUND: Final = 0x9F
_CHECKSUM_FROM_HOST: Final = 0x10
_COMMAND_WRONG: Final = 0x21
_READ_FAILED: Final = 0x41
_FIND_FAILED: Final = 0x80
_SELECT_FAILED: Final = 0x81
_NO_SUCH_CONTENT: Final = 0x91


def frame(content: bytes) -> bytes:
    """Wrap status and data: length, check byte, preamble."""
    body = (len(content) + 1).to_bytes(2, "big") + content
    return _PREAMBLE + body + bytes((reduce(xor, body),))


@dataclass
class _Field:
    """A card in the field and how far it was read."""

    card: CardFile
    selected: bool = False
    read: bool = False


class SamvModule:
    """Takes bytes from the host, gives the answers. No line and no clock of its own.

    Attributes:
        fault: SW3 that every command is answered with, for a module that failed its self-test (0x60) and the
            like; None for a sound one.
        reset_cures: whether a reset ends the fault.
        fingerprint: size of the fingerprint in READ WITH FINGERPRINT: 1024, 512 or 0.
        noise: bytes sent before every answer.
    """

    def __init__(self) -> None:
        self.fault: int | None = None
        self.reset_cures = False
        self.fingerprint = 1024
        self.noise = b""
        self._field: _Field | None = None
        self._received = bytearray()
        self._answers = 0

    def put(self, card: CardFile) -> None:
        """A card enters the field."""
        self._field = _Field(card)
        self._answers = 0

    def pull(self) -> None:
        """The card leaves the field."""
        self._field = None

    @property
    def faults(self) -> Faults:
        """Faults of the card in the field."""
        return self._field.card.faults if self._field else Faults()

    def receive(self, received: bytes) -> list[bytes]:
        """Take bytes from the host; return the answers to the frames they complete."""
        self._received += received
        answers = []
        while (request := self._request()) is not None:
            answer = self._answer(request)
            if answer is not None:
                answers.append(self.noise + answer)
        return answers

    def _request(self) -> bytes | None:
        start = self._received.find(_PREAMBLE)
        if start < 0:
            return None
        end = start + 7 + int.from_bytes(self._received[start + 5 : start + 7], "big")
        if len(self._received) < max(end, start + 7):
            return None
        request = bytes(self._received[start + 5 : end])
        del self._received[:end]
        return request

    def _answer(self, request: bytes) -> bytes | None:
        if reduce(xor, request):
            return frame(bytes((0, 0, _CHECKSUM_FROM_HOST)))
        if request[2:4] == _RESET and self.reset_cures:
            self.fault = None
        if self.fault is not None:
            return frame(bytes((0, 0, self.fault)))
        if request[2] not in _CARD_COMMANDS:
            status, data = self._performed(request[2:4])
            return frame(bytes((0, 0, status)) + data)
        self._answers += 1
        faults = self.faults
        if faults.mute_after and self._answers > faults.mute_after:
            return None
        if faults.removed_after and self._answers > faults.removed_after:
            self.pull()
        if self._answers == faults.wrong_status_at:
            return frame(bytes((0, 0, _READ_FAILED)))
        return self._spoiled(faults, *self._performed(request[2:4]))

    def _spoiled(self, faults: Faults, status: int, data: bytes) -> bytes:
        shortened = data[:-1] if self._answers == faults.wrong_length_at else data
        answer = frame(bytes((0, 0, status)) + shortened)
        if self._answers == faults.wrong_checksum_at:
            return answer[:-1] + bytes((answer[-1] ^ 0xFF,))
        return answer

    def _performed(self, command: bytes) -> tuple[int, bytes]:
        match command:
            case b"\x10\xff" | b"\x11\xff":
                return _OK, b""
            case b"\x12\xff":
                return _OK, _SAM_ID
            case b"\x20\x01":
                return self._find()
            case b"\x20\x02":
                return self._select()
            case b"\x30\x01" | b"\x30\x10" | b"\x30\x03":
                return self._read(command)
        return _COMMAND_WRONG, b""

    def _find(self) -> tuple[int, bytes]:
        if self._field is None or self._field.read or self._field.card.faults.unreadable:
            return _FIND_FAILED, b""
        return _FOUND, _IIN

    def _select(self) -> tuple[int, bytes]:
        if self._field is None or self._field.read:
            return _SELECT_FAILED, b""
        self._field.selected = True
        return _OK, _SERIAL

    def _read(self, command: bytes) -> tuple[int, bytes]:
        field = self._field
        if field is None or not field.selected:
            return _READ_FAILED, b""
        if command == b"\x30\x03":
            address = field.card.newest_address
            return (_OK, address.ljust(35).encode("utf-16-le")) if address else (_NO_SUCH_CONTENT, b"")
        field.read = True
        return _OK, self._parts(field.card.text(), with_fingerprint=command == b"\x30\x10")

    def _parts(self, text: bytes, *, with_fingerprint: bool) -> bytes:
        parts = [text, _PHOTO, bytes(self.fingerprint)] if with_fingerprint else [text, _PHOTO]
        return b"".join(len(part).to_bytes(2, "big") for part in parts) + b"".join(parts)
