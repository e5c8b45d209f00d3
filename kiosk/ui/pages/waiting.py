"""Every wait says what is happening and how long it takes."""

from PySide6.QtWidgets import QWidget

from kiosk.flow.events import Press
from kiosk.flow.pages import AwaitingVerdict, Filing, Printing
from kiosk.flow.state import Kiosk
from kiosk.ui.components.context import Context
from kiosk.ui.components.layouts import column, holder
from kiosk.ui.components.live_notice import live_notice
from kiosk.ui.components.points import Point, points
from kiosk.ui.components.terminal_drawing import SlipLook, TerminalDrawing
from kiosk.ui.components.wait_bar import WaitBar
from kiosk.ui.pages.content import Content
from kiosk.ui.pages.parts import idle_drawing, slip_scene, status_line
from kiosk.ui.theme.palette import Tone
from kiosk.ui.words.names import act_name
from kiosk.ui.words.remedies import printer_trouble
from kiosk.ui.words.steps import steps_of
from kiosk.ui.words.tr import tr

PRINTING_SECONDS = 6
"""A slip of 20 cm at 80 mm/s with its cut, generously."""


def filing(context: Context, page: Filing) -> Content:
    """A blink on a healthy disk."""
    return Content(
        title=tr("正在保存您的{act}").format(act=act_name(page.kind)),
        lead=tr("一会儿就好，请不要离开"),
        well=WaitBar(context.theme, 2, tr("等待进度")),
        quit=False,
        steps=steps_of(page),
        drawing=idle_drawing(context),
    )


def awaiting_verdict(context: Context, page: AwaitingVerdict) -> Content:
    """Kept already; the upstream's word is still out."""
    sentences = [
        Point(text=tr("您的申请已经存好，不会丢"), icon="good", tone=Tone.GOOD),
        Point(text=tr("等不到答复也会出凭条，上面写明是否生效"), icon="receipt"),
    ]
    bar = WaitBar(context.theme, page.seconds, tr("等待进度"))
    return Content(
        title=tr("正在等市里系统的答复"),
        lead=tr("最多 {seconds} 秒，请稍候").format(seconds=page.seconds),
        notice=bar,
        well=points(context, sentences),
        quit=False,
        steps=steps_of(page),
        drawing=idle_drawing(context),
    )


def printing(context: Context, page: Printing) -> Content:
    """The slip comes; when paper runs out in the middle, the job waits."""
    drawing = TerminalDrawing(context.theme, slip_scene(context.kiosk, _slip(context.kiosk)))
    context.live(lambda kiosk: drawing.show_scene(slip_scene(kiosk, _slip(kiosk))))
    bar = WaitBar(context.theme, PRINTING_SECONDS, tr("打印的进度"))
    sentences = [
        Point(text=tr("您的申请已经存好，不会丢"), icon="good", tone=Tone.GOOD),
        Point(text=tr("等凭条完全出来再取"), icon="receipt"),
    ]
    well: QWidget = bar
    if not context.theme.large:
        well = holder(column(bar, points(context, sentences), gap=context.theme.space(9)))
    go_on = context.press(tr("不等了，看结果"), Press.CONFIRM)
    return Content(
        title=tr("正在打印{act}凭条").format(act=act_name(page.kind)),
        lead=tr("凭条从右下方的出口出来"),
        notice=live_notice(context, _trouble, Tone.CAUTION),
        well=well,
        others=(go_on,),
        quit=False,
        steps=steps_of(page),
        drawing=drawing,
        drawing_needed=True,
        status=status_line(context, _status),
    )


def _slip(kiosk: Kiosk) -> SlipLook:
    waiting = isinstance(kiosk.page, Printing) and kiosk.page.waiting_for is not None
    return SlipLook.NO_PAPER if waiting else SlipLook.COMING


def _status(kiosk: Kiosk) -> str:
    page = kiosk.page
    if isinstance(page, Printing) and page.waiting_for is not None:
        return printer_trouble(page.waiting_for)
    return tr("正在出凭条")


def _trouble(kiosk: Kiosk) -> str:
    page = kiosk.page
    if not isinstance(page, Printing) or page.waiting_for is None:
        return ""
    words = tr("{trouble}。已经叫了工作人员，修好会接着打印")
    return words.format(trouble=printer_trouble(page.waiting_for))
