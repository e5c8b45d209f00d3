"""What a terminal that nobody uses shows from afar: the visit in four still pictures, one after the other.

Calm: a change in six seconds, no motion and no flash (WCAG 2.2, 2.2.2 and 2.3.1: at most three a second).
It stops at the first touch or key, and waits while a document lies on the reader.
"""

from PySide6.QtCore import QTimer

from kiosk.ui.components.context import Context
from kiosk.ui.components.terminal_drawing import ReaderLook, Scene, SlipLook, TerminalDrawing

STILL_MS = 6000
"""Of one picture."""
SCENES = (
    Scene(),
    Scene(reader=ReaderLook.WAITING),
    Scene(reader=ReaderLook.READING),
    Scene(slip=SlipLook.OUT),
)


class AttractLoop(QTimer):
    """Turns the pictures of a drawing, and lives as long as it."""

    def __init__(self, context: Context, drawing: TerminalDrawing, real: Scene) -> None:
        super().__init__(drawing)
        self._drawing, self._real = drawing, real
        self._at = 0
        self.setInterval(STILL_MS)
        self.timeout.connect(self._turn)
        context.guard.somebody.connect(self.stop)
        self.start()

    def see(self, real: Scene) -> None:
        """How the reader is: what lies on it goes before every picture of the loop."""
        self._real = real
        self._show()

    def _turn(self) -> None:
        self._at = (self._at + 1) % len(SCENES)
        self._show()

    def _show(self) -> None:
        self._drawing.show_scene(SCENES[self._at] if self._real == SCENES[0] else self._real)
