"""Before a visit: the menu, outlets, what to bring."""

from kiosk.flow.conditions import PrinterCondition
from kiosk.flow.events import Press, ServiceChosen
from kiosk.flow.pages import ChooseService, Offer, WhatToBring
from kiosk.ui.components.button import Look
from kiosk.ui.components.context import Context
from kiosk.ui.components.painted_button import PaintedButton
from kiosk.ui.components.points import Point, points
from kiosk.ui.pages.content import Content
from kiosk.ui.pages.parts import (
    choices,
    idle_drawing,
    outlet_points,
    side_by_side,
    tile,
)
from kiosk.ui.words.names import SERVICE_ICONS, service_detail, service_name
from kiosk.ui.words.places import hotline
from kiosk.ui.words.remedies import unoffered_reason
from kiosk.ui.words.tr import tr


def choose_service(context: Context, page: ChooseService) -> Content:
    """One touch says why one came."""
    tiles = [_offer(context, offer) for offer in page.offers]
    low = context.kiosk.preferences.low_reach
    columns = 2 if context.theme.landscape or low else 1
    return Content(
        title=tr("您要办什么？"),
        well=choices(context, tiles, columns=columns),
        back=True,
        drawing=idle_drawing(context) if not context.theme.landscape else None,
    )


def _offer(context: Context, offer: Offer) -> PaintedButton:
    detail = "" if context.theme.large else service_detail(offer.service)
    if offer.unoffered is not None:
        detail = unoffered_reason(offer.unoffered, short=context.theme.large)
    event = ServiceChosen(service=offer.service)
    wishes = context.kiosk.preferences
    icon = "" if wishes.large and wishes.low_reach else SERVICE_ICONS[offer.service]
    button = tile(
        context,
        service_name(offer.service),
        event,
        f"service_{offer.service.value}",
        icon=icon,
        detail=detail,
        roomy=True,
    )
    button.setEnabled(offer.unoffered is None)
    return button


def what_to_bring(context: Context, page: WhatToBring) -> Content:
    """Without an ID card: paper proof, at a counter."""
    sentences = [
        Point(text=tr("带上户口簿原件，或派出所开的临时身份证明")),
        Point(text=tr("未满 16 岁由监护人带双方证件和户口簿来办")),
        Point(text=tr("急着停用旧卡，现在就拨打 {phone}").format(phone=hotline(context.kiosk))),
    ]
    printed = tr("已经打印，请取凭条") if page.printed else tr("打印这张清单")
    primary = context.press(printed, Press.PRINT, Look.PRIMARY, "printer")
    primary.setEnabled(not page.printed and context.kiosk.conditions.printer is PrinterCondition.READY)
    well = side_by_side(context, points(context, sentences), outlet_points(context, page.outlets))
    return Content(
        title=tr("身份证也丢了，请到窗口办理"),
        lead=tr("机器只认证件芯片。窗口可以用户口簿核对身份"),
        well=well,
        primary=primary,
        back=True,
        drawing=None,
    )
