"""A terminal that cannot be built says why, stays legible, looks again, and heals by itself."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kiosk.config import Settings, load_settings
from kiosk.flow.conditions import OutOfService
from kiosk.flow.events import LanguageChosen
from kiosk.flow.pages import ClosedPage
from kiosk.flow.state import Kiosk
from kiosk.terminal.screen import Screen
from tests.conftest import LogRecord

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
