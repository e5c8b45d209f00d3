"""The bar at the bottom, always the same: large text, contrast, speech, low reach, help, leave."""

from PySide6.QtWidgets import QVBoxLayout

from kiosk.flow.events import Aid, AidToggled, Press, Pressed, VolumeChosen
from kiosk.flow.preferences import Contrast
from kiosk.flow.state import Kiosk
from kiosk.ui.components.button import Look
from kiosk.ui.components.context import Context
from kiosk.ui.components.layouts import column, row
from kiosk.ui.components.painted_button import Face, PaintedButton
from kiosk.ui.components.text import Surface
from kiosk.ui.components.top_strip import FURNITURE, language_buttons
from kiosk.ui.theme.scale import GAP_MM, Step
from kiosk.ui.words.tr import tr

SIDE_MM = 9
VOLUMES = 5


class AidBar(Surface):
    """The same buttons at the same places while pages change."""

    def __init__(self, context: Context) -> None:
        theme = context.theme
        super().__init__(theme, theme.palette.wash)
        self.setObjectName(FURNITURE)
        self._leave = _leave(context)
        self._help = _help(context)
        self._buttons = [*_switches(context), self._help, self._leave]
        if context.kiosk.preferences.low_reach:
            self._buttons = language_buttons(context) + self._buttons
        lines = _in_rows(context, self._buttons)
        lines.setContentsMargins(theme.mm(SIDE_MM), theme.mm(2), theme.mm(SIDE_MM), theme.mm(2))
        self.setLayout(lines)

    def offer_leaving(self, offered: bool) -> None:
        """Shows the button that ends the visit; its place stays free otherwise."""
        self._leave.setVisible(offered)

    def offer_help(self, offered: bool) -> None:
        """Shows the button that says who helps visitors; its place stays free otherwise."""
        self._help.setVisible(offered)

    def let_go(self) -> None:
        """A finger that still lies here when the page changes means nothing on the next one."""
        for button in self._buttons:
            if button.isDown():
                button.setDown(False)


def _in_rows(context: Context, buttons: list[PaintedButton]) -> QVBoxLayout:
    """As few rows as the words allow: columns of one width where that takes no more rows."""
    gap = context.theme.mm(GAP_MM)
    room = context.settings.width_px - 2 * context.theme.mm(SIDE_MM)
    widths = [button.sizeHint().width() for button in buttons]
    if len(_flowing(widths, room, gap)) > 1:
        # words in two lines before buttons in two rows
        widths = [button.minimumSizeHint().width() for button in buttons]
    rows = _flowing(widths, room, gap)
    across = -(-len(buttons) // len(rows))
    if across * max(widths) + (across - 1) * gap <= room:
        widths = [max(widths)] * len(buttons)
        rows = [
            list(range(start, min(start + across, len(buttons)))) for start in range(0, len(buttons), across)
        ]
    lines = column(gap=gap)
    for places in rows:
        line = row(*(buttons[place] for place in places), gap=gap)
        for index, place in enumerate(places):
            line.setStretch(index, widths[place])
        if len(places) < across and len(rows) > 1:
            line.addStretch(max(1, sum(widths[:across]) - sum(widths[place] for place in places)))
        lines.addLayout(line)
    return lines


def _flowing(widths: list[int], room: int, gap: int) -> list[list[int]]:
    """Indices row by row, each filled as words fill a line."""
    rows: list[list[int]] = [[]]
    used = 0
    for index, width in enumerate(widths):
        if rows[-1] and used + gap + width > room:
            rows.append([])
            used = 0
        used += width + (gap if rows[-1] else 0)
        rows[-1].append(index)
    return rows


def _switches(context: Context) -> list[PaintedButton]:
    chosen = context.kiosk.preferences
    buttons = [
        _switch(context, Aid.LARGE, tr("大字"), "text_size", on=chosen.large),
        _switch(context, Aid.CONTRAST, tr("高对比"), "contrast", on=chosen.contrast is Contrast.HIGH),
        _switch(context, Aid.SPEECH, tr("朗读"), "speech", on=chosen.speech),
        _switch(context, Aid.LOW_REACH, tr("低位"), "low_reach", on=chosen.low_reach),
    ]
    if chosen.speech:
        buttons += [_repeat(context), _volume(context)]
    return buttons


def _face(context: Context, text: str, icon: str, *, on: bool = False) -> Face:
    theme = context.theme
    above = not theme.landscape and not theme.large
    crowded = context.kiosk.preferences.low_reach or context.kiosk.preferences.speech
    if theme.large and crowded and not on:
        icon = ""
    return Face(text=text, look=Look.AID, icon=icon, step=Step.CAPTION, bold=on, on=on, icon_above=above)


def _switch(context: Context, aid: Aid, text: str, icon: str, *, on: bool) -> PaintedButton:
    """A switch that is on says so by a tick and a word for assistive technology."""
    face = _face(context, text, "check" if on else icon, on=on)
    state = tr("{aid}，已打开") if on else tr("{aid}，已关闭")
    return context.button(face, AidToggled(aid=aid), f"aid_{aid.value}", name=state.format(aid=text))


def _help(context: Context) -> PaintedButton:
    face = _face(context, tr("帮助"), "help")
    return _that_keeps_its_place(context.button(face, Pressed(press=Press.HELP), "help"))


def _leave(context: Context) -> PaintedButton:
    face = _face(context, tr("退出"), "quit")
    return _that_keeps_its_place(context.button(face, Pressed(press=Press.QUIT), "quit"))


def _that_keeps_its_place(button: PaintedButton) -> PaintedButton:
    policy = button.sizePolicy()
    policy.setRetainSizeWhenHidden(True)
    button.setSizePolicy(policy)
    return button


def _repeat(context: Context) -> PaintedButton:
    button = PaintedButton(context.theme, context.guard, _face(context, tr("重听"), "repeat"), context.replay)
    button.setObjectName("repeat")
    return button


def _volume(context: Context) -> PaintedButton:
    """One button walks through the five volumes."""
    level = context.kiosk.preferences.volume

    def words(kiosk: Kiosk) -> str:
        return tr("音量 {level}").format(level=kiosk.preferences.volume)

    def louder() -> None:
        nonlocal level
        level = level % VOLUMES + 1
        context.post(VolumeChosen(volume=level))

    face = _face(context, words(context.kiosk), "volume")
    button = PaintedButton(context.theme, context.guard, face, louder)
    button.setObjectName("volume")

    def patch(kiosk: Kiosk) -> None:
        nonlocal level
        level = kiosk.preferences.volume
        button.relabel(words(kiosk))

    context.live(patch)
    return button
