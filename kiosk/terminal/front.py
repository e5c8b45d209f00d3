"""Window, loop and voice of the terminal: all that a person sees, hears and touches."""

from kiosk.terminal.panel import Panel
from kiosk.terminal.screen_loop import ScreenLoop
from kiosk.ui.speech import MADE_CLIPS, ClipSpeaker
from kiosk.ui.window import KioskWindow


class Front:
    """May stand before the terminal behind it is there."""

    def __init__(self, panel: Panel) -> None:
        recorded = panel.recordings
        self.panel = panel
        self.loop = ScreenLoop()
        # what somebody recorded goes before what was made when the terminal was built
        self.speaker = ClipSpeaker((recorded, MADE_CLIPS) if recorded else (MADE_CLIPS,))
        self.window = KioskWindow(panel.screen, panel.place, self.loop.post, speaker=self.speaker)
