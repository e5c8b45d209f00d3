"""The terminal is killed in a visit: what was promised is kept, the visit is gone, staff know."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from deploy.stand.stand import Stand
from hardware.simulator.card_file import CardFile
from kiosk.staff.last_seen import LastSeen
from kiosk.ui.app import make_application
from tests.conftest import LogRecord
from tests.journeys.at_screen import Person, settings_of

Run = Callable[..., subprocess.CompletedProcess[str]]
VISIT = """
import sys
from pathlib import Path
from PySide6.QtTest import QTest
from deploy.stand.fingers import Fingers
from kiosk.config import load_settings
from kiosk.flow.current import visit_of
from kiosk.flow.pages import PlaceDocument
from kiosk.terminal.screen import Screen
from kiosk.terminal.visitor import answer
from kiosk.ui.app import make_application
from tests.journeys.at_screen import REPORT

application = make_application(["killed"])
screen = Screen(load_settings(Path(sys.argv[1])))
fingers = Fingers(screen)
screen.begin()
screen.window.show()
while True:
    QTest.qWait(370)
    page = screen.terminal.kiosk.page
    visit = visit_of(page)
    if visit is not None and visit.filed:
        print("filed", visit.filed[0].number, flush=True)
        QTest.qWait(60_000)
    if not isinstance(page, PlaceDocument) and (press := answer(page, REPORT)) is not None:
        fingers.press(press)
"""
"""Somebody reports a loss at a screen of its own, and stands still once it is filed."""


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    """The application of a terminal."""
    application = QApplication.instance()
    return application if isinstance(application, QApplication) else make_application(["test"])


def killed_after_filing(config: Path) -> str:
    """The number that the screen had promised when the process was killed."""
    with subprocess.Popen(
        [sys.executable, "-c", VISIT, str(config)], stdout=subprocess.PIPE, text=True
    ) as terminal:
        assert terminal.stdout is not None
        said = next(line for line in terminal.stdout if line.startswith("filed "))
        os.kill(terminal.pid, signal.SIGKILL)
    return said.split()[1]


@pytest.mark.real
def test_a_terminal_killed_in_a_visit_keeps_what_it_promised_forgets_the_person_and_tells_staff(
    stand: Stand, kiosk: Run, newcomer: CardFile, qapp: QApplication, log: LogRecord
) -> None:
    assert qapp is not None
    log.expected.add("terminal.store_unusable")
    assert stand.relay is not None
    stand.relay.cut()
    stand.slot.put(newcomer.card())
    number = killed_after_filing(stand.config)
    stand.slot.pull()
    folder = settings_of(stand).store.path.parent
    assert LastSeen(folder).left_behind()
    person = Person(stand, settings_of(stand))
    person.until_ready()
    assert str(newcomer.fields["name"]) not in repr(person.kiosk)
    assert person.screen.terminal is not None
    rows = person.screen.terminal.store.queue.rows()
    assert isinstance(rows, list)
    assert number in [row.number for row in rows]
    assert person.leave()
    assert not LastSeen(folder).left_behind()
    assert kiosk("audit", "verify").returncode == 0
