"""A terminal's keys from a real authority, and a loop that keeps what is posted."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from kiosk.flow.events import Event
from kiosk.gateway.authority import issue_terminal, make_authority
from kiosk.ui.app import make_application
from kiosk.upstream.keys import TerminalKeys, load_keys


class KeptLoop:
    """Keeps what is posted, and the timers."""

    def __init__(self) -> None:
        self.posted: list[Event] = []
        self.timers: dict[int, float] = {}

    def post(self, event: Event) -> None:
        self.posted.append(event)

    def set_timer(self, token: int, seconds: float) -> None:
        self.timers[token] = seconds

    def cancel_timer(self, token: int) -> None:
        self.timers.pop(token, None)


@pytest.fixture
def loop() -> KeptLoop:
    return KeptLoop()


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    """The application as the terminal makes it."""
    application = QApplication.instance()
    return application if isinstance(application, QApplication) else make_application(["test"])


@pytest.fixture(scope="session")
def pki(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pki")
    make_authority(folder)
    issue_terminal(folder, "HZ07", folder / "terminal")
    return folder / "terminal"


@pytest.fixture(scope="session")
def keys(pki: Path) -> TerminalKeys:
    loaded = load_keys(ca=pki / "ca.pem", cert=pki / "terminal.pem", key=pki / "terminal.key", keys=pki)
    assert isinstance(loaded, TerminalKeys), loaded
    return loaded
