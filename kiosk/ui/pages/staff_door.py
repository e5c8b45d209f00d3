"""The door to the staff pages: number, PIN, and a new PIN after a one-time code."""

from kiosk.flow.events import Press
from kiosk.flow.pages.maintenance import DoorAsk, DoorTrouble, StaffDoor
from kiosk.flow.state import Kiosk
from kiosk.ui.components.button import Look
from kiosk.ui.components.context import Context
from kiosk.ui.components.entry import Entry
from kiosk.ui.components.keypad import pin_keys
from kiosk.ui.components.layouts import column, holder
from kiosk.ui.components.live_notice import live_notice
from kiosk.ui.pages.content import Content
from kiosk.ui.pages.parts import side_by_side
from kiosk.ui.theme.palette import Tone
from kiosk.ui.words.tr import tr

_DOT = "●"


def staff_door(context: Context, page: StaffDoor) -> Content:
    """One question a page; a PIN is never shown, only how many digits were typed."""
    entry = Entry(context, _shown(context.kiosk), tr("已输入"))
    context.live(lambda kiosk: entry.say(_shown(kiosk)))
    trouble = live_notice(context, _said, Tone.STOP)
    clear = context.press(tr("清空"), Press.CLEAR)
    left = holder(column(entry, trouble, clear, gap=context.theme.space(6)))
    onward = page.asks is not DoorAsk.NUMBER
    return Content(
        title=_title(page.asks),
        lead=_lead(page.asks),
        well=side_by_side(context, left, pin_keys(context), share=(5, 4)),
        primary=context.press(tr("确定"), Press.CONFIRM, Look.PRIMARY, "forward") if onward else None,
        back=True,
    )


def _shown(kiosk: Kiosk) -> str:
    page = kiosk.page
    if not isinstance(page, StaffDoor):
        return ""
    return page.typed if page.asks is DoorAsk.NUMBER else _DOT * len(page.typed)


def _title(asks: DoorAsk) -> str:
    match asks:
        case DoorAsk.NUMBER:
            return tr("维护模式：请输入您的编号")
        case DoorAsk.SECRET:
            return tr("请输入密码")
        case DoorAsk.NEW_PIN:
            return tr("请设置六位新密码")
        case DoorAsk.REPEAT:
            return tr("请再输入一次新密码")


def _lead(asks: DoorAsk) -> str:
    match asks:
        case DoorAsk.NUMBER:
            return tr("仅限工作人员。两位数字")
        case DoorAsk.SECRET:
            return tr("六位密码，或八位一次性代码")
        case DoorAsk.NEW_PIN:
            return tr("不要用连号、重复的数字")
        case DoorAsk.REPEAT:
            return ""


def _said(kiosk: Kiosk) -> str:
    page = kiosk.page
    if not isinstance(page, StaffDoor):
        return ""
    if page.checking:
        return tr("正在核对……")
    return _trouble(page.trouble, page.wait_seconds) if page.trouble else ""


def _trouble(trouble: DoorTrouble, seconds: int) -> str:  # noqa: PLR0911 - one return a case, exhaustive
    match trouble:
        case DoorTrouble.WRONG:
            return tr("编号或密码不对")
        case DoorTrouble.LOCKED:
            return tr("错误次数太多，请等 {seconds} 秒再试").format(seconds=seconds)
        case DoorTrouble.CODE_EXPIRED:
            return tr("一次性代码已过期，请主管重新发放")
        case DoorTrouble.WEAK_PIN:
            return tr("这个密码太容易猜，请换一个")
        case DoorTrouble.NOT_REPEATED:
            return tr("两次输入不一样，请重新设置")
        case DoorTrouble.UNREADABLE:
            return tr("登录信息读不出来，请技术人员运行 kiosk staff list")
        case DoorTrouble.STORE:
            return tr("数据存储写不进去，暂时不能登录")
        case DoorTrouble.NOT_SET_UP:
            return tr("还没有设置工作人员，请技术人员运行 kiosk staff init")
