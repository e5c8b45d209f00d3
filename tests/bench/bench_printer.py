"""From a one-bit receipt to bytes, against python-escpos's own image path, in one run."""

import contextlib
import io
import random
import time
from collections.abc import Callable

from escpos.printer import Dummy
from PIL import Image

from hardware.printer.connectors import Network  # noqa: F401 - undoes the import's side effects first
from hardware.printer.raster import encode
from tests.bench.entry import Entry, Goal, entry, growth

WIDTH, HEIGHT, RUNS, GOAL = 576, 1600, 9, 0.4


def _receipt(height: int) -> Image.Image:
    """Text-like content: one dot in eight black, in runs, the same every time."""
    dice = random.Random(20221)
    return Image.frombytes(
        "1", (WIDTH, height), bytes(dice.choices((0xFF, 0xF0, 0x0F), (6, 1, 1), k=WIDTH * height // 8))
    )


def _times_ms(work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> list[float]:
    def once() -> float:
        start = clock()
        work()
        return (clock() - start) * 1000

    once()
    return [once() for _ in range(RUNS)]


def _by_escpos(image: Image.Image) -> bytes:
    printer = Dummy()
    with contextlib.redirect_stdout(io.StringIO()):  # it prints a remark on its profile
        printer.image(image, impl="bitImageRaster")
    return bytes(printer.output)


def run() -> list[Entry]:
    """Rows for `build/bench.json`."""
    image, tall, cpu = _receipt(HEIGHT), _receipt(10 * HEIGHT), time.process_time
    return [
        entry(
            f"dots {WIDTH}x{HEIGHT} to bytes", "ms",
            _times_ms(lambda: encode(image, WIDTH)),
            "python-escpos image()", _times_ms(lambda: _by_escpos(image)), Goal(GOAL), digits=3,
        ),
        growth(
            "ten times those rows to bytes, processor time", "ms",
            _times_ms(lambda: encode(tall, WIDTH), cpu), _times_ms(lambda: encode(image, WIDTH), cpu),
            digits=3,
        ),
    ]  # fmt: skip
