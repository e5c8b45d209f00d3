"""`deploy/mutate`: change the code in small ways and see whether the tests notice (mutmut).

    deploy/mutate                               every room (hours)
    deploy/mutate kiosk.rules.numbers           this module or room; again for more
    deploy/mutate --again kiosk.rules.numbers   only what survived before, by the tests as they are now

It works on a copy under build/mutation. A survivor is a change that no test noticed: write that test, or say
in tests/mutation/justified.toml why there is none.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from tests.mutation.rooms import ROOMS, ROOT, Room, room_of
from tests.mutation.survivors import Survivor, described, justifications
from tests.mutation.workplace import prepare

PLACE = ROOT / "build" / "mutation"
GOAL = 0.85
_CAUGHT = ("killed", "timeout", "segfault")
_UNNOTICED = {"survived", "no tests", "suspicious"}
_MEMORY = Path("/dev/shm")
"""Where the tests' own files lie if it is there: a store that syncs is slow on a disk."""


@dataclass(frozen=True)
class Judged:
    """What became of the mutants of one room."""

    name: str
    counts: Counter[str]
    left: list[Survivor]
    justified: int

    @property
    def mutants(self) -> int:
        return self.counts.total()

    @property
    def caught(self) -> int:
        return sum(self.counts[state] for state in _CAUGHT)

    def __str__(self) -> str:
        share = self.caught / max(self.mutants, 1)
        return (
            f"{self.name}: {self.mutants} mutants, {self.caught} killed ({share:.1%}),"
            f" {self.justified} justified, {len(self.left)} left"
        )


def mutate(room: Room, *, again: bool) -> Judged:
    """Run all mutants of a room, or only those that survived before."""
    place = PLACE / room.name
    before = _states(place) if again and place.is_dir() else {}
    prepare(place, room, anew=not before)
    if unnoticed := [name for name, state in before.items() if state in _UNNOTICED]:
        _mutmut(place, "run", *unnoticed)
    if not before or "not checked" in _states(place).values():  # of code that has changed
        _mutmut(place, "run")
    states = _states(place)
    if not states or "not checked" in states.values():
        raise SystemExit(f"{room.name}: mutmut did not come to its end, see {place / 'mutmut.log'}")
    found = described(place, sorted(name for name, state in states.items() if state in _UNNOTICED))
    survivors = [one for one in found if not one.no_change]
    reasons = justifications()
    left = [one for one in survivors if not any(reason.speaks_of(one) for reason in reasons)]
    modules = {file.removesuffix(".py").replace("/", ".") for file in room.files()}
    for reason in reasons:
        if reason.module in modules and not any(reason.speaks_of(one) for one in survivors):
            sys.stdout.write(f"  stale justification: {reason.module}: {reason.was}\n")
    counts = Counter(states[name] for name in states.keys() - {one.name for one in found if one.no_change})
    return Judged(room.name, counts, left, len(survivors) - len(left))


def _mutmut(place: Path, *arguments: str) -> None:
    with (
        tempfile.TemporaryDirectory(dir=_MEMORY if _MEMORY.is_dir() else None) as tests_files,
        (place / "mutmut.log").open("w", encoding="utf-8") as log,
    ):
        subprocess.run(
            [sys.executable, "-m", "mutmut", *arguments], cwd=place, stdout=log, stderr=log, check=False,
            env=os.environ | {"PYTEST_DEBUG_TEMPROOT": tests_files},
        )  # fmt: skip


def _states(place: Path) -> dict[str, str]:
    results = subprocess.run(
        [sys.executable, "-m", "mutmut", "results", "--all", "true"],
        cwd=place, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return dict(re.findall(r"^\s*(\S+): (.+)$", results.stdout, re.MULTILINE))


def main(arguments: list[str]) -> int:
    """0 when the goal is met in every room, and what survived is justified."""
    again = "--again" in arguments
    names = [name for name in arguments if name != "--again"] or [room.name for room in ROOMS]
    rooms = [room_of(name) for name in names]
    judged = []
    for room in rooms:
        one = mutate(room, again=again)
        judged.append(one)
        sys.stdout.writelines(f"  {survivor}\n" for survivor in one.left)
        sys.stdout.write(f"{one}\n")
        sys.stdout.flush()
    PLACE.joinpath("mutation.json").write_text(
        json.dumps([{"room": one.name, **one.counts, "justified": one.justified} for one in judged], indent=1)
    )
    return 0 if all(one.caught >= GOAL * one.mutants and not one.left for one in judged) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
