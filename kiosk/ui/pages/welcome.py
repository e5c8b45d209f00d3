"""The first page: seen from across the hall, and the one a start waits for."""

from kiosk.flow.conditions import PrinterCondition, ReaderCondition
from kiosk.flow.events import Press, Pressed
from kiosk.flow.pages import Welcome
from kiosk.flow.state import Kiosk
from kiosk.ui.components.attract_loop import AttractLoop
from kiosk.ui.components.button import Look
from kiosk.ui.components.context import Context
from kiosk.ui.components.points import Point, points
from kiosk.ui.components.terminal_drawing import TerminalDrawing
from kiosk.ui.pages.content import Content
from kiosk.ui.pages.parts import idle_drawing, idle_scene, status_line
from kiosk.ui.words.tr import tr


def welcome(context: Context, _page: Welcome) -> Content:
    """The attract loop, seen from across the hall."""
    sentences = [
        Point(text=tr("放上身份证，核对身份")),
        Point(text=tr("确认挂失，填写补卡信息")),
        Point(text=tr("拿凭条，按凭条上的日期领新卡")),
    ]
    return Content(
        title=tr("社保卡丢了？在这里挂失、补办"),
        lead=tr("请准备好身份证，几分钟就能办完"),
        hero=True,
        well=points(context, sentences),
        primary=context.press(tr("触摸屏幕开始"), Press.START, Look.PRIMARY, "forward"),
        drawing=_attracting(context),
        status=status_line(context, _service_state),
        quit=False,
        tap_anywhere=Pressed(press=Press.START),
    )


def _attracting(context: Context) -> TerminalDrawing:
    """From afar one sees what happens here; in high contrast the picture stands still."""
    if context.theme.high:
        return idle_drawing(context)
    drawing = TerminalDrawing(context.theme, idle_scene(context.kiosk))
    loop = AttractLoop(context, drawing, idle_scene(context.kiosk))
    context.live(lambda kiosk: loop.see(idle_scene(kiosk)))
    return drawing


def _service_state(kiosk: Kiosk) -> str:
    """What works now, in words."""
    conditions = kiosk.conditions
    if conditions.starting:
        return tr("正在准备，请稍等")
    if conditions.reader is ReaderCondition.NO_READER:
        return tr("读卡器暂时不能用，可以查网点")
    if not conditions.upstream_reachable:
        return tr("可以提交挂失和补办，联网后生效")
    if conditions.printer is not PrinterCondition.READY:
        from kiosk.ui.words.remedies import printer_trouble

        return tr("{trouble}，可以不打印办理").format(trouble=printer_trouble(conditions.printer))
    return tr("现在可以办理：挂失、补办、查进度")
