"""When the terminal sounds without being asked: a document left on the reader, a visit about to be wiped.

What is heard always stands on the page too (EN 301 549, 5.1.5; Revised 508, 407.5 asks for both).
"""

from PySide6.QtCore import QObject, QTimer

from kiosk.flow import pages as p
from kiosk.flow.state import Kiosk
from kiosk.ui.speech import LOUDEST, Speaker
from kiosk.ui.tones import double_beep, rising_tone

AGAIN_MS = 2500
"""Between two calls to take the document: far below three a second, and speech fits between."""
LAST_SECONDS = 5
"""The idle warning beeps when it comes up, and at each of these."""


class Chimes(QObject):
    """Follows the pages that are shown."""

    def __init__(self, speaker: Speaker, again_ms: int = AGAIN_MS) -> None:
        super().__init__()
        self._speaker = speaker
        self._volume = 0
        self._remaining: int | None = None
        self._timer = QTimer(self, interval=again_ms)
        self._timer.timeout.connect(self._call_back)

    def hear(self, kiosk: Kiosk) -> None:
        """Every state, after its page is shown."""
        if isinstance(kiosk.page, p.Welcome):  # looked at first: a start makes no other page
            self._timer.stop()
            self._remaining = None
            return
        if not isinstance(kiosk.page, p.TakeDocument):
            self._timer.stop()
        elif not self._timer.isActive():
            self._volume = kiosk.preferences.volume
            self._timer.start()
            self._call_back()
        self._count_down(kiosk)

    def end(self) -> None:
        """Nothing sounds after the window."""
        self._timer.stop()

    def _call_back(self) -> None:
        """Louder each time, until the document is taken."""
        self._speaker.chime(rising_tone(), self._volume)
        self._volume = min(LOUDEST, self._volume + 1)

    def _count_down(self, kiosk: Kiosk) -> None:
        before, page = self._remaining, kiosk.page
        self._remaining = page.remaining if isinstance(page, p.IdleWarning) else None
        if self._remaining is None or self._remaining == before:
            return
        if before is None or self._remaining <= LAST_SECONDS:
            self._speaker.chime(double_beep(), kiosk.preferences.volume)
