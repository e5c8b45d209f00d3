"""Progress and past receipts."""

from PySide6.QtWidgets import QWidget

from kiosk.flow.conditions import PrinterCondition
from kiosk.flow.events import Press, ReceiptChosen
from kiosk.flow.pages import ShowProgress
from kiosk.flow.visit import Service
from kiosk.rules.progress import ProgressItem
from kiosk.ui.components.button import Look
from kiosk.ui.components.context import Context
from kiosk.ui.components.painted_button import PaintedButton
from kiosk.ui.components.points import Point, points
from kiosk.ui.pages.content import Content
from kiosk.ui.pages.parts import choices, idle_drawing, tile
from kiosk.ui.words.dates import spoken_date
from kiosk.ui.words.names import act_name, stage_name
from kiosk.ui.words.places import outlet_name
from kiosk.ui.words.steps import steps_of
from kiosk.ui.words.tr import tr

MOST = 4
"""The latest filings; older ones are asked for at a counter."""


def show_progress(context: Context, page: ShowProgress) -> Content:
    """How far each filing is; for a reprint each is a button."""
    reprint = page.visit.service is Service.REPRINT
    title = tr("要补打哪一张凭条？") if reprint else tr("您的办理进度")
    items = page.items[:MOST]
    if not items:
        title = tr("没有查到办理记录")
    others: tuple[PaintedButton, ...] = ()
    if items and not reprint and context.kiosk.conditions.printer is PrinterCondition.READY:
        others = (context.press(tr("打印进度"), Press.PRINT, icon="printer"),)
    return Content(
        title=title,
        well=_to_choose(context, items) if reprint else _to_read(context, page, items),
        primary=context.press(tr("办完了"), Press.CONFIRM, Look.PRIMARY),
        others=others,
        steps=steps_of(page),
        drawing=idle_drawing(context),
    )


def _to_choose(context: Context, items: tuple[ProgressItem, ...]) -> QWidget:
    tiles = [
        tile(
            context,
            _filed(context, item),
            ReceiptChosen(index=index),
            f"receipt_{index}",
            icon="receipt",
            detail=tr("办理号 {number}").format(number=item.number),
        )
        for index, item in enumerate(items)
    ]
    return choices(context, tiles)


def _to_read(context: Context, page: ShowProgress, items: tuple[ProgressItem, ...]) -> QWidget:
    lines = [
        Point(text=_filed(context, item), detail=_state(context, page, item), icon="progress")
        for item in items
    ]
    return points(context, lines)


def _filed(context: Context, item: ProgressItem) -> str:
    day = spoken_date(item.filed_at.date(), context.kiosk.preferences.language)
    return tr("{date}　{act}").format(date=day, act=act_name(item.kind))


def _state(context: Context, page: ShowProgress, item: ProgressItem) -> str:
    """How far, and where to collect."""
    language = context.kiosk.preferences.language
    if item.refusal:
        return tr("没有受理，请到窗口询问")
    if item.stage is None:
        return tr("已生效") if item.in_force_since else tr("已收到，正在处理")
    words = stage_name(item.stage)
    if item.ready_on is not None:
        words = tr("{stage}，预计 {date} 可以领").format(
            stage=words, date=spoken_date(item.ready_on, language)
        )
    outlet = page.visit.policy.outlet(item.outlet)
    if outlet is None:
        return words
    return tr("{stage}。领卡地点：{name}").format(stage=words, name=outlet_name(outlet, language))
