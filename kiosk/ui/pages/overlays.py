"""What lies over a page and goes back to it: are you there, really leave, help."""

from kiosk.flow.current import visit_of
from kiosk.flow.events import Press, Pressed
from kiosk.flow.pages import ConfirmQuit, Help, IdleWarning
from kiosk.flow.state import Kiosk
from kiosk.ui.components.big_number import BigNumber
from kiosk.ui.components.button import Look
from kiosk.ui.components.context import Context
from kiosk.ui.components.points import Point, points
from kiosk.ui.pages.content import Content
from kiosk.ui.pages.parts import idle_drawing
from kiosk.ui.theme.palette import Tone
from kiosk.ui.words.dates import glued
from kiosk.ui.words.places import desk, hotline
from kiosk.ui.words.tr import tr


def idle_warning(context: Context, page: IdleWarning) -> Content:
    """The whole screen extends."""
    number = BigNumber(context, tr("还剩"), _seconds(page.remaining))

    def patch(kiosk: Kiosk) -> None:
        if isinstance(kiosk.page, IdleWarning):
            number.say(_seconds(kiosk.page.remaining))

    context.live(patch)
    return Content(
        title=tr("您还在吗？"),
        lead=tr("时间到了，屏幕会清空您的信息。碰一下屏幕就可以继续"),
        tone=Tone.CAUTION,
        well=number,
        primary=context.press(tr("我还在，继续办理"), Press.CONFIRM, Look.PRIMARY),
        drawing=idle_drawing(context),
        tap_anywhere=Pressed(press=Press.CONFIRM),
    )


def _seconds(count: int) -> str:
    return glued(tr("{count} 秒").format(count=count))


def confirm_quit(context: Context, page: ConfirmQuit) -> Content:
    """What is filed stays filed; the rest is cleared."""
    visit = visit_of(page.under)
    sentences = [Point(text=tr("还没有提交的内容会清空"), icon="info")]
    if visit is not None and visit.filed:
        numbers = "　".join(act.number for act in visit.filed)
        kept = tr("已经提交的仍然有效：办理号 {numbers}").format(numbers=numbers)
        sentences.insert(0, Point(text=kept, icon="good", tone=Tone.GOOD))
    return Content(
        title=tr("要退出吗？"),
        well=points(context, sentences),
        primary=context.press(tr("继续办理"), Press.DECLINE, Look.PRIMARY),
        others=(context.press(tr("退出并清空"), Press.CONFIRM, icon="quit"),),
        quit=False,
        drawing=idle_drawing(context),
    )


def help_page(context: Context, _page: Help) -> Content:
    """Who helps here, and what this terminal can do."""
    kiosk = context.kiosk
    sentences = [
        Point(text=tr("找人帮忙：{desk}").format(desk=desk(kiosk)), icon="person"),
        Point(text=tr("打电话：{phone}，可以马上停用丢了的卡").format(phone=hotline(kiosk)), icon="phone"),
        Point(text=tr("看不清：按下面的“大字”或“高对比”"), icon="text_size"),
        Point(text=tr("看不见：按“朗读”，用小键盘的方向键和确认键操作"), icon="speech"),
    ]
    return Content(
        title=tr("需要帮助吗？"),
        lead=tr("您填的内容都还在，看完可以接着办"),
        well=points(context, sentences),
        primary=context.press(tr("回到刚才的页面"), Press.CONFIRM, Look.PRIMARY),
        drawing=idle_drawing(context),
        quit=visit_of(kiosk.page) is not None,
    )
