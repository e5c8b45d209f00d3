"""From what a receipt says to dots, beside bare Pillow; and those dots to bytes, beside python-escpos."""

import contextlib
import io
import statistics
import time
from collections.abc import Callable
from typing import Any

import segno
from escpos.printer import Dummy
from PIL import Image, ImageDraw, ImageFont

from hardware.printer.connectors import Network  # noqa: F401 - undoes the import's side effects first
from hardware.printer.raster import encode
from kiosk.receipt.compose import compose
from kiosk.receipt.draw import draw
from kiosk.receipt.fonts import REGULAR, preload
from kiosk.receipt.measures import Paper
from kiosk.receipt.slip import Slip
from kiosk.receipt.specimen import replacement
from kiosk.receipt.standing import Standing

HEIGHT, RUNS = 1600, 11
DRAWN_GOAL_MS, ENCODED_GOAL = 150.0, 0.4
CONTENT = replacement(Standing.IN_FORCE)


def _median_ms(work: Callable[[], object]) -> float:
    def once() -> float:
        start = time.perf_counter()
        work()
        return (time.perf_counter() - start) * 1000

    once()
    return statistics.median(once() for _ in range(RUNS))


def _ours() -> Image.Image:
    return draw(compose(CONTENT, "zh"), Paper.MM80)


def _bare(slip: Slip, height: int) -> Image.Image:
    """The same words and the same code by Pillow alone: one font, one size, nothing broken or aligned."""
    font = ImageFont.truetype(REGULAR.path, 26, index=REGULAR.index)
    paper = Image.new("1", (Paper.MM80.dots, height), 1)
    canvas = ImageDraw.Draw(paper)
    words = [
        word
        for line in slip.lines
        for part in vars(line).values()
        if isinstance(part, tuple)
        for word in part
    ]
    for i, word in enumerate(word for word in words if isinstance(word, str)):
        canvas.text((16, 34 * i), word, font=font, fill=0)
    code = io.BytesIO()
    segno.make_qr(CONTENT.head.token, error="m", boost_error=False).save(code, kind="png", scale=5)
    paper.paste(Image.open(code), (16, height - 300))
    return paper


def _by_escpos(image: Image.Image) -> bytes:
    printer = Dummy()
    with contextlib.redirect_stdout(io.StringIO()):  # it prints a remark on its profile
        printer.image(image, impl="bitImageRaster")
    return bytes(printer.output)


def run() -> list[dict[str, Any]]:
    """Two entries for `build/bench.json`; the drawing's goal is in ms, the encoding's a ratio."""
    preload()
    picture = _ours()
    drawn = _median_ms(_ours)
    bare = _median_ms(lambda: _bare(compose(CONTENT, "zh"), picture.height))
    receipt = picture.crop((0, 0, picture.width, HEIGHT))
    encoded = _median_ms(lambda: encode(receipt, Paper.MM80.dots))
    escpos = _median_ms(lambda: _by_escpos(receipt))
    return [
        {
            "name": f"replacement receipt, content to {picture.width}x{picture.height} dots",
            "value": round(drawn, 2),
            "unit": "ms",
            "beside": "the same words by bare Pillow",
            "beside_value": round(bare, 2),
            "ratio": round(drawn / bare, 3),
            "goal": DRAWN_GOAL_MS,
            "met": drawn <= DRAWN_GOAL_MS,
        },
        {
            "name": f"that receipt's first {HEIGHT} rows to bytes",
            "value": round(encoded, 3),
            "unit": "ms",
            "beside": "python-escpos image()",
            "beside_value": round(escpos, 3),
            "ratio": round(encoded / escpos, 3),
            "goal": ENCODED_GOAL,
            "met": encoded / escpos <= ENCODED_GOAL,
        },
    ]
