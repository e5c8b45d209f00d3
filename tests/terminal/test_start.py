"""`kiosk run` shows its first page at once; the terminal takes over with all that was said meanwhile."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from kiosk.config import Settings, SettingsFault, load_settings
from kiosk.flow.events import Event, LanguageChosen, Press, Pressed
from kiosk.flow.pages import ClosedPage, Help, Welcome
from kiosk.flow.state import Kiosk
from kiosk.terminal.display import NO_DISPLAY, missing_display
from kiosk.terminal.front import Front
from kiosk.terminal.loading import checked
from kiosk.terminal.opening import Opening
from kiosk.terminal.out_of_order import OutOfOrderPage
from kiosk.terminal.panel import Panel, panel_at_once, panel_of
from kiosk.terminal.screen import Screen
from kiosk.terminal.start import run
from tests.conftest import LogRecord

NEEDED = """
[terminal]
id = "HZ07"
site = "outlet"
region = "330100"
name = "市民中心"
name_en = "Civic centre"
production = false
{terminal}
[reader]
name = "/nowhere"
kind = "samv_serial"
[printer]
url = "tcp://127.0.0.1:9"
[upstream]
url = "https://127.0.0.1:9"
ca = "pki/ca.pem"
cert = "pki/terminal.pem"
key = "pki/terminal.key"
keys = "pki"
[store]
path = "store/outbox.db"
{screen}
"""
ALL_SAID = {
    "terminal": 'desk = "左手边"\ndesk_en = "left"\nlanguage = "en"\ntimezone = "Asia/Urumqi"',
    "screen": '[screen]\nwidth = 1080\nheight = 1920\npx_per_mm = 4\nbottom_mm = 700\ntheme = "high"',
}


def _file(folder: Path, terminal: str = "", screen: str = "") -> Path:
    file = folder / "kiosk.toml"
    file.write_text(NEEDED.format(terminal=terminal, screen=screen), encoding="utf-8")
    return file


def _seen(panel: Panel | None) -> tuple[object, ...]:
    assert panel is not None
    return panel.screen, panel.place, panel.wishes, panel.now.tzinfo, panel.recordings


@pytest.mark.parametrize("said", [{}, ALL_SAID], ids=["as little as can be", "everything"])
def test_the_first_page_finds_in_the_settings_what_the_check_finds(
    tmp_path: Path, said: dict[str, str]
) -> None:
    file = _file(tmp_path, **said)
    settings = load_settings(file)
    assert isinstance(settings, Settings)
    assert _seen(panel_at_once(file)) == _seen(panel_of(settings))


@pytest.mark.parametrize(
    "said",
    [
        {"screen": '[screen]\nwidth = "1080"'},
        {"screen": '[screen]\ntheme = "pink"'},
        {"screen": "[[screen]]"},
        {"screen": "[scr"},
        {"terminal": 'timezone = "Asia/Nowhere"'},
    ],
)
def test_settings_that_the_first_page_cannot_use_are_left_to_the_check(
    tmp_path: Path, said: dict[str, str]
) -> None:
    assert panel_at_once(_file(tmp_path, **said)) is None


def test_without_a_settings_file_there_is_no_first_page(tmp_path: Path) -> None:
    assert panel_at_once(tmp_path / "none.toml") is None


class Opened:
    def __init__(self, folder: Path) -> None:
        panel = panel_at_once(_file(folder))
        assert panel is not None
        self.front = Front(panel)
        self.opening = Opening(self.front)
        self.front.window.show()

    def say(self, event: Event) -> None:
        self.front.loop.post(event)
        QTest.qWait(20)

    @property
    def kiosk(self) -> Kiosk:
        return self.front.window.page_widget().context.kiosk


@pytest.fixture
def opened(qapp: QApplication, tmp_path: Path) -> Opened:
    return Opened(tmp_path)


def test_the_first_page_does_not_yet_promise_a_service(opened: Opened) -> None:
    assert isinstance(opened.kiosk.page, Welcome)
    assert opened.kiosk.conditions.starting
    opened.say(Pressed(press=Press.START))
    assert isinstance(opened.kiosk.page, Welcome)


def test_languages_and_help_answer_before_the_terminal_is_there(opened: Opened) -> None:
    opened.say(LanguageChosen(language="en"))
    assert opened.kiosk.preferences.language == "en"
    opened.say(Pressed(press=Press.HELP))
    assert isinstance(opened.kiosk.page, Help)


def test_what_was_said_is_said_again_to_the_terminal_that_takes_over(opened: Opened) -> None:
    told: list[Event] = [LanguageChosen(language="en"), Pressed(press=Press.START)]
    for event in told:
        opened.say(event)
    heard: list[Event] = []
    opened.opening.hand_over(heard.append)
    opened.say(Pressed(press=Press.HELP))
    assert heard == told
    assert not isinstance(opened.kiosk.page, Help)


def test_a_terminal_that_is_not_fit_closes_in_the_language_that_was_chosen(
    opened: Opened, tmp_path: Path, log: LogRecord
) -> None:
    log.expected |= {"terminal.keys_unusable"}
    opened.say(LanguageChosen(language="en"))
    settings = load_settings(tmp_path / "kiosk.toml")
    assert isinstance(settings, Settings)
    screen = Screen(settings, opened.front)
    states: list[Kiosk] = []
    screen.shown.connect(states.append)
    screen.begin()
    opened.opening.hand_over(screen.handle)
    assert isinstance(states[-1].page, ClosedPage)
    assert states[-1].preferences.language == "en"
    assert not states[-1].conditions.starting
    assert screen.end()


def test_settings_that_are_not_good_are_told_and_are_the_answer_of_the_loading(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fault = checked(_file(tmp_path, screen="[scren]\nwidth = 1080"))
    assert isinstance(fault, SettingsFault)
    assert "scren" in str(fault)
    assert str(fault) in capsys.readouterr().err


@pytest.mark.parametrize(
    ("wrong", "told"),
    [("tcp://", "[printer] url"), ('tcp://127.0.0.1:9"\nconfirm = "no', "[printer] confirm")],
)
def test_what_only_the_devices_know_of_the_settings_is_a_fault_too(
    tmp_path: Path, wrong: str, told: str
) -> None:
    file = _file(tmp_path)
    file.write_text(file.read_text(encoding="utf-8").replace("tcp://127.0.0.1:9", wrong), encoding="utf-8")
    assert told in str(checked(file))


def test_a_log_that_cannot_be_written_does_not_keep_the_terminal_from_its_work(tmp_path: Path) -> None:
    file = _file(tmp_path, screen='[log]\npath = "/proc/nowhere/kiosk.log"')
    check = f"from kiosk.terminal.loading import *; print(type(checked(Path({str(file)!r}))))"
    program = subprocess.run(
        [sys.executable, "-c", check], capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    assert "Settings" in program.stdout
    assert "log.not_written" in program.stderr


def _kiosk(*words: str, **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "kiosk.cli", *words],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"} | environment,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.real
@pytest.mark.parametrize("fault", ["[screen]\nwidth = 1", "[scr"])
def test_the_program_tells_the_fault_of_its_settings_stays_and_ends_with_it_when_they_change(
    tmp_path: Path, fault: str
) -> None:
    file = _file(tmp_path, screen=fault)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(str(tmp_path / "notify"))
        systemd.settimeout(60)
        program = _kiosk("run", "--config", str(file), NOTIFY_SOCKET=str(tmp_path / "notify"))
        assert [systemd.recv(100), systemd.recv(100)] == [b"STATUS=idle", b"READY=1"]
        assert program.poll() is None
        _file(tmp_path)
        _, told = program.communicate(timeout=60)
    assert program.returncode == 78
    assert "kiosk.toml" in told


def test_the_page_in_place_of_a_dark_screen_says_it_in_both_languages_and_for_staff(
    qapp: QApplication, tmp_path: Path
) -> None:
    fault = checked(_file(tmp_path, terminal="hospital_level = 9\nsecret = 1"))
    assert isinstance(fault, SettingsFault)
    page = OutOfOrderPage(fault)
    words = "\n".join(label.text() for label in page.findChildren(QLabel))
    for said in ("暂停服务", "Out of service", "12333", "[terminal] hospital_level", "[terminal] secret"):
        assert said in words


def test_a_long_list_of_faults_is_cut(qapp: QApplication) -> None:
    page = OutOfOrderPage(SettingsFault(tuple(f"line {number}" for number in range(9))))
    words = page.findChildren(QLabel)[-1].text()
    assert "line 5" in words
    assert "line 6" not in words
    assert "(+3)" in words


@pytest.mark.real
def test_the_program_is_ready_behind_its_first_page_and_ends_in_order(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(str(tmp_path / "notify"))
        systemd.settimeout(60)
        program = _kiosk("run", "--config", str(_file(tmp_path)), NOTIFY_SOCKET=str(tmp_path / "notify"))
        told = [systemd.recv(100)]
        while told[-1] != b"READY=1":
            told.append(systemd.recv(100))
        program.send_signal(signal.SIGTERM)
        program.communicate(timeout=60)
    assert told == [b"STATUS=idle", b"READY=1"]
    assert program.returncode == 0


# --- no display ---


@pytest.fixture
def displayless(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """A shell that is in nobody's session."""
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    return monkeypatch


