"""Slips are drawn on a thread of their own: 30 to 100 ms each, and 2 s for the fonts at start (measured on
2 cores at 2.5 GHz). The screen's thread has 16 ms a frame.
"""

import queue
import threading
from collections.abc import Callable

import structlog
from PIL import Image

from kiosk.receipt.compose import compose
from kiosk.receipt.content import Content
from kiosk.receipt.draw import draw
from kiosk.receipt.fonts import FontMissingError, preload
from kiosk.receipt.measures import Paper

_log = structlog.get_logger()


def picture(content: Content, languages: str, paper: Paper, *, large: bool = False) -> Image.Image:
    """A slip as the printer prints it: one bit, as wide as the paper's dots."""
    return draw(compose(content, languages, large=large), paper)


class DrawingTable:
    """Does one drawing after another. A drawing that fails is told to whoever wanted it."""

    def __init__(self) -> None:
        self._wanted: queue.SimpleQueue[tuple[Callable[[], None], Callable[[], None]] | None] = (
            queue.SimpleQueue()
        )
        self._thread = threading.Thread(target=self._run, name="slip-drawing", daemon=True)

    def start(self) -> None:
        """Read the fonts, then draw what is wanted."""
        self._thread.start()

    def stop(self, seconds: float) -> bool:
        """Draw what waits, then end; whether that was within `seconds`."""
        self._wanted.put(None)
        if self._thread.is_alive():
            self._thread.join(seconds)
        return not self._thread.is_alive()

    def want(self, drawing: Callable[[], None], failed: Callable[[], None]) -> None:
        """From any thread; `drawing` runs on ours, `failed` too, when it raises."""
        self._wanted.put((drawing, failed))

    def _run(self) -> None:
        try:
            preload()
        except FontMissingError as missing:
            _log.error("receipt.font_missing", package=missing.face.package)
        while (wanted := self._wanted.get()) is not None:
            drawing, failed = wanted
            try:
                drawing()
            except Exception:
                _log.error("receipt.not_drawn", exc_info=True)
                failed()
