"""What every page is built from, and the short forms in which pages ask for their parts."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kiosk.flow.events import Press, Pressed
from kiosk.flow.state import Kiosk
from kiosk.ui.components.button import Look
from kiosk.ui.components.guard import PressGuard
from kiosk.ui.components.painted_button import Face, PaintedButton
from kiosk.ui.components.text import Text
from kiosk.ui.settings import ScreenSettings
from kiosk.ui.theme.palette import Tone
from kiosk.ui.theme.scale import Step
from kiosk.ui.theme.theme import Theme

if TYPE_CHECKING:
    from kiosk.flow.events import Event

Patch = Callable[[Kiosk], None]
"""Brings one live value of a page up to date."""


@dataclass(frozen=True, kw_only=True)
class Context:
    """The state, the theme, and where events go."""

    kiosk: Kiosk
    theme: Theme
    settings: ScreenSettings
    post: "Callable[[Event], None]"
    guard: PressGuard
    replay: Callable[[], None]
    """Say the page again: the screen's own, no event of the flow."""
    patches: list[Patch] = field(default_factory=list)

    def live(self, patch: Patch) -> None:
        """`patch` is called with every later state of the same page."""
        self.patches.append(patch)

    def text(
        self,
        words: str,
        step: Step = Step.BODY,
        *,
        tone: Tone = Tone.INK,
        bold: bool = False,
        wrap: bool = True,
        centred: bool = False,
        private: bool = False,
    ) -> Text:
        """A paragraph; a private one is not read aloud into the hall."""
        return Text(
            self.theme, words, step, tone=tone, bold=bold, wrap=wrap, centred=centred, private=private
        )

    def button(self, face: Face, event: "Event", key: str, *, name: str = "") -> PaintedButton:
        """A button that posts `event`; `key` is its identity across rebuilds of the page."""
        made = PaintedButton(self.theme, self.guard, face, lambda: self.post(event), name=name)
        made.setObjectName(key)
        return made

    def press(self, text: str, press: Press, look: Look = Look.SECONDARY, icon: str = "") -> PaintedButton:
        """A button that posts a plain press."""
        onward = icon == "forward"
        step = Step.LEAD if look is Look.PRIMARY else Step.BODY
        before, after = ("", icon) if onward else (icon, "")
        face = Face(text=text, look=look, step=step, icon=before, trailing=after)
        return self.button(face, Pressed(press=press), press.value)
