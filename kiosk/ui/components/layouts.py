"""Rows, columns and grids without margins of their own."""

from collections.abc import Iterable

from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

Part = QWidget | QLayout | int | None
"""A widget, a layout, a distance in pixels, or None for what is left."""


def _fill(box: QBoxLayout, parts: Iterable[Part], gap: int) -> None:
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(gap)
    for part in parts:
        if part is None:
            box.addStretch(1)
        elif isinstance(part, int):
            box.addSpacing(part)
        elif isinstance(part, QWidget):
            box.addWidget(part)
        else:
            box.addLayout(part)


def column(*parts: Part, gap: int = 0) -> QVBoxLayout:
    """Parts below each other."""
    box = QVBoxLayout()
    _fill(box, parts, gap)
    return box


def row(*parts: Part, gap: int = 0) -> QHBoxLayout:
    """Parts beside each other."""
    box = QHBoxLayout()
    _fill(box, parts, gap)
    return box


def grid(parts: Iterable[QWidget], columns: int, gap: int) -> QGridLayout:
    """Parts in reading order, columns of the same width."""
    box = QGridLayout()
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(gap)
    for index, part in enumerate(parts):
        box.addWidget(part, index // columns, index % columns)
    for index in range(columns):
        box.setColumnStretch(index, 1)
        box.setColumnMinimumWidth(index, 0)
    return box


def holder(layout: QLayout) -> QWidget:
    """A bare widget around a layout."""
    widget = QWidget()
    widget.setLayout(layout)
    return widget


def top(widget: QWidget) -> QLayout:
    """Kept at the top of a taller place."""
    return column(widget, None)
