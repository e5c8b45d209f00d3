"""The queue as staff see it: how much waits, why, until when, and each record by its number. No person."""

from PySide6.QtWidgets import QWidget

from kiosk.flow.pages.maintenance import RowLook, StaffLook, StaffRoom
from kiosk.flow.roles import StaffAct
from kiosk.ui.components.context import Context
from kiosk.ui.components.facts import Fact, facts
from kiosk.ui.components.layouts import column, holder, row
from kiosk.ui.pages.parts import side_by_side
from kiosk.ui.pages.staff_parts import act_button, acts, on_sheet, said
from kiosk.ui.theme.scale import GAP_MM
from kiosk.ui.words.tr import tr


def queue(context: Context, page: StaffRoom, look: StaffLook) -> QWidget:
    """Figures, records, and what can be done with all of them."""
    shown = on_sheet(look.queue.rows, page)
    buttons = [
        act_button(context, page, StaffAct.RETRY_ALL, tr("全部马上发送"), icon="repeat"),
        act_button(context, page, StaffAct.EXPORT_QUEUE, tr("封存记录导出到 U 盘")),
    ]
    figures = facts(context, _figures(context, look, short=context.theme.large or bool(shown)))
    records = facts(context, [_record(context, page, one) for one in shown]) if shown else None
    well = side_by_side(context, figures, records, share=(4, 5)) if records else figures
    return holder(column(well, acts(context, buttons), gap=context.theme.space(6)))


def _figures(context: Context, look: StaffLook, *, short: bool) -> list[Fact]:
    seen = look.queue
    lines = [
        Fact(label=tr("待发送"), value=tr("{count} 条").format(count=seen.depth)),
        Fact(label=tr("现在"), value=said(context, seen.why)),
        Fact(label=tr("下次发送"), value=seen.next_try or tr("马上")),
    ]
    more = [
        Fact(label=tr("最早一条"), value=seen.oldest or tr("没有")),
        Fact(label=tr("最近送达"), value=seen.last_success or tr("还没有")),
    ]
    return lines if short and context.theme.large else [*lines, *more]


def _record(context: Context, page: StaffRoom, one: RowLook) -> Fact:
    """A parked record can be let go; one that waits can be sent at once, or set aside."""
    if one.parked:
        button = act_button(context, page, StaffAct.UNPARK, tr("再发一次"), argument=one.id)
        return Fact(label=one.number, value=one.problem, change=button)
    pair = (
        act_button(context, page, StaffAct.RETRY_ONE, tr("马上发"), argument=one.id),
        act_button(context, page, StaffAct.PARK, tr("搁置"), argument=one.id),
    )
    change = holder(row(*pair, gap=context.theme.mm(GAP_MM)))
    return Fact(label=one.number, value=one.problem or tr("等待"), change=change)
