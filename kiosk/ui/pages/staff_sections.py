"""Sections of the staff room: devices, service, paper, machine, log. No person in any of them."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from kiosk.flow.conditions import PrinterCondition
from kiosk.flow.menu import closed
from kiosk.flow.pages.maintenance import CheckLook, LogLook, StaffLook, StaffRoom
from kiosk.flow.roles import StaffAct
from kiosk.flow.state import Kiosk
from kiosk.ui.components.context import Context
from kiosk.ui.components.layouts import column, holder, row
from kiosk.ui.components.painted_button import PaintedButton
from kiosk.ui.components.paper_drawing import PaperDrawing
from kiosk.ui.components.points import Point, points
from kiosk.ui.pages.parts import side_by_side
from kiosk.ui.pages.staff_parts import act_button, acts, on_sheet, said
from kiosk.ui.theme.palette import Tone
from kiosk.ui.theme.scale import Step
from kiosk.ui.words.dates import glued
from kiosk.ui.words.remedies import closed_reason, printer_trouble
from kiosk.ui.words.tr import tr


def devices(context: Context, page: StaffRoom, look: StaffLook) -> QWidget:
    """What is wrong first, each with its remedy; then what is well."""
    shown = on_sheet(context, look.checks, page)
    lines = points(context, _checks(context, shown), step=Step.BODY)
    buttons = [
        act_button(context, page, StaffAct.LOOK, tr("全部重查"), icon="repeat"),
        act_button(context, page, StaffAct.TEST_READER, tr("试读卡器")),
        act_button(context, page, StaffAct.TEST_PRINTER, tr("打印测试页"), icon="printer"),
        act_button(context, page, StaffAct.PRINT_READINESS, tr("打印自检单"), icon="receipt"),
        act_button(context, page, StaffAct.TEST_SOUND, tr("试声音"), icon="volume"),
        act_button(context, page, StaffAct.TEST_TOUCH, tr("试触摸屏")),
        act_button(context, page, StaffAct.CALIBRATE, tr("校准触摸屏")),
    ]
    return holder(column(lines, acts(context, buttons), gap=context.theme.space(6)))


def check_point(context: Context, check: CheckLook) -> Point:
    """What was found, and below it what to do."""
    text = f"{said(context, check.name)}　{said(context, check.detail)}"
    if check.last:
        text = tr("{found}（{last}）").format(found=text, last=said(context, check.last))
    detail = said(context, check.remedy) if check.remedy else ""
    if check.ok:
        return Point(text=text, icon="good", tone=Tone.GOOD)
    tone = Tone.STOP if check.needed else Tone.CAUTION
    return Point(text=text, detail=detail, icon="stop" if check.needed else "caution", tone=tone)


def _checks(context: Context, shown: Sequence[CheckLook]) -> list[Point]:
    """Large text has room for what is wrong; what is well is named in one line."""
    if not context.theme.large:
        return [check_point(context, check) for check in shown]
    wrong = [check_point(context, check) for check in shown if not check.ok]
    names = tr("、", "between names").join(said(context, check.name) for check in shown if check.ok)
    well = tr("正常：{names}").format(names=names)
    return [*wrong, Point(text=well, icon="good", tone=Tone.GOOD)] if names else wrong


def service(context: Context, page: StaffRoom) -> QWidget:
    """Out of service with the reason that visitors see, and back; the machine itself."""
    buttons = [
        _open_button(context, page),
        act_button(context, page, StaffAct.STOP_STAFF, tr("暂停：维护"), icon="caution"),
        act_button(context, page, StaffAct.STOP_CLEANING, tr("暂停：清洁换纸"), icon="caution"),
        act_button(context, page, StaffAct.STOP_REPAIR, tr("暂停：等待维修"), icon="stop"),
        act_button(context, page, StaffAct.CLEAN, tr("清洁屏幕 30 秒")),
        act_button(context, page, StaffAct.KEEP_LOOK, tr("语言音量留作默认"), icon="volume"),
        act_button(context, page, StaffAct.ASSIST, tr("没有身份证的人"), icon="document_none"),
    ]
    state = context.text(_service_state(context.kiosk), Step.BODY, bold=True)
    context.live(lambda kiosk: state.setText(_service_state(kiosk)))
    return holder(column(state, acts(context, buttons), gap=context.theme.space(6)))


def _open_button(context: Context, page: StaffRoom) -> PaintedButton:
    """Greyed while there is nothing to open again."""
    button = act_button(context, page, StaffAct.OPEN, tr("恢复服务"), icon="good")
    allowed = button.isEnabled()

    def patch(kiosk: Kiosk) -> None:
        button.setEnabled(allowed and closed(kiosk) is not None)

    patch(context.kiosk)
    context.live(patch)
    return button


def _service_state(kiosk: Kiosk) -> str:
    """Closed says why: also what staff cannot lift here, such as a missing reader."""
    out = closed(kiosk)
    if out is None:
        return tr("现在：正在服务")
    return tr("现在：暂停服务，{reason}").format(reason=closed_reason(out))


def paper(context: Context, page: StaffRoom) -> QWidget:
    """What the hands do, the printer's live answer, and a test at the end."""
    steps = [
        Point(text=tr("打开打印机上盖，取出旧纸芯")),
        Point(text=tr("放入新纸卷，纸从下面出来，拉出十厘米")),
        Point(text=tr("合上上盖，两边都按紧，撕掉多余的纸")),
        Point(text=tr("打印测试页，看字是否清楚、切纸是否整齐")),
    ]
    state = context.text(_printer_state(context.kiosk), Step.BODY, bold=True)
    context.live(lambda kiosk: state.setText(_printer_state(kiosk)))
    test = act_button(context, page, StaffAct.TEST_PRINTER, tr("打印测试页"), icon="printer")
    words = points(context, steps, step=Step.BODY)
    crowded = context.theme.large
    well = words if crowded else side_by_side(context, words, PaperDrawing(context.theme), share=(3, 2))
    foot = row(test, state, gap=context.theme.mm(6))
    foot.setStretch(1, 1)
    return holder(column(well, holder(foot), gap=context.theme.space(6)))


