"""What the data of a SAM_V answer mean. Only text leaves here; photo and fingerprint never do."""

from itertools import pairwise
from typing import Final

from hardware.card.failure import ReadFailure, sam_failure
from hardware.card.sam_frame import SamAnswer
from hardware.card.text_fields import TEXT_SIZE, TextFieldError, decoded

OK: Final = 0x90
CARD_FOUND: Final = 0x9F
_PLAIN_STATUS: Final = b"\x00\x00"  # SW1 SW2, unless a status word of the card itself is passed through
_SAM_ID_SIZE: Final = 16
_BASE_PARTS: Final = 2  # text, photo
_FINGERPRINT_PARTS: Final = 3


def checked(answer: SamAnswer, good: int = OK) -> bytes | ReadFailure:
    """Return the data of an answer with the wanted SW3, else the named cause."""
    if answer.sw3 != good:
        return sam_failure(answer.sw3)
    return answer.data if answer.status[:2] == _PLAIN_STATUS else ReadFailure.WRONG_STATUS


def base_text(data: bytes) -> bytes | ReadFailure:
    """Return the text of a READ_BASE answer."""
    return _text(data, _BASE_PARTS)


def fingerprint_text(data: bytes) -> bytes | ReadFailure:
    """Return the text of a READ_WITH_FINGERPRINT answer; the fingerprint may have 1024, 512 or 0 bytes."""
    return _text(data, _FINGERPRINT_PARTS)


def newest_address(data: bytes) -> str | ReadFailure:
    """Return the appended address, UTF-16LE padded with spaces (70 bytes where seen)."""
    try:
        return decoded(data)
    except TextFieldError as malformed:
        return malformed.failure


def sam_id(data: bytes) -> bytes | ReadFailure:
    """Return the module's 16-byte identity; how its printed form is made of it is not published."""
    return data if len(data) == _SAM_ID_SIZE else ReadFailure.WRONG_LENGTH


def _text(data: bytes, parts: int) -> bytes | ReadFailure:
    """Cut the text out: a big-endian length word for each part, then the parts."""
    head = 2 * parts
    sizes = [int.from_bytes(data[start:end], "big") for start, end in pairwise(range(0, head + 1, 2))]
    if len(data) != head + sum(sizes) or sizes[0] != TEXT_SIZE:
        return ReadFailure.WRONG_LENGTH
    return data[head : head + TEXT_SIZE]
