"""A number that must be read from afar or copied: receipt number, amount, seconds."""

from kiosk.ui.components.context import Context
from kiosk.ui.components.layouts import column
from kiosk.ui.components.text import Surface, Text
from kiosk.ui.theme.palette import Tone
from kiosk.ui.theme.scale import CORNER_MM, Step


class BigNumber(Surface):
    """A label and the number below it, in a well."""

    def __init__(self, context: Context, label: str, number: str) -> None:
        theme = context.theme
        super().__init__(
            theme, theme.palette.wash, frame=theme.palette.line if theme.high else "", corner_mm=CORNER_MM
        )
        self._number: Text = context.text(number, Step.NUMBER, bold=True)
        lines = column(context.text(label, Step.BODY, tone=Tone.QUIET), self._number)
        lines.setContentsMargins(theme.space(6), theme.space(4), theme.space(6), theme.space(4))
        self.setLayout(lines)

    def say(self, number: str) -> None:
        """Patches the number in place."""
        self._number.setText(number)
