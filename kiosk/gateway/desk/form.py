"""The filed form as a PDF of one page, A4, in the shape of an official form: a ruled table, signed."""

from datetime import datetime
from itertools import pairwise
from threading import Lock
from typing import Final

from kiosk.gateway.desk.cases import Case
from kiosk.gateway.desk.form_content import Cell, FormSheet, form_sheet
from kiosk.gateway.desk.form_pen import Pen, width, wrapped
from kiosk.gateway.desk.form_words import LABELS, NOTES, Said
from kiosk.rules.policy import Policy
from kiosk.upstream.payload import Filing

_ONE_AT_A_TIME: Final = Lock()
"""reportlab keeps its fonts, and where it reads in their files, for the whole process."""
_LEFT, _RIGHT, _MIDDLE = 18.0, 192.0, 105.0
_TOP, _BOTTOM = 56.0, 275.0
"""Of the table, in mm from the top of the page."""
_LABEL: Final = 29.0
_STAMP: Final = 138.0
_PAD: Final = 2.0
_SIGN: Final = 30.0
_FOOT: Final = 12.0
_OPINION: Final = (14.0, 34.0)
"""Least and greatest height of the office's own box."""
_ROW: Final = (7.5, 12.0)
"""Least and greatest height of a row."""
_SIZES: Final = (10.5, 9.5, 8.5, 7.5, 6.5)
"""Points: 五号 of official forms first, smaller where a value is long."""
_SMALL: Final = 6.5
_POINT: Final = 0.3528
"""mm in a point."""

_Row = tuple[Cell, ...]


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
    pen.write(_LEFT, 18.5, sheet.place.zh, 10)
    pen.write(_LEFT, 22.5, sheet.place.en, 7.5)
    for place, stamp in enumerate(sheet.stamps):
        y = 18.0 + 4.2 * place
        pen.write(_STAMP, y, f"{stamp.label.zh}：", 8)
        room = _RIGHT - _STAMP - 15
        pen.write(_STAMP + 15, y, stamp.value.zh, min(8.0, 8.0 * room / max(width(stamp.value.zh, 8), room)))
    room = _RIGHT - _LEFT
    pen.centre(_MIDDLE, 46.5, sheet.title.zh, min(20.0, 20.0 * room / width(sheet.title.zh, 20)), bold=True)
    english = max(width(sheet.title.en, 10.5), room)
    pen.centre(_MIDDLE, 52.0, sheet.title.en, 10.5 * room / english)


def _table(pen: Pen, sheet: FormSheet) -> None:
    rows = _rows(sheet.cells)
    words = [line for said in sheet.declarations for line in _declaration(said)]
    declared = 4.2 * len(words) + 4 if words else 0.0
    high = max(_ROW[0], min(_ROW[1], (_BOTTOM - _TOP - declared - _SIGN - _FOOT - _OPINION[0]) / len(rows)))
    y = _TOP
    for row in rows:
        _row(pen, y, high, row)
        y += high
    if words:
        _declarations(pen, y, declared, words)
        y += declared
    _signature(pen, y, sheet)
    y += _SIGN
    _foot(pen, y, sheet.foot)
    y += _FOOT
    y += _opinion(pen, y)
    pen.frame(_LEFT, _TOP, _RIGHT - _LEFT, y - _TOP, 1.2)
    pen.write(_LEFT, _BOTTOM + 4.5, NOTES["by_hand"].zh, 7)
    pen.write(_LEFT, _BOTTOM + 7.5, NOTES["by_hand"].en, 6)


def _rows(cells: tuple[Cell, ...]) -> list[_Row]:
    """Two short cells beside each other; a long one has its row alone."""
    rows: list[_Row] = []
    half: Cell | None = None
    for cell in cells:
        if cell.wide or not _fits_half(cell):
            rows += [(half,)] if half else []
            rows.append((cell,))
            half = None
        elif half is None:
            half = cell
        else:
            rows.append((half, cell))
            half = None
    return [*rows, (half,)] if half else rows


def _fits_half(cell: Cell) -> bool:
    return width(cell.value.zh, _SIZES[2]) <= _MIDDLE - _LEFT - _LABEL - 2 * _PAD


def _row(pen: Pen, y: float, high: float, row: _Row) -> None:
    edges = (_LEFT, _RIGHT) if len(row) == 1 else (_LEFT, _MIDDLE, _RIGHT)
    for (left, right), cell in zip(pairwise(edges), row, strict=True):
        _label(pen, left, y, high, cell.label)
        _value(pen, left + _LABEL, y, (right - left - _LABEL, high), cell.value)
        pen.line((left, y), (left, y + high))
    pen.line((_LEFT, y + high), (_RIGHT, y + high))


