"""A notice that comes and goes while the page stays."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from kiosk.flow.state import Kiosk
from kiosk.ui.components.context import Context
from kiosk.ui.components.layouts import column, holder
from kiosk.ui.components.notice import Notice
from kiosk.ui.theme.palette import Tone


def live_notice(context: Context, words: Callable[[Kiosk], str], tone: Tone) -> QWidget:
    """Shown while `words` has something to say."""
    notice = Notice(context.theme, tone, words(context.kiosk) or " ")
    place = holder(column(notice))
    # only now: a widget without a parent would be shown as a window of its own
    notice.setVisible(bool(words(context.kiosk)))

    def patch(kiosk: Kiosk) -> None:
        said = words(kiosk)
        if said:
            notice.say(said)
        notice.setVisible(bool(said))

    context.live(patch)
    return place
