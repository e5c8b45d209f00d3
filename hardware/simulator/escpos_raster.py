"""The rows of one `GS v 0` picture, as they come in."""

from __future__ import annotations

from collections.abc import Iterator

from hardware.simulator.escpos_tokens import Row


class RasterRows:
    """`mode` bit 0 doubles the width, bit 1 the height (Epson reference, gs_lv_0)."""

    def __init__(self, width: int, height: int, mode: int) -> None:
        self.width = width
        self._left = height
        self._first = True
        self._mode = mode

    @property
    def done(self) -> bool:
        """Whether all rows have come."""
        return self._left == 0

    def take(self, line: bytes) -> Iterator[Row]:
        """Yield the printed rows of one received row of `width` bytes."""
        bits = doubled(line) if self._mode & 1 else line
        self._left -= 1
        for _ in range(2 if self._mode & 2 else 1):
            yield Row(bits, first=self._first)
            self._first = False


def doubled(line: bytes) -> bytes:
    """Print each dot twice."""
    dots = "".join(2 * dot for dot in f"{int.from_bytes(line, 'big'):0{8 * len(line)}b}")
    return int(dots, 2).to_bytes(2 * len(line), "big")
