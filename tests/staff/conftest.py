"""A terminal's folder with settings, keys and store, without any device."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.config import Settings, SettingsFault, load_settings
from kiosk.gateway.authority import issue_terminal, make_authority
from kiosk.store.clock import ClockQuality, Moment

NOW = datetime(2026, 11, 22, 2, 35, tzinfo=UTC)


class Clock:
    """A clock that the test sets; moves by hand."""

    def __init__(self) -> None:
        self.wall = NOW
        self.mono_ns = 1_000_000_000
        self.boot_id = "boot-1"
        self.quality = ClockQuality.SYNCED

    def __call__(self) -> Moment:
        return Moment(wall=self.wall, boot_id=self.boot_id, mono_ns=self.mono_ns, quality=self.quality)

    def wait(self, seconds: float) -> None:
        self.mono_ns += round(seconds * 1_000_000_000)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A gateway's folder with its authority, and the keys of terminal HZ07 below `keys`."""
    folder = tmp_path_factory.mktemp("authority")
    make_authority(folder)
    issue_terminal(folder, "HZ07", folder / "keys")
    return folder


@pytest.fixture
def config(tmp_path: Path, authority: Path) -> Path:
    """The settings file of an enrolled terminal that was never started."""
    keys = authority / "keys"
    path = tmp_path / "kiosk.toml"
    path.write_text(
        f"""
[terminal]
id = "HZ07"
site = "outlet"
region = "330100"
name = "市民中心"
name_en = "Citizens' Centre"
production = false
[reader]
name = "Virtual PCD"
[printer]
url = "tcp://127.0.0.1:9"
[upstream]
url = "https://127.0.0.1:9"
ca = "{keys}/ca.pem"
cert = "{keys}/terminal.pem"
key = "{keys}/terminal.key"
keys = "{keys}"
[store]
path = "store/buka.db"
"""
    )
    return path


@pytest.fixture
def settings(config: Path) -> Settings:
    loaded = load_settings(config)
    assert not isinstance(loaded, SettingsFault), loaded
    return loaded


Edit = Callable[[str, str], None]


@pytest.fixture
def edit(config: Path) -> Edit:
    """Replace a text in the settings file."""

    def replaced(old: str, new: str) -> None:
        text = config.read_text()
        assert old in text
        config.write_text(text.replace(old, new))

    return replaced
