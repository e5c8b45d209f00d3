"""Which font draws which character: Noto Sans CJK SC, then Hanazono Mincho A and B.

GB 18030-2022 level 3 asks for CJK extensions A to F; Noto alone has little of B to F, the
Hanazono fonts have all of them. The choice is made per character from the fonts' own tables.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Final

import structlog
from fontTools.ttLib import TTFont
from PIL import ImageFont

from kiosk.receipt.clean import clusters, is_private
from kiosk.receipt.coverage import Coverage, coverage

log = structlog.get_logger()


@dataclass(frozen=True, kw_only=True)
class Face:
    """One font file and where Debian puts it."""

    path: Path
    package: str
    index: int = 0
    """Inside a collection."""


_NOTO: Final = Path("/usr/share/fonts/opentype/noto")
_HANAZONO: Final = Path("/usr/share/fonts/truetype/hanazono")

REGULAR: Final = Face(path=_NOTO / "NotoSansCJK-Regular.ttc", package="fonts-noto-cjk", index=2)
"""Index 2 of the collection is SC: the shapes of mainland China."""
BOLD: Final = Face(path=_NOTO / "NotoSansCJK-Bold.ttc", package="fonts-noto-cjk", index=2)
RARE: Final = (
    Face(path=_HANAZONO / "HanaMinA.ttf", package="fonts-hanazono"),
    Face(path=_HANAZONO / "HanaMinB.ttf", package="fonts-hanazono"),
)


class FontMissingError(Exception):
    """A font file is not there; the text names the Debian package to install."""

    def __init__(self, face: Face) -> None:
        super().__init__(f"font {face.path} is missing: install the Debian package {face.package}")
        self.face = face


@cache
def characters(face: Face) -> Coverage:
    """The code points a face has a glyph for. Raises FontMissingError."""
    if not face.path.is_file():
        raise FontMissingError(face)
    with TTFont(face.path, fontNumber=face.index, lazy=True) as font:
        return coverage(font.getTableData("cmap"))


@cache
def sized(face: Face, size: int) -> ImageFont.FreeTypeFont:
    """A face ready to draw at `size` dots per em. Raises FontMissingError."""
    if not face.path.is_file():
        raise FontMissingError(face)
    return ImageFont.truetype(face.path, size, index=face.index)


@cache
def face_of(char: str, *, bold: bool = False) -> Face | None:
    """The first face of the chain that has the character, None when no font has it."""
    if is_private(char):
        return None
    chain = (BOLD if bold else REGULAR, *RARE)
    return next((face for face in chain if ord(char) in characters(face)), None)


def drawable(text: str) -> str:
    """The text with every character that no font has written as its code point: 〔U+2A6E0〕.

    An empty box would hide that something is missing; the code point can be looked up.
    """
    return "".join(cluster if face_of(cluster[0]) else _named(cluster[0]) for cluster in clusters(text))


def _named(char: str) -> str:
    log.warning("receipt.character_without_font", code_point=f"U+{ord(char):04X}")
    return f"〔U+{ord(char):04X}〕"


def runs(text: str, *, bold: bool = False) -> Iterator[tuple[Face, str]]:
    """Drawable text in stretches of one face each."""
    for face, stretch in groupby(clusters(text), key=lambda cluster: face_of(cluster[0], bold=bold)):
        yield face or REGULAR, "".join(stretch)


def preload() -> None:
    """Read all tables once, at start, so that no receipt waits for them. Raises FontMissingError."""
    for face in (REGULAR, BOLD, *RARE):
        characters(face)
