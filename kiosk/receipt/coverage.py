"""Which characters a font has: its `cmap` table, read as the ranges it is written in.

OpenType 1.9, `cmap`, format 12 (segmented coverage). A set of code points would take 12 MB a font, and the
dictionaries on the way to it as much again; the ranges take a twentieth.
"""

import struct
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from itertools import chain, starmap

_UNICODE_FULL = (3, 10)
"""Platform Windows, encoding UCS-4: every character, not only those of the first plane."""
_SEGMENTED = 12
_HEADER = struct.Struct(">HHIII")
"""Format, reserved, length, language, number of groups."""


class CoverageError(Exception):
    """A font without a table of that kind."""


class Coverage:
    """Code points in rising ranges, both ends included."""

    def __init__(self, groups: Iterator[tuple[int, int, int]]) -> None:
        self._first, self._last = array("L"), array("L")
        for first, last, _glyph in groups:
            if self._last and first == self._last[-1] + 1:
                self._last[-1] = last
            else:
                self._first.append(first)
                self._last.append(last)

    def __contains__(self, code: int) -> bool:
        place = bisect_right(self._first, code) - 1
        return place >= 0 and code <= self._last[place]

    def __iter__(self) -> Iterator[int]:
        return chain.from_iterable(starmap(_inclusive, zip(self._first, self._last, strict=True)))


def _inclusive(first: int, last: int) -> range:
    return range(first, last + 1)


def coverage(table: bytes) -> Coverage:
    """Of a whole `cmap` table. Raises `CoverageError`, and struct.error for a table that was cut off."""
    (count,) = struct.unpack_from(">H", table, 2)
    for platform, encoding, offset in struct.iter_unpack(">HHI", table[4 : 4 + 8 * count]):
        if (platform, encoding) == _UNICODE_FULL:
            form, _, _, _, groups = _HEADER.unpack_from(table, offset)
            if form == _SEGMENTED:
                start = offset + _HEADER.size
                return Coverage(struct.iter_unpack(">III", table[start : start + 12 * groups]))
    raise CoverageError("no cmap of format 12 for all of Unicode")
