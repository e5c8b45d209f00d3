"""Blocks of text: words in one or two languages, broken into lines and set in a column."""

from enum import Enum

from PIL import Image, ImageDraw

from kiosk.receipt.breaking import balanced, break_lines
from kiosk.receipt.fonts import drawable
from kiosk.receipt.setting import Type, blank, padded, stacked
from kiosk.receipt.slip import Words


class Align(Enum):
    """Where lines stand in their column."""

    LEFT = 0.0
    CENTRE = 0.5


def block(words: Words, width: int, first: Type, other: Type, align: Align = Align.LEFT) -> Image.Image:
    """The leading language in `first`, the others under it in `other`; `width` dots wide."""
    types = [first, *[other] * (len(words) - 1)]
    return stacked([_set(text, width, type_, align) for text, type_ in zip(words, types, strict=True)])


Part = tuple[Words, int, Type, Type]
"""Words, how far the leading language is indented, its type, and the type of the others."""


def grouped(parts: tuple[Part, ...], width: int, align: Align = Align.LEFT, gap: int = 0) -> Image.Image:
    """Several words, all in one language before the next language begins.

    The other languages have the smallest of the indents: what stands on the left belongs to the first.
    """
    common = min(indent for _, indent, _, _ in parts)
    leading = [_indented(words[0], width, indent, first, align) for words, indent, first, _ in parts if words]
    others = [
        _indented(words[i], width, common, other, align)
        for i in range(1, max(len(words) for words, *_ in parts))
        for words, _, _, other in parts
        if i < len(words)
    ]
    return stacked([*leading, *others], gap=gap)


def _indented(text: str, width: int, indent: int, type_: Type, align: Align) -> Image.Image:
    return padded(_set(text, width - indent, type_, align), left=indent)


def _set(text: str, width: int, type_: Type, align: Align) -> Image.Image:
    breaker = balanced if align is Align.CENTRE or type_.bold else break_lines
    lines = breaker(drawable(text), width, type_.length)
    paper = blank(width, type_.leading * len(lines))
    canvas = ImageDraw.Draw(paper)
    for i, line in enumerate(lines):
        left = (width - type_.length(line)) * align.value
        type_.write(canvas, left, i * type_.leading, line)
    return paper


def natural_width(text: str, type_: Type) -> int:
    """How wide a text is when nothing breaks it, in dots."""
    return round(type_.length(drawable(text)) + 0.5)