def _printer_state(kiosk: Kiosk) -> str:
    condition = kiosk.conditions.printer
    if condition is not PrinterCondition.READY:
        return printer_trouble(condition)
    return tr("打印机：纸快用完了") if kiosk.conditions.paper_low else tr("打印机：正常")


def machine(context: Context, page: StaffRoom) -> QWidget:
    """The program and the computer below it; what a stick brings must be signed."""
    buttons = [
        act_button(context, page, StaffAct.RESTART, tr("重启程序"), icon="repeat"),
        act_button(context, page, StaffAct.REBOOT, tr("重启整机"), icon="repeat"),
        act_button(context, page, StaffAct.TAKE_UPDATE, tr("从 U 盘更新程序")),
        act_button(context, page, StaffAct.TAKE_POLICY, tr("从 U 盘装入地区政策")),
    ]
    sentences = [
        Point(text=_what_runs_here(context, page), icon="good"),
        Point(text=tr("先按按钮，再插 U 盘，等提示后才拔下"), icon="info"),
    ]
    if not context.theme.large:
        sentences.append(Point(text=tr("只接受有签名的更新包和政策；不对就什么都不改"), icon="info"))
    return holder(
        column(points(context, sentences, step=Step.BODY), acts(context, buttons), gap=context.theme.space(6))
    )


def _what_runs_here(context: Context, page: StaffRoom) -> str:
    """What a technician tells the hotline."""
    kiosk = context.kiosk
    words = tr("终端 {terminal}，程序 {version}，地区政策第 {policy} 版")
    return words.format(
        terminal=glued(kiosk.place.terminal),
        version=page.look.version if page.look else "",
        policy=kiosk.policy.version if kiosk.policy else 0,
    )


def log(context: Context, page: StaffRoom, look: StaffLook) -> QWidget:
    """What needed somebody lately, each with what to do."""
    died = [_crash(look)] if look.crashes else []
    lines = list(on_sheet(context, [*died, *(_log_line(context, line) for line in look.log)], page))
    if not lines:
        lines = [Point(text=tr("最近没有需要处理的事"), icon="good", tone=Tone.GOOD)]
    head = tr("审计链 {head}").format(head=" ".join(look.audit))
    buttons = [act_button(context, page, StaffAct.EXPORT_LOG, tr("日志导出到 U 盘"))]
    parts = (points(context, lines, step=Step.BODY), context.text(head, Step.CAPTION, tone=Tone.QUIET))
    return holder(column(*parts, acts(context, buttons), gap=context.theme.space(6)))


def _crash(look: StaffLook) -> Point:
    """How the program last died, and where: what a technician asks for first."""
    text = tr("程序异常退出 {crashes} 次，最近一次 {at}").format(crashes=look.crashes, at=look.crash_at)
    detail = tr("把日志导出到 U 盘交给技术支持：{where}").format(where=look.crash_where)
    return Point(text=text, detail=detail, icon="caution", tone=Tone.CAUTION)


def _log_line(context: Context, line: LogLook) -> Point:
    remedy = said(context, line.remedy) if line.remedy else ""
    # back-quotes mark the names of fields in the runbook's table
    meaning = said(context, line.meaning).replace("`", "")
    codes = f" [{line.codes}]" if line.codes else ""
    text = f"{line.at}　{meaning}{codes}"
    return Point(text=text, detail=remedy, icon="caution", tone=Tone.CAUTION)
