"""The ranges of a font's table of characters, beside fontTools' own reading of it."""

import struct

import pytest
from fontTools.ttLib import TTFont

from kiosk.receipt.coverage import CoverageError, coverage
from kiosk.receipt.fonts import BOLD, RARE, REGULAR, Face, characters


def table(*groups: tuple[int, int, int], form: int = 12, encoding: int = 10) -> bytes:
    body = struct.pack(">HHIII", form, 0, 16 + 12 * len(groups), 0, len(groups))
    head = struct.pack(">HHHHI", 0, 1, 3, encoding, 12)
    return head + body + b"".join(struct.pack(">III", *group) for group in groups)


@pytest.mark.parametrize("wrong", [table(form=4), table(encoding=1), struct.pack(">HH", 0, 0)])
def test_a_font_without_all_of_unicode_is_refused(wrong: bytes) -> None:
    with pytest.raises(CoverageError):
        coverage(wrong)


def test_the_edges_of_a_range_are_in_and_their_neighbours_are_not() -> None:
    found = coverage(table((0x4E00, 0x4E02, 7), (0x20000, 0x20000, 90)))
    inside = [code for code in (0x4DFF, 0x4E00, 0x4E02, 0x4E03, 0x1FFFF, 0x20000, 0x20001) if code in found]
    assert inside == [0x4E00, 0x4E02, 0x20000]


def test_neighbouring_ranges_of_other_glyphs_are_one() -> None:
    assert list(coverage(table((1, 2, 50), (3, 4, 9)))) == [1, 2, 3, 4]


@pytest.mark.parametrize("face", [REGULAR, BOLD, *RARE], ids=lambda face: face.path.stem)
def test_every_font_of_the_slips_is_read_as_fonttools_reads_it(face: Face) -> None:
    with TTFont(face.path, fontNumber=face.index, lazy=True) as font:
        assert set(characters(face)) == set(font.getBestCmap() or ())
