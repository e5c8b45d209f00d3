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
DRAWN_GOAL_MS, ENCODED_GOAL, GROWTH_GOAL = 150.0, 0.4, 12.0
CONTENT = replacement(Standing.IN_FORCE)


def _times_ms(work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> list[float]:
    def once() -> float:
        start = clock()
        work()
        return (clock() - start) * 1000

    once()
    return [once() for _ in range(RUNS)]


def _spread(*sides: list[float]) -> list[list[float]]:
    """The shortest and the longest run of each side."""
    return [[round(min(side), 2), round(max(side), 2)] for side in sides]


def _growth(receipt: Image.Image) -> dict[str, Any]:
    """A slip of ten times the rows may take ten times the processor's time."""
    tall = Image.new("1", (receipt.width, 10 * receipt.height), 1)
    for i in range(10):
        tall.paste(receipt, (0, i * receipt.height))
    single = _times_ms(lambda: encode(receipt, Paper.MM80.dots), time.process_time)
    times = _times_ms(lambda: encode(tall, Paper.MM80.dots), time.process_time)
    once = statistics.median(single)
    ratio = statistics.median(times) / once
    return {
        "name": "ten times those rows to bytes, processor time",
        "value": round(statistics.median(times), 3),
        "unit": "ms",
        "beside": "the rows once",
        "beside_value": round(once, 3),
        "ratio": round(ratio, 3),
        "goal": GROWTH_GOAL,
        "met": ratio <= GROWTH_GOAL,
        "spread": _spread(times, single),
    }


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
    """Three entries for `build/bench.json`; the drawing's goal is in ms, the encoding's a ratio."""
    preload()
    picture = _ours()
    all_drawn = _times_ms(_ours)
    all_bare = _times_ms(lambda: _bare(compose(CONTENT, "zh"), picture.height))
    drawn, bare = statistics.median(all_drawn), statistics.median(all_bare)
    receipt = picture.crop((0, 0, picture.width, HEIGHT))
    all_encoded = _times_ms(lambda: encode(receipt, Paper.MM80.dots))
    all_escpos = _times_ms(lambda: _by_escpos(receipt))
    encoded, escpos = statistics.median(all_encoded), statistics.median(all_escpos)
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
            "spread": _spread(all_drawn, all_bare),
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
            "spread": _spread(all_encoded, all_escpos),
        },
        _growth(receipt),
    ]
