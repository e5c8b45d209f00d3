"""From lines to a one-bit picture, as wide as the head prints."""

from typing import Final, assert_never

from PIL import Image, ImageDraw

from kiosk.receipt.band import band, marker
from kiosk.receipt.blocks import Align, block, grouped, natural_width
from kiosk.receipt.fonts import drawable
from kiosk.receipt.measures import DOTS_PER_MM, Measures, Paper, measures
from kiosk.receipt.pattern import pattern
from kiosk.receipt.qr import qr_picture
from kiosk.receipt.setting import BLACK, blank, forget_lengths, padded, stacked
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

_LABEL_SHARE: Final = 0.38
"""Labels never take more of the column than this;"""
_OTHER_LABEL_SHARE: Final = 0.28
"""for those of the second language it is not worth more than this."""
_NARROWEST_CAPTION: Final = 7
"""In ems: a caption beside a QR code with fewer characters to the line goes under it."""


def draw(slip: Slip, paper: Paper) -> Image.Image:
    """The slip as a mode-"1" picture (0 is ink), `paper.dots` wide, 203 dpi both ways.

    Raises fonts.FontMissingError when a font of the chain is not installed.
    """
    scale = measures(paper, large=slip.large)
    try:
        labels = _label_column(slip, scale)
        pieces = [_spaced(_piece(line, scale, labels), line, scale) for line in slip.lines]
    finally:
        forget_lengths()
    return stacked(pieces)


def _spaced(piece: Image.Image, line: Line, scale: Measures) -> Image.Image:
    """White around: fields are a list and stand close, the rest breathes; the test pattern has no margin."""
    close = isinstance(line, Field | Fineprint) or (isinstance(line, Paragraph) and bool(line.lead))
    white = scale.gap // 4 if close else scale.gap // 2
    margin = (scale.width - piece.width) // 2
    return padded(piece, left=margin, right=margin, top=white, bottom=white)


def _piece(line: Line, scale: Measures, labels: int) -> Image.Image:
    """One line, `scale.column` dots wide (the test pattern goes from edge to edge)."""
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
            title = scale.type(scale.title, bold=True).fitting(words[0], scale.column)
            other = scale.type(scale.heading, bold=True)
            return block(words, scale.column, title, other, Align.CENTRE)
        case Heading(words):
            return block(words, scale.column, scale.type(scale.heading, bold=True), small)
        case Fineprint(words, strong):
            first = scale.type(scale.body, bold=True) if strong else small
            return block(words, scale.column, first, small, Align.CENTRE)


def _spacing(line: Rule | Feed, scale: Measures) -> Image.Image:
    if isinstance(line, Feed):
        return blank(scale.column, round(line.mm * DOTS_PER_MM))
    piece = blank(scale.column, 2)
    ImageDraw.Draw(piece).rectangle((0, 0, piece.width, piece.height), fill=BLACK)
    return piece


def _label_column(slip: Slip, scale: Measures) -> int:
    """One width for all labels of a slip, so that all values stand in one line."""
    body, small = scale.type(scale.body), scale.type(scale.small)
    labels = [line.label for line in slip.lines if isinstance(line, Field)]
    first = max((natural_width(words[0], body) for words in labels), default=0)
    other = max((natural_width(text, small) for words in labels for text in words[1:]), default=0)
    widest, widest_other = (round(scale.column * share) for share in (_LABEL_SHARE, _OTHER_LABEL_SHARE))
    return max(min(first, widest), min(other, widest_other)) + scale.gap


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
    text = grouped(((line.head, 0, bold, small), (line.words, 0, body, small)), scale.column - indent)
    if line.lead:
        return _beside(block((line.lead,), indent, bold, bold), text, indent, scale.column)
    return text


def _number(line: Number, scale: Measures) -> Image.Image:
    """The number on one line, smaller only if the paper is too narrow for it."""
    body, small = scale.type(scale.body), scale.type(scale.small)
    largest = scale.type(scale.number, bold=True)
    number = largest.fitting(drawable(line.value), scale.column, least=scale.body / scale.number)
    return stacked(
        [
            block(line.label, scale.column, body, small, Align.CENTRE),
            block((line.value,), scale.column, number, number, Align.CENTRE),
        ]
    )


def _qr(line: Qr, scale: Measures) -> Image.Image:
    """The code with its caption beside it where the paper is wide enough, else under it."""
    code = qr_picture(line.text, scale.qr_module, scale.column)
    beside = scale.column - code.width
    if beside < _NARROWEST_CAPTION * scale.body:
        centred = padded(code, left=beside // 2, right=(beside + 1) // 2)
        return stacked([centred, _caption(line, scale, scale.column, Align.CENTRE)])
    caption = _caption(line, scale, beside, Align.LEFT)
    drop = max(0, (code.height - caption.height) // 2)
    return _beside(code, padded(caption, top=drop), code.width, scale.column)


def _caption(line: Qr, scale: Measures, width: int, align: Align) -> Image.Image:
    bold, small = scale.type(scale.heading, bold=True), scale.type(scale.small)
    texts = [block(line.head, width, bold, small, align), block(line.caption, width, small, small, align)]
    facts = [block(fact, width, small, small, align) for fact in line.facts]
    return stacked([stacked(texts), stacked(facts)] if facts else texts, gap=scale.gap // 2)
