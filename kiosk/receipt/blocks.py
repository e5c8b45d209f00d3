"""Blocks of text: words in one or two languages, broken into lines and set in a column."""

from enum import Enum

from PIL import Image, ImageDraw

from kiosk.receipt.breaking import balanced, break_lines
from kiosk.receipt.fonts import drawable
from kiosk.receipt.setting import Type, blank, stacked
from kiosk.receipt.slip import Words


class Align(Enum):
    """Where lines stand in their column."""

    LEFT = 0.0
    CENTRE = 0.5


def block(words: Words, width: int, first: Type, other: Type, align: Align = Align.LEFT) -> Image.Image:
    """The leading language in `first`, the others under it in `other`; `width` dots wide."""
    types = [first, *[other] * (len(words) - 1)]
    return stacked([_set(text, width, type_, align) for text, type_ in zip(words, types, strict=True)])


def _set(text: str, width: int, type_: Type, align: Align) -> Image.Image:
    breaker = balanced if align is Align.CENTRE else break_lines
    lines = breaker(drawable(text), width, type_.length)
    paper = blank(width, type_.leading * len(lines))
    canvas = ImageDraw.Draw(paper)
    for i, line in enumerate(lines):
        left = (width - type_.length(line)) * align.value
        type_.write(canvas, left, i * type_.leading, line)
    return paper


def natural_width(words: Words, first: Type, other: Type) -> int:
    """How wide words are when nothing breaks them, in dots."""
    types = [first, *[other] * (len(words) - 1)]
    return max((round(t.length(drawable(w)) + 0.5) for w, t in zip(words, types, strict=True)), default=0)
