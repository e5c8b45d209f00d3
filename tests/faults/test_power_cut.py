"""The power-cut explorer: whatever the disk kept, no promise is broken.

Every write and sync of a terminal's day is recorded in a process of its own; then the disk is rebuilt as it
may look after a cut at any point of that day, and the store opened on it.
"""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from tests.faults.disk import CUTS, Change, Disk, read_trace
from tests.faults.promises import broken_promises

STATES = int(os.environ.get("BUKA_POWER_CUTS", "400"))
"""Nightly runs take more."""
HERE = Path(__file__).parent
pytestmark = pytest.mark.faults


@dataclass(frozen=True)
class Recording:
    """One day, change by change; the changes under `promises` are what was promised, not the disk."""

    root: Path
    changes: list[Change]


@pytest.fixture(scope="session")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    library = tmp_path_factory.mktemp("shim") / "disk_trace.so"
    subprocess.run(["gcc", "-shared", "-fPIC", "-O2", "-o", library, HERE / "disk_trace.c"], check=True)
    return library


@pytest.fixture(scope="session", params=[1000, 60], ids=["seldom", "often"])
def recording(
    request: pytest.FixtureRequest, shim: Path, tmp_path_factory: pytest.TempPathFactory
) -> Recording:
    """A day; the parameter says after how many pages the log is emptied."""
    place = tmp_path_factory.mktemp("day")
    root = place / "root"
    root.mkdir()
    subprocess.run(
        [sys.executable, "-m", "tests.faults.workload", root, str(request.param)],
        env={
            **os.environ,
            "LD_PRELOAD": str(shim),
            "BUKA_TRACE_ROOT": str(root),
            "BUKA_TRACE_FILE": str(place / "trace"),
        },
        cwd=HERE.parents[1],
        check=True,
    )
    return Recording(root, list(read_trace(place / "trace")))


def explore(recording: Recording, place: Path, states: int, *, honest: bool = True) -> list[str]:
    """Cut the power at so many moments; every broken promise. A dishonest disk ignores syncs of files."""
    chance = Random(states)
    moments = sorted(chance.randrange(1, len(recording.changes) + 1) for _ in range(states))
    disk, promises, broken = Disk(), [], []
    done = 0
    for number, moment in enumerate(moments):
        for change in recording.changes[done:moment]:
            if change.path.endswith("/promises"):
                promises += [line.split() for line in change.data.decode().splitlines()]
            elif honest or change.op != "S" or not change.path.endswith("-wal"):
                disk.play(change)
        done = moment
        cut = CUTS[number % len(CUTS)]
        found = broken_promises(rebuild(disk.after_cut(cut, chance), recording, place), promises)
        broken += [f"cut {moment} ({cut}): {what}" for what in found]
        shutil.rmtree(place / "after")
    return broken


def rebuild(files: dict[str, bytes], recording: Recording, place: Path) -> Path:
    store = place / "after" / "store"
    store.mkdir(parents=True)
    for path, content in files.items():
        (place / "after" / Path(path).relative_to(recording.root)).write_bytes(content)
    return store / "kiosk.db"


def test_no_promise_is_broken_whenever_the_power_goes(recording: Recording, in_memory: Path) -> None:
    assert explore(recording, in_memory, STATES // 2) == []


def test_the_explorer_finds_the_losses_of_a_disk_that_lies_about_syncs(
    recording: Recording, in_memory: Path
) -> None:
    assert explore(recording, in_memory, 40, honest=False) != []


def test_a_day_holds_every_kind_of_write(recording: Recording) -> None:
    """A recording that misses something would prove nothing."""
    seen = {(change.op, Path(change.path).name) for change in recording.changes}
    assert {
        ("W", "kiosk.db"), ("W", "kiosk.db-wal"), ("S", "kiosk.db"), ("S", "kiosk.db-wal"), ("S", "store"),
        ("R", "kiosk.db.numbers.new"), ("U", "kiosk.db-wal"), ("C", "kiosk.db"), ("W", "promises"),
    } <= seen  # fmt: skip
    promises = [change.data for change in recording.changes if change.path.endswith("/promises")]
    kinds = {promise.split()[0].decode() for promise in promises if promise}
    assert kinds == {"filed", "acknowledged", "printing", "tried", "service", "policy", "purged"}
