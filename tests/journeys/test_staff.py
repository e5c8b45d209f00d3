"""Staff at a real terminal: from the one-time code on the console to the slips and the closed page."""

import json
import re
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from pypinyin import lazy_pinyin
from PySide6.QtWidgets import QApplication

from deploy.stand.stand import Stand
from hardware.simulator.card_file import CardFile, load_card_file
from kiosk.config import Settings, load_settings
from kiosk.flow.conditions import OutOfService, ReaderCondition
from kiosk.flow.events import (
    CharacterChosen,
    Event,
    KeyTyped,
    Press,
    Pressed,
    SectionChosen,
    ServiceChosen,
    StaffActChosen,
    StaffAsked,
)
from kiosk.flow.pages import ClosedPage, ConfirmIdentity, Page, Result, StaffDoor, StaffRoom, Welcome
from kiosk.flow.pages.maintenance import DoorAsk, DoorTrouble, Section
from kiosk.flow.roles import Role, StaffAct
from kiosk.flow.visit import Service
from kiosk.terminal.screen import Screen
from kiosk.ui.app import make_application
from tests.conftest import LogRecord
from tests.journeys.at_screen import REPORT, Person, settings_of
from tests.staff.piv import PIN, new_key, request_of, write_card

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

    def a_minute_passes(self) -> None:
        assert self.screen.terminal is not None
        self.does(self.screen.terminal.clock_tick())

    def types(self, digits: str) -> None:
        self.does(*(KeyTyped(key=digit) for digit in digits), Pressed(press=Press.CONFIRM))

    def act(self, act: StaffAct) -> StaffRoom:
        self.does(SectionChosen(section=Section.DEVICES))
        self.until(lambda page: isinstance(page, StaffRoom) and page.said is None)
        self.does(StaffActChosen(act=act))
        page = self.until(lambda page: isinstance(page, StaffRoom) and page.said is not None)
        assert isinstance(page, StaffRoom)
        return page


def admitted(kiosk: Run) -> tuple[str, str]:
    """Number and one-time code of a new supervisor, the terminal's first or another."""
    told = kiosk("staff", "init", "--name", "李师傅")
    if told.returncode:
        told = kiosk("staff", "add", "--name", "李师傅", "--role", "supervisor")
    found = re.search(r"staff number (\d\d), one-time code (\d{8})", told.stdout)
    assert found is not None, told.stderr
    return found[1], found[2]


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    """The application of a terminal."""
    application = QApplication.instance()
    return application if isinstance(application, QApplication) else make_application(["test"])


@pytest.fixture
def person(stand: Stand, kiosk: Run, qapp: QApplication) -> Iterator[tuple[Pressing, str, str]]:
    """A person with a staff number and a one-time code at the running terminal."""
    assert qapp is not None
    number, code = admitted(kiosk)
    settings = load_settings(stand.config)
    assert isinstance(settings, Settings)
    screen = Screen(settings)
    screen.begin()
    screen.window.show()
    yield Pressing(screen), number, code
    assert screen.terminal is not None
    screen.terminal.store.service.resume("01")
    assert screen.end()
    screen.window.close()


def signs_in(person: Pressing, number: str, code: str) -> None:
    person.until(lambda page: isinstance(page, Welcome))
    person.does(StaffAsked())
    person.types(number)
    person.types(code)
    person.until(lambda page: isinstance(page, StaffDoor) and page.asks is DoorAsk.NEW_PIN)
    person.types("271828")
    person.types("271828")
    person.until(lambda page: isinstance(page, StaffRoom) and page.look is not None)


@pytest.mark.real
def test_staff_sign_in_test_the_devices_and_close_the_terminal(
    person: tuple[Pressing, str, str], stand: Stand, kiosk: Run, log: LogRecord
) -> None:
    log.expected.add("service.state_changed")
    somebody, number, code = person
    paper = stand.options.out / "paper"
    before = len(list(paper.iterdir()))
    signs_in(somebody, number, code)
    page = somebody.page
    assert isinstance(page, StaffRoom)
    assert page.look is not None
    wrong = {check.name.en for check in page.look.checks if not check.ok}
    assert wrong <= {"Sound"}, "a machine that runs tests may have no loudspeaker"
    for act in (StaffAct.TEST_READER, StaffAct.TEST_PRINTER, StaffAct.PRINT_READINESS):
        assert somebody.act(act).well
    somebody.until(lambda _page: len(list(paper.iterdir())) == before + 2)
    assert somebody.act(StaffAct.STOP_REPAIR).well
    somebody.does(Pressed(press=Press.QUIT))
    somebody.until(lambda page: isinstance(page, ClosedPage))
    assert kiosk("audit", "verify").returncode == 0
    assert f"{number}  李师傅  supervisor" in kiosk("staff", "list").stdout


