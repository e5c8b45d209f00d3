"""Staff at a real terminal: from the one-time code on the console to the slips and the closed page."""

import subprocess
import time
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication

from deploy.stand.stand import Stand
from kiosk.config import Settings, load_settings
from kiosk.flow.events import Event, KeyTyped, Press, Pressed, SectionChosen, StaffActChosen, StaffAsked
from kiosk.flow.pages import ClosedPage, Page, StaffDoor, StaffRoom, Welcome
from kiosk.flow.pages.maintenance import DoorAsk, Section
from kiosk.flow.roles import StaffAct
from kiosk.terminal.screen import Screen
from kiosk.ui.app import make_application
from tests.conftest import LogRecord

Run = Callable[..., subprocess.CompletedProcess[str]]


class Pressing:
    """Somebody at the screen of a running terminal."""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen

    @property
    def page(self) -> Page:
        assert self.screen.terminal is not None
        return self.screen.terminal.kiosk.page

    def until(self, happened: Callable[[Page], bool]) -> Page:
        """Let the terminal run until the page is so. Fails after 20 seconds."""
        deadline = time.monotonic() + 20
        while not happened(self.page):
            assert time.monotonic() < deadline, self.page
            QApplication.processEvents()
        return self.page

    def does(self, *events: Event) -> None:
        for event in events:
            self.screen.loop.post(event)

    def types(self, digits: str) -> None:
        self.does(*(KeyTyped(key=digit) for digit in digits), Pressed(press=Press.CONFIRM))

    def act(self, act: StaffAct) -> StaffRoom:
        self.does(SectionChosen(section=Section.DEVICES))
        self.until(lambda page: isinstance(page, StaffRoom) and page.said is None)
        self.does(StaffActChosen(act=act))
        page = self.until(lambda page: isinstance(page, StaffRoom) and page.said is not None)
        assert isinstance(page, StaffRoom)
        return page


@pytest.fixture
def person(stand: Stand, kiosk: Run) -> Iterator[tuple[Pressing, str]]:
    """A person with a one-time code at the running terminal."""
    told = kiosk("staff", "init", "--name", "李师傅").stdout
    settings = load_settings(stand.config)
    assert isinstance(settings, Settings)
    if not isinstance(QApplication.instance(), QApplication):
        make_application(["test"])
    screen = Screen(settings)
    screen.begin()
    screen.window.show()
    yield Pressing(screen), told.split("code ")[1].split(",")[0]
    assert screen.terminal is not None
    screen.terminal.store.service.resume("01")
    assert screen.end()
    screen.window.close()


def signs_in(person: Pressing, code: str) -> None:
    person.until(lambda page: isinstance(page, Welcome))
    person.does(StaffAsked())
    person.types("01")
    person.types(code)
    person.until(lambda page: isinstance(page, StaffDoor) and page.asks is DoorAsk.NEW_PIN)
    person.types("271828")
    person.types("271828")
    person.until(lambda page: isinstance(page, StaffRoom) and page.look is not None)


@pytest.mark.real
def test_staff_sign_in_test_the_devices_and_close_the_terminal(
    person: tuple[Pressing, str], stand: Stand, kiosk: Run, log: LogRecord
) -> None:
    log.expected.add("service.state_changed")
    somebody, code = person
    paper = stand.options.out / "paper"
    before = len(list(paper.iterdir()))
    signs_in(somebody, code)
    page = somebody.page
    assert isinstance(page, StaffRoom)
    assert page.look is not None
    assert [check.name.en for check in page.look.checks if not check.ok] == []
    for act in (StaffAct.TEST_READER, StaffAct.TEST_PRINTER, StaffAct.PRINT_READINESS):
        assert somebody.act(act).well
    somebody.until(lambda _page: len(list(paper.iterdir())) == before + 2)
    assert somebody.act(StaffAct.STOP_REPAIR).well
    somebody.does(Pressed(press=Press.QUIT))
    somebody.until(lambda page: isinstance(page, ClosedPage))
    assert kiosk("audit", "verify").returncode == 0
    assert kiosk("staff", "list").stdout.startswith("01  李师傅  supervisor")
