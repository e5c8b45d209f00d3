"""A passport typed by hand: the two lines of its machine readable zone, each checked by its digits."""

from kiosk.flow.events import Press
from kiosk.flow.pages import TypePassport
from kiosk.flow.state import Kiosk
from kiosk.ui.components.button import Look
from kiosk.ui.components.cells import Cells
from kiosk.ui.components.context import Context
from kiosk.ui.components.keypad import passport_keys
from kiosk.ui.components.layouts import column, holder
from kiosk.ui.components.live_notice import live_notice
from kiosk.ui.pages.content import Content
from kiosk.ui.theme.palette import Tone
from kiosk.ui.words.steps import steps_of
from kiosk.ui.words.tr import tr

LINE_LENGTH = 44
"""TD3, ICAO 9303-4."""


def type_passport(context: Context, page: TypePassport) -> Content:
    """One line a page; what is typed stays when one goes back."""
    cells = Cells(
        context, _typed(context.kiosk), LINE_LENGTH, tr("护照底部第 {line} 行").format(line=page.line)
    )
    context.live(lambda kiosk: cells.say(_typed(kiosk)))
    trouble = live_notice(context, _trouble, Tone.STOP)
    well = holder(column(cells, trouble, passport_keys(context), gap=context.theme.space(6)))
    title = tr("请照着输入护照底部第 {line} 行（共 2 行）").format(line=page.line)
    return Content(
        title=title,
        well=well,
        primary=context.press(tr("下一步"), Press.CONFIRM, Look.PRIMARY, "forward"),
        others=(context.press(tr("清空"), Press.CLEAR),),
        back=True,
        steps=steps_of(page),
        drawing=None,
    )


def _typed(kiosk: Kiosk) -> str:
    page = kiosk.page
    if not isinstance(page, TypePassport):
        return ""
    return page.first if page.line == 1 else page.second


def _trouble(kiosk: Kiosk) -> str:
    page = kiosk.page
    if not isinstance(page, TypePassport) or not page.trouble:
        return ""
    names = {
        "number": tr("护照号码"),
        "birth": tr("出生日期"),
        "expiry": tr("有效期"),
        "personal": tr("个人号码"),
        "composite": tr("整行"),
    }
    what = names.get(page.trouble, tr("这一行"))
    return tr("{what}和校验数字对不上，请检查").format(what=what)
