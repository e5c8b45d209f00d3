"""A terminal that cannot be built says why, stays legible, looks again, and heals by itself."""

import json
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kiosk.config import Settings, load_settings
from kiosk.flow.conditions import OutOfService
from kiosk.flow.events import KeyTyped, LanguageChosen, Press, Pressed, StaffActChosen, StaffAsked
from kiosk.flow.pages import ClosedPage, Findings, Page, StaffDoor, StaffRoom
from kiosk.flow.pages.maintenance import DoorAsk, DoorTrouble
from kiosk.flow.roles import Role, StaffAct
from kiosk.flow.state import Kiosk
from kiosk.staff.accounts import Accounts
from kiosk.staff.door import Office, add
from kiosk.staff.pins import PinHasher, load_pepper, make_pepper
from kiosk.staff.shell_acts import ShellActs
from kiosk.store.clock import SystemClock
from kiosk.store.store import Store, open_store
from kiosk.terminal.screen import Screen
from tests.conftest import LogRecord

P = TypeVar("P", bound=Page)

CONFIG = """
[terminal]
id = "HZ07"
site = "hospital"
hospital_level = 3
region = "330100"
name = "市二医院"
name_en = "Hospital 2"
production = false
[reader]
name = "/nowhere"
kind = "samv_serial"
[printer]
url = "{printer}"
[upstream]
url = "https://127.0.0.1:9"
ca = "{pki}/ca.pem"
cert = "{pki}/terminal.pem"
key = "{pki}/terminal.key"
keys = "{pki}"
[store]
path = "store/outbox.db"
"""


def _settings(folder: Path, pki: Path, printer: str = "tcp://127.0.0.1:9") -> Settings:
    config = folder / "kiosk.toml"
    config.write_text(CONFIG.format(pki=pki, printer=printer), encoding="utf-8")
    settings = load_settings(config)
    assert isinstance(settings, Settings), settings
    return settings


class Shown:
    def __init__(self, settings: Settings) -> None:
        self.screen = Screen(settings)
        self.states: list[Kiosk] = []
        self.screen.shown.connect(self.states.append)
        self.screen.begin()

    @property
    def reason(self) -> OutOfService:
        page = self.states[-1].page
        assert isinstance(page, ClosedPage)
        return page.reason


@pytest.fixture
def show(qapp: QApplication, log: LogRecord) -> Iterator[Callable[[Settings], Shown]]:
    log.expected |= {
        "terminal.keys_unusable",
        "terminal.keys_of_another",
        "terminal.cannot_be_built",
        "terminal.store_unusable",
        "upstream.alarm",
        "service.state_changed",
        "terminal.store_opened_anew",
        "courier.store_salvaged",
    }
    made: list[Shown] = []

    def begin(settings: Settings) -> Shown:
        made.append(Shown(settings))
        return made[-1]

    yield begin
    assert all([one.screen.end() for one in made])


def test_missing_keys_close_the_terminal_in_every_language_until_they_come(
    show: Callable[[Settings], Shown], tmp_path: Path, pki: Path
) -> None:
    place = tmp_path / "keys"
    one = show(_settings(tmp_path, place))
    assert one.reason is OutOfService.SETUP
    one.screen.loop.post(LanguageChosen(language="en"))
    QTest.qWait(20)
    assert one.states[-1].preferences.language == "en"
    one.screen.begin()
    assert one.states[-1].preferences.language == "en"
    place.symlink_to(pki)
    one.screen.begin()
    assert one.screen.terminal is not None


def test_the_keys_of_another_terminal_close_it(
    show: Callable[[Settings], Shown], tmp_path: Path, pki: Path
) -> None:
    settings = _settings(tmp_path, pki)
    other = settings.model_copy(update={"terminal": settings.terminal.model_copy(update={"id": "HZ99"})})
    assert show(other).reason is OutOfService.SETUP


def test_a_store_in_use_closes_the_second_terminal(
    show: Callable[[Settings], Shown], tmp_path: Path, pki: Path
) -> None:
    settings = _settings(tmp_path, pki)
    first = show(settings)
    assert first.screen.terminal is not None
    assert show(settings).reason is OutOfService.STORE


