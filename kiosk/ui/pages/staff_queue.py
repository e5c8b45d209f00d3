"""The queue as staff see it: how much waits, why, until when, and each record by its number. No person."""

from PySide6.QtWidgets import QWidget

from kiosk.flow.pages.maintenance import QueueLook, RowLook, StaffLook, StaffRoom
from kiosk.flow.roles import StaffAct
from kiosk.ui.components.context import Context
from kiosk.ui.components.facts import Fact, facts
from kiosk.ui.components.layouts import column, holder, row
from kiosk.ui.pages.parts import side_by_side
from kiosk.ui.pages.staff_parts import act_button, acts, on_sheet, said
from kiosk.ui.theme.scale import GAP_MM, Step
from kiosk.ui.words.tr import tr


def queue(context: Context, page: StaffRoom, look: StaffLook) -> QWidget:
    """Figures, records, and what can be done with all of them."""
    shown = on_sheet(context, look.queue.rows, page)
    buttons = [
        act_button(context, page, StaffAct.RETRY_ALL, tr("全部马上发送"), icon="repeat"),
        act_button(context, page, StaffAct.EXPORT_QUEUE, tr("封存记录导出到 U 盘")),
    ]
    wide = context.theme.landscape and not context.theme.large
    figures = _in_words(context, look) if context.theme.large else facts(context, _figures(context, look))
    records = column(*(_record(context, page, one) for one in shown), gap=context.theme.mm(GAP_MM))
    well = side_by_side(context, figures, holder(records), share=(1, 1))
    if not wide:
        well = holder(column(figures, holder(records), gap=_gap(context)))
    return holder(column(well, acts(context, buttons), gap=_gap(context)))


def _gap(context: Context) -> int:
    return max(context.theme.space(6), context.theme.mm(GAP_MM))


def _in_words(context: Context, look: StaffLook) -> QWidget:
    """Where there is no room for a table."""
    seen = look.queue
    words = tr("{count} 条待发送。{why}。下次发送：{at}").format(
        count=seen.depth, why=said(context, seen.why), at=_next_try(seen)
    )
    if not seen.depth:
        words = said(context, seen.why)
    return context.text(words, Step.BODY)


def _figures(context: Context, look: StaffLook) -> list[Fact]:
    seen = look.queue
    return [
        Fact(label=tr("待发送"), value=_count(seen)),
        Fact(label=tr("现在"), value=said(context, seen.why)),
        Fact(label=tr("下次发送"), value=_next_try(seen)),
        Fact(label=tr("最早一条"), value=seen.oldest or tr("没有")),
        Fact(label=tr("最近送达"), value=seen.last_success or tr("还没有")),
    ]


def _count(seen: QueueLook) -> str:
    """Those that staff must look at are told apart."""
    if not seen.parked:
        return tr("{count} 条").format(count=seen.depth)
    return tr("{count} 条，其中 {parked} 条等人处理").format(count=seen.depth, parked=seen.parked)


def _next_try(seen: QueueLook) -> str:
    """At once only where something may be sent."""
    waits = seen.depth > seen.parked
    return (seen.next_try or tr("马上")) if waits else tr("没有")


def _record(context: Context, page: StaffRoom, one: RowLook) -> QWidget:
    """A parked record can be let go; one that waits can be sent at once, or set aside."""
    if one.parked:
        buttons = [act_button(context, page, StaffAct.UNPARK, tr("再发一次"), argument=one.id)]
    else:
        buttons = [
            act_button(context, page, StaffAct.RETRY_ONE, tr("马上发"), argument=one.id),
            act_button(context, page, StaffAct.PARK, tr("搁置"), argument=one.id),
        ]
    narrow = context.theme.large and not context.theme.landscape
    how = said(context, one.problem) if one.problem else tr("等待")
    words = one.number if narrow else f"{one.number}　{how}"
    line = row(context.text(words, Step.BODY), *buttons, gap=context.theme.mm(GAP_MM))
    line.setStretch(0, 1)
    return holder(line)
