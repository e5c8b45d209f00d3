"""One Qt application of the terminal, a window on a panel, and what it posts."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication

from kiosk.flow import pages as p
from kiosk.flow.events import Event, Touched
from kiosk.flow.preferences import Preferences
from kiosk.ui.app import make_application
from kiosk.ui.components.button import TouchButton
from kiosk.ui.sample_states import PLACE, sample_kiosk, sample_pages
from kiosk.ui.settings import ScreenSettings
from kiosk.ui.speech_script import Utterance
from kiosk.ui.window import KioskWindow

LANDSCAPE = ScreenSettings(bottom_mm=850)
PORTRAIT = ScreenSettings(width_px=1080, height_px=1920, bottom_mm=800)
PageType = TypeVar("PageType")


def sample(kind: type[PageType], name: str) -> PageType:
    """The sample page of this name, which is of this kind."""
    page = sample_pages()[name]
    assert isinstance(page, kind)
    return page


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    """The application as the terminal makes it."""
    application = QApplication.instance()
    return application if isinstance(application, QApplication) else make_application(["test"])


class Clock:
    """A monotonic clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class FakeSpeaker:
    """Remembers what it was told to say."""

    def __init__(self) -> None:
        self.said: list[tuple[Utterance, ...]] = []
        self.chimed: list[tuple[bytes, int]] = []
        self.stops = 0

    def say(self, script: tuple[Utterance, ...], preferences: Preferences) -> None:
        self.said.append(script)

    def chime(self, tone: bytes, volume: int) -> None:
        self.chimed.append((tone, volume))

    def stop(self) -> None:
        self.stops += 1


@dataclass
class Stage:
    """A window, its clock, its speaker, and the events it posted."""

    window: KioskWindow
    clock: Clock
    speaker: FakeSpeaker
    events: list[Event] = field(default_factory=list)

    def show(self, page: p.Page, preferences: Preferences | None = None) -> None:
        """Shows a state and lets the guard after a page change run out."""
        self.window.show_state(sample_kiosk(page, preferences))
        QApplication.processEvents()
        self.clock.now += 1

    def button(self, key: str) -> TouchButton:
        found = self.window.page_widget().findChild(TouchButton, key)
        assert found is not None, f"no button {key}"
        return found

    def posted(self) -> list[Event]:
        """Without the signs of presence."""
        return [event for event in self.events if not isinstance(event, Touched)]


@pytest.fixture
def stage_on(qapp: QApplication) -> Iterator[Callable[[ScreenSettings], Stage]]:
    """Makes windows on panels."""
    made: list[Stage] = []

    def make(screen: ScreenSettings) -> Stage:
        clock, speaker = Clock(), FakeSpeaker()
        events: list[Event] = []
        window = KioskWindow(screen, PLACE, events.append, speaker=speaker, clock=clock)
        stage = Stage(window, clock, speaker, events)
        window.show()
        window.activateWindow()
        made.append(stage)
        return stage

    QAccessible.setActive(True)
    yield make
    for stage in made:
        stage.window.close()
        stage.window.deleteLater()
    QApplication.sendPostedEvents()


@pytest.fixture
def stage(stage_on: Callable[[ScreenSettings], Stage]) -> Stage:
    """A landscape panel."""
    return stage_on(LANDSCAPE)
