"""Rows read straight from the pages of a damaged database, where SQLite itself gives up.

SQLite walks a table from its root, so one spoilt page hides all that hangs below it. Here every page is
looked at by itself: a leaf of a table says what it holds (sqlite.org/fileformat2.html, sections 1.6, 2.1 and
4.1). What is read may be old or torn; whoever uses it must be able to tell by its content.
"""

import os
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import Self

from kiosk.store.connection import PAGE_BYTES
from kiosk.store.database import Row, Value

_LEAF = 0x0D
"""First byte of a leaf page of a table."""
_FRAME_HEAD, _LOG_HEAD = 24, 32
"""Bytes before each page in the log, and before the first frame (section 4.1)."""
_LARGEST_ROW = 1 << 20
"""No row of ours is larger; a length beyond it is rubbish."""
_INTEGER_BYTES = (0, 1, 2, 3, 4, 6, 8)
"""Length of an integer, by the serial types 0 (NULL) to 6 (section 2.1)."""
PageOf = Callable[[int], bytes]
"""The content of a page by its number, from 1; shorter than a page where there is none."""


def rows_of(database: Path) -> Iterator[tuple[int, Row]]:
    """Rowid and values of every row that can be read, in no order; the same row may come more than once.

    First with what the log says, then as if there were no log. Raises OSError when there is no such file; a
    place on the disk that cannot be read is passed over.
    """
    with _Bytes(database) as content, _Bytes(database.with_name(f"{database.name}-wal"), needed=False) as log:
        newer = dict(_frames(log))

        def older(number: int) -> bytes:
            return content.read((number - 1) * PAGE_BYTES, PAGE_BYTES)

        def newest(number: int) -> bytes:
            return log.read(newer[number], PAGE_BYTES) if number in newer else older(number)

        pages = content.size // PAGE_BYTES
        for page_of in (newest, older) if newer else (older,):
            # Not up to the highest number in the log: in a torn frame it may be thousands of millions.
            for number in chain(range(1, pages + 1), (number for number in newer if number > pages)):
                yield from _rows(page_of(number), number, page_of)


class _Bytes:
    """A file that may be on a dying disk: what cannot be read is empty. Not mapped into memory, where a bad
    sector would end the program.
    """

    def __init__(self, path: Path, *, needed: bool = True) -> None:
        self._file = path.open("rb", buffering=0) if needed or path.exists() else None
        self.size = os.fstat(self._file.fileno()).st_size if self._file else 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._file:
            self._file.close()

    def read(self, at: int, length: int) -> bytes:
        if self._file is None:
            return b""
        try:
            return os.pread(self._file.fileno(), length, at)
        except OSError:
            return b""


def _frames(log: _Bytes) -> Iterator[tuple[int, int]]:
    """Number and place of every page in the log, oldest first.

    Frames of an earlier round lie behind those of the present one and carry another salt.
    """
    salts = {log.read(16, 8), log.read(_LOG_HEAD + 8, 8)}
    for at in range(_LOG_HEAD, log.size - _FRAME_HEAD - PAGE_BYTES + 1, _FRAME_HEAD + PAGE_BYTES):
        head = log.read(at, _FRAME_HEAD)
        number = int.from_bytes(head[:4], "big")
        if number and head[8:16] in salts:
            yield number, at + _FRAME_HEAD


def _rows(page: bytes, number: int, page_of: PageOf) -> Iterator[tuple[int, Row]]:
    head = 100 if number == 1 else 0
    if len(page) < PAGE_BYTES or page[head] != _LEAF:
        return
    for cell in range(int.from_bytes(page[head + 3 : head + 5], "big")):
        pointer = head + 8 + 2 * cell
        try:
            yield _cell(page, int.from_bytes(page[pointer : pointer + 2], "big"), page_of)
        except (ValueError, IndexError):
            continue


def _cell(page: bytes, at: int, page_of: PageOf) -> tuple[int, Row]:
    """Raises ValueError or IndexError for what is no row."""
    length, at = _varint(page, at)
    rowid, at = _varint(page, at)
    if length > _LARGEST_ROW:
        raise ValueError("too long for a row of ours")
    kept = _kept_here(length)
    payload = page[at : at + kept]
    if kept < length:
        payload += _overflow(int.from_bytes(page[at + kept : at + kept + 4], "big"), length - kept, page_of)
    if len(payload) != length:
        raise ValueError("runs over the end of its page")
    return rowid, tuple(_values(payload))


def _kept_here(length: int) -> int:
    """How much of a row's bytes stay on its leaf (section 1.6, cell format)."""
    if length <= PAGE_BYTES - 35:
        return length
    least = (PAGE_BYTES - 12) * 32 // 255 - 23
    kept = least + (length - least) % (PAGE_BYTES - 4)
    return kept if kept <= PAGE_BYTES - 35 else least


def _overflow(number: int, length: int, page_of: PageOf) -> bytes:
    """The rest of a long row, page after page; each begins with the number of the next."""
    rest = b""
    while len(rest) < length:
        page = page_of(number) if number else b""
        if len(page) < PAGE_BYTES:
            raise ValueError("the chain of pages is broken")
        rest += page[4:]
        number = int.from_bytes(page[:4], "big")
    return rest[:length]


def _values(payload: bytes) -> Iterator[Value]:
    """Record format (section 2.1)."""
    body, at = _varint(payload, 0)
    end_of_head = body
    while at < end_of_head:
        kind, at = _varint(payload, at)
        length = _length_of(kind)
        field = payload[body : body + length]
        if len(field) != length:
            raise ValueError("a field runs over the end of its row")
        yield _value(kind, field)
        body += length


def _length_of(kind: int) -> int:
    if kind >= 12:
        return (kind - 12) // 2
    if kind < len(_INTEGER_BYTES):
        return _INTEGER_BYTES[kind]
    return 8 if kind == 7 else 0


def _value(kind: int, field: bytes) -> Value:
    match kind:
        case 0:
            return None
        case 8 | 9:
            return kind - 8
        case 7 | 10 | 11:
            raise ValueError("no number with a fraction is in our tables")
        case _ if kind >= 12:
            return field.decode() if kind % 2 else field
        case _:
            return int.from_bytes(field, "big", signed=True)


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """Seven bits a byte, high ones first, the ninth byte whole (section 1.6)."""
    value = 0
    for place in range(at, at + 8):
        value = value << 7 | data[place] & 0x7F
        if data[place] < 0x80:
            return value, place + 1
    return value << 8 | data[at + 8], at + 9
