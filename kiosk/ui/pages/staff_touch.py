"""The touch test: all cells, then the crosses."""

from kiosk.flow.pages.maintenance import CROSSES, TouchTest
from kiosk.ui.components.context import Context
from kiosk.ui.components.touch_glass import GlassHolder, TouchGlass
from kiosk.ui.pages.content import Content
from kiosk.ui.words.tr import tr


def touch_test(context: Context, page: TouchTest) -> Content:
    """The glass covers everything; it ends by itself when nothing answers for half a minute."""
    words = _words(page)
    glass = TouchGlass(context, page, words)
    return Content(title=words, well=GlassHolder(glass), well_grows=True, quit=False)


def _words(page: TouchTest) -> str:
    if not page.cells_done:
        return tr("用手指把每一格都擦到；擦不到的地方，等 30 秒")
    return tr("请点红十字的正中（{number}/{count}）").format(number=len(page.misses) + 1, count=CROSSES)
