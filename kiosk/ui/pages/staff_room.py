"""The staff room: its banner, its sections, and the page that ignores touches while it is wiped."""

from PySide6.QtWidgets import QWidget

from kiosk.flow.events import Press, SectionChosen
from kiosk.flow.maintenance import sheets
from kiosk.flow.pages.maintenance import Cleaning, Section, StaffRoom
from kiosk.flow.roles import Role
from kiosk.ui.components.button import Look
from kiosk.ui.components.context import Context
from kiosk.ui.components.layouts import column, grid, holder
from kiosk.ui.components.notice import Notice
from kiosk.ui.components.painted_button import Face, PaintedButton
from kiosk.ui.pages.content import Content
from kiosk.ui.pages.staff_parts import said, turning
from kiosk.ui.pages.staff_queue import queue
from kiosk.ui.pages.staff_sections import devices, log, machine, paper, service
from kiosk.ui.theme.palette import Tone
from kiosk.ui.theme.scale import GAP_MM, Step
from kiosk.ui.words.dates import glued
from kiosk.ui.words.tr import tr


def staff_room(context: Context, page: StaffRoom) -> Content:
    """The chosen section below the tabs; what the last act came to stands above it."""
    tabs, section = _tabs(context, page), [*_told(context, page), _section(context, page)]
    # in low reach words go up, so that what is pressed comes down
    parts = [*section, tabs] if context.kiosk.preferences.low_reach else [tabs, *section]
    banner = tr("维护模式 · {name} · {role}").format(name=glued(page.name), role=_role(page.role))
    name = _section_name(page.section)
    crowded = context.theme.landscape
    return Content(
        title=f"{name} · {banner}" if crowded else name,
        notice=None if crowded else Notice(context.theme, Tone.CAUTION, banner),
        well=holder(column(*parts, gap=max(context.theme.space(4), context.theme.mm(GAP_MM)))),
        others=(context.press(tr("退出维护"), Press.QUIT, Look.SECONDARY, "quit"), *_turning(context, page)),
        quit=False,
    )


def cleaning(_context: Context, page: Cleaning) -> Content:
    """Nothing on it can be pressed."""
    title = tr("正在清洁屏幕，还有 {seconds} 秒").format(seconds=page.seconds)
    return Content(title=title, lead=tr("现在触摸屏幕没有任何作用"), quit=False)


def _section(context: Context, page: StaffRoom) -> QWidget:  # noqa: PLR0911 - one return a case, exhaustive
    if page.look is None:
        return context.text(tr("正在检查……"), Step.BODY)
    match page.section:
        case Section.DEVICES:
            return devices(context, page, page.look)
        case Section.QUEUE:
            return queue(context, page, page.look)
        case Section.SERVICE:
            return service(context, page)
        case Section.PAPER:
            return paper(context, page)
        case Section.MACHINE:
            return machine(context, page)
        case Section.LOG:
            return log(context, page, page.look)


def _told(context: Context, page: StaffRoom) -> list[QWidget]:
    if page.busy is not None:
        return [Notice(context.theme, Tone.ACCENT, tr("请稍等……"))]
    if page.said is None:
        return []
    tone = Tone.GOOD if page.well else Tone.STOP
    return [Notice(context.theme, tone, said(context, page.said))]


def _tabs(context: Context, page: StaffRoom) -> QWidget:
    tabs = [_tab(context, section, chosen=section is page.section) for section in Section]
    columns = len(tabs) if context.theme.landscape else 3
    return holder(grid(tabs, columns, context.theme.mm(GAP_MM)))


def _tab(context: Context, section: Section, *, chosen: bool) -> PaintedButton:
    face = Face(text=_section_name(section), look=Look.SECONDARY, on=chosen, step=Step.CAPTION)
    return context.button(face, SectionChosen(section=section), f"section_{section.value}")


def _turning(context: Context, page: StaffRoom) -> tuple[PaintedButton, ...]:
    return turning(context, page.sheet, len(sheets(context.kiosk, page)), 1)


def _section_name(section: Section) -> str:
    match section:
        case Section.DEVICES:
            return tr("设备自检")
        case Section.QUEUE:
            return tr("待发送")
        case Section.SERVICE:
            return tr("服务")
        case Section.PAPER:
            return tr("换纸")
        case Section.MACHINE:
            return tr("系统")
        case Section.LOG:
            return tr("日志")


def _role(role: Role) -> str:
    match role:
        case Role.CLERK:
            return tr("窗口人员")
        case Role.TECHNICIAN:
            return tr("技术人员")
        case Role.SUPERVISOR:
            return tr("主管")
