"""Rounded rectangles, drawn fast: smooth corners from a small picture, straight parts as plain fills.

Qt's own smooth rounded rectangle costs a quarter of a millisecond for a button in software drawing, and a
page has thirty.
"""

from functools import lru_cache

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap


def paint_box(painter: QPainter, area: QRect, fill: str, edge: str, width: int, corner: int) -> None:
    """Fills `area` with rounded corners and an edge of `width` pixels inside it; no edge when empty."""
    corner = min(corner, area.width() // 2, area.height() // 2)
    x, y, wide, tall = area.x(), area.y(), area.width(), area.height()
    painter.fillRect(x, y + corner, wide, tall - 2 * corner, QColor(fill))
    if corner > 0:
        painter.fillRect(x + corner, y, wide - 2 * corner, corner, QColor(fill))
        painter.fillRect(x + corner, y + tall - corner, wide - 2 * corner, corner, QColor(fill))
        _paint_corners(painter, area, _corners(fill, edge, width, corner), corner)
    if edge and width:
        _paint_edges(painter, area, QColor(edge), width, corner)


@lru_cache(maxsize=200)
def _corners(fill: str, edge: str, width: int, corner: int) -> QPixmap:
    """A rounded square of two corners' side."""
    side = 2 * corner
    picture = QPixmap(side, side)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor(fill))
    painter.setPen(QPen(QColor(edge), width) if edge and width else Qt.PenStyle.NoPen)
    inset = width / 2 if edge else 0
    area = QRectF(inset, inset, side - 2 * inset, side - 2 * inset)
    painter.drawRoundedRect(area, corner - inset, corner - inset)
    painter.end()
    return picture


def _paint_corners(painter: QPainter, area: QRect, picture: QPixmap, corner: int) -> None:
    right, bottom = area.x() + area.width() - corner, area.y() + area.height() - corner
    for x, from_x in ((area.x(), 0), (right, corner)):
        for y, from_y in ((area.y(), 0), (bottom, corner)):
            painter.drawPixmap(x, y, picture, from_x, from_y, corner, corner)


def _paint_edges(painter: QPainter, area: QRect, edge: QColor, width: int, corner: int) -> None:
    x, y, wide, tall = area.x(), area.y(), area.width(), area.height()
    painter.fillRect(x + corner, y, wide - 2 * corner, width, edge)
    painter.fillRect(x + corner, y + tall - width, wide - 2 * corner, width, edge)
    painter.fillRect(x, y + corner, width, tall - 2 * corner, edge)
    painter.fillRect(x + wide - width, y + corner, width, tall - 2 * corner, edge)
