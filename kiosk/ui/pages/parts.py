"""Parts that many pages share."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.flow.conditions import ReaderCondition
from kiosk.flow.state import Kiosk
from kiosk.ui.components.button import Look
from kiosk.ui.components.context import Context
from kiosk.ui.components.layouts import column, grid, holder, row, top
from kiosk.ui.components.painted_button import Face, PaintedButton
from kiosk.ui.components.points import Point, points
from kiosk.ui.components.terminal_drawing import ReaderLook, Scene, SlipLook, TerminalDrawing
from kiosk.ui.theme.scale import GAP_MM, PRIMARY_MM, Density, Step
from kiosk.ui.words.places import outlet_address, outlet_hours, outlet_name
from kiosk.ui.words.tr import tr

if TYPE_CHECKING:
    from kiosk.flow.events import Event
    from kiosk.flow.visit import Visit
    from kiosk.rules.outlets import Outlet

ROOMY_MM = 29
"""Height of a tile on a page that is nothing but tiles."""
_LYING = (ReaderCondition.CARD_PRESENT, ReaderCondition.UNREADABLE, ReaderCondition.UNSERVED)


def idle_scene(kiosk: Kiosk) -> Scene:
    """The terminal while nothing is asked of it: a card that lies there is drawn lying there."""
    lies = kiosk.conditions.reader in _LYING
    return Scene(reader=ReaderLook.DONE if lies else ReaderLook.DARK)


def idle_drawing(context: Context) -> TerminalDrawing:
    """Follows the reader."""
    drawing = TerminalDrawing(context.theme, idle_scene(context.kiosk))
    context.live(lambda kiosk: drawing.show_scene(idle_scene(kiosk)))
    return drawing


def slip_scene(kiosk: Kiosk, slip: SlipLook) -> Scene:
    """The printer's part of the picture."""
    return Scene(reader=idle_scene(kiosk).reader, slip=slip)


def status_line(context: Context, words: Callable[[Kiosk], str]) -> QWidget:
    """Under the drawing, the same in words, live."""
    line = context.text(words(context.kiosk), Step.BODY, bold=True, centred=True)
    context.live(lambda kiosk: line.setText(words(kiosk)))
    return line


def tile(
    context: Context,
    text: str,
    event: "Event",
    key: str,
    *,
    icon: str = "",
    detail: str = "",
    chosen: bool = False,
    roomy: bool = False,
) -> PaintedButton:
    """One choice."""
    theme = context.theme
    large_tile = roomy and not theme.snug and not theme.large
    face = Face(
        text=text,
        look=Look.TILE,
        icon=icon,
        detail=detail,
        trailing="" if theme.large else "chevron",
        on=chosen,
        step=Step.LEAD if large_tile else Step.BODY,
        min_mm=ROOMY_MM if large_tile else PRIMARY_MM,
    )
    button = context.button(face, event, key)
    policy = button.sizePolicy()
    policy.setHorizontalPolicy(QSizePolicy.Policy.Expanding)
    button.setSizePolicy(policy)
    return button


def choices(context: Context, tiles: list[PaintedButton], *, columns: int = 1) -> QWidget:
    """Choices below each other, perhaps in columns."""
    return holder(grid(tiles, columns, context.theme.mm(GAP_MM)))


def side_by_side(
    context: Context, left: QWidget, right: QWidget, *, share: tuple[int, int] = (1, 1)
) -> QWidget:
    """Beside each other in landscape, below each other in portrait."""
    gap = max(context.theme.space(9), context.theme.mm(GAP_MM))
    if not context.theme.landscape:
        return holder(column(left, right, gap=gap))
    line = row(top(left), top(right), gap=gap)
    line.setStretch(0, share[0])
    line.setStretch(1, share[1])
    return holder(line)


def card_picture(context: Context, visit: "Visit", mark: str = "") -> QWidget | None:
    """The visit's card as a drawing; none before it is known, or where large text needs the room."""
    from kiosk.rules.masking import masked_number
    from kiosk.ui.components.card_drawing import CardDrawing
    from kiosk.ui.words.names import scheme_name

    card = visit.card
    if card is None or not card.number or context.theme.large or context.theme.snug:
        return None
    drawing = CardDrawing(context.theme, scheme_name(card.scheme), masked_number(card.number), mark=mark)
    drawing.setParent(None)
    return drawing


def outlet_points(context: Context, outlets: "tuple[Outlet, ...]", *, most: int = 2) -> QWidget:
    """Where to go instead: address, hours, telephone."""
    language = context.kiosk.preferences.language
    if context.theme.large and context.theme.landscape:
        most = 1
    crowded = most > 1 and context.theme.large and context.theme.density is Density.TIGHT
    detail = outlet_hours if crowded else outlet_lines
    sentences = [
        Point(text=outlet_name(one, language), detail=detail(one, language), icon="place")
        for one in outlets[:most]
    ]
    return points(context, sentences)


def outlet_lines(outlet: "Outlet", language: str) -> str:
    """Address, hours and telephone in one paragraph."""
    words = tr("{address}。{hours}。电话 {phone}")
    return words.format(
        address=outlet_address(outlet, language), hours=outlet_hours(outlet, language), phone=outlet.phone
    )
