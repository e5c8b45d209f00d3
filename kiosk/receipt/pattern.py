"""The test page's pattern: frame, ruler, bars and steps of darkness."""

from PIL import Image, ImageDraw

from kiosk.receipt.measures import DOTS_PER_MM, Measures
from kiosk.receipt.setting import BLACK, blank, stacked


def pattern(scale: Measures) -> Image.Image:
    """A ruler in mm, bars of 1 to 4 dots, and four steps of darkness, in a frame of one dot."""
    piece = stacked([_ruler(scale), _bars(scale.width), _steps(scale.width)], gap=DOTS_PER_MM)
    canvas = ImageDraw.Draw(piece)
    canvas.rectangle((0, 0, piece.width - 1, piece.height - 1), outline=BLACK)
    return piece


def _ruler(scale: Measures) -> Image.Image:
    piece = blank(scale.width, 4 * DOTS_PER_MM + scale.type(scale.small).leading)
    canvas = ImageDraw.Draw(piece)
    type_ = scale.type(scale.small)
    for mm in range(scale.width // DOTS_PER_MM + 1):
        x = mm * DOTS_PER_MM
        length = {0: 4, 5: 3}.get(mm % 10, 2) * DOTS_PER_MM
        canvas.line((x, 0, x, length), fill=BLACK)
        if mm % 10 == 0 and mm and x + type_.size < scale.width:
            type_.write(canvas, x - type_.length(f"{mm}") / 2, 4 * DOTS_PER_MM, f"{mm}")
    return piece


def _bars(width: int) -> Image.Image:
    """Four quarters of bars, 1, 2, 3 and 4 dots wide: a dead dot of the head shows as a white line."""
    piece = blank(width, 6 * DOTS_PER_MM)
    canvas = ImageDraw.Draw(piece)
    for bar in range(1, 5):
        start, end = (bar - 1) * width // 4, bar * width // 4
        for x in range(start, end - bar, 2 * bar):
            canvas.rectangle((x, 0, x + bar - 1, piece.height), fill=BLACK)
    return piece


def _steps(width: int) -> Image.Image:
    """A quarter, a half, three quarters and all dots black; a byte is eight dots, 1 is white."""
    even, odd = (0x55, 0x55, 0x00, 0x00), (0xFF, 0xAA, 0xAA, 0x00)
    rows = [bytes(byte for byte in row for _ in range(width // 32)) for row in (even, odd)]
    height = 6 * DOTS_PER_MM
    return Image.frombytes("1", (width, height), b"".join(rows) * (height // 2))
