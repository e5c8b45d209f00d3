"""What a page measures, read off its live widgets, and what is wrong with it.

The figures: target 16 mm and keypad 20 mm (elderly people do best at 16 mm), gap 4 mm, cap height 4.8 mm
(Revised 508, 402.4; EN 301 549, 5.1.4 for body text), contrast 7:1 (WCAG 2.2, 1.4.6), 4.5:1 for what is
not text, reach 1100 mm (EN 301 549, 8.3).
"""

from dataclasses import dataclass
from itertools import combinations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QAccessible, QColor, QFontMetricsF
from PySide6.QtWidgets import QWidget

from kiosk.ui.components.button import Look
from kiosk.ui.components.icon import Icon
from kiosk.ui.components.painted_button import PaintedButton
from kiosk.ui.components.qr import QrCode
from kiosk.ui.components.signature_pad import SignaturePad
from kiosk.ui.components.text import Surface, Text
from kiosk.ui.frame import PageFrame
from kiosk.ui.theme.contrast import contrast_ratio
from kiosk.ui.theme.scale import GAP_MM, LARGE_CAP_MM, PRIMARY_MM, TARGET_MM, Step

CAPTION_CAP_MM = 4.8
LARGE_LEAST_CAP_MM = LARGE_CAP_MM[Step.CAPTION]
TEXT_CONTRAST = 7.0
HIGH_TEXT_CONTRAST = 15.0
OTHER_CONTRAST = 4.5
HALF_PIXEL = 0.5
"""Lengths in mm become whole pixels."""


@dataclass(frozen=True, kw_only=True)
class Item:
    """One thing on a page."""

    role: str
    name: str
    text: str
    rect: tuple[int, int, int, int]
    """x, y, width, height in pixels of the page."""
    font_px: int
    cap_height_px: float
    color: str
    background: str
    touch: bool


def items_of(page: PageFrame) -> list[Item]:
    """Everything that is read or pressed, in reading order."""
    return [_item(page, widget) for widget in _parts(page)]


def _parts(page: PageFrame) -> list[QWidget]:
    kinds = Text | PaintedButton | QrCode | SignaturePad
    return [each for each in page.findChildren(QWidget) if isinstance(each, kinds) and each.isVisibleTo(page)]


def _item(page: PageFrame, widget: QWidget) -> Item:
    place = place_of(page, widget)
    words = isinstance(widget, Text | PaintedButton)
    role, name = role_and_name(widget)
    return Item(
        role=role,
        name=name,
        text=_text(widget),
        rect=(place.x(), place.y(), place.width(), place.height()),
        font_px=widget.font().pixelSize() if words else 0,
        cap_height_px=round(QFontMetricsF(widget.font()).capHeight(), 2) if words else 0.0,
        color=widget.ink() if isinstance(widget, Text | PaintedButton) else "",
        background=ground_of(widget),
        touch=isinstance(widget, PaintedButton | SignaturePad),
    )


def _text(widget: QWidget) -> str:
    if isinstance(widget, PaintedButton):
        return "\n".join(part for part in (widget.face.text, widget.face.detail) if part)
    return widget.text() if isinstance(widget, Text) else ""


