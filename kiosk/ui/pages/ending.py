"""The end of a visit, good or bad, and the terminal when it does not serve."""

from PySide6.QtWidgets import QWidget

from kiosk.flow.conditions import OutOfService
from kiosk.flow.events import Press
from kiosk.flow.pages import (
    ClosedPage,
    Failsafe,
    Goodbye,
    Leaving,
    Refusal,
    Refused,
    TakeDocument,
)
from kiosk.ui.components.big_number import BigNumber
from kiosk.ui.components.button import Look
from kiosk.ui.components.context import Context
from kiosk.ui.components.layouts import column, holder
from kiosk.ui.components.notice import Notice
from kiosk.ui.components.painted_button import PaintedButton
from kiosk.ui.components.points import Point, points
from kiosk.ui.components.terminal_drawing import ReaderLook, Scene, SlipLook, TerminalDrawing
from kiosk.ui.pages.content import Content
from kiosk.ui.pages.parts import idle_drawing, outlet_points
from kiosk.ui.theme.palette import Tone
from kiosk.ui.words.places import hotline, human_help
from kiosk.ui.words.remedies import closed_reason, refusal_reason, refusal_remedy
from kiosk.ui.words.tr import tr

_RETRIED = {
    Refusal.READS_FAILED,
    Refusal.NOT_YOU,
    Refusal.DOCUMENT_EXPIRED,
    Refusal.DOCUMENT_NOT_ACCEPTED,
    Refusal.LOOKUP_NOT_POSSIBLE,
}


def take_document(context: Context, page: TakeDocument) -> Content:
    """Before the thanks: nobody leaves the card behind."""
    slip = SlipLook.OUT if page.receipts else SlipLook.NONE
    scene = Scene(reader=ReaderLook.TAKE, slip=slip)
    title = tr("请拿好身份证，再取凭条") if page.receipts else tr("请拿好身份证")
    lead = tr("您的信息已经从屏幕上清空") if page.leaving is not Leaving.DONE else tr("拿走以后就办完了")
    alarm = None
    if page.alarmed:
        alarm = Notice(context.theme, Tone.CAUTION, tr("证件还在机器上，已经叫了工作人员"))
    sentences = [Point(text=tr("身份证"), icon="card", bold=True)]
    if page.receipts:
        slips = tr("凭条 {count} 张").format(count=page.receipts)
        sentences.append(Point(text=slips, icon="receipt", bold=True))
    return Content(
        title=title,
        hero=True,
        lead=lead,
        notice=alarm,
        well=points(context, sentences),
        quit=False,
        drawing=TerminalDrawing(context.theme, scene),
        drawing_needed=True,
        status=context.text(tr("拿起证件"), bold=True, centred=True),
    )


def goodbye(context: Context, page: Goodbye) -> Content:
    """Thank you."""
    sentences = [Point(text=tr("有疑问请拨打 {phone}").format(phone=hotline(context.kiosk)), icon="phone")]
    if page.receipts:
        sentences.insert(0, Point(text=tr("请收好凭条，领卡、查进度都用得上"), icon="receipt"))
    return Content(
        title=tr("谢谢，再见"),
        lead=tr("您的信息已经从这台机器的屏幕上清空"),
        tone=Tone.GOOD,
        well=points(context, sentences),
        primary=context.press(tr("回到首页"), Press.START, Look.PRIMARY),
        quit=False,
        drawing=idle_drawing(context),
    )


def refused(context: Context, page: Refused) -> Content:
    """Because of this; please do that, there."""
    outlets = page.outlets or page.visit.policy.outlets
    others: tuple[PaintedButton, ...] = ()
    if page.refusal in _RETRIED:
        others = (context.press(tr("再试一次"), Press.RETRY, icon="repeat"),)
    kept = tuple(act.number for act in page.visit.filed)
    notice = None
    if kept:
        words = tr("已经提交的不受影响：办理号 {numbers}").format(numbers=" ".join(kept))
        notice = Notice(context.theme, Tone.GOOD, words)
    return Content(
        title=refusal_reason(page.refusal),
        lead=refusal_remedy(page.refusal),
        tone=Tone.STOP,
        notice=notice,
        well=outlet_points(context, outlets, most=1 if context.theme.large else 2),
        primary=context.press(tr("知道了"), Press.CONFIRM, Look.PRIMARY),
        others=others,
        drawing=idle_drawing(context),
        code=_code(page.detail),
    )


def _code(code: str) -> str:
    return tr("代码 {code}").format(code=code) if code else ""


def failsafe(context: Context, page: Failsafe) -> Content:
    """A bug ended the visit; it says so, and what is safe."""
    parts: list[QWidget] = []
    if page.numbers:
        parts.append(BigNumber(context, tr("已经提交的不会丢，办理号"), "　".join(page.numbers)))
    sentences = [
        Point(text=tr("请拿走您的证件"), icon="card"),
        Point(text=tr("可以过一会儿重新办理"), icon="repeat"),
        Point(text=human_help(context.kiosk), icon="person"),
    ]
    parts.append(points(context, sentences))
    return Content(
        title=tr("出了点问题，您的信息已清空"),
        lead=tr("屏幕会自动回到首页"),
        tone=Tone.CAUTION,
        well=holder(column(*parts, gap=context.theme.space(9))),
        quit=False,
        drawing=idle_drawing(context),
        code=_code(page.code),
    )


def closed(context: Context, page: ClosedPage) -> Content:
    """Why, what still works, and where instead."""
    title = tr("暂停服务：{reason}").format(reason=closed_reason(page.reason))
    tone = Tone.CAUTION if page.reason in {OutOfService.STAFF, OutOfService.CLEANING} else Tone.STOP
    terminal = tr("机器编号 {terminal}").format(terminal=context.kiosk.place.terminal)
    where = outlet_points(context, page.outlets, most=1 if context.theme.large else 2)
    return Content(
        title=title,
        lead=tr("请到下面的窗口办理") if page.outlets else "",
        tone=tone,
        well=holder(column(where, _still_works(context), gap=context.theme.space(14))),
        others=_elsewhere(context, page),
        quit=False,
        drawing=idle_drawing(context),
        code=terminal,
    )


def _elsewhere(context: Context, page: ClosedPage) -> tuple[PaintedButton, ...]:
    """The nearest ones stand on the page; who lives elsewhere looks for another."""
    if len(page.outlets) < 2:
        return ()
    return (context.press(tr("看全部网点"), Press.SEARCH, icon="search"),)


def _still_works(context: Context) -> QWidget:
    """Nobody goes home believing that nothing can be done."""
    phone = tr("现在还能办：拨打 {phone}，马上停用旧卡、查进度").format(phone=hotline(context.kiosk))
    sentences = [Point(text=phone, icon="phone")]
    if not (context.theme.large and context.theme.landscape):
        filed = tr("以前交的申请不受影响，凭条照样有效")
        sentences.append(Point(text=filed, icon="receipt"))
    return points(context, sentences)
