"""The disk, the store and the keys go bad under the running screen: the truth in words, nothing lost."""

import json
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from deploy.stand.stand import Stand, StandOptions
from hardware.simulator.card_file import CardFile
from kiosk.flow import pages as p
from kiosk.flow.conditions import OutOfService
from kiosk.flow.events import Press, Pressed
from kiosk.flow.pages.maintenance import DoorAsk
from kiosk.flow.state import Kiosk
from kiosk.flow.visit import Standing
from kiosk.store.store import Store
from kiosk.terminal.visitor import Wish
from kiosk.ui.app import make_application
from kiosk.ui.staff_gesture import TAPS
from tests.conftest import LogRecord
from tests.journeys.at_screen import REPORT, Person, settings_of
from tests.journeys.newcomers import newcomers, people_file
from tests.journeys.test_staff import Run, admitted

pytestmark = [pytest.mark.real, pytest.mark.faults]
_PEOPLE = 8
_OF_THE_STAND = ("relay", "printer-", "virtual-card", "simulated-printer")
_MIB = 1 << 20
_DISK_MIB = 200
"""The terminal wants 64 MiB free beside its ballast of 16, and ext4 keeps a tenth for itself."""


class Guest(Person):
    """A person before a terminal that may be closed for good."""

    @property
    def kiosk(self) -> Kiosk:
        screen = self.screen
        if screen.terminal is not None:
            return screen.terminal.kiosk
        assert screen._closed is not None
        return screen._closed.kiosk

    @property
    def store(self) -> Store:
        assert self.screen.terminal is not None
        return self.screen.terminal.store

    @property
    def numbers(self) -> set[str]:
        """Of all that the store holds."""
        rows = self.store.queue.rows(settled=True)
        assert isinstance(rows, list)
        return {row.number for row in rows}

    def a_minute_passes(self) -> None:
        """By the terminal's own clock."""
        self.screen._tick()

    def goes(self, wish: Wish) -> None:
        """Takes the card, and the next one is there at once."""
        self.go_on(wish, p.Goodbye)
        self.screen.loop.post(Pressed(press=Press.CONFIRM))

    def until_closed(self, reason: OutOfService) -> None:
        self.until(lambda: getattr(self.page, "reason", None) is reason, f"closed for {reason}")

    def until_asked(self, question: DoorAsk) -> None:
        self.until(lambda: getattr(self.page, "asks", None) is question, question.value)

    def types(self, digits: str) -> None:
        QTest.qWait(370)  # the screen's guard
        for digit in digits:
            self.fingers.click(f"key_{digit}")
            QTest.qWait(20)  # the key is posted to the flow
        self.click("confirm")

    def knocks(self) -> None:
        """The staff gesture, by the finger."""
        for _ in range(TAPS):
            QTest.mouseClick(self.screen.window, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
            QTest.qWait(60)


Start = Callable[[], Guest]


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    """The application as the terminal makes it."""
    application = QApplication.instance()
    return application if isinstance(application, QApplication) else make_application(["test"])


@pytest.fixture(scope="module")
def whole_stand(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stand]:
    people = people_file(tmp_path_factory.mktemp("people") / "people.toml", _PEOPLE)
    with Stand(StandOptions(out=tmp_path_factory.mktemp("troubles"), people=people, rows_per_s=0.0)) as stand:
        yield stand


@pytest.fixture(scope="module")
def cards() -> Iterator[CardFile]:
    return newcomers(_PEOPLE)


@pytest.fixture
def start(stand: Stand, cards: Iterator[CardFile], qapp: QApplication) -> Iterator[Start]:
    """Switch the terminal on for a person whom nobody has served yet; off at the end, no thread left."""
    running: list[Guest] = []
    before = set(threading.enumerate())

    def begin() -> Guest:
        running.append(Guest(stand, settings_of(stand), next(cards)))
        return running[-1]

    yield begin
    assert all([guest.leave() for guest in running if guest.screen.terminal or guest.screen._closed])
    names = {thread.name for thread in set(threading.enumerate()) - before}
    assert [name for name in names if not name.startswith(_OF_THE_STAND)] == []


@pytest.fixture
def small_disk(stand: Stand, tmp_path: Path) -> Iterator[Path]:
    """The terminal's own state on an ext4 of its own, as on its partition: the doctor trusts no tmpfs.

    Asked for before `start`, so that it is there until the terminal has ended.
    """
    state, image, kept = stand.config.parent / "store", tmp_path / "disk.img", tmp_path / "kept"
    subprocess.run(["truncate", "-s", f"{_DISK_MIB}M", image], check=True)
    subprocess.run(["/usr/sbin/mkfs.ext4", "-q", "-m", "0", "-F", image], check=True)
    shutil.copytree(state, kept)
    mounted = subprocess.run(["mount", "-o", "loop", image, state], check=False, capture_output=True)
    if mounted.returncode:
        pytest.skip("mounting a disk needs root and a loop device")
    shutil.copytree(kept, state, dirs_exist_ok=True)
    yield state
    subprocess.run(["umount", "--lazy", state], check=True)


@pytest.fixture
def unenrolled(stand: Stand) -> Iterator[Callable[[], None]]:
    """The terminal's certificate is gone until this is called."""
    cert = stand.config.parent / "keys" / "terminal.pem"
    kept = cert.rename(cert.with_name("kept.pem"))

    def put_back() -> None:
        if kept.exists():
            kept.rename(cert)

    yield put_back
    put_back()


def fill(disk: Path) -> Path:
    """Somebody else takes the room."""
    junk = disk / "junk"
    subprocess.run(["fallocate", "-l", f"{_free(disk) - 2 * _MIB}", junk], check=True)
    return junk


def _free(disk: Path) -> int:
    return shutil.disk_usage(disk).free


def test_a_disk_that_is_full_at_filing_promises_nothing_and_the_terminal_serves_again_when_there_is_room(
    small_disk: Path, start: Start, log: LogRecord
) -> None:
    log.expected |= {"staff.called", "service.state_changed"}
    me = start()
    me.until_ready()
    before = me.numbers
    me.go_on(REPORT, p.ConfirmLoss)
    junk = fill(small_disk)
    refused = me.go_on(REPORT, p.Refused)
    assert refused.refusal is p.Refusal.COULD_NOT_STORE
    assert me.acts == {}
    me.goes(REPORT)
    me.until_closed(OutOfService.STORE)
    junk.unlink()
    me.a_minute_passes()
    me.until_page(p.Welcome)
    result = me.go_on(REPORT, p.Result)
    assert result.visit.filed[-1].standing is Standing.IN_FORCE
    fill(small_disk)
    me.a_minute_passes()
    me.goes(REPORT)
    me.until_closed(OutOfService.STORE)
    assert me.numbers == before | set(me.acts)


def test_a_store_that_is_deleted_under_the_screen_is_brought_over_and_what_it_kept_still_arrives(
    start: Start, stand: Stand, kiosk: Run, log: LogRecord
) -> None:
    log.expected |= {
        "service.state_changed", "terminal.store_opened_anew", "courier.store_salvaged", "upstream.alarm"
    }  # fmt: skip
    assert stand.relay is not None
    me = start()
    me.until_ready()
    me.go_on(REPORT, p.ConfirmIdentity)
    stand.relay.cut()
    result = me.go_on(REPORT, p.Result)
    filed = result.visit.filed[-1]
    assert filed.standing is Standing.KEPT
    me.goes(REPORT)
    me.until_page(p.Welcome)
    before = me.screen.terminal
    for file in (stand.config.parent / "store").glob("outbox.db*"):
        file.unlink()
    me.a_minute_passes()
    me.until(lambda: me.screen.terminal not in {None, before}, "another terminal behind the screen")
    me.until_page(p.Welcome)
    me.until(lambda: filed.number in me.numbers, "what the deleted file held")
    stand.relay.mend()
    assert me.leave()
    told = json.loads(kiosk("sync", "--once", "--json").stdout)
    assert (told["in_force"], told["parked"], told["trouble"]) == (1, 0, "")


def test_staff_knock_at_a_closed_terminal_sign_in_see_why_and_leave_it_serving(
    start: Start, unenrolled: Callable[[], None], kiosk: Run, log: LogRecord
) -> None:
    log.expected.add("terminal.keys_unusable")
    number, code = admitted(kiosk)
    me = start()
    me.until_closed(OutOfService.SETUP)
    me.knocks()
    me.until_page(p.StaffDoor)
    me.types(number)
    me.until_asked(DoorAsk.SECRET)
    me.types(code)
    me.until_asked(DoorAsk.NEW_PIN)
    me.types("271828")
    me.until_asked(DoorAsk.REPEAT)
    me.types("271828")
    me.until(lambda: getattr(me.page, "look", None) is not None, "what was found")
    room = me.until_page(p.StaffRoom)
    assert room.look is not None
    assert any("terminal.pem" in check.detail.en for check in room.look.checks if not check.ok)
    unenrolled()
    me.click("quit")
    me.until(lambda: me.screen.terminal is not None, "a terminal that serves")
    me.until_page(p.Welcome)
