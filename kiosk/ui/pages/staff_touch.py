"""The touch test: all cells, then the crosses."""

from kiosk.flow.events import Press
from kiosk.flow.pages.maintenance import CROSSES, KeepCalibration, TouchTest
from kiosk.flow.state import Kiosk
from kiosk.ui.components.button import Look
from kiosk.ui.components.context import Context
from kiosk.ui.components.touch_glass import GlassHolder, TouchGlass
from kiosk.ui.pages.content import Content
from kiosk.ui.theme.scale import Step
from kiosk.ui.words.tr import tr


def touch_test(context: Context, page: TouchTest) -> Content:
    """The glass covers everything; it ends by itself when nothing answers for half a minute."""
    words = _words(page)
    glass = TouchGlass(context, page, words)
    return Content(title=words, well=GlassHolder(glass), well_grows=True, quit=False)


def keep_calibration(context: Context, page: KeepCalibration) -> Content:
    """Only who can hit the button keeps it."""
    left = context.text(_left(page.seconds), Step.LEAD)

    def patch(kiosk: Kiosk) -> None:
        if isinstance(kiosk.page, KeepCalibration):
            left.setText(_left(kiosk.page.seconds))

    context.live(patch)
    return Content(
        title=tr("新的校准正在试用，点得准吗？"),
        lead=tr("点“保留”才算数；点不到就等着，会恢复原来的"),
        well=left,
        primary=context.press(tr("保留"), Press.CONFIRM, Look.PRIMARY, "good"),
        back=True,
        quit=False,
    )


def _left(seconds: int) -> str:
    return tr("还有 {seconds} 秒恢复原来的").format(seconds=seconds)


def _words(page: TouchTest) -> str:
    if not page.cells_done:
        return tr("用手指把每一格都擦到；擦不到的地方，等 30 秒")
    return tr("请点红十字的正中（{number}/{count}）").format(number=len(page.misses) + 1, count=CROSSES)
