"""Sizes on paper, in printer dots: 8 a millimetre (203 dpi), the step of nearly every thermal head."""

from dataclasses import dataclass
from enum import Enum
from typing import Final

from kiosk.receipt.setting import Type

DOTS_PER_MM: Final = 8


class Paper(Enum):
    """The paper's width; the value is what the head prints across, in dots."""

    MM58 = 384
    MM80 = 576

    @property
    def dots(self) -> int:
        """Dots across."""
        return self.value


@dataclass(frozen=True, kw_only=True)
class Measures:
    """The type scale and the gaps of one width and size."""

    width: int
    """The whole picture."""
    margin: int
    """Blank on the left and on the right."""
    small: int
    body: int
    heading: int
    band: int
    title: int
    number: int
    qr_module: int

    @property
    def column(self) -> int:
        """What lines may fill."""
        return self.width - 2 * self.margin

    @property
    def gap(self) -> int:
        """The unit of vertical rhythm: half a body line."""
        return self.body // 2

    def type(self, size: int, *, bold: bool = False) -> Type:
        """A type of one of the sizes of this scale."""
        return Type(size, bold)


_SCALES: Final = {
    (Paper.MM80, False): Measures(
        width=576, margin=16, small=22, body=26, heading=30, band=46, title=46, number=54,
        qr_module=5,
    ),
    (Paper.MM80, True): Measures(
        width=576, margin=12, small=29, body=35, heading=40, band=56, title=58, number=64,
        qr_module=8,
    ),
    (Paper.MM58, False): Measures(
        width=384, margin=8, small=20, body=24, heading=27, band=38, title=38, number=44,
        qr_module=6,
    ),
    (Paper.MM58, True): Measures(
        width=384, margin=6, small=26, body=32, heading=36, band=44, title=46, number=50,
        qr_module=6,
    ),
}  # fmt: skip
"""24 dots (3 mm) is the size of printers' own Hanzi; body text is never smaller than that."""


def measures(paper: Paper, *, large: bool) -> Measures:
    """The scale for a paper; large print is body text at 4 mm and more."""
    return _SCALES[paper, large]
