"""Label and value, line by line, perhaps with a button that changes the value."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from kiosk.ui.components.context import Context
from kiosk.ui.components.layouts import holder
from kiosk.ui.components.text import Surface
from kiosk.ui.theme.palette import Tone
from kiosk.ui.theme.scale import GAP_MM, TARGET_MM
from kiosk.ui.theme.theme import Theme


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One line."""

    label: str
    value: str
    change: QWidget | None = None
    """A button, or a few side by side."""


def facts(context: Context, lines: list[Fact], *, private: bool = False, even: bool = False) -> QWidget:
    """A column of labels, a column of values hairlines between.

    `private`: about a person. `even`: all rows as high as one with a button.
    """
    theme, step = context.theme, context.theme.reading_step
    changed = any(line.change for line in lines)
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(max(theme.space(6), theme.mm(GAP_MM)))
    grid.setVerticalSpacing(_between(theme) if theme.large or even or changed else theme.space(4))
    for index, line in enumerate(lines):
        row = index * 2
        if even:
            grid.setRowMinimumHeight(row, theme.mm(TARGET_MM))
        label = context.text(line.label, step, tone=Tone.QUIET, wrap=False)
        value = context.text(line.value, step, bold=True, private=private)
        grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(value, row, 1, Qt.AlignmentFlag.AlignVCenter)
        if line.change is not None:
            grid.addWidget(line.change, row, 2)
        if index + 1 < len(lines):
            grid.addWidget(_hairline(context), row + 1, 0, 1, 3)
    grid.setColumnStretch(1, 1)
    return holder(grid)


def _between(theme: Theme) -> int:
    """Above and below a hairline, so that buttons of two rows keep their distance and no more."""
    return -(-(theme.mm(GAP_MM) - theme.mm(0.3)) // 2)


def _hairline(context: Context) -> Surface:
    line = Surface(context.theme, context.theme.palette.hairline)
    line.setFixedHeight(max(1, context.theme.mm(0.3)))
    line.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return line
