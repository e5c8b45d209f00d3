"""Identity documents over PC/SC: a reader with a SAM_V presents them as a card that answers FF B0.

READ BINARY with P1 = number of a 256-byte block (as in the public reader readinfo, `PCSC_GetIDCard`). The
blob is a 4-byte header, 256 bytes of text and 1024 of photo. The text ends 4 bytes into block 1, so two
blocks are enough: most of the photo is never asked for, and the part that comes along is dropped here.
"""

from typing import Final

import structlog

from hardware.card.apdu import Channel, Command, Instruction, Response, exchange
from hardware.card.documents import IdentityDocument
from hardware.card.failure import ReadFailure
from hardware.card.text_block import parse_text_block

BLOCK_SIZE: Final = 256
_HEADER: Final = bytes((0x01, 0x00, 0x04, 0x00))  # lengths of text and photo, big-endian
_SYNTHETIC_ATR_TAIL: Final = b"\x90\x00"  # at zero-based bytes 13 and 14 of the ATR

_log = structlog.get_logger()


def is_identity_atr(atr: bytes) -> bool:
    """Tell whether the reader presents an identity document rather than a chip card."""
    return len(atr) >= 15 and atr[13:15] == _SYNTHETIC_ATR_TAIL


def read_identity(channel: Channel) -> IdentityDocument | ReadFailure:
    """Read and decode the identity document on the reader."""
    first = _block(channel, 0)
    if isinstance(first, ReadFailure):
        return first
    second = _block(channel, 1)
    if isinstance(second, ReadFailure):
        return second
    if first[:4] != _HEADER:  # inferred from the SAM_V frame, not seen on a reader yet: warn, do not refuse
        _log.warning("card.unexpected_header")
    return parse_text_block(first[4:] + second[:4])


def _block(channel: Channel, number: int) -> bytes | ReadFailure:
    command = Command(0xFF, Instruction.READ_BINARY, number, 0x00, le=BLOCK_SIZE)
    response = exchange(channel, command)
    if not isinstance(response, Response):
        return response
    if not response.ok:
        return ReadFailure.WRONG_STATUS
    return response.data if len(response.data) == BLOCK_SIZE else ReadFailure.WRONG_LENGTH
