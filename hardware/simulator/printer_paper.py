"""The roll, the strip that hangs in the printer, and the pieces that were cut off."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PIL import Image

ROLL_ROWS = 80 * 1000 * 8
"""A full roll: 80 m at 8 rows/mm."""


@dataclass(frozen=True)
class Piece:
    """One cut-off piece, as a picture of mode "1", black on white."""

    image: Image.Image


class Paper:
    """Rows printed since the last cut, and what is left on the roll. Not locked; the printer locks."""

    def __init__(self, dots: int, folder: Path | None) -> None:
        self._width = dots // 8
        self._folder = folder
        self._strip = bytearray()
        self._saved = 0
        self.left = ROLL_ROWS
        self.printed = 0
        self.pieces: list[Piece] = []

    @property
    def strip_rows(self) -> int:
        """Rows that hang in the printer, uncut."""
        return len(self._strip) // self._width

    @property
    def strip(self) -> Image.Image:
        """What hangs in the printer, as a picture."""
        white = bytes(byte ^ 0xFF for byte in self._strip)
        return Image.frombytes("1", (self._width * 8, self.strip_rows), white)

    def row(self, bits: bytes) -> None:
        """Print one row; dots beyond the edge are lost."""
        self._strip += bits[: self._width].ljust(self._width, b"\x00")
        self.left -= 1
        self.printed += 1

    def cut(self) -> None:
        """Cut off the strip; a cut of nothing leaves no piece."""
        if not self._strip:
            return
        piece = Piece(self.strip)
        self.pieces.append(piece)
        self._strip.clear()
        if self._folder is not None:
            self._saved += 1
            piece.image.save(self._folder / f"receipt-{self._saved:03d}.png")
