"""A gateway, terminals that are enrolled there, and their shells."""

import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from kiosk.cli import application
from kiosk.gateway.stand import make_stand
from kiosk.store.filing import Filed
from tests.commands.enrolled import Kiosk, file, settings
from tests.gateway.live import SAMPLES, Stand, running

_ordinal = count(1)


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stand]:
    folder = tmp_path_factory.mktemp("gateway")
    config = make_stand(folder / "g", people=SAMPLES / "people.toml", requests_a_minute=100_000)
    with running(config) as stand:
        yield stand


@pytest.fixture
def config(gateway: Stand, tmp_path: Path) -> Path:
    """Settings of a terminal that is enrolled; each is new, for the gateway remembers their audit."""
    name = f"HZ{next(_ordinal):04d}"
    gateway.terminal(name)
    shutil.copytree(gateway.folder / name, tmp_path / "keys")
    return settings(tmp_path, name, gateway.url)


@pytest.fixture
def kiosk(config: Path, monkeypatch: pytest.MonkeyPatch) -> Kiosk:
    """A command at this terminal's shell."""
    monkeypatch.setattr("kiosk.commands.terminal.open_log", lambda _: None)

    def run(*words: str | Path) -> Result:
        return CliRunner().invoke(application(str(words[0])), [*map(str, words), "--config", str(config)])

    return run


@pytest.fixture
def waiting(gateway: Stand, config: Path) -> Filed:
    """One submission that waits to be sent."""
    return file(gateway, config)[0]
