"""A person at the real off-screen terminal: looks at pages, presses real buttons, lays cards."""

import time
from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtTest import QTest

from deploy.stand.fingers import Fingers
from deploy.stand.signature import SIGNATURE
from deploy.stand.stand import Stand
from hardware.simulator.card_file import CardFile
from kiosk.config import Settings, load_settings
from kiosk.flow.current import visit_of
from kiosk.flow.pages import Goodbye, Page, PlaceDocument, TakeDocument, Welcome
from kiosk.flow.state import Kiosk
from kiosk.flow.visit import FiledAct, Service
from kiosk.terminal.screen import Screen
from kiosk.terminal.visitor import Wish, answer

P = TypeVar("P")
WISH = Wish(service=Service.REPORT_AND_REPLACE, phone="13800138000", signature=SIGNATURE)
REPORT = Wish(service=Service.REPORT_LOSS)
_PATIENCE = 20.0
"""Seconds: a journey that takes longer hangs."""
_LOOK_MS = 370
"""The screen's guard is 350 ms."""


def settings_of(stand: Stand, **sections: dict[str, Any]) -> Settings:
    settings = load_settings(stand.config)
    assert isinstance(settings, Settings), settings
    for name, changes in sections.items():
        section = getattr(settings, name).model_copy(update=changes)
        settings = settings.model_copy(update={name: section})
    return settings


class Person:
    """Begins the terminal, makes visits at it, and remembers everything that was shown and filed."""

    def __init__(self, stand: Stand, settings: Settings, card: CardFile | None = None) -> None:
        self.stand = stand
        self.card = card
        self.screen = Screen(settings)
        self.fingers = Fingers(self.screen)
        self.pages: list[Page] = []
        self.acts: dict[str, FiledAct] = {}
        self._lies = False
        self._looked_at: type[Page] | None = None
        self.screen.shown.connect(self._see)
        self.screen.begin()
        self.screen.window.show()

    @property
    def kiosk(self) -> Kiosk:
        assert self.screen.terminal is not None
        return self.screen.terminal.kiosk

    @property
    def page(self) -> Page:
        return self.kiosk.page

    def _see(self, kiosk: Kiosk) -> None:
        self.pages.append(kiosk.page)
        visit = visit_of(kiosk.page)
        if visit is not None:
            self.acts.update({act.number: act for act in visit.filed})

    def until(self, holds: Callable[[], bool], what: str, seconds: float = _PATIENCE) -> None:
        """Let the terminal run until something holds."""
        deadline = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < deadline, f"{what} did not come: {self.page!r:.300}"
            QTest.qWait(10)

    def until_page(self, kind: type[P], seconds: float = _PATIENCE) -> P:
        self.until(lambda: isinstance(self.page, kind), kind.__name__, seconds)
        page = self.page
        assert isinstance(page, kind)
        return page

    def until_ready(self) -> None:
        """The devices have said how they are."""
        self.until(lambda: self.kiosk.conditions.printer.value == "ready", "a ready printer")
        self.until_page(Welcome)

    def go_on(self, wish: Wish, until: type[P], seconds: float = _PATIENCE) -> P:
        """Answer every page as somebody with that wish does, until a page of that kind is shown."""
        deadline = time.monotonic() + seconds
        while not isinstance(self.page, until):
            assert time.monotonic() < deadline, f"{until.__name__} did not come: {self.page!r:.300}"
            self.act(wish)
            QTest.qWait(20)
        return self.page

    def act(self, wish: Wish) -> None:
        """What somebody with that wish does on this page, once."""
        page = self.page
        if isinstance(page, PlaceDocument) and not self._lies:
            self.lay_card()
        elif isinstance(page, TakeDocument) and self._lies:
            self.take_card()
        elif not isinstance(page, Goodbye) and (press := answer(page, wish)) is not None:
            self._look(page)
            if self.page is page:
                self.fingers.press(press)

    def _look(self, page: Page) -> None:
        """Right after a page change the screen takes no press."""
        if type(page) is not self._looked_at:
            self._looked_at = type(page)
            QTest.qWait(_LOOK_MS)

    def click(self, name: str) -> None:
        """Look, then press."""
        QTest.qWait(_LOOK_MS)
        self.fingers.click(name)

    def lay_card(self, card: CardFile | None = None) -> None:
        lying = card or self.card
        assert lying is not None
        self._lies = True
        self.stand.slot.put(lying.card())

    def take_card(self) -> None:
        self._lies = False
        self.stand.slot.pull()

    def leave(self) -> bool:
        """Switch the terminal off."""
        self.screen.window.close()
        return self.screen.end()
