"""Lists are turned like sheets of paper: a few entries each, no scrolling."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QWidget

from kiosk.flow.events import DistrictChosen, Event, Press
from kiosk.flow.sheets import entries_on_a_sheet
from kiosk.ui.components.context import Context
from kiosk.ui.components.layouts import grid, holder
from kiosk.ui.components.painted_button import PaintedButton
from kiosk.ui.components.points import Point, points
from kiosk.ui.pages.parts import choices, outlet_lines, tile
from kiosk.ui.theme.scale import Density
from kiosk.ui.words.places import in_language, outlet_address, outlet_hours, outlet_name
from kiosk.ui.words.tr import tr

if TYPE_CHECKING:
    from kiosk.rules.outlets import District, Outlet

Entry = TypeVar("Entry")


def outlet_sheet(
    context: Context,
    outlets: "tuple[Outlet, ...]",
    sheet: int,
    chosen: "Callable[[Outlet], Event] | None",
) -> tuple[QWidget, tuple[PaintedButton, ...]]:
    """One sheet of outlets, and the buttons that turn it where there are several.

    With `chosen` each outlet is a button; without, a line to read.
    """
    shown = _on_sheet(context, outlets, sheet)
    columns = 2 if context.theme.landscape else 1
    if chosen is None:
        well = _to_read(context, shown, columns)
    else:
        well = choices(context, [_choice(context, one, chosen(one)) for one in shown], columns=columns)
    return well, turning(context, sheet, len(outlets))


def _on_sheet(context: Context, entries: tuple[Entry, ...], sheet: int) -> tuple[Entry, ...]:
    size = entries_on_a_sheet(context.kiosk.preferences)
    return entries[sheet * size : (sheet + 1) * size]


def _choice(context: Context, outlet: "Outlet", event: Event) -> PaintedButton:
    language = context.kiosk.preferences.language
    hours = outlet_hours(outlet, language)
    detail = _beside_large_names(context, hours)
    if not context.theme.large:
        detail = f"{outlet_address(outlet, language)}　{hours}"
    icon = "" if context.theme.large else "place"
    return tile(
        context, outlet_name(outlet, language), event, f"outlet_{outlet.id}", icon=icon, detail=detail
    )


def _to_read(context: Context, outlets: "tuple[Outlet, ...]", columns: int) -> QWidget:
    language = context.kiosk.preferences.language
    lines = [
        points(context, [Point(text=outlet_name(one, language), detail=_lines(context, one), icon="place")])
        for one in outlets
    ]
    return holder(grid(lines, columns, context.theme.space(6)))


def _lines(context: Context, outlet: "Outlet") -> str:
    language = context.kiosk.preferences.language
    hours = outlet_hours(outlet, language)
    by_phone = tr("{hours}。电话 {phone}").format(hours=hours, phone=outlet.phone)
    if context.theme.large:
        low = context.kiosk.preferences.low_reach
        return by_phone if low else _beside_large_names(context, hours)
    return by_phone if context.theme.density is Density.TIGHT else outlet_lines(outlet, language)


def _beside_large_names(context: Context, hours: str) -> str:
    """Names are never cut: where long ones in large text take the room, the hours leave."""
    return "" if context.theme.density is Density.TIGHT else hours


def district_sheet(
    context: Context, found: "tuple[District, ...]", sheet: int
) -> tuple[QWidget, tuple[PaintedButton, ...]]:
    """One sheet of districts, each a button, and the buttons that turn it."""
    language = context.kiosk.preferences.language
    tiles = [
        tile(
            context,
            in_language(one.name, one.name_en, language),
            DistrictChosen(district=one.name),
            f"district_{one.name}",
            icon="place",
        )
        for one in _on_sheet(context, found, sheet)
    ]
    well = choices(context, tiles, columns=2 if context.theme.landscape else 1)
    return well, turning(context, sheet, len(found))


def instead_of_previous(
    button: PaintedButton, sheet: int, turns: tuple[PaintedButton, ...]
) -> tuple[PaintedButton, ...]:
    """Two buttons at most: on the first sheet there is no previous one, and "next" keeps its place."""
    return turns if sheet else (button, *turns[1:])


def turning(context: Context, sheet: int, entries: int) -> tuple[PaintedButton, ...]:
    """Previous and next, each only where there is one."""
    last = max(0, (entries - 1) // entries_on_a_sheet(context.kiosk.preferences))
    if last == 0:
        return ()
    previous = context.press(tr("上一页"), Press.PREVIOUS_SHEET, icon="up")
    following = context.press(tr("下一页"), Press.NEXT_SHEET, icon="down")
    previous.setEnabled(sheet > 0)
    following.setEnabled(sheet < last)
    return previous, following
