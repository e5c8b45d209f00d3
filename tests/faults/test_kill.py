"""The process dies, the machine lives; or two start at once."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.faults


def test_no_promise_is_broken_by_two_hundred_kills(in_memory: Path) -> None:
    said = subprocess.run(
        [sys.executable, "-m", "tests.faults.killing", in_memory, "200"],
        cwd=ROOT, check=True, capture_output=True, text=True,
    ).stdout.splitlines()  # fmt: skip
    *broken, summary = said
    assert broken == []
    runs, promises = (int(word) for word in summary.split()[1::2])
    assert runs == 200
    assert promises > runs, "most terminals lived long enough to promise something"


START = """
import sys
from pathlib import Path
from kiosk.store.trouble import StoreTrouble
from kiosk.store.store import open_store
from tests.store.stand import HandClock, SMALL, filed
sys.stdin.readline()
store = open_store(Path(sys.argv[1]), terminal="HZ01", clock=HandClock(), limits=SMALL)
if isinstance(store, StoreTrouble):
    print(store.kind)
else:
    print(filed(store).header.number)
sys.stdout.flush()
sys.stdin.readline()
"""


def test_of_two_processes_started_at_once_one_serves_and_one_is_told_why_not(in_memory: Path) -> None:
    for turn in range(3):
        path = in_memory / str(turn) / "kiosk.db"
        both = [
            subprocess.Popen(
                [sys.executable, "-c", START, path],
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            for _ in range(2)
        ]
        for process in both:
            assert process.stdin is not None
            process.stdin.write("go\n")
            process.stdin.flush()
        said = sorted(process.stdout.readline().strip() for process in both if process.stdout is not None)
        for process in both:
            process.communicate("end\n")
        assert said == ["HZ01-000001-9", "in_use"]
