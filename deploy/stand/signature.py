"""A signature: the strokes of 王, as a finger draws them. (x, y in mm on a pad of 120 x 50, ms)."""

from kiosk.rules.submissions import Stroke


def _line(x0: float, y0: float, x1: float, y1: float, begun: int) -> Stroke:
    steps = 12
    return tuple(
        (x0 + (x1 - x0) * i / steps, y0 + (y1 - y0) * i / steps, begun + 20 * i) for i in range(steps + 1)
    )


SIGNATURE: tuple[Stroke, ...] = (
    _line(44, 12, 76, 11, 0),
    _line(46, 25, 74, 24, 500),
    _line(60, 11, 60, 39, 1000),
    _line(40, 40, 80, 39, 1500),
)
