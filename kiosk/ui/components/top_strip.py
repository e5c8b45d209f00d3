"""The quiet strip at the top: what this is, where it stands, the time, the languages."""

from PySide6.QtWidgets import QWidget

from kiosk.flow.events import LanguageChosen
from kiosk.flow.state import Kiosk
from kiosk.ui.components.button import Look
from kiosk.ui.components.context import Context
from kiosk.ui.components.icon import Icon
from kiosk.ui.components.layouts import row
from kiosk.ui.components.painted_button import Face, PaintedButton
from kiosk.ui.components.text import Surface
from kiosk.ui.theme.palette import Tone
from kiosk.ui.theme.scale import TARGET_MM, Step
from kiosk.ui.translations import languages
from kiosk.ui.words.places import human_help, place_name
from kiosk.ui.words.tr import tr

FURNITURE = "furniture"
"""Object name of what is the same on every page: it is read aloud only when a keypad reaches it."""
LINE = 1.5
"""Line height of the font in em, rounded up."""


def language_buttons(context: Context) -> list[PaintedButton]:
    """Each language in its own script."""
    chosen = context.kiosk.preferences.language
    return [
        context.button(
            Face(
                text=language.name, look=Look.AID, step=Step.CAPTION, bold=False, on=language.code == chosen
            ),
            LanguageChosen(language=language.code),
            f"language_{language.code}",
        )
        for language in languages()
    ]


def top_strip(context: Context) -> QWidget:
    """On every page; the language buttons leave it in low reach."""
    theme, kiosk = context.theme, context.kiosk
    strip = Surface(theme, theme.palette.wash)
    strip.setObjectName(FURNITURE)
    mark = Icon("card", theme.palette.accent, round(theme.font_px(Step.CAPTION) * 1.3))
    buttons = [] if kiosk.preferences.low_reach else language_buttons(context)
    clock = _clock(context)
    left = _fitting(context, [clock, *buttons])
    parts: list[QWidget | int | None] = [mark, *left, None]
    parts += [clock] if _room(context, [*left, clock, *buttons]) >= 0 else []
    parts += [theme.mm(2), *buttons]
    line = row(*parts, gap=theme.mm(4))
    line.setContentsMargins(theme.mm(9), theme.mm(2), theme.mm(9), theme.mm(2))
    strip.setLayout(line)
    words = round(theme.font_px(Step.CAPTION) * LINE) + 2 * theme.mm(2)
    strip.setMinimumHeight(max(theme.mm(TARGET_MM + 4), words))
    return strip


def _fitting(context: Context, right: list[QWidget]) -> list[QWidget]:
    """What this is and where it stands, as far as there is room; the human way comes first in large text."""
    theme, kiosk = context.theme, context.kiosk
    if theme.landscape and theme.large:
        return [context.text(human_help(kiosk), Step.CAPTION, tone=Tone.QUIET, wrap=False)]
    product = tr("社保卡自助服务", "short") if theme.large else tr("社保卡自助服务")
    place = place_name(kiosk.place, kiosk.preferences.language)
    left: list[QWidget] = [
        context.text(product, Step.CAPTION, bold=True, wrap=False),
        context.text(place, Step.CAPTION, tone=Tone.QUIET, wrap=False),
    ]
    while left and _room(context, [*left, *right]) < 0:
        left.pop()
    return left


def _room(context: Context, parts: list[QWidget]) -> int:
    """Pixels that are left in the strip beside the mark and `parts`."""
    theme = context.theme
    gap = theme.mm(4)
    mark = round(theme.font_px(Step.CAPTION) * 1.3)
    taken = sum(part.sizeHint().width() + gap for part in parts)
    return context.settings.width_px - 2 * theme.mm(9) - mark - gap - theme.mm(2) - taken


def _clock(context: Context) -> QWidget:
    def time_of(kiosk: Kiosk) -> str:
        return kiosk.conditions.now.strftime("%H:%M") if kiosk.conditions.clock_trusted else ""

    clock = context.text(time_of(context.kiosk), Step.CAPTION, tone=Tone.QUIET, wrap=False)
    context.live(lambda kiosk: clock.setText(time_of(kiosk)))
    return clock
