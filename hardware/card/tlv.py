"""BER-TLV with one-byte tags and definite lengths, ISO/IEC 7816-4, 5.2.2: all that a PIV card answers in."""

from collections.abc import Iterator
from typing import Final

_INDEFINITE: Final = 0x80
"""A length that only an end mark tells: forbidden in cards, ISO/IEC 7816-4, 5.2.2.2."""


def first_of(data: bytes, tag: int) -> bytes | None:
    """The value of the first object with that tag; None when there is none, or the data is cut off."""
    return next((value for found, value in _objects(data) if found == tag), None)


def _objects(data: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 2 <= len(data):
        tag, size, at = data[at], data[at + 1], at + 2
        if size == _INDEFINITE:
            return
        if size > _INDEFINITE:
            count = size & 0x7F
            size, at = int.from_bytes(data[at : at + count], "big"), at + count
        if at + size > len(data):
            return
        yield tag, data[at : at + size]
        at += size


def encoded(tag: int, value: bytes) -> bytes:
    """One object."""
    size = len(value)
    if size < _INDEFINITE:
        return bytes((tag, size)) + value
    octets = size.to_bytes(-(-size.bit_length() // 8), "big")
    return bytes((tag, _INDEFINITE | len(octets))) + octets + value
