"""How the rules' words are called on the screen."""

from kiosk.flow.visit import Service
from kiosk.rules.cards import LossChannel, Scheme
from kiosk.rules.documents import DocumentKind
from kiosk.rules.progress import MakingStage
from kiosk.rules.submissions import Delivery, PaymentWay, ReplacementReason, SubmissionKind
from kiosk.ui.words.tr import tr


def scheme_name(scheme: Scheme) -> str:
    """Which card."""
    match scheme:
        case Scheme.SOCIAL_SECURITY:
            return tr("社会保障卡")
        case Scheme.MEDICAL_INSURANCE:
            return tr("医疗保险卡（旧卡）")


def document_name(kind: DocumentKind) -> str:
    """Which document."""
    match kind:
        case DocumentKind.RESIDENT_ID:
            return tr("居民身份证")
        case DocumentKind.HKMT_RESIDENCE:
            return tr("港澳台居民居住证")
        case DocumentKind.FOREIGNER_RESIDENCE:
            return tr("外国人永久居留身份证")
        case DocumentKind.PASSPORT:
            return tr("护照")


def service_name(service: Service) -> str:
    """On the menu."""
    return {
        Service.REPORT_AND_REPLACE: tr("挂失并补办"),
        Service.REPORT_LOSS: tr("只挂失"),
        Service.REPLACE: tr("只补办"),
        Service.RELEASE: tr("找到卡了，解除挂失"),
        Service.PROGRESS: tr("查办理进度"),
        Service.REPRINT: tr("补打凭条"),
        Service.OUTLETS: tr("附近网点"),
        Service.NO_DOCUMENT: tr("身份证也丢了"),
    }[service]


def service_detail(service: Service) -> str:
    """Under it."""
    return {
        Service.REPORT_AND_REPLACE: tr("卡丢了，停用旧卡，申请新卡"),
        Service.REPORT_LOSS: tr("先停用，暂不申请新卡"),
        Service.REPLACE: tr("已经挂失，或者卡坏了、过期了"),
        Service.RELEASE: tr("让原来的卡恢复使用"),
        Service.PROGRESS: tr("新卡做到哪一步了"),
        Service.REPRINT: tr("以前办理的凭条"),
        Service.OUTLETS: tr("地址、时间、电话"),
        Service.NO_DOCUMENT: tr("去哪里办，要带什么"),
    }[service]


SERVICE_ICONS = {
    Service.REPORT_AND_REPLACE: "card_new",
    Service.REPORT_LOSS: "card_lost",
    Service.REPLACE: "card",
    Service.RELEASE: "card_found",
    Service.PROGRESS: "progress",
    Service.REPRINT: "receipt",
    Service.OUTLETS: "place",
    Service.NO_DOCUMENT: "document_none",
}


def act_name(kind: SubmissionKind) -> str:
    """What was filed."""
    match kind:
        case SubmissionKind.LOSS_REPORT:
            return tr("挂失")
        case SubmissionKind.REPLACEMENT:
            return tr("补卡申请")
        case SubmissionKind.RELEASE:
            return tr("解除挂失")


def reason_name(reason: ReplacementReason) -> str:
    """Why a new card."""
    match reason:
        case ReplacementReason.LOST:
            return tr("卡丢了")
        case ReplacementReason.DAMAGED:
            return tr("卡坏了")
        case ReplacementReason.EXPIRED:
            return tr("卡过期了")
        case ReplacementReason.DETAILS_CHANGED:
            return tr("个人信息变了")
        case ReplacementReason.BANK_CHANGED:
            return tr("想换一家银行")


def delivery_name(delivery: Delivery) -> str:
    """How the card comes."""
    match delivery:
        case Delivery.PICK_UP:
            return tr("自己去领")
        case Delivery.MAIL:
            return tr("邮寄到家")


def payment_name(way: PaymentWay) -> str:
    """How the fee is settled."""
    match way:
        case PaymentWay.WAIVED:
            return tr("免费")
        case PaymentWay.AT_PICK_UP:
            return tr("领卡时付")
        case PaymentWay.QR:
            return tr("现在扫码付")


def channel_name(channel: LossChannel | None) -> str:
    """How it was reported before."""
    match channel:
        case LossChannel.HOTLINE:
            return tr("电话", "channel")
        case LossChannel.ONLINE:
            return tr("网上")
        case LossChannel.BANK:
            return tr("银行")
        case LossChannel.TERMINAL:
            return tr("自助机")
        case LossChannel.COUNTER:
            return tr("窗口")
        case None:
            return tr("其他途径")


def stage_name(stage: MakingStage) -> str:  # noqa: PLR0911 - one return a case, exhaustive
    """How far the new card is; the upstream's thirteen stages in the words of its holder."""
    match stage:
        case MakingStage.NOT_SUBMITTED | MakingStage.SUBMITTED | MakingStage.OUTLET_BATCH:
            return tr("已受理，等待制卡")
        case MakingStage.CITY_BATCH | MakingStage.PROVINCE_BATCH:
            return tr("正在审核")
        case MakingStage.BANK_OPENING | MakingStage.BANK_OPENED:
            return tr("银行正在开户")
        case MakingStage.MAKING:
            return tr("正在制卡")
        case MakingStage.IN_TRANSIT_TO_CITY | MakingStage.RECEIVED_BY_CITY | MakingStage.IN_TRANSIT_TO_OUTLET:
            return tr("卡已做好，正在送往网点")
        case MakingStage.AT_OUTLET:
            return tr("卡已到网点，可以去领")
        case MakingStage.COLLECTED:
            return tr("已经领走")
