"""The application on one page, and its fee."""

from PySide6.QtWidgets import QWidget

from kiosk.flow.events import EditAsked, Field, PaymentChosen, Press
from kiosk.flow.pages import CheckAnswers, ChoosePayment, Paying
from kiosk.flow.state import Kiosk
from kiosk.flow.visit import Visit
from kiosk.rules.masking import masked_name, masked_number, masked_phone
from kiosk.rules.submissions import Delivery, Fee, PaymentWay
from kiosk.ui.components.big_number import BigNumber
from kiosk.ui.components.button import Look
from kiosk.ui.components.context import Context
from kiosk.ui.components.facts import Fact, facts
from kiosk.ui.components.layouts import column, holder
from kiosk.ui.components.painted_button import Face, PaintedButton
from kiosk.ui.components.points import Point, points
from kiosk.ui.components.qr import QrCode
from kiosk.ui.pages.content import Content
from kiosk.ui.pages.parts import choices, idle_drawing, side_by_side, status_line, tile
from kiosk.ui.theme.scale import Density, Step
from kiosk.ui.words.dates import money, ready
from kiosk.ui.words.names import payment_name, reason_name, scheme_name
from kiosk.ui.words.places import outlet_name, policy_text
from kiosk.ui.words.steps import steps_of
from kiosk.ui.words.tr import tr

WHO = 3
"""Lines about holder and card."""
PROMISED = 4
"""And about the date; the fee follows."""
_PAYMENT_ICONS = {PaymentWay.WAIVED: "check", PaymentWay.AT_PICK_UP: "place", PaymentWay.QR: "qr"}


def check_answers(context: Context, page: CheckAnswers) -> Content:
    """What will be filed, each answer with its change button."""
    return Content(
        title=tr("请核对，没有错就提交"),
        well=_answers(context, page),
        primary=context.press(tr("确认提交"), Press.CONFIRM, Look.PRIMARY, "check"),
        back=True,
        steps=steps_of(page),
        drawing=None,
    )


def _answers(context: Context, page: CheckAnswers) -> QWidget:
    """Two columns in landscape, one table in portrait; in low reach what is pressed stands below."""
    fixed, changeable = _fixed(context, page), _changeable(context, page.visit)
    even = context.theme.density is not Density.TIGHT
    if context.theme.landscape:
        told = fixed if _crowded(context) else fixed[:PROMISED]
        asked = [*changeable, *fixed[len(told) :]]
        left = facts(context, asked, private=True, even=even)
        right = facts(context, told, private=True, even=even)
        return side_by_side(context, left, right, share=(11, 9))
    who, when = fixed[:WHO], fixed[WHO:]
    low = context.kiosk.preferences.low_reach
    lines = [*fixed, *changeable] if low else [*who, *changeable, *when]
    return facts(context, lines, private=True, even=not low)


def _fixed(context: Context, page: CheckAnswers) -> list[Fact]:
    """What follows from the document, the card and the region."""
    visit, language = page.visit, context.kiosk.preferences.language
    lines = []
    if visit.holder is not None:
        lines.append(Fact(label=tr("持卡人"), value=masked_name(visit.holder.name)))
        if not _crowded(context):
            lines.append(Fact(label=tr("证件号码"), value=masked_number(visit.holder.number)))
    if visit.card is not None:
        lines.append(Fact(label=tr("补办的卡"), value=scheme_name(visit.card.scheme)))
    large = context.theme.large
    due = ready(page.ready_on, page.days, page.unit, language, about=page.about, short=large)
    lines.append(Fact(label=tr("预计领卡"), value=due))
    if visit.answers.fee is not None:
        words = fee_words(visit, visit.answers.fee, language, short=large)
        lines.append(Fact(label=tr("费用"), value=words, change=_other_way(context, visit)))
    return lines


def _crowded(context: Context) -> bool:
    """Large text within low reach: what was confirmed at the beginning is not said again."""
    return context.theme.large and context.kiosk.preferences.low_reach


def _other_way(context: Context, visit: Visit) -> PaintedButton | None:
    """Pay differently, where there is a choice and nothing is paid yet."""
    fee, ways = visit.answers.fee, visit.policy.fees.ways
    open_choice = fee is not None and fee.amount_fen and not fee.waiver and len(ways) > 1
    if not open_choice or visit.answers.payment_order or visit.answers.payment is None:
        return None
    return _change(context, Field.PAYMENT, tr("付费方式"))


def fee_words(visit: Visit, fee: Fee, language: str, *, short: bool = False) -> str:
    """How much and how (not when `short`), or why nothing."""
    if fee.waiver or not fee.amount_fen:
        says = [policy_text(one.says, language) for one in visit.policy.fees.waivers if one.key == fee.waiver]
        return says[0] if says else tr("免费")
    way = visit.answers.payment
    amount = money(fee.amount_fen)
    if short:
        return amount
    if visit.answers.payment_order:
        return tr("{amount}，已扫码付").format(amount=amount)
    return tr("{amount}，{way}").format(amount=amount, way=payment_name(way)) if way else amount