def test_a_terminal_that_cannot_be_built_leaves_its_store_free(
    show: Callable[[Settings], Shown], tmp_path: Path, pki: Path
) -> None:
    wrong = show(_settings(tmp_path, pki, printer="tcp://"))
    assert wrong.reason is OutOfService.SETUP
    assert show(_settings(tmp_path, pki)).screen.terminal is not None


# --- staff before a closed terminal ---


def knocked(one: Shown) -> None:
    """The gesture was made."""
    one.screen.loop.post(StaffAsked())


def until(one: Shown, kind: type[P], holds: Callable[[P], bool] = lambda _page: True) -> P:
    """Let the terminal run until such a page is shown. Fails after 20 seconds."""
    deadline = time.monotonic() + 20
    while not (isinstance(page := one.states[-1].page, kind) and holds(page)):
        assert time.monotonic() < deadline, page
        QTest.qWait(5)
    return page


def admitted(settings: Settings) -> tuple[str, str]:
    """Number and one-time code of a technician; the keys' folder has the pepper."""
    folder = settings.store.path.parent
    make_pepper(settings.upstream.keys)
    office = Office(
        accounts=Accounts(folder),
        hasher=PinHasher(load_pepper(settings.upstream.keys)),
        clock=SystemClock(),
        record=ShellActs(folder).leave,
    )
    account, code = add(office, "李师傅", Role.TECHNICIAN)
    return account.number, code


def types(one: Shown, digits: str) -> None:
    for digit in digits:
        one.screen.loop.post(KeyTyped(key=digit))
    one.screen.loop.post(Pressed(press=Press.CONFIRM))


def signs_in(one: Shown, number: str, code: str) -> StaffRoom:
    knocked(one)
    until(one, StaffDoor)
    types(one, number)
    types(one, code)
    until(one, StaffDoor, lambda page: page.asks is DoorAsk.NEW_PIN)
    types(one, "271828")
    types(one, "271828")
    return until(one, StaffRoom, lambda page: page.look is not None)


def unenrolled(folder: Path, pki: Path) -> tuple[Settings, Path]:
    """A terminal with all but its own certificate, and where that belongs."""
    keys = folder / "keys"
    shutil.copytree(pki, keys)
    cert = keys / "terminal.pem"
    cert.rename(keys / "kept.pem")
    return _settings(folder, keys), cert


def test_staff_sign_in_at_an_unfit_terminal_see_why_mend_it_and_it_serves_when_they_leave(
    show: Callable[[Settings], Shown], tmp_path: Path, pki: Path, log: LogRecord
) -> None:
    log.expected.add("printer.status_changed")
    settings, cert = unenrolled(tmp_path, pki)
    number, code = admitted(settings)
    one = show(settings)
    assert one.reason is OutOfService.SETUP
    look = signs_in(one, number, code).look
    assert look is not None
    wrong = {check.name.en: check for check in look.checks if not check.ok}
    assert "terminal.pem" in wrong["Keys"].detail.en
    assert wrong["Keys"].remedy is not None
    one.screen.loop.post(StaffActChosen(act=StaffAct.RETRY_ALL))
    said = until(one, StaffRoom, lambda page: page.said is not None)
    assert (said.well, said.said and said.said.en) == (
        False, "Nothing is sent while the terminal is closed; it will be, by itself",
    )  # fmt: skip
    cert.with_name("kept.pem").rename(cert)
    assert one.screen.terminal is None
    one.screen.loop.post(Pressed(press=Press.QUIT))
    until(one, ClosedPage)
    assert one.screen.terminal is not None
    entries = [json.loads(entry)["event"] for entry in one.screen.terminal.store.audit.entries()]
    assert [name for name in entries if name.startswith("staff.")] == [
        "staff.admitted", "staff.signed_in", "staff.pin_set", "staff.signed_out",
    ]  # fmt: skip


