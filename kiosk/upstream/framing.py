"""Byte strings that are signed or bound: no two lists of fields give the same bytes."""

from struct import Struct

_LENGTH = Struct(">I")


def framed(label: str, *fields: str | bytes) -> bytes:
    """The label and every field, each behind its length as four big-endian bytes.

    The label names the use and its version (`buka/envelope/1`), so a signature made for one
    use is never valid for another.
    """
    return frames(label, *fields)


def frames(*fields: str | bytes) -> bytes:
    """A part of what `framed` makes, where several begin or end in the same way."""
    parts = [field.encode() if isinstance(field, str) else field for field in fields]
    return b"".join([_LENGTH.pack(len(part)) + part for part in parts])
