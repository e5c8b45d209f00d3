"""How the paper form is set: everything as large as it may be while all of it stays on the one page."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from itertools import count
from typing import Final

from kiosk.gateway.desk.form_content import Cell, FormSheet
from kiosk.gateway.desk.form_pen import width, wrapped

LEFT, RIGHT = 18.0, 192.0
TOP, BOTTOM = 56.0, 275.0
"""Of the table, in mm from the top left corner of the page."""
LABEL: Final = 29.0
"""Width of a label's column."""
NARROW_LABEL: Final = 19.0
FOOT_EDGES: Final = (LEFT, 93.0, 143.0, RIGHT)
"""Standing, clerk, day of print."""
PAD: Final = 2.0
POINT: Final = 0.3528
"""mm in a point."""
_LEADING: Final = 1.25
_STEP: Final = 0.95
"""From one size to the next smaller one."""
_PHOTO: Final = (29.0, 37.0)
"""A one-inch photo (25 x 35 mm) with room around it."""
_TALLEST_ROW: Final = 12.0
_TALLEST_OPINION: Final = 34.0


@dataclass(frozen=True, kw_only=True)
class Sizes:
    """Of letters in points, of boxes in mm; by default as official forms have them (五号 for values)."""

    scale: float = 1.0
    value: float = 10.5
    label: float = 9.5
    small: float = 6.5
    declared: float = 9.0
    declared_small: float = 7.0
    row: float = 7.5
    sign: float = 26.0
    foot: float = 10.5
    opinion: float = 14.0


def _scaled(scale: float) -> Sizes:
    return Sizes(**{name: size * scale for name, size in asdict(Sizes()).items()})


@dataclass(frozen=True, kw_only=True)
class Row:
    """One or two cells beside each other."""

    cells: tuple[Cell, ...] = field(repr=False)
    right: float
    """Its edge; short of the table's where the photo stands beside it."""
    high: float

    @property
    def edges(self) -> tuple[float, ...]:
        """Of its cells, from left to right."""
        middle = (LEFT + self.right) / 2
        return (LEFT, self.right) if len(self.cells) == 1 else (LEFT, middle, self.right)


@dataclass(frozen=True, kw_only=True)
class Layout:
    """Every box's height, in mm."""

    sizes: Sizes
    rows: tuple[Row, ...] = field(repr=False)
    declared: tuple[tuple[str, float], ...]
    """The declaration's lines with their sizes."""
    declared_high: float
    foot: float
    opinion: float

    @property
    def high(self) -> float:
        """Of the whole table."""
        rows = sum(row.high for row in self.rows)
        return rows + self.declared_high + self.sizes.sign + self.foot + self.opinion


def laid_out(sheet: FormSheet) -> Layout:
    """The largest sizes at which all of it fits; what room is left goes to the rows, then to the office."""
    fitting = (_at(sheet, _scaled(_STEP**step)) for step in count())
    return _grown(next(layout for layout in fitting if layout.high <= BOTTOM - TOP))


def _at(sheet: FormSheet, sizes: Sizes) -> Layout:
    words = tuple(_declaration(sheet, sizes))
    feet = (
        _needed(cell, right - left - (LABEL if left == LEFT else NARROW_LABEL), sizes)
        for left, right, cell in zip(FOOT_EDGES, FOOT_EDGES[1:], sheet.foot, strict=False)
    )
    return Layout(
        sizes=sizes,
        rows=tuple(_rows(sheet, sizes)),
        declared=words,
        declared_high=sum(line_high(size) for _, size in words) + 2 * PAD if words else 0.0,
        foot=max(sizes.foot, *feet),
        opinion=sizes.opinion,
    )


def _grown(layout: Layout) -> Layout:
    left = BOTTOM - TOP - layout.high
    more = left / len(layout.rows) if layout.rows else 0.0
    rows = tuple(replace(row, high=max(row.high, min(row.high + more, _TALLEST_ROW))) for row in layout.rows)
    taller = replace(layout, rows=rows)
    return replace(taller, opinion=min(_TALLEST_OPINION, layout.opinion + BOTTOM - TOP - taller.high))


def _rows(sheet: FormSheet, sizes: Sizes) -> Iterator[Row]:
    """Two short cells beside each other; a long one alone; the first rows leave room for the photo."""
    cells, beside = list(sheet.cells), _PHOTO[1] if sheet.photo else 0.0
    while cells:
        right = RIGHT - _PHOTO[0] if beside > 0 else RIGHT
        half = (right - LEFT) / 2 - LABEL
        pair = len(cells) > 1 and all(_short(cell, half, sizes) for cell in cells[:2])
        taken = tuple(cells[: 2 if pair else 1])
        wide = half if pair else right - LEFT - LABEL
        high = max(sizes.row, *(_needed(cell, wide, sizes) for cell in taken))
        yield Row(cells=taken, right=right, high=high)
        del cells[: len(taken)]
        beside -= high


def _short(cell: Cell, wide: float, sizes: Sizes) -> bool:
    return not cell.wide and width(cell.value.zh, sizes.value) <= wide - 2 * PAD


def _needed(cell: Cell, wide: float, sizes: Sizes) -> float:
    """Height of a value in a box of that width."""
    chinese, english = set_value(cell, wide, sizes)
    below = len(english) if not behind(chinese, english, wide, sizes) else 0
    return len(chinese) * line_high(sizes.value) + below * line_high(sizes.small) + 2.0 * sizes.scale


def set_value(cell: Cell, wide: float, sizes: Sizes) -> tuple[list[str], list[str]]:
    """Its Chinese and its English lines in a box of that width."""
    room = wide - 2 * PAD
    english = wrapped(cell.value.en, sizes.small, room) if cell.value.en else []
    return wrapped(cell.value.zh, sizes.value, room), english


def behind(chinese: list[str], english: list[str], wide: float, sizes: Sizes) -> bool:
    """The English stands behind the last Chinese line: there is room."""
    if len(english) != 1:
        return not english
    return width(chinese[-1], sizes.value) + 2 + width(english[0], sizes.small) <= wide - 2 * PAD


def line_high(points: float) -> float:
    """Height of a line of that size, in mm."""
    return points * POINT * _LEADING


def _declaration(sheet: FormSheet, sizes: Sizes) -> Iterator[tuple[str, float]]:
    wide = RIGHT - LEFT - LABEL - 2 * PAD
    for said in sheet.declarations:
        yield from ((line, sizes.declared) for line in wrapped(said.zh, sizes.declared, wide))
        yield from ((line, sizes.declared_small) for line in wrapped(said.en, sizes.declared_small, wide))
