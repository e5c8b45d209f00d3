"""Where a touch was meant: the affine map between what a panel reports and what was aimed at.

Six figures, as libinput's calibration matrix has them (`LIBINPUT_CALIBRATION_MATRIX`, static device
configuration), but in millimetres of the screen instead of its width and height: shift, size, a turned or
mirrored panel.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot

Point = tuple[float, float]
Pair = tuple[Point, Point]
"""What was reported, and what was aimed at; in mm from the upper left corner."""
MOST_RESIDUAL_MM = 3.0
"""Fingers hit a cross within about 2 mm; past this the touches do not agree with each other."""
LEAST_AREA, MOST_AREA = 0.5, 2.0
"""How much a square may shrink or grow; a panel that is mounted on its side keeps its area too."""
_FLAT = 1e-6
"""Below this, the touches lie on one line, and nothing can be said about the other direction."""


@dataclass(frozen=True, kw_only=True)
class Affine:
    """(x, y) becomes (a x + b y + c, d x + e y + f)."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 0.0
    e: float = 1.0
    f: float = 0.0

    def at(self, point: Point) -> Point:
        """Where a reported point was meant."""
        x, y = point
        return self.a * x + self.b * y + self.c, self.d * x + self.e * y + self.f

    def after(self, first: "Affine") -> "Affine":
        """Both, `first` before this one."""
        cx, cy = self.at((first.c, first.f))
        return Affine(
            a=self.a * first.a + self.b * first.d,
            b=self.a * first.b + self.b * first.e,
            c=cx,
            d=self.d * first.a + self.e * first.d,
            e=self.d * first.b + self.e * first.e,
            f=cy,
        )

    @property
    def area(self) -> float:
        """How much a square grows; turned round or not."""
        return abs(self.a * self.e - self.b * self.d)

    @property
    def figures(self) -> tuple[float, ...]:
        """In the order of the letters."""
        return self.a, self.b, self.c, self.d, self.e, self.f


def affine(figures: Sequence[float]) -> Affine:
    """The inverse of `figures`. Raises ValueError when there are not six."""
    a, b, c, d, e, f = figures
    return Affine(a=a, b=b, c=c, d=d, e=e, f=f)


def fit(pairs: Sequence[Pair]) -> Affine | None:
    """The least squares fit; None when the touches do not agree, or the panel would be distorted."""
    found = _least_squares(pairs)
    if found is None or not LEAST_AREA <= found.area <= MOST_AREA:
        return None
    return found if residual(found, pairs) <= MOST_RESIDUAL_MM else None


def residual(found: Affine, pairs: Sequence[Pair]) -> float:
    """The farthest that any touch still lands beside its target, in mm."""
    return max((hypot(*_apart(found.at(seen), meant)) for seen, meant in pairs), default=0.0)


def _apart(one: Point, other: Point) -> Point:
    return one[0] - other[0], one[1] - other[1]


def _least_squares(pairs: Sequence[Pair]) -> Affine | None:
    """Normal equations about the middle of the touches: two unknowns are left in each direction."""
    if not pairs:
        return None
    count = len(pairs)
    mx, my = (sum(seen[axis] for seen, _ in pairs) / count for axis in (0, 1))
    tx, ty = (sum(meant[axis] for _, meant in pairs) / count for axis in (0, 1))
    xx = sum((seen[0] - mx) ** 2 for seen, _ in pairs)
    yy = sum((seen[1] - my) ** 2 for seen, _ in pairs)
    xy = sum((seen[0] - mx) * (seen[1] - my) for seen, _ in pairs)
    flat = xx * yy - xy * xy
    if flat <= _FLAT * max(xx, yy, 1.0) ** 2:
        return None

    def row(axis: int, middle: float) -> tuple[float, float, float]:
        right_x = sum((seen[0] - mx) * meant[axis] for seen, meant in pairs)
        right_y = sum((seen[1] - my) * meant[axis] for seen, meant in pairs)
        along, across = (right_x * yy - right_y * xy) / flat, (right_y * xx - right_x * xy) / flat
        return along, across, middle - along * mx - across * my

    return affine((*row(0, tx), *row(1, ty)))
