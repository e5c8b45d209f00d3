"""From a one-bit picture to the bytes of `GS v 0` bands.

Source: Epson ESC/POS Command Reference, gs_lv_0: 1Dh 76h 30h 00h xL xH yL yH, x in bytes, y in rows, a
set bit is black, the most significant bit is the left dot.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from PIL import Image

BAND_ROWS = 128
"""9216 bytes at 576 dots: short enough to ask for the status in between, long enough not to stutter."""

REAL_TIME = re.compile(rb"\x10(?=\x04[\x01-\x08\x12]|\x05[\x00-\x03]|\x14[\x01\x02\x03\x07\x08])")
"""DLE EOT, DLE ENQ and DLE DC4: printers may carry them out even inside picture data."""

HEADER = 8  # bytes of one band before its rows


def encode(image: Image.Image, dots: int) -> list[bytes]:
    """Return the picture as complete `GS v 0` commands, one per band.

    The picture must be of mode "1" and `dots` wide, black on white. Raises ValueError otherwise.
    """
    if image.mode != "1" or image.width != dots or dots % 8:
        raise ValueError(f"want mode 1 and {dots} dots, got mode {image.mode} and {image.width} dots")
    rows = image.tobytes("raw", "1;I")
    stream = without_real_time(b"".join(_commands(rows, dots // 8)))
    whole = HEADER + BAND_ROWS * dots // 8
    return [stream[start : start + whole] for start in range(0, len(stream), whole)]


def filler(dots: int) -> bytes:
    """Return zeros that complete any torn band; where none is torn, the printer ignores them.

    After a connection was lost inside a picture, the printer may take everything as dots until it has its
    band, questions too.
    """
    return bytes(HEADER + BAND_ROWS * dots // 8)


def without_real_time(stream: bytes) -> bytes:
    """Break up every real-time sequence in finished picture data by one more black dot.

    The leading 10h becomes 18h, which widens a dot that is there. Neither 10h nor 18h is a second or
    third byte of any sequence, so that a change never makes a new one. Only picture rows can hold a
    10h that matters: in the headers it can stand only in yL, and 00h follows.
    """
    return REAL_TIME.sub(b"\x18", stream)


def _commands(rows: bytes, width: int) -> Iterator[bytes]:
    band = BAND_ROWS * width
    for start in range(0, len(rows), band):
        piece = rows[start : start + band]
        yield b"\x1dv0\x00" + width.to_bytes(2, "little") + (len(piece) // width).to_bytes(2, "little")
        yield piece
