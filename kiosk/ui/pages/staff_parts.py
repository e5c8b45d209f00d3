"""Parts of the staff pages."""

from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from kiosk.flow.events import Press, StaffActChosen
from kiosk.flow.maintenance import sheets
from kiosk.flow.pages.maintenance import StaffRoom
from kiosk.flow.roles import StaffAct, needed_for
from kiosk.rules.policy import Text
from kiosk.ui.components.button import Look
from kiosk.ui.components.context import Context
from kiosk.ui.components.layouts import grid, holder
from kiosk.ui.components.painted_button import Face, PaintedButton
from kiosk.ui.theme.scale import GAP_MM, Step
from kiosk.ui.words.dates import glued
from kiosk.ui.words.tr import tr

Entry = TypeVar("Entry")


def said(context: Context, text: Text) -> str:
    """Data in the language of the screen: Chinese, or English for every other."""
    return text.zh if context.kiosk.preferences.language == "zh" else text.en


def act_button(
    context: Context, page: StaffRoom, act: StaffAct, text: str, *, argument: str = "", icon: str = ""
) -> PaintedButton:
    """A button for an act; greyed where the role may not do it, or while another act runs."""
    shown = "" if context.theme.large else icon
    text = text.replace("U 盘", glued("U 盘"))
    face = Face(text=text, look=Look.SECONDARY, icon=shown, step=Step.CAPTION)
    key = f"act_{act.value}{argument}"
    button = context.button(face, StaffActChosen(act=act, argument=argument), key)
    button.setEnabled(page.busy is None and page.role.may_act_as(needed_for(act)))
    return button


def on_sheet(context: Context, entries: Sequence[Entry], page: StaffRoom) -> Sequence[Entry]:
    """Those of a section's list that stand on the present sheet."""
    every = sheets(context.kiosk, page)
    shown = every[min(page.sheet, len(every) - 1)]
    return entries[shown.start : shown.stop]


def turning(context: Context, sheet: int, entries: int, size: int) -> tuple[PaintedButton, ...]:
    """Back and on through a list that is longer than a sheet; the ends lead nowhere."""
    last = max(0, (entries - 1) // size)
    if last == 0:
        return ()
    earlier = context.press(tr("上一页"), Press.PREVIOUS_SHEET)
    later = context.press(tr("下一页"), Press.NEXT_SHEET)
    earlier.setEnabled(sheet > 0)
    later.setEnabled(sheet < last)
    return earlier, later


def acts(context: Context, buttons: Sequence[PaintedButton]) -> QWidget:
    """Acts in columns."""
    columns = (3 if len(buttons) in {5, 6} else 4) if context.theme.landscape else 2
    return holder(grid(buttons, columns, context.theme.mm(GAP_MM)))
