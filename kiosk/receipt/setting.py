"""Setting type: measuring and drawing one line of mixed fonts on a one-bit canvas."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from PIL import Image, ImageDraw

from kiosk.receipt.fonts import runs, sized

WHITE: Final = 1
BLACK: Final = 0

_ASCENT: Final = 0.88
"""Of the em box of CJK fonts (OpenType `ideo`: the box reaches 0.12 em below the baseline)."""
_LEADING: Final = 1.32
"""Line height in ems; Chinese has no white of its own between lines."""
_SQUARE: Final = re.compile("[\u3001-\u301b\u3400-\u4dbf\u4e00-\u9fff\uff01-\uff5e\U00020000-\U000323af]+")
"""Han characters and full-width marks, one em wide in every font of the chain: two thirds of what is measured
for a Chinese slip, and no font need be asked."""


@dataclass(frozen=True)
class Type:
    """One size and weight."""

    size: int
    """Dots per em."""
    bold: bool = False

    def fitting(self, text: str, width: int, least: float = 0.8) -> "Type":
        """The largest type that sets `text` on one line, from `least` of this one up; else this one."""
        sizes = range(self.size, max(1, round(self.size * least)) - 1, -1)
        fits = (Type(size, self.bold) for size in sizes if Type(size, self.bold).length(text) <= width)
        return next(fits, self)

    @property
    def leading(self) -> int:
        """The height of a line in dots."""
        return round(self.size * _LEADING)

    def length(self, text: str) -> float:
        """The width of a drawable text in dots."""
        return (
            float(len(text) * self.size) if _SQUARE.fullmatch(text) else _length(text, self.size, self.bold)
        )

    def write(self, canvas: ImageDraw.ImageDraw, left: float, top: int, text: str) -> None:
        """One line of drawable text, its line box beginning at `top`."""
        baseline = top + round((self.leading - self.size) / 2 + self.size * _ASCENT)
        for face, stretch in runs(text, bold=self.bold):
            canvas.text(
                (round(left), baseline), stretch, font=sized(face, self.size), fill=BLACK, anchor="ls"
            )
            left += self.length(stretch)


@lru_cache(maxsize=8192)
def _length(text: str, size: int, bold: bool) -> float:
    return sum(sized(face, size).getlength(stretch) for face, stretch in runs(text, bold=bold))


def forget_lengths() -> None:
    """What was measured had names and numbers in it: nothing of it outlives its slip."""
    _length.cache_clear()


def blank(width: int, height: int) -> Image.Image:
    """A white piece of paper."""
    return Image.new("1", (width, height), WHITE)


def stacked(pieces: list[Image.Image], gap: int = 0) -> Image.Image:
    """Pieces under one another, flush left."""
    height = sum(piece.height for piece in pieces) + gap * max(0, len(pieces) - 1)
    paper = blank(max(piece.width for piece in pieces), height)
    top = 0
    for piece in pieces:
        paper.paste(piece, (0, top))
        top += piece.height + gap
    return paper


def padded(
    piece: Image.Image, *, left: int = 0, top: int = 0, right: int = 0, bottom: int = 0
) -> Image.Image:
    """A piece with white around it, in dots."""
    paper = blank(piece.width + left + right, piece.height + top + bottom)
    paper.paste(piece, (left, top))
    return paper
