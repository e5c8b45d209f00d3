"""One stand for all journeys: the real pcscd, printer wire, gateway and network."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from deploy.stand.stand import SAMPLES, Stand, StandOptions
from hardware.simulator.card_file import CardFile
from tests.journeys.newcomers import newcomers, people_file
from tests.journeys.visiting import Told

_NEWCOMERS = 20


@pytest.fixture(scope="module")
def whole_stand(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stand]:
    """The sample people, and one whom nobody has served yet for every test that files something."""
    people = people_file(tmp_path_factory.mktemp("people") / "people.toml", _NEWCOMERS)
    with people.open("a", encoding="utf-8") as file:
        file.write((SAMPLES / "people.toml").read_text(encoding="utf-8"))
    options = StandOptions(out=tmp_path_factory.mktemp("stand"), people=people, rows_per_s=0.0)
    with Stand(options) as stand:
        yield stand


@pytest.fixture(scope="module")
def unserved() -> Iterator[CardFile]:
    """What is left of them: tests run in any order, so none may meet a person of another."""
    return newcomers(_NEWCOMERS)


@pytest.fixture
def newcomer(unserved: Iterator[CardFile]) -> CardFile:
    """The ID card of a person whom nobody has served yet."""
    return next(unserved)


@pytest.fixture
def stand(whole_stand: Stand) -> Iterator[Stand]:
    """The stand with every device well again."""
    yield whole_stand
    whole_stand.slot.pull()
    assert whole_stand.relay is not None
    assert whole_stand.printer is not None
    whole_stand.relay.mend()
    whole_stand.printer.switch_power(True)
    whole_stand.printer.load_paper()


@pytest.fixture
def kiosk(stand: Stand) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run a command of the terminal."""

    def run(*words: str, config: Path | None = None) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "kiosk.cli", *words, "--config", str(config or stand.config)],
            capture_output=True, text=True, timeout=90, check=False,
        )  # fmt: skip

    return run


@pytest.fixture
def visit(kiosk: Callable[..., subprocess.CompletedProcess[str]]) -> Callable[..., Told]:
    """Make one visit without a screen."""

    def make(service: str, *words: str, config: Path | None = None) -> Told:
        done = kiosk("visit", service, "--json", *words, config=config)
        return Told(done.returncode, [json.loads(line) for line in done.stdout.splitlines()], done.stderr)

    return make
