"""Byte strings that are signed or bound: no two lists of fields give the same bytes."""


def framed(label: str, *fields: str | bytes) -> bytes:
    """The label and every field, each behind its length as four big-endian bytes.

    The label names the use and its version (`buka/envelope/1`), so a signature made for one
    use is never valid for another.
    """
    parts = []
    for field in (label, *fields):
        part = field.encode() if isinstance(field, str) else field
        parts += [len(part).to_bytes(4, "big"), part]
    return b"".join(parts)
