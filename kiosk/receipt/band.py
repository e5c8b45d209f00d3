"""The bands: the sentence that must not be missed, and the marks of copies and void strips."""

from collections.abc import Callable
from typing import Final

from PIL import Image, ImageChops, ImageDraw

from kiosk.receipt.blocks import Align, block, grouped
from kiosk.receipt.measures import Measures
from kiosk.receipt.setting import BLACK, WHITE, blank, padded
from kiosk.receipt.slip import Band, Marker, Tone, Words

_FRAME: Final = 4
"""Half a millimetre."""
_RADIUS: Final = 12
_WIDE: Final = 11
"""In characters of the sentence: on narrower paper what follows it goes under the sign."""


def band(line: Band, scale: Measures) -> Image.Image:
    """Full column width: a sign, the sentence beside it, what to do now, and the detail."""
    pad, bold, heading = scale.gap, scale.type(scale.body, bold=True), scale.type(scale.heading, bold=True)
    side = round(scale.band * 1.3) + pad if line.tone in _SIGNS else 0
    indent = side if scale.column > _WIDE * scale.band else 0
    largest = scale.type(scale.band, bold=True)
    parts = (
        (line.head, side, largest.fitting(line.head[0], scale.column - 2 * pad - side), heading),
        (line.action, indent, heading, bold),
        (line.detail, indent, scale.type(scale.body), scale.type(scale.small)),
    )
    text = grouped(parts, scale.column - 2 * pad, Align.LEFT if side else Align.CENTRE, gap=pad // 3)
    body = padded(text, left=pad, right=pad, top=pad, bottom=pad)
    if side:
        _SIGNS[line.tone](ImageDraw.Draw(body), pad, pad, side - pad)
    return _shaped(body, solid=line.tone in {Tone.ALERT, Tone.REFUSED})


def _shaped(body: Image.Image, *, solid: bool) -> Image.Image:
    """Round corners; solid turns black and white round."""
    box = (0, 0, body.width - 1, body.height - 1)
    if solid:
        turned = Image.new("1", body.size, 0)
        ImageDraw.Draw(turned).rounded_rectangle(box, _RADIUS, fill=1)
        return ImageChops.logical_xor(body, turned)
    frame = blank(*body.size)
    ImageDraw.Draw(frame).rounded_rectangle(box, _RADIUS, outline=BLACK, width=_FRAME)
    return ImageChops.logical_and(body, frame)


def _tick(canvas: ImageDraw.ImageDraw, x: int, y: int, side: int) -> None:
    """A black disc with a white tick."""
    canvas.ellipse((x, y, x + side - 1, y + side - 1), fill=BLACK)
    points = [(x + side * a, y + side * b) for a, b in ((0.25, 0.52), (0.43, 0.70), (0.76, 0.33))]
    canvas.line(points, fill=WHITE, width=max(5, side // 9), joint="curve")


def _warning(canvas: ImageDraw.ImageDraw, x: int, y: int, side: int) -> None:
    """A triangle with an exclamation mark (turned white on black with its band)."""
    canvas.polygon([(x + side / 2, y), (x + side, y + side * 0.92), (x, y + side * 0.92)], fill=BLACK)
    middle, half = x + side / 2, side * 0.055
    canvas.rectangle((middle - half, y + side * 0.32, middle + half, y + side * 0.63), fill=WHITE)
    canvas.rectangle((middle - half, y + side * 0.70, middle + half, y + side * 0.80), fill=WHITE)


def _cross(canvas: ImageDraw.ImageDraw, x: int, y: int, side: int) -> None:
    """A disc with a cross (turned white on black with its band)."""
    canvas.ellipse((x, y, x + side - 1, y + side - 1), fill=BLACK)
    near, far, width = 0.30, 0.70, max(5, side // 9)
    canvas.line((x + side * near, y + side * near, x + side * far, y + side * far), fill=WHITE, width=width)
    canvas.line((x + side * near, y + side * far, x + side * far, y + side * near), fill=WHITE, width=width)


_SIGNS: Final[dict[Tone, Callable[[ImageDraw.ImageDraw, int, int, int], None]]] = {
    Tone.DONE: _tick,
    Tone.ALERT: _warning,
    Tone.REFUSED: _cross,
}


def marker(line: Marker, scale: Measures) -> Image.Image:
    """Words between hatched ends, so that a torn piece still shows what it is."""
    words = _marker_words(line.words, scale)
    paper = blank(scale.column, words.height + scale.gap)
    canvas = ImageDraw.Draw(paper)
    for x in range(-paper.height, paper.width, 16):
        canvas.line((x, paper.height, x + paper.height, 0), fill=BLACK, width=6)
    left = (paper.width - words.width) // 2
    canvas.rectangle((left - scale.gap, 0, left + words.width + scale.gap, paper.height), fill=WHITE)
    paper.paste(words, (left, scale.gap // 2))
    canvas.rectangle((0, 0, paper.width - 1, paper.height - 1), outline=BLACK, width=_FRAME)
    return paper


def _marker_words(words: Words, scale: Measures) -> Image.Image:
    bold = scale.type(scale.title, bold=True)
    width = min(round(max(bold.length(text) for text in words)) + 2, scale.column - 4 * scale.gap)
    return block(words, width, bold, bold, Align.CENTRE)
