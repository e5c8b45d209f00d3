"""From lines to a one-bit picture, as wide as the head prints."""

from typing import assert_never

from PIL import Image, ImageDraw

from kiosk.receipt.band import band, marker
from kiosk.receipt.blocks import Align, block, natural_width
from kiosk.receipt.measures import DOTS_PER_MM, Measures, Paper, measures
from kiosk.receipt.pattern import pattern
from kiosk.receipt.qr import qr_picture
from kiosk.receipt.setting import BLACK, blank, padded, stacked
from kiosk.receipt.slip import (
    Band,
    Feed,
    Field,
    Fineprint,
    Heading,
    Line,
    Marker,
    Masthead,
    Number,
    Paragraph,
    Pattern,
    Qr,
    Rule,
    Slip,
    Title,
)

_LABEL_SHARE = 0.38
"""Labels never take more of the column than this."""


def draw(slip: Slip, paper: Paper) -> Image.Image:
    """The slip as a mode-"1" picture (0 is ink), `paper.dots` wide, 203 dpi both ways.

    Raises fonts.FontMissingError when a font of the chain is not installed.
    """
    scale = measures(paper, large=slip.large)
    labels = _label_column(slip, scale)
    pieces = [
        padded(_piece(line, scale, labels), top=scale.gap // 2, bottom=scale.gap // 2) for line in slip.lines
    ]
    column = stacked(pieces)
    return padded(column, left=scale.margin, right=scale.width - scale.margin - column.width)


def _piece(line: Line, scale: Measures, labels: int) -> Image.Image:
    """One line, `scale.column` dots wide."""
    match line:
        case Band():
            piece = band(line, scale)
        case Marker():
            piece = marker(line, scale)
        case Field():
            piece = _field(line, scale, labels)
        case Paragraph():
            piece = _paragraph(line, scale)
        case Qr():
            piece = _qr(line, scale)
        case Number():
            piece = _number(line, scale)
        case Pattern():
            piece = pattern(scale)
        case Rule() | Feed():
            piece = _spacing(line, scale)
        case Masthead() | Title() | Heading() | Fineprint():
            piece = _words(line, scale)
        case _:
            assert_never(line)
    return piece


def _words(line: Masthead | Title | Heading | Fineprint, scale: Measures) -> Image.Image:
    body, small = scale.type(scale.body), scale.type(scale.small)
    match line:
        case Masthead(product, place):
            bold = scale.type(scale.heading, bold=True)
            return stacked(
                [
                    block(product, scale.column, bold, small, Align.CENTRE),
                    block(place, scale.column, body, small, Align.CENTRE),
                ]
            )
        case Title(words):
            title, other = scale.type(scale.title, bold=True), scale.type(scale.heading, bold=True)
            return block(words, scale.column, title, other, Align.CENTRE)
        case Heading(words):
            return block(words, scale.column, scale.type(scale.heading, bold=True), small)
        case Fineprint(words):
            return block(words, scale.column, small, small, Align.CENTRE)


def _spacing(line: Rule | Feed, scale: Measures) -> Image.Image:
    if isinstance(line, Feed):
        return blank(scale.column, round(line.mm * DOTS_PER_MM))
    piece = blank(scale.column, 4 if line.heavy else 2)
    ImageDraw.Draw(piece).rectangle((0, 0, piece.width, piece.height), fill=BLACK)
    return piece


def _label_column(slip: Slip, scale: Measures) -> int:
    """One width for all labels of a slip, so that all values stand in one line."""
    body, small = scale.type(scale.body), scale.type(scale.small)
    widths = [natural_width(line.label, body, small) for line in slip.lines if isinstance(line, Field)]
    return min(max(widths, default=0), round(scale.column * _LABEL_SHARE)) + scale.gap


def _field(line: Field, scale: Measures, labels: int) -> Image.Image:
    body, small = scale.type(scale.body), scale.type(scale.small)
    width = scale.column - labels
    value = [block(line.value, width, scale.type(scale.body, bold=line.strong), small)]
    if line.note:
        value.append(block(line.note, width, small, small))
    label = block(line.label, labels - scale.gap, body, small)
    return _beside(label, stacked(value), labels, scale.column)


def _beside(left: Image.Image, right: Image.Image, at: int, width: int) -> Image.Image:
    piece = blank(width, max(left.height, right.height))
    piece.paste(left, (0, 0))
    piece.paste(right, (at, 0))
    return piece


def _paragraph(line: Paragraph, scale: Measures) -> Image.Image:
    body, small = scale.type(scale.body), scale.type(scale.small)
    bold = scale.type(scale.body, bold=True)
    indent = round(bold.length(line.lead)) + scale.gap if line.lead else 0
    text = block(line.words, scale.column - indent, body, small)
    if line.lead:
        return _beside(block((line.lead,), indent, bold, bold), text, indent, scale.column)
    if line.head:
        return stacked([block(line.head, scale.column, bold, small), text])
    return text


def _number(line: Number, scale: Measures) -> Image.Image:
    """The number on one line, smaller only if the paper is too narrow for it."""
    body, small = scale.type(scale.body), scale.type(scale.small)
    sizes = range(scale.number, scale.body, -2)
    fits = (size for size in sizes if scale.type(size, bold=True).length(line.value) <= scale.column)
    number = scale.type(next(fits, scale.body), bold=True)
    return stacked(
        [
            block(line.label, scale.column, body, small, Align.CENTRE),
            block((line.value,), scale.column, number, number, Align.CENTRE),
        ]
    )


def _qr(line: Qr, scale: Measures) -> Image.Image:
    """The code with its caption beside it where the paper is wide enough, else under it."""
    code = qr_picture(line.text, scale.qr_module)
    bold, body, small = scale.type(scale.heading, bold=True), scale.type(scale.body), scale.type(scale.small)
    width = scale.column - code.width if scale.qr_beside else scale.column
    align = Align.LEFT if scale.qr_beside else Align.CENTRE
    caption = stacked(
        [block(line.head, width, bold, small, align), block(line.caption, width, body, small, align)]
    )
    if scale.qr_beside:
        drop = max(0, (code.height - caption.height) // 2)
        return _beside(code, padded(caption, top=drop), code.width, scale.column)
    centred = padded(code, left=(scale.column - code.width) // 2, right=(scale.column - code.width + 1) // 2)
    return stacked([centred, caption])
