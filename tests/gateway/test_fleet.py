"""A fleet comes back after an outage, scaled down: `python -m tests.bench.fleet` is the whole one."""

from pathlib import Path

import pytest

from tests.bench import fleet
from tests.bench.coming_back import FORGETFUL

TERMINALS = 40
RECORDS = 5


@pytest.mark.real
def test_a_fleet_that_comes_back_at_once_loses_and_doubles_nothing_in_bounded_memory(
    tmp_path: Path, postgres: str
) -> None:
    figures = fleet.run(
        tmp_path / "g", postgres, terminals=TERMINALS, records=RECORDS, seconds=60, at_once=TERMINALS
    )
    assert fleet.is_sound(figures), figures
    assert figures["stored"] == TERMINALS * RECORDS
    assert figures["batches"] == TERMINALS + TERMINALS // FORGETFUL  # these lost an answer
    for idle, peak in zip(figures["replica_idle_mib"], figures["replica_peak_mib"], strict=True):
        assert peak - idle < 200
