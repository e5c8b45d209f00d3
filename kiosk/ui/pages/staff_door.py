"""The door to the staff pages: number, PIN, and a new PIN after a one-time code."""

from kiosk.flow.events import Press
from kiosk.flow.pages.maintenance import DoorAsk, StaffDoor
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
from kiosk.ui.words.staff import door_trouble
from kiosk.ui.words.tr import tr

_DOT = "●"


def staff_door(context: Context, page: StaffDoor) -> Content:
    """One question a page; a PIN is never shown, only how many digits were typed."""
    entry = Entry(context, _shown(context.kiosk), tr("已输入"))
    context.live(lambda kiosk: entry.say(_shown(kiosk)))
    checking = live_notice(context, _checking, Tone.ACCENT)
    trouble = live_notice(context, _said, Tone.STOP)
    clear = context.press(tr("清空"), Press.CLEAR)
    left = holder(column(entry, checking, trouble, clear, gap=context.theme.space(6)))
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
        case DoorAsk.CARD_PIN:
            return tr("请输入工作人员卡的密码")


def _lead(asks: DoorAsk) -> str:
    match asks:
        case DoorAsk.NUMBER:
            return tr("仅限工作人员。两位数字，或把工作人员卡放到读卡器上")
        case DoorAsk.SECRET:
            return tr("六位密码，或八位一次性代码")
        case DoorAsk.NEW_PIN:
            return tr("不要用连号、重复的数字")
        case DoorAsk.REPEAT:
            return ""
        case DoorAsk.CARD_PIN:
            return tr("卡不要拿走。没有卡请按返回，输入编号")


def _checking(kiosk: Kiosk) -> str:
    page = kiosk.page
    return tr("正在核对……") if isinstance(page, StaffDoor) and page.checking else ""


def _said(kiosk: Kiosk) -> str:
    page = kiosk.page
    if not isinstance(page, StaffDoor) or page.checking:
        return ""
    return door_trouble(page.trouble, wait_seconds=page.wait_seconds, tries_left=page.tries_left)
