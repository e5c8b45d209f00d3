"""Where the new card is collected: a list, a shorter list by district, or the first letters of a name."""

from kiosk.flow.events import OutletChosen, Press
from kiosk.flow.pages import ChooseDistrict, ChooseOutlet, FindOutlet
from kiosk.flow.state import Kiosk
from kiosk.ui.components.button import Look
from kiosk.ui.components.context import Context
from kiosk.ui.components.entry import Entry
from kiosk.ui.components.keypad import letter_keys
from kiosk.ui.components.layouts import column, holder, row
from kiosk.ui.components.painted_button import PaintedButton
from kiosk.ui.pages.content import Content
from kiosk.ui.pages.parts import idle_drawing
from kiosk.ui.pages.sheets import district_sheet, instead_of_previous, outlet_sheet
from kiosk.ui.theme.scale import Step
from kiosk.ui.words.steps import steps_of
from kiosk.ui.words.tr import tr


def choose_outlet(context: Context, page: ChooseOutlet) -> Content:
    """The card's own first, then the nearest; five a sheet."""
    well, turns = outlet_sheet(
        context, page.outlets, page.sheet, lambda outlet: OutletChosen(outlet=outlet.id)
    )
    return Content(
        title=tr("到哪里领新卡？"),
        lead="" if context.theme.large else _order(context, page),
        well=well,
        others=_turning_and_finding(context, page, turns),
        back=True,
        steps=steps_of(page),
        drawing=None if context.theme.landscape else idle_drawing(context),
    )


def _order(context: Context, page: ChooseOutlet) -> str:
    if page.district or page.query:
        return tr("找到 {count} 个网点").format(count=len(page.outlets))
    if context.kiosk.place.position is not None:
        return tr("您的卡所属的网点在最前，其他由近到远")
    return tr("您的卡所属的网点在最前")


def _turning_and_finding(
    context: Context, page: ChooseOutlet, turns: tuple[PaintedButton, ...]
) -> tuple[PaintedButton, ...]:
    """A list that was found is short; to search a long one is offered on its first sheet."""
    if page.district or page.query:
        return instead_of_previous(context.press(tr("看全部网点"), Press.CLEAR), page.sheet, turns)
    if not turns:
        return ()
    return instead_of_previous(context.press(tr("查找网点"), Press.SEARCH, icon="search"), page.sheet, turns)


def choose_district(context: Context, page: ChooseDistrict) -> Content:
    """Where people live is a word that everybody knows."""
    well, turns = district_sheet(context, page.districts, page.sheet)
    by_name = context.press(tr("按名称查找"), Press.SEARCH, icon="search")
    return Content(
        title=tr("网点在哪个区？"),
        well=well,
        others=instead_of_previous(by_name, page.sheet, turns),
        back=True,
        steps=steps_of(page),
        drawing=None if context.theme.landscape else idle_drawing(context),
    )


def find_outlet(context: Context, page: FindOutlet) -> Content:
    """Pinyin initials, or the English name: what is left grows fewer with every letter."""
    entry = Entry(context, page.query.upper(), tr("您输入的字母"))
    context.live(lambda kiosk: entry.say(_typed(kiosk)))
    count = context.text(_count(context.kiosk), Step.BODY, bold=True)
    context.live(lambda kiosk: count.setText(_count(kiosk)))
    typed = row(entry, count, gap=context.theme.space(9))
    keys = letter_keys(context, _onward)
    go = context.press(tr("看找到的网点"), Press.CONFIRM, Look.PRIMARY, "forward")
    go.setAccessibleDescription(_count(context.kiosk))  # heard when a keypad reaches the button
    context.live(lambda kiosk: go.setAccessibleDescription(_count(kiosk)))
    return Content(
        title=tr("请输入网点名称的拼音首字母"),
        lead="" if context.theme.large else tr("例如：市民中心按 S M Z X"),
        well=holder(column(holder(typed), keys, gap=context.theme.space(6))),
        primary=go,
        others=(context.press(tr("清空"), Press.CLEAR),),
        back=True,
        steps=steps_of(page),
        drawing=None,
    )


def _typed(kiosk: Kiosk) -> str:
    return kiosk.page.query.upper() if isinstance(kiosk.page, FindOutlet) else ""


def _onward(kiosk: Kiosk) -> frozenset[str]:
    return kiosk.page.onward if isinstance(kiosk.page, FindOutlet) else frozenset()


def _count(kiosk: Kiosk) -> str:
    found = kiosk.page.found if isinstance(kiosk.page, FindOutlet) else 0
    return tr("找到 {count} 个网点").format(count=found)
