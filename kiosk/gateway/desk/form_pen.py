"""A pen for a paper form: each character of a name in the embedded font that has it."""

from collections.abc import Iterator
from functools import cache
from io import BytesIO
from itertools import groupby, pairwise
from pathlib import Path
from typing import Final, Protocol, cast

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from kiosk.rules.submissions import Stroke

_FOLDER: Final = Path("/usr/share/fonts/truetype/hanazono")
"""Debian's fonts-hanazono: Song style as official forms have it, with the rare characters of names."""
_FONTS: Final = ("HanaMinA", "HanaMinB")
"""A: what is usual, extension A, a little of B. B: the rest of extensions B to F."""
_LATIN: Final = "Times-Roman"
"""One of the fonts that every PDF reader brings; for ASCII and the accented letters of Latin-1."""
_LATIN_1: Final = 0xFF
_HEAVY: Final = 0.022
"""Width of the outline that makes a title bold, in heights of its letters: Hanazono has one weight."""


class FontMissingError(OSError):
    """The gateway's package fonts-hanazono is not installed."""


class _Canvas(Protocol):
    """What is used of reportlab's canvas, which has no types."""

    def setTitle(self, title: str) -> None: ...  # noqa: N802  # reportlab's names
    def setFont(self, name: str, size: float) -> None: ...  # noqa: N802  # reportlab's names
    def setLineWidth(self, width: float) -> None: ...  # noqa: N802  # reportlab's names
    def setLineCap(self, mode: int) -> None: ...  # noqa: N802  # reportlab's names
    def setLineJoin(self, mode: int) -> None: ...  # noqa: N802  # reportlab's names
    def drawString(self, x: float, y: float, text: str, mode: int | None = None) -> None: ...  # noqa: N802  # reportlab's names
    def line(self, x1: float, y1: float, x2: float, y2: float) -> None: ...
    def rect(self, x: float, y: float, width: float, height: float) -> None: ...
    def showPage(self) -> None: ...  # noqa: N802  # reportlab's names
    def save(self) -> None: ...


class Pen:
    """Draws on one A4 page. Places are millimetres from its top left corner, sizes of letters are points.

    Raises FontMissingError.
    """

    def __init__(self, title: str) -> None:
        _register()
        self._buffer = BytesIO()
        self._canvas = cast(_Canvas, Canvas(self._buffer, pagesize=A4))  # type: ignore[no-untyped-call]  # reportlab has no types
        self._canvas.setTitle(title)
        self._canvas.setLineCap(1)
        self._canvas.setLineJoin(1)

    def write(self, x: float, y: float, text: str, size: float, *, bold: bool = False) -> None:
        """Text that begins at x, with its base line at y."""
        self._canvas.setLineWidth(size * _HEAVY)
        for font, run in _runs(text):
            self._canvas.setFont(font, size)
            self._canvas.drawString(x * mm, A4[1] - y * mm, run, mode=2 if bold else 0)
            x += _run_width(font, run, size)

    def centre(self, x: float, y: float, text: str, size: float, *, bold: bool = False) -> None:
        """Text around x."""
        self.write(x - width(text, size) / 2, y, text, size, bold=bold)

    def line(self, start: tuple[float, float], end: tuple[float, float], points: float = 0.5) -> None:
        """A rule, `points` wide."""
        self._canvas.setLineWidth(points)
        self._canvas.line(start[0] * mm, A4[1] - start[1] * mm, end[0] * mm, A4[1] - end[1] * mm)

    def frame(self, x: float, y: float, wide: float, high: float, points: float = 0.5) -> None:
        """A rectangle whose top left corner is (x, y)."""
        self._canvas.setLineWidth(points)
        self._canvas.rect(x * mm, A4[1] - (y + high) * mm, wide * mm, high * mm)

    def strokes(self, x: float, y: float, wide: float, high: float, strokes: tuple[Stroke, ...]) -> None:
        """A signature in the middle of that box: as large as it was drawn, smaller where it must be."""
        points = [(one[0], one[1]) for stroke in strokes for one in stroke]
        if not points:
            return
        left, top = min(one[0] for one in points), min(one[1] for one in points)
        drawn = max(one[0] for one in points) - left, max(one[1] for one in points) - top
        scale = min(1.0, wide / (drawn[0] or wide), high / (drawn[1] or high))
        x += (wide - drawn[0] * scale) / 2
        y += (high - drawn[1] * scale) / 2
        for stroke in strokes:
            placed = [(x + (one[0] - left) * scale, y + (one[1] - top) * scale) for one in stroke]
            for start, end in pairwise(placed if len(placed) > 1 else placed * 2):
                self.line(start, end, 1.2)

    def finish(self) -> bytes:
        """The file."""
        self._canvas.showPage()
        self._canvas.save()
        return self._buffer.getvalue()


def width(text: str, size: float) -> float:
    """In millimetres."""
    return sum(_run_width(font, run, size) for font, run in _runs(text))


def wrapped(text: str, size: float, wide: float) -> list[str]:
    """Lines no wider than `wide` mm. Chinese breaks anywhere, Latin words stay whole where they can."""
    lines, line = [], ""
    for piece in _pieces(text):
        if line and width(line + piece.rstrip(), size) > wide:
            lines.append(line.rstrip())
            line = ""
        line += piece
        while width(line.rstrip(), size) > wide and len(line) > 1:
            fits = next(n for n in range(len(line) - 1, 0, -1) if n == 1 or width(line[:n], size) <= wide)
            lines.append(line[:fits])
            line = line[fits:]
    return [*lines, line.rstrip()] if line.rstrip() else lines or [""]


def _pieces(text: str) -> Iterator[str]:
    """Words with the space behind them; every other character alone."""
    word = ""
    for character in text:
        if character.isascii() and not character.isspace():
            word += character
        elif character.isspace() and word:
            yield word + character
            word = ""
        else:
            yield from (part for part in (word, character) if part)
            word = ""
    if word:
        yield word


def _run_width(font: str, run: str, size: float) -> float:
    return float(pdfmetrics.stringWidth(run, font, size)) / mm  # type: ignore[no-untyped-call]  # reportlab has no types


def _runs(text: str) -> Iterator[tuple[str, str]]:
    for font, run in groupby("".join(one for one in text if one.isprintable()), _font_of):
        yield font, "".join(run)


def _font_of(character: str) -> str:
    if character.isascii() or (character.isalpha() and ord(character) <= _LATIN_1):
        return _LATIN
    known = _register()
    return next((font for font in _FONTS if ord(character) in known[font]), _FONTS[0])


@cache
def _register() -> dict[str, frozenset[int]]:
    """The characters of each font. Reading them takes a second, so once a process."""
    known = {}
    for font in _FONTS:
        file = _FOLDER / f"{font}.ttf"
        if not file.is_file():
            raise FontMissingError(f"{file} is missing: install fonts-hanazono")
        face = TTFont(font, str(file))  # type: ignore[no-untyped-call]  # reportlab has no types
        pdfmetrics.registerFont(face)  # type: ignore[no-untyped-call]  # reportlab has no types
        known[font] = frozenset(face.face.charToGlyph)
    return known
