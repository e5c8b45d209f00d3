"""`deploy/mutate`: change the code in small ways and see whether the tests notice (mutmut).

    deploy/mutate                               every room (an hour)
    deploy/mutate kiosk.rules.numbers           this module or room; again for more
    deploy/mutate --again kiosk.rules.numbers   only what survived before, by the tests as they are now

It works on a copy under build/mutation. A survivor is a change that no test noticed: write that test, or say
in tests/mutation/justified.toml why there is none.
"""

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.mutation.rooms import ROOMS, ROOT, Room, room_of
from tests.mutation.survivors import NO_TESTS, SURVIVED, Survivor, described, justifications
from tests.mutation.workplace import prepare

PLACE = ROOT / "build" / "mutation"
GOAL = 0.85
_MEMORY = Path("/dev/shm")
"""Where the tests' own files lie if it is there: a store that syncs is slow on a disk."""
_PYTEST = (
    *("--rootdir=.", "-p", "tests.mutation.forking", "-p", "no:randomly", "-p", "no:cacheprovider"),
    *("-p", "no:unraisableexception", "-m", "not real and not faults", "-q", "-s", "--tb=native"),
)


@dataclass(frozen=True)
class Judged:
    """What became of the mutants of one room."""

    name: str
    mutants: int
    caught: int
    left: list[Survivor]
    justified: int

    def __str__(self) -> str:
        share = self.caught / max(self.mutants, 1)
        return (
            f"{self.name}: {self.mutants} mutants, {self.caught} killed ({share:.1%}),"
            f" {self.justified} justified, {len(self.left)} left"
        )


def mutate(room: Room, *, again: bool) -> Judged:
    """Run all mutants of a room, or only those that survived before."""
    place = PLACE / room.name
    prepare(place, room, anew=not again)
    log = place / "mutation.log"
    _run(place, log, "-m", "tests.mutation.generating")
    _run(place / "mutants", log, "-m", "pytest", *_PYTEST, *room.tests)
    codes = _codes(place)
    if None in codes.values() or not codes:
        raise SystemExit(f"{room.name}: did not come to its end, see {log}")
    found = described(place, sorted(name for name, code in codes.items() if code in {SURVIVED, NO_TESTS}))
    survivors = [one for one in found if not one.no_change]
    reasons = justifications()
    left = [one for one in survivors if not any(reason.speaks_of(one) for reason in reasons)]
    modules = {file.removesuffix(".py").replace("/", ".") for file in room.files()}
    for reason in reasons:
        if reason.module in modules and not any(reason.speaks_of(one) for one in survivors):
            sys.stdout.write(f"  stale justification: {reason.module}: {reason.was}\n")
    caught = len(codes) - len(found)
    return Judged(room.name, caught + len(survivors), caught, left, len(survivors) - len(left))


def _run(place: Path, log: Path, *arguments: str) -> None:
    with (
        tempfile.TemporaryDirectory(dir=_MEMORY if _MEMORY.is_dir() else None) as tests_files,
        log.open("a", encoding="utf-8") as out,
    ):
        environment = os.environ | {"PYTEST_DEBUG_TEMPROOT": tests_files, "PYTHONPATH": "."}
        subprocess.run(
            [sys.executable, *arguments], cwd=place, stdout=out, stderr=out, check=False, env=environment
        )


def _codes(place: Path) -> dict[str, int | None]:
    found: dict[str, int | None] = {}
    for meta in (place / "mutants").rglob("*.py.meta"):
        found |= json.loads(meta.read_text("utf-8"))["exit_code_by_key"]
    return found


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
        json.dumps(
            [
                {"room": one.name, "mutants": one.mutants, "caught": one.caught, "justified": one.justified}
                for one in judged
            ],
            indent=1,
        )
    )
    return 0 if all(one.caught >= GOAL * one.mutants and not one.left for one in judged) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
