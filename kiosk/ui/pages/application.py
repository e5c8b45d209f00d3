"""What a replacement needs to know: reason, telephone, delivery, signature."""

from PySide6.QtWidgets import QWidget

from kiosk.flow.events import DeliveryChosen, Press, ReasonChosen
from kiosk.flow.pages import ChooseDelivery, ChooseReason, EnterPhone, Sign
from kiosk.flow.state import Kiosk
from kiosk.rules.masking import grouped_phone
from kiosk.rules.submissions import Delivery, ReplacementReason
from kiosk.ui.components.button import Look
from kiosk.ui.components.context import Context
from kiosk.ui.components.entry import Entry
from kiosk.ui.components.keypad import digit_keys
from kiosk.ui.components.layouts import column, holder
from kiosk.ui.components.live_notice import live_notice
from kiosk.ui.components.signature_pad import live_pad
from kiosk.ui.pages.content import Content
from kiosk.ui.pages.parts import choices, idle_drawing, side_by_side, tile
from kiosk.ui.theme.palette import Tone
from kiosk.ui.words.names import delivery_name, reason_name
from kiosk.ui.words.places import policy_text
from kiosk.ui.words.steps import steps_of
from kiosk.ui.words.tr import tr

_REASON_ICONS = {
    ReplacementReason.LOST: "card_lost",
    ReplacementReason.DAMAGED: "card",
    ReplacementReason.EXPIRED: "calendar",
    ReplacementReason.DETAILS_CHANGED: "person",
    ReplacementReason.BANK_CHANGED: "money",
}


def choose_reason(context: Context, page: ChooseReason) -> Content:
    """Why a new card, where it is not lost."""
    tiles = [
        tile(
            context,
            reason_name(reason),
            ReasonChosen(reason=reason),
            f"reason_{reason.value}",
            icon=_REASON_ICONS[reason],
            chosen=reason is page.visit.answers.reason,
        )
        for reason in page.visit.policy.reasons
    ]
    return Content(
        title=tr("为什么要补卡？"),
        well=choices(context, tiles),
        back=True,
        steps=steps_of(page),
        drawing=idle_drawing(context),
    )


def enter_phone(context: Context, page: EnterPhone) -> Content:
    """Eleven digits on our own keypad, grouped as they are spoken."""
    entry = Entry(context, grouped_phone(page.digits), tr("您输入的电话号码"))
    context.live(lambda kiosk: entry.say(_typed(kiosk)))
    clear = context.press(tr("清空"), Press.CLEAR)
    trouble = live_notice(context, _phone_trouble, Tone.STOP)
    left = holder(column(entry, trouble, clear, gap=context.theme.space(6)))
    return Content(
        title=tr("请留一个电话号码"),
        lead=tr("卡做好了会发短信通知您"),
        well=side_by_side(context, left, digit_keys(context), share=(5, 4)),
        primary=context.press(tr("下一步"), Press.CONFIRM, Look.PRIMARY, "forward"),
        back=True,
        steps=steps_of(page),
        drawing=None if context.theme.landscape else idle_drawing(context),
    )


def _typed(kiosk: Kiosk) -> str:
    return grouped_phone(kiosk.page.digits) if isinstance(kiosk.page, EnterPhone) else ""


def _phone_trouble(kiosk: Kiosk) -> str:
    if isinstance(kiosk.page, EnterPhone) and kiosk.page.invalid:
        return tr("手机号要 11 位，请检查。外国号码请先按 +")
    return ""


def choose_delivery(context: Context, page: ChooseDelivery) -> Content:
    """Two ways."""
    details = {
        Delivery.PICK_UP: tr("到网点窗口领，带身份证"),
        Delivery.MAIL: tr("寄到身份证上的地址，本人签收"),
    }
    icons = {Delivery.PICK_UP: "place", Delivery.MAIL: "mail"}
    tiles = [
        tile(
            context,
            delivery_name(way),
            DeliveryChosen(delivery=way),
            f"delivery_{way.value}",
            icon=icons[way],
            detail=details[way],
            chosen=way is page.visit.answers.delivery,
        )
        for way in page.visit.policy.delivery
    ]
    return Content(
        title=tr("新卡怎么给您？"),
        well=choices(context, tiles),
        back=True,
        steps=steps_of(page),
        drawing=idle_drawing(context),
    )


def sign(context: Context, page: Sign) -> Content:
    """With the finger; who cannot sign says so."""
    pad: QWidget = live_pad(context, page.visit.answers.signature)
    pad.setAccessibleName(tr("签名区"))
    language = context.kiosk.preferences.language
    declared = [policy_text(one, language) for one in page.visit.policy.eligibility.declarations]
    done = context.press(tr("签好了"), Press.CONFIRM, Look.PRIMARY, "check")
    context.live(lambda kiosk: done.setEnabled(_signed(kiosk)))
    done.setEnabled(bool(page.visit.answers.signature))
    return Content(
        title=tr("请用手指签上您的名字"),
        lead=tr("签字表示：{declared}").format(declared=tr("；", "between declarations").join(declared))
        if declared
        else "",
        well=pad,
        well_grows=True,
        primary=done,
        others=(
            context.press(tr("重签"), Press.CLEAR, icon="repeat"),
            context.press(tr("我不能签字"), Press.CANNOT_SIGN),
        ),
        back=True,
        steps=steps_of(page),
        drawing=None if context.theme.landscape else idle_drawing(context),
    )


def _signed(kiosk: Kiosk) -> bool:
    return isinstance(kiosk.page, Sign) and bool(kiosk.page.visit.answers.signature)