@pytest.mark.real
def test_a_shell_takes_the_running_terminal_out_of_service_and_back(
    person: tuple[Pressing, str, str], kiosk: Run, log: LogRecord
) -> None:
    log.expected.add("service.state_changed")
    somebody = person[0]
    somebody.until(lambda page: isinstance(page, Welcome))
    assert kiosk("staff", "out-of-service", "--reason", "cleaning").returncode == 0
    somebody.a_minute_passes()
    page = somebody.until(lambda page: isinstance(page, ClosedPage))
    assert isinstance(page, ClosedPage)
    assert page.reason is OutOfService.CLEANING
    assert kiosk("staff", "in-service").returncode == 0
    somebody.a_minute_passes()
    somebody.until(lambda page: isinstance(page, Welcome))


# --- with a staff card ---


@pytest.fixture
def walker(stand: Stand, qapp: QApplication) -> Iterator[Person]:
    """Somebody at the running terminal, nothing on the reader."""
    assert qapp is not None
    walker = Person(stand, settings_of(stand))
    yield walker
    assert walker.leave()


def issued(stand: Stand, kiosk: Run, folder: Path) -> tuple[str, ec.EllipticCurvePrivateKey]:
    """A certificate from the gateway's own command for a key that the card made."""
    key = new_key()
    request = folder / "card.csr"
    request.write_text(request_of(key))
    words = ("gateway", "staff-card", "李师傅", "--role", "technician", "--request", str(request))
    made = kiosk(*words, config=stand.gateway_config)
    assert made.returncode == 0, made.stderr
    return made.stdout, key


def shows_card(walker: Person, folder: Path, certificate: str, key: ec.EllipticCurvePrivateKey) -> None:
    """Make the gesture, lay the card down, type its PIN."""
    walker.screen.loop.post(StaffAsked())
    walker.until_page(StaffDoor)
    walker.lay_card(load_card_file(write_card(folder, certificate, key)))
    walker.until(lambda: getattr(walker.page, "asks", None) is DoorAsk.CARD_PIN, "the question for the PIN")
    for digit in PIN:
        walker.screen.loop.post(KeyTyped(key=digit))
    walker.screen.loop.post(Pressed(press=Press.CONFIRM))


def takes_card(walker: Person) -> None:
    """Away with it, and the reader has noticed."""
    walker.take_card()
    walker.until(lambda: walker.kiosk.conditions.reader is ReaderCondition.NO_CARD, "an empty reader")


def audited(walker: Person) -> list[dict[str, object]]:
    assert walker.screen.terminal is not None
    return [json.loads(entry) for entry in walker.screen.terminal.store.audit.entries()]


@pytest.mark.real
def test_a_copied_staff_card_is_named_and_the_real_one_opens_a_visit_for_somebody_without_an_id_card(
    walker: Person, stand: Stand, kiosk: Run, newcomer: CardFile, tmp_path: Path
) -> None:
    certificate, key = issued(stand, kiosk, tmp_path)
    walker.until_ready()
    shows_card(walker, tmp_path, certificate, new_key())
    walker.until(lambda: getattr(walker.page, "trouble", None) is DoorTrouble.FORGED_CARD, "the forgery")
    assert audited(walker)[-1]["cause"] == "card_forged"
    takes_card(walker)
    walker.screen.loop.post(Pressed(press=Press.QUIT))
    walker.until_page(Welcome)
    shows_card(walker, tmp_path, certificate, key)
    room = walker.until_page(StaffRoom)
    assert (room.name, room.role) == ("李师傅", Role.TECHNICIAN)
    walker.until(lambda: getattr(walker.page, "look", None) is not None, "the look")
    opens_visit(walker, newcomer)
    takes_card(walker)
    walker.go_on(REPORT, Result)
    (filed,) = (entry for entry in reversed(audited(walker)) if entry["event"] == "submission.filed")
    assert filed["clerk"] == "李师傅"
    assert any(entry["event"] == "visit.assisted" for entry in audited(walker))
    walker.go_on(REPORT, Welcome)


def opens_visit(walker: Person, newcomer: CardFile) -> None:
    """Service, number and name from the papers, then that they were compared."""
    post = walker.screen.loop.post
    post(StaffActChosen(act=StaffAct.ASSIST))
    post(ServiceChosen(service=Service.REPORT_LOSS))
    for key in str(newcomer.fields["number"]):
        post(KeyTyped(key=key))
    post(Pressed(press=Press.CONFIRM))
    for character in str(newcomer.fields["name"]):
        for letter in reading_of(character):
            post(KeyTyped(key=letter))
        post(CharacterChosen(character=character))
    post(Pressed(press=Press.CONFIRM))
    post(Pressed(press=Press.CONFIRM))
    walker.until_page(ConfirmIdentity)


def reading_of(character: str) -> str:
    """How somebody would spell it."""
    return lazy_pinyin(character, v_to_u=False)[0]
