"""From a one-bit receipt to bytes, against python-escpos's own image path, in one run."""

import contextlib
import io
import random
import statistics
import time
from collections.abc import Callable
from typing import Any

from escpos.printer import Dummy
from PIL import Image

from hardware.printer.connectors import Network  # noqa: F401 - undoes the import's side effects first
from hardware.printer.raster import encode

WIDTH, HEIGHT, RUNS, GOAL = 576, 1600, 9, 0.4


def _receipt() -> Image.Image:
    """Text-like content: one dot in eight black, in runs, the same every time."""
    dice = random.Random(20221)
    return Image.frombytes(
        "1", (WIDTH, HEIGHT), bytes(dice.choices((0xFF, 0xF0, 0x0F), (6, 1, 1), k=WIDTH * HEIGHT // 8))
    )


def _median_ms(work: Callable[[], object]) -> float:
    def once() -> float:
        start = time.perf_counter()
        work()
        return (time.perf_counter() - start) * 1000

    once()
    return statistics.median(once() for _ in range(RUNS))


def _by_escpos(image: Image.Image) -> bytes:
    printer = Dummy()
    with contextlib.redirect_stdout(io.StringIO()):  # it prints a remark on its profile
        printer.image(image, impl="bitImageRaster")
    return bytes(printer.output)


def run() -> list[dict[str, Any]]:
    """Return one entry for `build/bench.json`."""
    image = _receipt()
    ours, theirs = _median_ms(lambda: encode(image, WIDTH)), _median_ms(lambda: _by_escpos(image))
    ratio = ours / theirs
    return [
        {
            "name": "receipt 576x1600 to bytes",
            "value": round(ours, 3),
            "unit": "ms",
            "beside": "python-escpos image()",
            "beside_value": round(theirs, 3),
            "ratio": round(ratio, 3),
            "goal": GOAL,
            "met": ratio <= GOAL,
        }
    ]
