"""The filed form as a PDF of one page, A4, in the shape of an official form: a ruled table, signed."""

from datetime import datetime
from itertools import pairwise
from threading import Lock
from typing import Final

from kiosk.gateway.desk.cases import Case
from kiosk.gateway.desk.form_content import Cell, FormSheet, form_sheet
from kiosk.gateway.desk.form_layout import (
    BOTTOM,
    FOOT_EDGES,
    LABEL,
    LEFT,
    NARROW_LABEL,
    PAD,
    POINT,
    RIGHT,
    TOP,
    Layout,
    Row,
    Sizes,
    behind,
    laid_out,
    line_high,
    set_value,
)
from kiosk.gateway.desk.form_pen import Pen, width
from kiosk.gateway.desk.form_words import LABELS, NOTES, Said
from kiosk.rules.policy import Policy
from kiosk.upstream.payload import Filing

_ONE_AT_A_TIME: Final = Lock()
"""reportlab keeps its fonts, and where it reads in their files, for the whole process."""
_MIDDLE: Final = 105.0
_STAMP: Final = 138.0


def form_pdf(case: Case, filing: Filing, policy: Policy | None, printed: datetime) -> bytes:
    """The PDF of one submission, by the policy of its card's region. Raises FontMissingError."""
    with _ONE_AT_A_TIME:
        sheet = form_sheet(case, filing, policy, printed)
        pen = Pen(case.number)
        _head(pen, sheet)
        _table(pen, sheet)
        return pen.finish()


def _head(pen: Pen, sheet: FormSheet) -> None:
    pen.frame(11, 11, 188, 275, 0.8)
    pen.write(LEFT, 18.5, sheet.place.zh, 10)
    pen.write(LEFT, 22.5, sheet.place.en, 7.5)
    for place, stamp in enumerate(sheet.stamps):
        y = 18.0 + 4.2 * place
        pen.write(_STAMP, y, f"{stamp.label.zh}：", 8)
        room = RIGHT - _STAMP - 15
        pen.write(_STAMP + 15, y, stamp.value.zh, min(8.0, 8.0 * room / max(width(stamp.value.zh, 8), room)))
    room = RIGHT - LEFT
    pen.centre(_MIDDLE, 46.5, sheet.title.zh, min(20.0, 20.0 * room / width(sheet.title.zh, 20)), bold=True)
    english = max(width(sheet.title.en, 10.5), room)
    pen.centre(_MIDDLE, 52.0, sheet.title.en, 10.5 * room / english)


def _table(pen: Pen, sheet: FormSheet) -> None:
    layout = laid_out(sheet)
    y = _rows(pen, layout)
    if layout.declared:
        y = _declarations(pen, y, layout)
    y = _signature(pen, y, sheet, layout.sizes)
    y = _foot(pen, y, sheet.foot, layout)
    y = _opinion(pen, y, layout)
    pen.frame(LEFT, TOP, RIGHT - LEFT, y - TOP, 1.2)
    pen.write(LEFT, BOTTOM + 4.5, NOTES["by_hand"].zh, 7)
    pen.write(LEFT, BOTTOM + 7.5, NOTES["by_hand"].en, 6)


def _rows(pen: Pen, layout: Layout) -> float:
    """The lines of the form, and the frame of the photo beside the first of them; where they end."""
    y = TOP
    for row in layout.rows:
        _row(pen, y, row, layout.sizes)
        y += row.high
    if beside := [row for row in layout.rows if row.right < RIGHT]:
        high = sum(row.high for row in beside)
        pen.line((beside[0].right, TOP), (beside[0].right, TOP + high))
        pen.line((beside[0].right, TOP + high), (RIGHT, TOP + high))
        _in_the_middle(pen, (beside[0].right + RIGHT) / 2, TOP + high / 2, LABELS["photo"], layout.sizes)
    return y


def _row(pen: Pen, y: float, row: Row, sizes: Sizes) -> None:
    for (left, right), cell in zip(pairwise(row.edges), row.cells, strict=True):
        _label(pen, left, y, (LABEL, row.high), cell.label, sizes)
        _value(pen, left + LABEL, y, (right - left - LABEL, row.high), cell, sizes)
        pen.line((left, y), (left, y + row.high))
    pen.line((LEFT, y + row.high), (row.right, y + row.high))


