"""What was done: the truth, the number, what next."""

from PySide6.QtWidgets import QWidget

from kiosk.flow.events import Press
from kiosk.flow.pages import Result
from kiosk.flow.state import Kiosk
from kiosk.flow.visit import FiledAct, PrintState, Standing
from kiosk.rules.submissions import Delivery, SubmissionKind
from kiosk.ui.components.big_number import BigNumber
from kiosk.ui.components.button import Look
from kiosk.ui.components.context import Context
from kiosk.ui.components.layouts import column, holder, row, top
from kiosk.ui.components.painted_button import PaintedButton
from kiosk.ui.components.points import Point, points
from kiosk.ui.components.qr import QrCode
from kiosk.ui.components.terminal_drawing import SlipLook, TerminalDrawing
from kiosk.ui.pages.content import Content
from kiosk.ui.pages.parts import slip_scene, status_line
from kiosk.ui.theme.palette import Tone
from kiosk.ui.words.dates import ready, spoken_moment
from kiosk.ui.words.names import act_name
from kiosk.ui.words.places import hotline, outlet_address, outlet_hours, outlet_name
from kiosk.ui.words.steps import steps_of
from kiosk.ui.words.tr import tr

_OUT = {PrintState.PRINTED, PrintState.UNCUT}
_COPY_AFTER = {PrintState.NOT_PRINTED, PrintState.UNKNOWN, PrintState.PAPERLESS}


def result(context: Context, page: Result) -> Content:
    """The last act that was filed."""
    act = page.visit.filed[-1]
    language = context.kiosk.preferences.language
    title, lead, tone = _standing(context, act, language)
    scene = slip_scene(context.kiosk, SlipLook.OUT if act.print_state in _OUT else SlipLook.NONE)
    done = tr("继续补办新卡") if page.go_on else tr("办完了")
    return Content(
        title=title,
        lead=lead,
        tone=tone,
        well=_well(context, page, act),
        primary=context.press(done, Press.CONFIRM, Look.PRIMARY, "forward" if page.go_on else "check"),
        others=_others(context, page, act),
        quit=False,
        steps=steps_of(page),
        drawing=TerminalDrawing(context.theme, scene),
        status=status_line(context, _slip_words),
    )


def _standing(context: Context, act: FiledAct, language: str) -> tuple[str, str, Tone]:  # noqa: PLR0911 - one return a case, exhaustive
    """In force, received, or only kept: never more than is true."""
    match act.standing, act.kind:
        case Standing.REFUSED, _:
            words = tr("市里的系统没有受理这次{act}").format(act=act_name(act.kind))
            return words, tr("请带上凭条和身份证，到网点或服务窗口办理"), Tone.STOP
        case Standing.IN_FORCE, SubmissionKind.LOSS_REPORT:
            since = spoken_moment(act.since or act.filed_at, language)
            return tr("挂失已生效　{since}").format(since=since), tr("这张卡现在不能用了"), Tone.GOOD
        case Standing.IN_FORCE, SubmissionKind.RELEASE:
            since = spoken_moment(act.since or act.filed_at, language)
            return tr("解除挂失已生效　{since}").format(since=since), tr("这张卡现在又能用了"), Tone.GOOD
        case ((Standing.IN_FORCE | Standing.RECEIVED), SubmissionKind.REPLACEMENT):
            return tr("补卡申请已受理"), "", Tone.GOOD
        case _, SubmissionKind.LOSS_REPORT:
            words = tr("申请已经收下，但挂失还没有生效")
            then = tr("请现在拨打 {phone}，先把卡锁住").format(phone=hotline(context.kiosk))
            return words, then, Tone.CAUTION
        case _, SubmissionKind.REPLACEMENT:
            return tr("补卡申请已经收下，还没有送到市里"), tr("联网后会自动送出，不用再来提交"), Tone.CAUTION
        case _, SubmissionKind.RELEASE:
            return tr("申请已经收下，但还没有解除"), tr("联网后会自动送出，生效前卡还不能用"), Tone.CAUTION


def _well(context: Context, page: Result, act: FiledAct) -> QWidget:
    number = BigNumber(context, tr("办理号"), act.number)
    next_steps = _next(context, page, act)
    below: list[QWidget] = [points(context, next_steps)] if next_steps else []
    if page.number_qr and not context.theme.large:
        below.append(QrCode(context.theme, page.number_qr, 46, tr("办理号二维码，可以拍照保存")))
    line = row(*(top(part) for part in below), gap=context.theme.space(9))
    line.setStretch(0, 1)
    return holder(column(number, line, gap=context.theme.space(9)))


def _next(context: Context, page: Result, act: FiledAct) -> list[Point]:
    if act.kind is not SubmissionKind.REPLACEMENT:
        return _after_report(context, page, act)
    language = context.kiosk.preferences.language
    lines = []
    if page.days or page.ready_on:
        due = ready(page.ready_on, page.days, page.unit, language, about=page.about)
        lines.append(Point(text=tr("预计 {due}可以领卡").format(due=due), icon="calendar"))
    if page.visit.answers.delivery is Delivery.MAIL:
        lines.append(Point(text=tr("做好后寄到证件上的地址，请本人签收"), icon="mail"))
    elif page.outlet is not None:
        where = tr("领卡地点：{name}").format(name=outlet_name(page.outlet, language))
        detail = tr("{address}。{hours}。请带身份证").format(
            address=outlet_address(page.outlet, language), hours=outlet_hours(page.outlet, language)
        )
        lines.append(Point(text=where, detail=detail, icon="place"))
    return lines


def _after_report(context: Context, page: Result, act: FiledAct) -> list[Point]:
    if act.kind is SubmissionKind.RELEASE:
        return []
    lines = []
    if page.go_on:
        lines.append(Point(text=tr("旧卡已经处理好，接下来申请新卡"), icon="card_new"))
    if context.kiosk.place.site == "hospital":
        today = tr("今天看病：可以用医保码，或到收费窗口说明")
        lines.append(Point(text=today, icon="info"))
    return lines


def _others(context: Context, page: Result, act: FiledAct) -> tuple[PaintedButton, ...]:
    buttons = []
    if act.print_state in _COPY_AFTER:
        buttons.append(context.press(tr("再打一次凭条"), Press.REPRINT, icon="printer"))
    if page.go_on:
        buttons.append(context.press(tr("今天只挂失"), Press.DECLINE))
    return tuple(buttons)


def _slip_words(kiosk: Kiosk) -> str:
    page = kiosk.page
    if not isinstance(page, Result):
        return ""
    match page.visit.filed[-1].print_state:
        case PrintState.WAITING | PrintState.PRINTING:
            return tr("正在出凭条")
        case PrintState.PRINTED:
            return tr("请取凭条")
        case PrintState.UNCUT:
            return tr("请轻轻撕下凭条")
        case PrintState.NOT_PRINTED | PrintState.UNKNOWN:
            return tr("凭条没有打好，请记下办理号")
        case PrintState.PAPERLESS:
            return tr("没有打印，请记下办理号")
