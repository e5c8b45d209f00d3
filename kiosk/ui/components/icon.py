"""Icons: SVG files drawn in one colour, kept as pictures per size and colour."""

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QLabel

ICONS = Path(__file__).resolve().parents[3] / "assets" / "icons"


@lru_cache(maxsize=400)
def icon_picture(name: str, colour: str, side: int) -> QPixmap:
    """The icon `name` as a square of `side` pixels. An unknown name is a bug and raises."""
    source = (ICONS / f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", colour)
    picture = QPixmap(side, side)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(source.encode())).render(painter, QRectF(0, 0, side, side))
    painter.end()
    return picture


class Icon(QLabel):
    """A picture beside a word. The word carries the meaning, so assistive technology skips this."""

    def __init__(self, name: str, colour: str, side: int) -> None:
        super().__init__()
        self.setPixmap(icon_picture(name, colour, side))
        self.setFixedSize(side, side)
        self.colour = colour
