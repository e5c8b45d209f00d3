"""A virtual X screen whose pixels can be watched from outside: Xvfb with its frame buffer in a file."""

import mmap
import os
import struct
import subprocess
import tempfile
import time
from collections import Counter
from pathlib import Path
from types import TracebackType
from typing import Self

WIDTH, HEIGHT = 1080, 1920
_STRIDE = 4 * 101
"""Bytes between two looks: 20,531 pixels of 2,073,600, on a grid that is not the page's."""
_INK_SHARE = 0.9
"""Our drawing and its line of words live on after the first frame: 7 % of the ink of the welcome page."""
_POLL_SECONDS = 0.003


class XScreen:
    """Xvfb on a free display; `display` is its name."""

    def __enter__(self) -> Self:
        self._folder = tempfile.TemporaryDirectory()
        reader, writer = os.pipe()
        self._server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writer), "-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-nolisten", "tcp",
             "-fbdir", self._folder.name],
            pass_fds=[writer], stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(writer)
        with os.fdopen(reader) as pipe:
            self.display = f":{pipe.readline().strip()}"
        with Path(self._folder.name, "Xvfb_screen0").open("rb") as file:
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        # X11/XWDFile.h: size of the header in the first word, number of colours (12 bytes each) in the 20th
        words = struct.unpack(">20I", self._map[:80])
        self._start = words[0] + words[19] * 12
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._map.close()
        self._server.terminate()
        self._server.wait()
        self._folder.cleanup()

    def look(self) -> bytes:
        """The blue byte of every watched pixel and the green one beside it."""
        end = self._start + WIDTH * HEIGHT * 4
        return self._map[self._start : end : _STRIDE] + self._map[self._start + 1 : end : _STRIDE]

    def watch(self, seconds: float) -> list[tuple[float, bytes]]:
        """Every change within `seconds`, with its monotonic time."""
        seen = [(time.monotonic(), self.look())]
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            now = self.look()
            if now != seen[-1][1]:
                seen.append((time.monotonic(), now))
            time.sleep(_POLL_SECONDS)
        return seen


def first_frame(seen: list[tuple[float, bytes]]) -> float:
    """When the page that stayed was first there: nine tenths of what is not its ground.

    Raises ValueError when nothing was painted.
    """
    last = seen[-1][1]
    ground = Counter(last).most_common(1)[0][0]
    ink = [i for i, byte in enumerate(last) if byte != ground]
    if len(ink) < 100:
        raise ValueError("nothing was painted")
    for at, look in seen:
        if sum(look[i] == last[i] for i in ink) >= _INK_SHARE * len(ink):
            return at
    raise ValueError("unreachable: the last look equals itself")
