"""What has been typed so far, large, in a framed field."""

from kiosk.ui.components.context import Context
from kiosk.ui.components.layouts import row
from kiosk.ui.components.text import Surface
from kiosk.ui.theme.scale import CORNER_MM, Step


class Entry(Surface):
    """Typed on our own keypad; nothing is edited in place."""

    def __init__(self, context: Context, typed: str, name: str, step: Step = Step.NUMBER) -> None:
        theme = context.theme
        super().__init__(
            theme, theme.palette.paper, frame=theme.palette.line, frame_mm=0.7, corner_mm=CORNER_MM
        )
        self._name = name
        self._typed = context.text(typed, step, bold=True, wrap=False, private=True)
        line = row(self._typed)
        line.setContentsMargins(theme.mm(6), theme.mm(2), theme.mm(6), theme.mm(2))
        self.setLayout(line)
        self.setMinimumHeight(round(theme.font_px(step) * 1.6))
        widest = self._typed.fontMetrics().horizontalAdvance("000 0000 0000")
        self.setMinimumWidth(widest + 2 * theme.mm(6))
        self.say(typed)

    def say(self, typed: str) -> None:
        """Patches the characters in place; their name for assistive technology is read digit by digit."""
        self._typed.setText(typed)
        self._typed.setAccessibleName(f"{self._name} {' '.join(typed.replace(' ', ''))}")
