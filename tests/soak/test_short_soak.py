"""The short form of `deploy/soak`: the same run, in less than a minute."""

from pathlib import Path

import pytest

from tests.soak.lane import Fault
from tests.soak.soak import Plan, soak
from tests.soak.verdict import SPARE_FILES

pytestmark = [pytest.mark.faults, pytest.mark.timeout(300)]

CHANCES = {
    Fault.LIFTED: 0.08,
    Fault.PULLED: 0.08,
    Fault.PAPER: 0.08,
    Fault.CUT: 0.05,
    Fault.GATEWAY: 0.03,
    Fault.KILLED: 0.15,
}


def test_thirty_visits_with_faults_lose_nothing_double_nothing_and_leave_nobodys_data(tmp_path: Path) -> None:
    found = soak(Plan(visits=30, out=tmp_path, seed=7, chances=CHANCES))
    submissions = found["submissions"]
    assert found["visits"] == 30
    assert submissions["told"] >= 15, "most visits file something"
    assert (submissions["lost"], submissions["doubled"]) == (0, 0)
    assert found["files with personal data"] == []
    assert found["unexplained"] == {}
    assert found["threads ended"]
    process = found["the terminal that was never killed"]
    assert process["more threads"] <= 0
    assert process["more files"] <= SPARE_FILES
    assert any(fault.value in key for key in found["outcomes"] for fault in (Fault.KILLED, Fault.CUT))
