"""Why the staff door stays shut, and what to do about it."""

from kiosk.flow.pages.maintenance import DoorTrouble
from kiosk.ui.words.tr import tr

_LONG = 120
"""Seconds; from here on minutes are told."""


def door_trouble(trouble: DoorTrouble | None, *, wait_seconds: int = 0, tries_left: int = 0) -> str:  # noqa: PLR0911 - one return a case, exhaustive
    """One sentence."""
    match trouble:
        case None:
            return ""
        case DoorTrouble.WRONG:
            return tr("编号或密码不对")
        case DoorTrouble.LOCKED:
            return _wait(wait_seconds)
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
        case _:
            return _card_trouble(trouble, tries_left)


def _wait(seconds: int) -> str:
    """An hour is not told in seconds."""
    if seconds < _LONG:
        return tr("错误次数太多，请等 {seconds} 秒再试").format(seconds=seconds)
    return tr("错误次数太多，请等 {minutes} 分钟再试").format(minutes=-(-seconds // 60))


def _card_trouble(trouble: DoorTrouble, tries_left: int) -> str:
    words = {
        DoorTrouble.NO_CARD: tr("卡没有读完，请放好别动，再试一次"),
        DoorTrouble.NO_STAFF_CARD: tr("这不是工作人员卡"),
        DoorTrouble.FOREIGN_CARD: tr("这张卡不是本系统发的，不能登录"),
        DoorTrouble.EXPIRED_CARD: tr("这张卡已过期，请换新卡"),
        DoorTrouble.REVOKED_CARD: tr("这张卡已挂失停用"),
        DoorTrouble.WRONG_CARD_PIN: tr("卡的密码不对，还能试 {count} 次").format(count=tries_left),
        DoorTrouble.BLOCKED_CARD: tr("卡的密码已锁死，请找发卡的人"),
        DoorTrouble.FORGED_CARD: tr("这张卡是伪造的：它没有证书的密钥。已记录"),
        DoorTrouble.CARD_CLOCK: tr("终端时间不对，不能核对卡的有效期，请用编号登录"),
    }
    return words[trouble]