def role_and_name(widget: QWidget) -> tuple[str, str]:
    """As assistive technology has them."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.role().name, interface.text(QAccessible.Text.Name)


def place_of(page: QWidget, widget: QWidget) -> QRect:
    """Where it lies on the page."""
    return QRect(widget.mapTo(page, QPoint(0, 0)), widget.size())


def ground_of(widget: QWidget) -> str:
    """The colour behind it."""
    if isinstance(widget, PaintedButton):
        return widget.ground_colour()
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, Surface):
            return above.ground
        above = above.parentWidget()
    return ""


# --- what is wrong ---


def faults(page: PageFrame) -> list[str]:
    """Every rule that the page breaks, in words; empty when it is right."""
    parts = _parts(page)
    targets: list[QWidget] = [each for each in parts if isinstance(each, PaintedButton | SignaturePad)]
    found: list[str] = []
    for widget in parts:
        found += _outside(page, widget) + _cut(widget) + _small_type(page, widget) + _faint(page, widget)
    for target in targets:
        found += _small_target(page, target) + _nameless(target) + _out_of_reach(page, target)
    found += _crowded(page, targets) + _overlapping(page, parts) + _faint_icons(page)
    return found


def _called(widget: QWidget) -> str:
    return repr(
        (_text(widget) or widget.accessibleName() or widget.objectName() or type(widget).__name__)[:24]
    )


def _outside(page: PageFrame, widget: QWidget) -> list[str]:
    place = place_of(page, widget)
    return [] if page.rect().contains(place) else [f"off screen: {_called(widget)} at {place.getRect()}"]


def _cut(widget: QWidget) -> list[str]:
    if not isinstance(widget, Text | PaintedButton):
        return []
    needs = widget.needs()
    cut = needs.width() > widget.width() or needs.height() > widget.height()
    return [f"cut: {_called(widget)} needs {needs.toTuple()}, has {widget.size().toTuple()}"] if cut else []


def _small_type(page: PageFrame, widget: QWidget) -> list[str]:
    if not isinstance(widget, Text | PaintedButton) or not _text(widget):
        return []
    theme = page.context.theme
    least = LARGE_LEAST_CAP_MM if theme.large else CAPTION_CAP_MM
    cap = (QFontMetricsF(widget.font()).capHeight() + HALF_PIXEL) / theme.px_per_mm
    return [f"small type: {_called(widget)} {cap:.2f} mm"] if cap < least else []


def _faint(page: PageFrame, widget: QWidget) -> list[str]:
    if not isinstance(widget, Text | PaintedButton):
        return []
    least = HIGH_TEXT_CONTRAST if page.context.theme.high else TEXT_CONTRAST
    ratio = contrast_ratio(widget.ink(), ground_of(widget))
    found = [f"faint: {_called(widget)} {ratio:.1f}:1"] if ratio < least else []
    if isinstance(widget, PaintedButton) and widget.face.look is not Look.PRIMARY:
        edge = contrast_ratio(widget.edge(), widget.ground_colour())
        found += [f"faint edge: {_called(widget)} {edge:.1f}:1"] if edge < OTHER_CONTRAST else []
    return found


def _faint_icons(page: PageFrame) -> list[str]:
    icons = [each for each in page.findChildren(Icon) if each.isVisibleTo(page)]
    ratios = {icon.colour: contrast_ratio(QColor(icon.colour), ground_of(icon)) for icon in icons}
    return [
        f"faint icon {colour} {ratio:.1f}:1" for colour, ratio in ratios.items() if ratio < OTHER_CONTRAST
    ]


def _small_target(page: PageFrame, target: QWidget) -> list[str]:
    big = isinstance(target, PaintedButton) and target.face.look in {Look.PRIMARY, Look.KEY}
    least = (PRIMARY_MM if big else TARGET_MM) * page.context.theme.px_per_mm - HALF_PIXEL
    small = min(target.width(), target.height()) < least
    return (
        [f"small target: {_called(target)} {target.size().toTuple()} px, least {least:.0f}"] if small else []
    )


def _nameless(target: QWidget) -> list[str]:
    role, name = role_and_name(target)
    expected = "Button" if isinstance(target, PaintedButton) else role
    found = [] if name.strip() else [f"no name: {target.objectName() or type(target).__name__}"]
    return found if role in {expected, "CheckBox"} else [*found, f"role {role}: {_called(target)}"]


def _out_of_reach(page: PageFrame, target: QWidget) -> list[str]:
    if not page.context.kiosk.preferences.low_reach or not target.isEnabled():
        return []
    highest = page.context.settings.low_reach_top_px
    y = place_of(page, target).top()
    return [f"out of reach: {_called(target)} at {y} px, highest {highest}"] if y < highest else []


def _crowded(page: PageFrame, targets: list[QWidget]) -> list[str]:
    least = GAP_MM * page.context.theme.px_per_mm - HALF_PIXEL
    found = []
    for one, other in combinations(targets, 2):
        gap = _distance(place_of(page, one), place_of(page, other))
        if gap < least:
            found.append(f"crowded: {_called(one)} and {_called(other)} {gap} px")
    return found


def _distance(one: QRect, other: QRect) -> int:
    """Pixels between two rectangles, along the axis that keeps them apart."""
    across = max(other.left() - one.right(), one.left() - other.right()) - 1
    down = max(other.top() - one.bottom(), one.top() - other.bottom()) - 1
    return max(across, down)


def _overlapping(page: PageFrame, parts: list[QWidget]) -> list[str]:
    found = []
    for one, other in combinations(parts, 2):
        if one.isAncestorOf(other) or other.isAncestorOf(one):
            continue
        if place_of(page, one).intersects(place_of(page, other)):
            found.append(f"overlap: {_called(one)} and {_called(other)}")
    return found
