"""For staff before a terminal that can let nobody in: what was found, and who can do what about it."""

from PySide6.QtWidgets import QWidget

from kiosk.flow.events import Press
from kiosk.flow.maintenance_findings import entries, on_a_sheet
from kiosk.flow.pages.maintenance import Findings, StaffLook
from kiosk.ui.components.button import Look
from kiosk.ui.components.context import Context
from kiosk.ui.components.points import Point, points
from kiosk.ui.pages.content import Content
from kiosk.ui.pages.staff_parts import turning
from kiosk.ui.pages.staff_sections import check_point
from kiosk.ui.theme.palette import Tone
from kiosk.ui.theme.scale import Step
from kiosk.ui.words.staff import door_trouble
from kiosk.ui.words.tr import tr


def findings_page(context: Context, page: Findings) -> Content:
    """Nothing on it changes anything; leaving it lets the terminal try again."""
    return Content(
        title=tr("维护：现在不能登录"),
        lead=door_trouble(page.trouble),
        tone=Tone.STOP,
        well=_found(context, page, page.look) if page.look else context.text(tr("正在检查……"), Step.BODY),
        primary=context.press(tr("再试一次"), Press.CONFIRM, Look.PRIMARY, "repeat"),
        others=turning(context, page.sheet, entries(page), on_a_sheet(context.kiosk)),
        back=True,
        quit=False,
    )


def _found(context: Context, page: Findings, look: StaffLook) -> QWidget:
    size = on_a_sheet(context.kiosk)
    wrong = [check_point(context, check) for check in look.checks if not check.ok]
    return points(context, [*wrong, *_who()][page.sheet * size : (page.sheet + 1) * size], step=Step.BODY)


def _who() -> tuple[Point, Point]:
    counter = tr("插好电源线和网线；关掉总电源，十秒后再开；终端会自己重试")
    technician = tr("接上键盘，在本机运行 kiosk doctor，照提示处理；修好半分钟内自动恢复服务")
    return (
        Point(text=tr("窗口人员能做的"), detail=counter, icon="person"),
        Point(text=tr("技术人员能做的"), detail=technician, icon="info"),
    )