def test_without_a_display_a_fault_in_the_settings_is_still_told_first(
    displayless: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert displayless is not None
    assert run(_file(tmp_path, terminal="hospital_level = 9")) == 78
    assert "hospital_level" in capsys.readouterr().err


def test_a_missing_display_is_named_and_has_an_exit_code_of_its_own(
    displayless: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert displayless is not None
    assert run(_file(tmp_path)) == NO_DISPLAY
    assert capsys.readouterr().err.startswith("no display: neither WAYLAND_DISPLAY nor DISPLAY is set")


def test_a_display_that_does_not_answer_is_named_and_one_that_does_is_not(tmp_path: Path) -> None:
    there = {"XDG_RUNTIME_DIR": str(tmp_path), "WAYLAND_DISPLAY": "wayland-9"}
    assert "wayland-9" in missing_display(there)
    with socket.socket(socket.AF_UNIX) as compositor:
        compositor.bind(str(tmp_path / "wayland-9"))
        compositor.listen()
        assert missing_display(there) == ""
    assert ":4711" in missing_display({"DISPLAY": ":4711"})


@pytest.mark.parametrize(
    "environ",
    [{"QT_QPA_PLATFORM": "linuxfb:fb=/dev/fb0"}, {"QT_QPA_PLATFORM": "offscreen"}, {"DISPLAY": "desk:0"}],
)
def test_what_needs_no_display_server_here_is_left_to_qt(environ: dict[str, str]) -> None:
    assert missing_display(environ) == ""