def test_nothing_is_built_anew_under_the_hands_of_staff_and_the_store_is_free_when_they_left(
    show: Callable[[Settings], Shown], tmp_path: Path, pki: Path, log: LogRecord
) -> None:
    log.expected.add("printer.status_changed")
    settings, cert = unenrolled(tmp_path, pki)
    one = show(settings)
    knocked(one)
    until(one, StaffDoor)
    cert.with_name("kept.pem").rename(cert)
    one.screen.look_again()
    assert one.screen.terminal is None
    cert.rename(cert.with_name("kept.pem"))
    one.screen.loop.post(Pressed(press=Press.BACK))
    until(one, ClosedPage)
    store = open_store(settings.store.path, terminal="HZ07", clock=SystemClock())
    assert isinstance(store, Store)
    store.close()


def test_a_store_that_cannot_be_opened_lets_nobody_in_and_says_who_can_do_what(
    show: Callable[[Settings], Shown], tmp_path: Path, pki: Path
) -> None:
    settings = _settings(tmp_path, pki)
    first = show(settings)
    assert first.screen.terminal is not None
    second = show(settings)
    knocked(second)
    page = until(second, Findings, lambda page: page.look is not None)
    assert page.trouble is DoorTrouble.STORE
    assert first.screen.end()
    second.screen.loop.post(Pressed(press=Press.CONFIRM))
    until(second, ClosedPage, lambda page: page.reason is not OutOfService.STORE)
    assert second.screen.terminal is not None


def test_a_terminal_without_staff_says_so_and_what_is_wrong(
    show: Callable[[Settings], Shown], tmp_path: Path, pki: Path, log: LogRecord
) -> None:
    log.expected.add("printer.status_changed")
    settings, _ = unenrolled(tmp_path, pki)
    one = show(settings)
    knocked(one)
    until(one, StaffDoor)
    types(one, "01")
    types(one, "271828")
    page = until(one, Findings, lambda page: page.look is not None)
    assert page.trouble is DoorTrouble.NOT_SET_UP


# --- a store that goes bad under the running terminal ---


def ticks(one: Shown) -> None:
    """A minute is over."""
    assert one.screen.terminal is not None
    one.screen.loop.post(one.screen.terminal.clock_tick())


def reopened(one: Shown, before: object) -> None:
    """Until another terminal serves behind the same screen."""
    deadline = time.monotonic() + 20
    while one.screen.terminal in {None, before}:
        assert time.monotonic() < deadline
        QTest.qWait(5)


def test_a_store_that_is_taken_away_under_the_terminal_is_begun_anew_and_brought_over(
    show: Callable[[Settings], Shown], tmp_path: Path, pki: Path, log: LogRecord
) -> None:
    settings = _settings(tmp_path, pki)
    one = show(settings)
    before = one.screen.terminal
    assert before is not None
    for file in settings.store.path.parent.glob("outbox.db*"):
        file.unlink()
    ticks(one)
    reopened(one, before)
    assert settings.store.path.exists()
    assert list(settings.store.path.parent.glob("*.damaged-*")) != []
    assert [entry["event"] for entry in log].count("terminal.store_opened_anew") == 1


def test_a_store_that_is_damaged_again_at_once_stays_closed_for_a_while(
    show: Callable[[Settings], Shown], tmp_path: Path, pki: Path, log: LogRecord
) -> None:
    settings = _settings(tmp_path, pki)
    one = show(settings)
    first = one.screen.terminal
    settings.store.path.unlink()
    ticks(one)
    reopened(one, first)
    second = one.screen.terminal
    settings.store.path.unlink()
    ticks(one)
    until(one, ClosedPage, lambda page: page.reason is OutOfService.STORE)
    QTest.qWait(50)
    assert one.screen.terminal is second
    assert [entry["event"] for entry in log].count("terminal.store_opened_anew") == 1


def test_what_makes_a_terminal_unfit_is_logged_once_until_it_changes(
    show: Callable[[Settings], Shown], tmp_path: Path, pki: Path, log: LogRecord
) -> None:
    settings, cert = unenrolled(tmp_path, pki)
    one = show(settings)
    for _ in range(3):
        one.screen.look_again()
    cert.write_text("no certificate")
    for _ in range(3):
        one.screen.look_again()
    told = [entry["fault"] for entry in log if entry["event"] == "terminal.keys_unusable"]
    assert told == ["missing", "not_a_key"]
