"""An identity document as a PC/SC reader with a SAM_V presents it: a card that answers FF B0."""

from functools import reduce
from operator import xor
from typing import Final

_HEADER: Final = bytes((0x01, 0x00, 0x04, 0x00))
_PHOTO: Final = bytes(number * 7 % 256 for number in range(1024))  # the format is closed: any bytes do
_BLOCK: Final = 256
_OK: Final = b"\x90\x00"
_HISTORICAL: Final = b"\x80BUKA-SIM\x20" + _OK


def identity_atr() -> bytes:
    """Synthetic ATR for T=1 whose zero-based bytes 13 and 14 are 90 00, with its check byte."""
    body = bytes((0x80 | len(_HISTORICAL), 0x01)) + _HISTORICAL
    return b"\x3b" + body + bytes((reduce(xor, body),))


class IdentityCard:
    """Header, text and photo in six blocks; the last has 4 bytes and insists on Le = 04."""

    def __init__(self, text: bytes) -> None:
        self.atr = identity_atr()
        self._blob = _HEADER + text + _PHOTO

    def power(self, on: bool) -> None:
        """Nothing to keep."""

    def answer(self, command: bytes) -> bytes:
        """Answer READ BINARY of class FF; P1 is the block."""
        if command[:2] != b"\xff\xb0" or len(command) != 5:
            return b"\x6d\x00"
        block = self._blob[command[2] * _BLOCK : (command[2] + 1) * _BLOCK]
        if command[3] or not block:
            return b"\x6b\x00"
        if len(block) % 256 != command[4]:
            return bytes((0x6C, len(block) % 256))
        return block + _OK
