"""What stands between the bars of a page: drawing, steps, question, well, actions.

Landscape puts the drawing of this terminal on the left third and the rest on the right; portrait stacks
them. Low reach moves the question and all that is pressed into the lower part.
"""

from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from kiosk.flow.events import Press
from kiosk.ui.components.context import Context
from kiosk.ui.components.icon import Icon
from kiosk.ui.components.layouts import column, holder, row
from kiosk.ui.components.notice import TONE_ICONS
from kiosk.ui.components.painted_button import PaintedButton
from kiosk.ui.components.steps_line import steps_line
from kiosk.ui.components.text import Surface
from kiosk.ui.components.top_strip import FURNITURE
from kiosk.ui.pages.content import Content
from kiosk.ui.theme.palette import Tone
from kiosk.ui.theme.scale import GAP_MM, PRIMARY_MM, Step
from kiosk.ui.words.places import human_help
from kiosk.ui.words.tr import tr

SIDE_MM = 14
"""Margin left and right of the content."""
PANEL_SHARE = 0.31
"""Width of the drawing's panel in landscape."""
PORTRAIT_DRAWING_SHARE = 0.30
"""Greatest height of the drawing in portrait."""


class PageBody(Surface):
    """Built anew for every page; only live values are patched."""

    def __init__(self, context: Context, content: Content) -> None:
        super().__init__(context.theme, context.theme.palette.paper)
        self.context = context
        self.content = content
        beside = content.drawing if self._has_drawing() else None
        if beside is None and content.drawing is not None:
            content.drawing.setParent(self)
            content.drawing.hide()
        lines = column(self._landscape(beside) if context.theme.landscape else self._portrait(beside))
        lines.setStretch(0, 1)
        if not context.theme.landscape or (beside is None and not context.theme.large):
            lines.insertWidget(0 if self._low else 1, self._human_line())
        self.setLayout(lines)

    def _human_line(self) -> QWidget:
        """Beside the bar above or below; in low reach words go up, so that what is pressed comes down."""
        theme = self.context.theme
        strip = Surface(theme, theme.palette.wash)
        words = self.context.text(human_help(self.context.kiosk), Step.CAPTION, tone=Tone.QUIET, centred=True)
        above, below = (0, theme.mm(2)) if self._low else (theme.mm(2), 0)
        line = column(words)
        line.setContentsMargins(theme.mm(9), above, theme.mm(9), below)
        strip.setLayout(line)
        if not self._low:
            strip.setObjectName(FURNITURE)
        return strip

    def _has_drawing(self) -> bool:
        theme = self.context.theme
        if self.content.drawing_needed:
            return True
        return not theme.snug and not (theme.large and theme.landscape)

    # --- the two orientations ---

    def _landscape(self, drawing: QWidget | None) -> QWidget:
        content = self._content_column()
        if drawing is None:
            return content
        theme = self.context.theme
        panel = Surface(theme, theme.palette.wash)
        parts: list[QWidget] = [drawing]
        if self.content.status is not None:
            parts.append(self.content.status)
        words = human_help(self.context.kiosk)
        if not theme.large:
            parts.append(self.context.text(words, Step.CAPTION, tone=Tone.QUIET, centred=True))
        stack = column(*parts, gap=theme.space(6))
        stack.setStretch(0, 1)
        stack.setContentsMargins(theme.mm(9), theme.space(9), theme.mm(9), theme.space(6))
        panel.setLayout(stack)
        panel.setFixedWidth(round(self.context.settings.width_px * PANEL_SHARE))
        both = row(panel, content)
        both.setStretch(1, 1)
        return holder(both)

    def _portrait(self, drawing: QWidget | None) -> QWidget:
        content = self._content_column()
        if drawing is None:
            return content
        theme = self.context.theme
        panel = Surface(theme, theme.palette.wash)
        parts = [drawing] if self.content.status is None else [drawing, self.content.status]
        stack = column(*parts, gap=theme.space(4))
        stack.setStretch(0, 1)
        stack.setContentsMargins(theme.mm(SIDE_MM), theme.space(6), theme.mm(SIDE_MM), theme.space(6))
        panel.setLayout(stack)
        if not self._low:
            panel.setMaximumHeight(round(self.context.settings.height_px * PORTRAIT_DRAWING_SHARE))
        both = column(panel, content)
        both.setStretch(0, 3)
        both.setStretch(1, 0 if self._low else 5)
        return holder(both)

    @property
    def _low(self) -> bool:
        return self.context.kiosk.preferences.low_reach

    @property
    def _grows(self) -> bool:
        """In low reach on a portrait panel a growing well would grow out of reach."""
        return self.content.well_grows and (self.context.theme.landscape or not self._low)

    # --- the column of question, well and answers ---

    def _content_column(self) -> QWidget:
        theme, content = self.context.theme, self.content
        lines = QVBoxLayout()
        lines.setSpacing(0)
        side = theme.mm(SIDE_MM)
        lines.setContentsMargins(side, theme.space(9), side, theme.space(6))
        if self._low and not self._grows:
            lines.addStretch(1)
        if content.steps is not None:
            lines.addWidget(steps_line(self.context, content.steps))
            lines.addSpacing(theme.space(9))
        lines.addWidget(self._title())
        if content.lead:
            lines.addSpacing(theme.space(2))
            lines.addWidget(self.context.text(content.lead, Step.LEAD, tone=Tone.QUIET))
        if content.notice is not None:
            lines.addSpacing(theme.space(6))
            lines.addWidget(content.notice)
        if content.well is not None:
            lines.addSpacing(theme.space(9))
            lines.addWidget(content.well, 1 if self._grows else 0)
        if not self._low and not self._grows:
            lines.addStretch(1)
        self._add_actions(lines)
        return holder(lines)

    def _title(self) -> QWidget:
        theme, content = self.context.theme, self.content
        step = Step.NUMBER if content.hero else Step.TITLE
        title = self.context.text(content.title, step, bold=True)
        title.setObjectName("title")
        if content.tone is None:
            return title
        side = round(theme.font_px(Step.TITLE) * 1.15)
        mark = Icon(TONE_ICONS[content.tone], theme.palette.ink_of(content.tone), side)
        line = row(holder(column(theme.font_px(Step.TITLE) // 6, mark, None)), title, gap=theme.mm(4))
        line.setStretch(1, 1)
        return holder(line)

    def _add_actions(self, lines: QVBoxLayout) -> None:
        theme, content = self.context.theme, self.content
        if content.code:
            lines.addWidget(self.context.text(content.code, Step.CAPTION, tone=Tone.QUIET))
        small: list[PaintedButton] = (
            [self.context.press(tr("返回"), Press.BACK, icon="back")] if content.back else []
        )
        small += content.others
        if not small and content.primary is None:
            return
        lines.addSpacing(max(theme.space(6), theme.mm(GAP_MM)))
        if theme.landscape and self._fits_in_a_row(small):
            lines.addLayout(self._action_row(small))
        else:
            lines.addLayout(self._action_stack(small))

    def _fits_in_a_row(self, small: list[PaintedButton]) -> bool:
        every = [*small, self.content.primary] if self.content.primary else small
        theme = self.context.theme
        room = self.context.settings.width_px - 2 * theme.mm(SIDE_MM)
        if self._has_drawing() and self.content.drawing is not None:
            room -= round(self.context.settings.width_px * PANEL_SHARE)
        return sum(button.sizeHint().width() + theme.mm(GAP_MM) for button in every) <= room

    def _action_row(self, small: list[PaintedButton]) -> QBoxLayout:
        """Back at the left, the rest at the right, the primary outermost."""
        theme = self.context.theme
        back = small[:1] if self.content.back else []
        rest: list[PaintedButton] = [*small[len(back) :]]
        if self.content.primary is not None:
            self.content.primary.setMinimumWidth(theme.mm(60))
            rest.append(self.content.primary)
        for button in (*back, *rest):
            button.setMinimumHeight(theme.mm(PRIMARY_MM))
        return row(*back, None, *rest, gap=theme.mm(6))

    def _action_stack(self, small: list[PaintedButton]) -> QBoxLayout:
        """The primary over the whole width, the others below it side by side."""
        theme = self.context.theme
        stack = column(gap=theme.mm(GAP_MM))
        if self.content.primary is not None:
            self.content.primary.setMinimumHeight(theme.mm(24))
            stack.addWidget(self.content.primary)
        if small:
            line = row(*small, gap=theme.mm(GAP_MM))
            for index, button in enumerate(small):
                button.setMinimumHeight(theme.mm(PRIMARY_MM))
                line.setStretch(index, 1)
            stack.addLayout(line)
        return stack

    # --- life ---

    def fits(self, width: int, height: int) -> bool:
        """Whether everything has its room."""
        layout = self.layout()
        return layout is not None and layout.totalHeightForWidth(width) <= height

    def first_control(self) -> QWidget | None:
        """The primary button, else the first one."""
        primary = self.content.primary
        if primary is not None and primary.isEnabled():
            return primary
        return next((each for each in self.findChildren(PaintedButton) if each.isEnabled()), None)