def _label(pen: Pen, x: float, y: float, box: tuple[float, float], label: Said, sizes: Sizes) -> None:
    """In the middle of its column."""
    _in_the_middle(pen, x + box[0] / 2, y + box[1] / 2, label, sizes)
    pen.line((x + box[0], y), (x + box[0], y + box[1]))


def _in_the_middle(pen: Pen, x: float, y: float, label: Said, sizes: Sizes) -> None:
    """Chinese, and small English under it."""
    pen.centre(x, y + 0.3 * sizes.scale, label.zh, sizes.label)
    pen.centre(x, y + 3.1 * sizes.scale, label.en, sizes.small)


def _value(pen: Pen, x: float, y: float, box: tuple[float, float], cell: Cell, sizes: Sizes) -> None:
    """In the middle of its box; the English behind it where there is room, else under it."""
    chinese, english = set_value(cell, box[0], sizes)
    inline = behind(chinese, english, box[0], sizes)
    below = [] if inline else english
    high = len(chinese) * line_high(sizes.value) + len(below) * line_high(sizes.small)
    base = y + (box[1] - high) / 2 - line_high(sizes.value) / 2 + sizes.value * POINT * 0.36
    for line in chinese:
        base += line_high(sizes.value)
        pen.write(x + PAD, base, line, sizes.value)
    if english and inline:
        pen.write(x + PAD + width(chinese[-1], sizes.value) + 2, base, english[0], sizes.small)
    for line in below:
        base += line_high(sizes.small)
        pen.write(x + PAD, base, line, sizes.small)


def _declarations(pen: Pen, y: float, layout: Layout) -> float:
    _label(pen, LEFT, y, (LABEL, layout.declared_high), LABELS["declaration"], layout.sizes)
    base = y + PAD
    for line, size in layout.declared:
        base += line_high(size)
        pen.write(LEFT + LABEL + PAD, base - size * POINT * 0.3, line, size)
    end = y + layout.declared_high
    pen.line((LEFT, end), (RIGHT, end))
    return end


def _signature(pen: Pen, y: float, sheet: FormSheet, sizes: Sizes) -> float:
    """The box with what was drawn at the terminal, or why nothing was."""
    high = sizes.sign
    _label(pen, LEFT, y, (LABEL, high), LABELS["signature"], sizes)
    left, right = LEFT + LABEL, 140.0
    if sheet.note.zh:
        pen.centre((left + right) / 2, y + high / 2, sheet.note.zh, sizes.label)
        pen.centre((left + right) / 2, y + high / 2 + 4 * sizes.scale, sheet.note.en, sizes.small)
    pen.strokes(left + 3, y + high / 10, right - left - 6, high * 0.8, sheet.strokes)
    pen.line((right, y), (right, y + high))
    dated = f"{LABELS['signed_on'].zh} {LABELS['signed_on'].en}"
    pen.centre((right + RIGHT) / 2, y + high * 0.3, dated, sizes.label)
    pen.centre((right + RIGHT) / 2, y + high * 0.6, sheet.signed_on, sizes.value)
    pen.line((LEFT, y + high), (RIGHT, y + high))
    return y + high


def _foot(pen: Pen, y: float, foot: tuple[Cell, ...], layout: Layout) -> float:
    """Standing, clerk, day of print, side by side."""
    for (left, right), cell in zip(pairwise(FOOT_EDGES), foot, strict=True):
        wide = LABEL if left == LEFT else NARROW_LABEL
        _label(pen, left, y, (wide, layout.foot), cell.label, layout.sizes)
        pen.line((left, y), (left, y + layout.foot))
        _value(pen, left + wide, y, (right - left - wide, layout.foot), cell, layout.sizes)
    pen.line((LEFT, y + layout.foot), (RIGHT, y + layout.foot))
    return y + layout.foot


def _opinion(pen: Pen, y: float, layout: Layout) -> float:
    """Room for the office's hand and seal."""
    sizes, end = layout.sizes, y + layout.opinion
    _label(pen, LEFT, y, (LABEL, layout.opinion), LABELS["opinion"], sizes)
    pen.write(RIGHT - 55, end - 6 * sizes.scale, NOTES["seal"].zh, sizes.declared)
    pen.write(RIGHT - 55, end - 2.5 * sizes.scale, NOTES["seal"].en, sizes.small)
    return end
