"""One visit on the off-screen terminal, kept as what a finger does and what the eye sees before it.

The machine's screen has the same size, fonts and pages: so the same places are to be touched there, once it
shows the same picture.
"""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QMouseEvent

from deploy.stand.signature import SIGNATURE
from deploy.stand.stand import Stand
from deploy.stand.tour import Hands, Tour
from deploy.stand.visit import CARD, PHONE
from hardware.simulator.card_file import load_card_file
from kiosk.config import Settings, load_settings
from kiosk.flow.visit import Service
from kiosk.terminal.headless import state_name
from kiosk.terminal.screen import Screen
from kiosk.terminal.visitor import Wish
from kiosk.ui.app import make_application

_KINDS = {
    QEvent.Type.MouseButtonPress: "down",
    QEvent.Type.MouseMove: "move",
    QEvent.Type.MouseButtonRelease: "up",
}
_VISIT_MS = 180_000


@dataclass(frozen=True)
class Act:
    """One thing a person does: `down`, `move`, `up` at a pixel; `put` or `pull` a card."""

    kind: str
    x: int = 0
    y: int = 0


@dataclass(frozen=True)
class Step:
    """What the eye waits for, and what the hands do then."""

    page: str
    picture: Path
    acts: tuple[Act, ...]


class _Watcher(QObject):
    """Sees every mouse event of the application, once."""

    def __init__(self, screen: Screen, folder: Path) -> None:
        super().__init__()
        self._screen = screen
        self._folder = folder
        self._acts: list[Act] = []
        self.steps: list[Step] = []
        folder.mkdir(parents=True, exist_ok=True)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        kind = _KINDS.get(event.type())
        if kind and isinstance(event, QMouseEvent):
            place = self._screen.window.mapFromGlobal(event.globalPosition())
            act = Act(kind, round(place.x()), round(place.y()))
            if not self._acts or self._acts[-1] != act:
                self._note(act)
        return False

    def hand(self, kind: str) -> None:
        """A card is put on or taken away."""
        self._note(Act(kind))

    def _note(self, act: Act) -> None:
        if not self._acts:
            self._begin()
        self._acts.append(act)
        if act.kind in {"up", "put", "pull"}:
            self.steps[-1] = Step(self.steps[-1].page, self.steps[-1].picture, tuple(self._acts))
            self._acts = []

    def _begin(self) -> None:
        terminal = self._screen.terminal
        page = state_name(terminal.kiosk.page) if terminal else "closed"
        picture = self._folder / f"{len(self.steps):02d}-{page}.png"
        self._screen.window.grab_png(picture)
        self.steps.append(Step(page, picture, ()))


def record(stand: Stand, folder: Path) -> list[Step]:
    """Make the visit on the stand; the last step is the welcome page that it ends on."""
    settings = load_settings(stand.config)
    if not isinstance(settings, Settings):
        raise TypeError(str(settings))
    application = make_application(["recording"])
    screen = Screen(settings)
    watcher = _Watcher(screen, folder)
    application.installEventFilter(watcher)
    wish = Wish(service=Service.REPORT_AND_REPLACE, phone=PHONE, signature=SIGNATURE)

    def put_card() -> None:
        watcher.hand("put")
        stand.slot.put(load_card_file(CARD).card())

    def pull_card() -> None:
        watcher.hand("pull")
        stand.slot.pull()

    tour = Tour(screen, wish, folder / "pages", Hands(put_card, pull_card, application.quit))
    screen.begin()
    screen.window.show()
    QTimer.singleShot(0, tour.start)
    QTimer.singleShot(_VISIT_MS, application.quit)
    application.exec()
    watcher.hand("end")
    screen.end()
    return watcher.steps
