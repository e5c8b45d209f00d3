"""What devices and reasons mean for the person, and what to do about it."""

from kiosk.flow.conditions import OutOfService, PrinterCondition
from kiosk.flow.pages import ReadTrouble, Refusal, Unoffered
from kiosk.ui.words.tr import tr


def read_trouble(trouble: ReadTrouble) -> str:
    """What to do with the card now."""
    match trouble:
        case ReadTrouble.UNREADABLE:
            return tr("没有读出来。请翻个面，再放一次")
        case ReadTrouble.UNSERVED:
            return tr("这不是身份证件。请放身份证，不要放社保卡或银行卡")
        case ReadTrouble.INTERRUPTED:
            return tr("拿起来太早了。请再放一次，等读完再拿")
        case ReadTrouble.GARBLED:
            return tr("读出来的信息不完整。请擦一擦证件，再放一次")
        case ReadTrouble.NO_READER:
            return tr("读卡器暂时不能用。请到服务窗口办理")
        case ReadTrouble.SAME_PERSON:
            return tr("这是您自己的证件。请放持卡人的证件")


def printer_trouble(printer: PrinterCondition) -> str:
    """Why no slip can be printed."""
    match printer:
        case PrinterCondition.READY:
            return tr("打印机可以用了")
        case PrinterCondition.PAPER_OUT:
            return tr("凭条纸用完了")
        case PrinterCondition.COVER_OPEN:
            return tr("打印机的盖子没有关好")
        case PrinterCondition.OVERHEATED:
            return tr("打印机太热，要歇一会儿")
        case PrinterCondition.CUTTER_ERROR | PrinterCondition.MECHANICAL_ERROR:
            return tr("打印机卡住了")
        case PrinterCondition.OFFLINE | PrinterCondition.SILENT | PrinterCondition.UNREACHABLE:
            return tr("打印机没有回应")


def unoffered_reason(reason: Unoffered, *, short: bool = False) -> str:
    """Why a service cannot be chosen now; shorter in large text."""
    match reason:
        case Unoffered.NO_READER:
            return tr("读卡器坏了", "short") if short else tr("读卡器暂时不能用，请到窗口办理")
        case Unoffered.OFFLINE:
            return tr("没有联网") if short else tr("暂时连不上市里的系统，请稍后再来")
        case Unoffered.POLICY:
            return tr("请到窗口") if short else tr("本市这项要到窗口办理")


def closed_reason(reason: OutOfService) -> str:  # noqa: PLR0911 - one return a case, exhaustive
    """Why the terminal does not serve."""
    match reason:
        case OutOfService.STAFF:
            return tr("工作人员正在维护")
        case OutOfService.CLEANING:
            return tr("正在清洁或换纸，几分钟就好")
        case OutOfService.REPAIR:
            return tr("机器坏了，已经通知维修")
        case OutOfService.STORE:
            return tr("这台机器存不下新的申请")
        case OutOfService.READER:
            return tr("读卡器坏了")
        case OutOfService.SITE:
            return tr("这个地点还没有开通这项服务")
        case OutOfService.POLICY:
            return tr("还没有收到本市的办理规定")
        case OutOfService.SETUP:
            return tr("机器还没有设置好")


def refusal_reason(refusal: Refusal) -> str:  # noqa: PLR0911 - one return a case, exhaustive
    """It cannot be done here because ..."""
    match refusal:
        case Refusal.READS_FAILED:
            return tr("三次都没有读出证件")
        case Refusal.NOT_YOU:
            return tr("证件不是您本人的，不能继续办理")
        case Refusal.LOOKUP_NOT_POSSIBLE:
            return tr("暂时查不到您的卡")
        case Refusal.NO_GUARDIAN:
            return tr("替别人办理要到窗口")
        case Refusal.DOCUMENT_EXPIRED:
            return tr("您的证件过期了")
        case Refusal.DOCUMENT_NOT_ACCEPTED:
            return tr("这里不收这种证件")
        case Refusal.UPSTREAM_REFUSED:
            return tr("市里的系统没有受理这次申请")
        case Refusal.COULD_NOT_STORE:
            return tr("机器没能存下您的申请，什么都没有提交")
        case Refusal.RECEIPT_NOT_FOUND:
            return tr("没有找到以前的凭条")
        case Refusal.PAYMENT_NOT_POSSIBLE:
            return tr("现在不能扫码付费")


def refusal_remedy(refusal: Refusal) -> str:  # noqa: PLR0911 - one return a case, exhaustive
    """... so please do this."""
    match refusal:
        case Refusal.READS_FAILED:
            return tr("请带上证件到下面的网点，由工作人员核对")
        case Refusal.NOT_YOU:
            return tr("请持卡人本人来办，或到下面的网点办理代办")
        case Refusal.LOOKUP_NOT_POSSIBLE:
            return tr("请过一会儿再来，或到下面的网点办理")
        case Refusal.DOCUMENT_EXPIRED:
            return tr("请先到派出所换领新证件，再来办理")
        case Refusal.COULD_NOT_STORE:
            return tr("请到下面的网点办理；急着停用旧卡，请现在拨打 12333")
        case Refusal.RECEIPT_NOT_FOUND:
            return tr("凭办理号可以到下面的网点补打")
        case _:
            return tr("请带上证件，到下面的网点办理")
