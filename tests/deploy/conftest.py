"""The machine and the workshop that the tests of updates share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.target.trial import Trial
from tests.deploy.workshop import Machine, ProcessUnit, Workshop


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    return Workshop(tmp_path)


@pytest.fixture
def machine(workshop: Workshop) -> Iterator[Machine]:
    layout = workshop.machine()
    unit = ProcessUnit(layout, workshop.folder)
    said: list[str] = []
    trial = Trial(layout=layout, unit=unit, sleep=lambda _: None, say=said.append, watch_seconds=0.3)
    assert unit.start()
    yield Machine(layout, unit, trial, said)
    unit.stop()
