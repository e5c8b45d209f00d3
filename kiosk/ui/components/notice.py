"""A short message with a tone: icon, words, and colour last."""

from kiosk.ui.components.icon import Icon
from kiosk.ui.components.layouts import column, row, top
from kiosk.ui.components.text import Surface, Text
from kiosk.ui.theme.palette import Tone
from kiosk.ui.theme.scale import CORNER_MM, Step
from kiosk.ui.theme.theme import Theme

TONE_ICONS = {
    Tone.GOOD: "good",
    Tone.CAUTION: "caution",
    Tone.STOP: "stop",
    Tone.ACCENT: "info",
    Tone.INK: "info",
    Tone.QUIET: "info",
}


class Notice(Surface):
    """A bold line and perhaps a second one."""

    def __init__(
        self, theme: Theme, tone: Tone, text: str, detail: str = "", *, bold: bool = True, icon: str = ""
    ) -> None:
        colours = theme.palette
        frame = colours.ink_of(tone) if theme.high else ""
        super().__init__(theme, colours.wash_of(tone), frame=frame, corner_mm=CORNER_MM)
        self._theme = theme
        self._text = Text(theme, text, tone=tone, bold=bold)
        words = column(self._text, gap=theme.space(2))
        if detail:
            words.addWidget(Text(theme, detail, tone=tone))
        side = round(theme.font_px(Step.BODY) * 1.3)
        mark = Icon(icon or TONE_ICONS[tone], colours.ink_of(tone), side)
        inner = row(top(mark), words, gap=theme.mm(4))
        inner.setStretch(1, 1)
        inner.setContentsMargins(theme.space(6), theme.space(4), theme.space(6), theme.space(4))
        self.setLayout(inner)

    def say(self, text: str) -> None:
        """Patches the line in place."""
        if text != self._text.text():
            self._text.setText(text)
