"""The QR code as dots, with the quiet zone that scanners need."""

from typing import Final

import segno
from PIL import Image

from kiosk.receipt.setting import blank

QUIET_ZONE: Final = 4
"""Modules of white on every side: ISO/IEC 18004, 6.3.8."""


def qr_picture(text: str, module: int, widest: int) -> Image.Image:
    """Error correction M, `module` dots a module or fewer to stay within `widest`, quiet zone included.

    Never a Micro QR code, which few telephones read; never raised above M, which would only add modules.
    """
    code = segno.make_qr(text, error="m", boost_error=False)
    rows = [bytes(row) for row in code.matrix]
    side = len(rows)
    module = min(module, widest // (side + 2 * QUIET_ZONE))
    dots = Image.frombytes("L", (side, side), b"".join(rows)).point(lambda dark: 0 if dark else 255)
    paper = blank((side + 2 * QUIET_ZONE) * module, (side + 2 * QUIET_ZONE) * module)
    square = dots.resize((side * module, side * module), Image.Resampling.NEAREST).convert(
        "1", dither=Image.Dither.NONE
    )
    paper.paste(square, (QUIET_ZONE * module, QUIET_ZONE * module))
    return paper