def _label(pen: Pen, x: float, y: float, high: float, label: Said) -> None:
    """Chinese, and small English under it, in the middle of the label's column."""
    pen.centre(x + _LABEL / 2, y + high / 2 + 0.3, label.zh, 9.5)
    pen.centre(x + _LABEL / 2, y + high / 2 + 3.1, label.en, _SMALL)
    pen.line((x + _LABEL, y), (x + _LABEL, y + high))


def _value(pen: Pen, x: float, y: float, box: tuple[float, float], value: Said) -> None:
    """The largest size at which it stands in the box; English behind it where there is room."""
    wide, high = box[0] - 2 * _PAD, box[1]
    size, lines = _set(value.zh, wide, high)
    step = size * _POINT * 1.25
    base = y + high / 2 - step * (len(lines) - 1) / 2 + size * _POINT * 0.36
    for place, line in enumerate(lines):
        pen.write(x + _PAD, base + place * step, line, size)
    behind = x + _PAD + width(lines[-1], size) + 2
    if value.en and behind + width(value.en, _SMALL) <= x + box[0] - _PAD / 2:
        pen.write(behind, base + (len(lines) - 1) * step, value.en, _SMALL)
    elif value.en and len(lines) == 1:
        pen.write(x + _PAD, y + high - 1.0, value.en, _SMALL - 1)


def _set(text: str, wide: float, high: float) -> tuple[float, list[str]]:
    for size in _SIZES:
        lines = wrapped(text, size, wide)
        if len(lines) * size * _POINT * 1.25 <= high - 1.0:
            return size, lines
    return _SIZES[-1], wrapped(text, _SIZES[-1], wide)


def _declaration(said: Said) -> list[tuple[str, float]]:
    """Its lines and their sizes."""
    wide = _RIGHT - _LEFT - _LABEL - 2 * _PAD
    chinese = [(line, 9.0) for line in wrapped(said.zh, 9.0, wide)]
    return chinese + [(line, 7.0) for line in wrapped(said.en, 7.0, wide)]


def _declarations(pen: Pen, y: float, high: float, words: list[tuple[str, float]]) -> None:
    _label(pen, _LEFT, y, high, LABELS["declaration"])
    for place, (line, size) in enumerate(words):
        pen.write(_LEFT + _LABEL + _PAD, y + 5.0 + 4.2 * place, line, size)
    pen.line((_LEFT, y + high), (_RIGHT, y + high))


def _signature(pen: Pen, y: float, sheet: FormSheet) -> None:
    """The box with what was drawn at the terminal, or why nothing was."""
    _label(pen, _LEFT, y, _SIGN, LABELS["signature"])
    left, right = _LEFT + _LABEL, 140.0
    if sheet.note.zh:
        pen.centre((left + right) / 2, y + _SIGN / 2, sheet.note.zh, 9.5)
        pen.centre((left + right) / 2, y + _SIGN / 2 + 4, sheet.note.en, _SMALL)
    pen.strokes(left + 3, y + 3, right - left - 6, _SIGN - 6, sheet.strokes)
    pen.line((right, y), (right, y + _SIGN))
    pen.centre((right + _RIGHT) / 2, y + 9, f"{LABELS['signed_on'].zh} {LABELS['signed_on'].en}", 8)
    pen.centre((right + _RIGHT) / 2, y + 18, sheet.signed_on, 10.5)
    pen.line((_LEFT, y + _SIGN), (_RIGHT, y + _SIGN))


def _foot(pen: Pen, y: float, foot: tuple[Cell, ...]) -> None:
    """Standing, clerk, day of print, side by side."""
    edges = (_LEFT, 93.0, 143.0, _RIGHT)
    for (left, right), cell in zip(pairwise(edges), foot, strict=True):
        narrow = _LABEL if left == _LEFT else 19.0
        pen.centre(left + narrow / 2, y + _FOOT / 2 + 0.3, cell.label.zh, 9.5)
        pen.centre(left + narrow / 2, y + _FOOT / 2 + 3.1, cell.label.en, _SMALL)
        pen.line((left + narrow, y), (left + narrow, y + _FOOT))
        pen.line((left, y), (left, y + _FOOT))
        _value(pen, left + narrow, y, (right - left - narrow, _FOOT), cell.value)
    pen.line((_LEFT, y + _FOOT), (_RIGHT, y + _FOOT))


def _opinion(pen: Pen, y: float) -> float:
    """Room for the office's hand and seal; how high it is."""
    high = min(_OPINION[1], _BOTTOM - y)
    _label(pen, _LEFT, y, high, LABELS["opinion"])
    pen.write(_RIGHT - 55, y + high - 6, NOTES["seal"].zh, 9)
    pen.write(_RIGHT - 55, y + high - 2.5, NOTES["seal"].en, _SMALL)
    return high
