"""From what a receipt says to dots, beside bare Pillow; and those dots to bytes, beside python-escpos."""

import contextlib
import io
import time
from collections.abc import Callable
from dataclasses import replace

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
from tests.bench.entry import Entry, Goal, Measure, entry, growth

HEIGHT, RUNS = 1600, 11
DRAWN, ENCODED = Goal(150.0, Measure.VALUE_AT_MOST), Goal(0.4)
CONTENT = replacement(Standing.IN_FORCE)


def _times_ms(work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> list[float]:
    def once() -> float:
        start = clock()
        work()
        return (clock() - start) * 1000

    once()
    return [once() for _ in range(RUNS)]


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


def _tall(receipt: Image.Image) -> Image.Image:
    """The same rows ten times over."""
    tall = Image.new("1", (receipt.width, 10 * receipt.height), 1)
    for i in range(10):
        tall.paste(receipt, (0, i * receipt.height))
    return tall


def run() -> list[Entry]:
    """Rows for `build/bench.json`; processor times beside what the clock says of a machine that is busy."""
    preload()
    picture, slip = _ours(), compose(CONTENT, "zh")
    receipt = picture.crop((0, 0, picture.width, HEIGHT))
    tall, long = _tall(receipt), replace(slip, lines=slip.lines * 10)
    cpu = time.process_time
    drawn, bare = (
        f"receipt, content to {picture.width}x{picture.height} dots",
        "the same words by bare Pillow",
    )
    rows, escpos = f"that receipt's first {HEIGHT} rows to bytes", "python-escpos image()"
    return [
        entry(drawn, "ms", _times_ms(_ours), bare, _times_ms(lambda: _bare(slip, picture.height)), DRAWN),
        entry(
            f"{drawn}, processor time", "ms",
            _times_ms(_ours, cpu), bare, _times_ms(lambda: _bare(slip, picture.height), cpu),
        ),
        entry(
            rows, "ms",
            _times_ms(lambda: encode(receipt, Paper.MM80.dots)),
            escpos, _times_ms(lambda: _by_escpos(receipt)), ENCODED, digits=3,
        ),
        growth(
            "a slip of ten times the lines to dots, processor time", "ms",
            _times_ms(lambda: draw(long, Paper.MM80), cpu), _times_ms(lambda: draw(slip, Paper.MM80), cpu),
        ),
        growth(
            "ten times those rows to bytes, processor time", "ms",
            _times_ms(lambda: encode(tall, Paper.MM80.dots), cpu),
            _times_ms(lambda: encode(receipt, Paper.MM80.dots), cpu), digits=3,
        ),
    ]  # fmt: skip