def _changeable(context: Context, visit: Visit) -> list[Fact]:
    answers, language = visit.answers, context.kiosk.preferences.language
    lines = []
    if answers.reason is not None:
        reasons = len(visit.policy.reasons) > 1
        edit = _change(context, Field.REASON, tr("补卡原因")) if reasons else None
        lines.append(Fact(label=tr("补卡原因"), value=reason_name(answers.reason), change=edit))
    phone = Fact(
        label=tr("电话"), value=masked_phone(answers.phone), change=_change(context, Field.PHONE, tr("电话"))
    )
    lines.append(phone)
    lines.append(_where(context, visit, language))
    signed = tr("不能签字，由工作人员见证") if answers.unsigned else tr("已签字")
    lines.append(Fact(label=tr("签字"), value=signed, change=_change(context, Field.SIGNATURE, tr("签字"))))
    return lines


def _where(context: Context, visit: Visit, language: str) -> Fact:
    """Mail, or the outlet where the card is collected."""
    if visit.answers.delivery is Delivery.MAIL:
        edit = _change(context, Field.DELIVERY, tr("领卡方式"))
        return Fact(label=tr("领卡方式"), value=tr("邮寄到证件上的地址"), change=edit)
    outlet = visit.policy.outlet(visit.answers.outlet)
    name = outlet_name(outlet, language) if outlet else visit.answers.outlet
    own = visit.policy.own_outlet_only
    change = None if own else _change(context, Field.OUTLET, tr("领卡地点"))
    return Fact(label=tr("领卡地点"), value=name, change=change)


def _change(context: Context, field: Field, label: str) -> PaintedButton:
    narrow = _crowded(context) and not context.theme.landscape
    text, icon = ("", "pen") if narrow else (tr("修改"), "")
    face = Face(text=text, icon=icon, look=Look.SECONDARY, step=Step.BODY, bold=False)
    name = tr("修改{what}").format(what=label)
    return context.button(face, EditAsked(field=field), f"change_{field.value}", name=name)


def choose_payment(context: Context, page: ChoosePayment) -> Content:
    """How much, for what, and the ways."""
    visit, language = page.visit, context.kiosk.preferences.language
    fee = visit.answers.fee or Fee(amount_fen=visit.policy.fees.standard_fen)
    details = {
        PaymentWay.AT_PICK_UP: tr("领卡时在窗口付，开票据"),
        PaymentWay.QR: tr("用手机扫码，马上付好"),
        PaymentWay.WAIVED: "",
    }
    tiles = [
        tile(
            context,
            payment_name(way),
            PaymentChosen(payment=way),
            f"payment_{way.value}",
            icon=_PAYMENT_ICONS[way],
            detail=details[way],
        )
        for way in visit.policy.fees.ways
        if way is not PaymentWay.WAIVED
    ]
    amount = BigNumber(context, tr("补卡工本费"), money(fee.amount_fen))
    exempt = [Point(text=policy_text(one.says, language), icon="info") for one in visit.policy.fees.waivers]
    parts: list[QWidget] = [choices(context, tiles)]
    if exempt and not context.theme.large:
        parts.append(points(context, exempt))
    ways = holder(column(*parts, gap=context.theme.space(6)))
    well = holder(column(amount, ways, gap=context.theme.space(6)))
    if context.theme.large:
        well = side_by_side(context, amount, ways)
    return Content(
        title=tr("补卡要交工本费，怎么付？"),
        well=well,
        back=True,
        steps=steps_of(page),
        drawing=idle_drawing(context),
    )


def paying(context: Context, page: Paying) -> Content:
    """The code to scan, and the live state: never "perhaps paid"."""
    amount = money(page.visit.answers.fee.amount_fen if page.visit.answers.fee else 0)
    expires = page.expires.strftime("%H:%M")
    steps = [
        Point(text=tr("打开微信或支付宝，扫一扫")),
        Point(text=tr("付好以后，这里会自动继续")),
        Point(text=tr("请在 {time} 以前付好").format(time=expires), icon="progress"),
    ]
    right = holder(
        column(BigNumber(context, tr("应付"), amount), points(context, steps), gap=context.theme.space(9))
    )
    well: QWidget = right
    if page.qr:
        code = QrCode(context.theme, page.qr, 75, tr("付款二维码"))
        well = side_by_side(context, code, right, share=(0, 1))
    return Content(
        title=tr("请扫码付款"),
        well=well,
        others=(context.press(tr("不付了，换个方式"), Press.DECLINE),),
        steps=steps_of(page),
        drawing=idle_drawing(context),
        status=status_line(context, _payment_state),
    )


def _payment_state(kiosk: Kiosk) -> str:
    page = kiosk.page
    if not isinstance(page, Paying):
        return ""
    if not page.order:
        return tr("正在准备付款码")
    return tr("正在取消，请稍候") if page.cancelling else tr("等待付款")
