"""Where to go instead: addresses, hours and telephones for everybody, without a visit."""

from kiosk.flow.events import Press
from kiosk.flow.pages import BrowseDistricts, BrowseOutlets
from kiosk.rules.outlets import districts
from kiosk.ui.components.context import Context
from kiosk.ui.components.painted_button import PaintedButton
from kiosk.ui.pages.content import Content
from kiosk.ui.pages.sheets import district_sheet, instead_of_previous, outlet_sheet
from kiosk.ui.words.places import hotline
from kiosk.ui.words.tr import tr


def browse_outlets(context: Context, page: BrowseOutlets) -> Content:
    """Nothing to press but the pages, and a shorter list."""
    well, turns = outlet_sheet(context, page.outlets, page.sheet, None)
    return Content(
        title=tr("附近的社保卡网点"),
        lead="" if context.theme.large else _lead(context, page),
        well=well,
        others=_narrowing(context, page, turns),
        back=True,
        drawing=None,
    )


def _lead(context: Context, page: BrowseOutlets) -> str:
    if page.district:
        return tr("找到 {count} 个网点").format(count=len(page.outlets))
    return tr("也可以拨打 {phone} 咨询").format(phone=hotline(context.kiosk))


def _narrowing(
    context: Context, page: BrowseOutlets, turns: tuple[PaintedButton, ...]
) -> tuple[PaintedButton, ...]:
    if page.district:
        return instead_of_previous(context.press(tr("看全部网点"), Press.CLEAR), page.sheet, turns)
    policy = context.kiosk.policy
    if not turns or policy is None or len(districts(policy.outlets)) < 2:
        return turns
    return instead_of_previous(context.press(tr("查找网点"), Press.SEARCH, icon="search"), page.sheet, turns)


def browse_districts(context: Context, page: BrowseDistricts) -> Content:
    """Where people live is a word that everybody knows."""
    well, turns = district_sheet(context, page.districts, page.sheet)
    return Content(title=tr("网点在哪个区？"), well=well, others=turns, back=True, drawing=None)
