"""`deploy/mutate`: change the code in small ways and see whether the tests notice (mutmut).

    deploy/mutate                       every module of ROOMS (hours)
    deploy/mutate kiosk.rules.numbers   this module; again for more

It works on a copy under build/mutation. A survivor is a change that no test noticed: write that test.
"""

import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PLACE = ROOT / "build" / "mutation"
GOAL = 0.85
_CAUGHT = ("killed", "timeout", "segfault", "caught by type check")


@dataclass(frozen=True)
class Room:
    """Code, and the tests that must notice."""

    code: str
    tests: str


ROOMS = (
    Room("kiosk/rules", "tests/rules"),
    Room("kiosk/flow", "tests/flow"),
    Room("kiosk/store", "tests/store"),
    Room("hardware/card/text_block.py", "tests/hardware/card"),
    Room("hardware/card/text_fields.py", "tests/hardware/card"),
    Room("hardware/card/sam_frame.py", "tests/hardware/card"),
    Room("hardware/printer/demux.py", "tests/hardware/printer"),
)


def _file(module: str) -> str:
    path = module.replace(".", "/")
    return f"{path}.py" if (ROOT / f"{path}.py").is_file() else path


def _room_of(file: str) -> Room:
    room = next((room for room in ROOMS if file.startswith(room.code)), None)
    if room is None or not (ROOT / file).exists():
        raise SystemExit(f"{file} belongs to none of {', '.join(room.code for room in ROOMS)}")
    return room


def _copy(place: Path, file: str, tests: str) -> None:
    shutil.rmtree(place, ignore_errors=True)
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard",
         "kiosk", "hardware", "assets", "tests", "deploy", "pyproject.toml"],
        cwd=ROOT, check=True, capture_output=True, text=True,
    ).stdout.splitlines()  # fmt: skip
    for name in listed:
        if (ROOT / name).is_file():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, place / name)
    package = "kiosk" if file.startswith("kiosk/") else "hardware"
    mutated = file if file.endswith(".py") else f"{file}/*"
    settings = {
        "source_paths": [package],
        "only_mutate": [mutated],
        "also_copy": [one for one in ("kiosk", "hardware", "assets", "deploy", "tests") if one != package],
        "pytest_add_cli_args_test_selection": [tests],
        "pytest_add_cli_args": ["-p", "no:randomly", "-m", "not real and not faults", "-x", "-q"],
    }
    with (place / "pyproject.toml").open("a", encoding="utf-8") as project:
        project.write("\n[tool.mutmut]\n")
        project.writelines(f"{key} = {json.dumps(value)}\n" for key, value in settings.items())


def mutate(module: str) -> dict[str, Any]:
    """Run all mutants of one module (or room): counts, and the survivors by name."""
    file = _file(module)
    place = PLACE / module
    _copy(place, file, _room_of(file).tests)
    mutmut = [sys.executable, "-m", "mutmut"]
    log = place / "mutmut.log"
    with log.open("w", encoding="utf-8") as out:
        done = subprocess.run([*mutmut, "run"], cwd=place, stdout=out, stderr=out, check=False)
    results = subprocess.run(
        [*mutmut, "results", "--all", "true"], cwd=place, capture_output=True, text=True, check=False
    )
    states = dict(re.findall(r"^\s*(\S+): (.+)$", results.stdout, re.MULTILINE))
    if not states:
        raise SystemExit(f"{module}: mutmut ended with {done.returncode}, see {log}")
    counts = Counter(states.values())
    caught = sum(counts[state] for state in _CAUGHT)
    judged = caught + counts["survived"] + counts["no tests"] + counts["suspicious"]
    return {
        "module": module,
        "mutants": len(states),
        "judged": judged,
        "caught": caught,
        "share": round(caught / judged, 3) if judged else None,
        "counts": dict(counts),
        "survivors": sorted(name for name, state in states.items() if state in {"survived", "no tests"}),
    }


def main(modules: list[str]) -> int:
    """0 when the goal is met over all modules together."""
    found = []
    for module in modules or [room.code.removesuffix(".py").replace("/", ".") for room in ROOMS]:
        one = mutate(module)
        found.append(one)
        for survivor in one["survivors"]:
            sys.stdout.write(f"  {survivor}\n")
        sys.stdout.write(f"{module}: {one['caught']} of {one['judged']} caught, {one['share']}\n")
        sys.stdout.flush()
    (PLACE / "mutation.json").write_text(json.dumps(found, indent=1), encoding="utf-8")
    caught, judged = (sum(one[key] for one in found) for key in ("caught", "judged"))
    sys.stdout.write(f"all: {caught} of {judged} caught, {caught / max(judged, 1):.1%} (goal {GOAL:.0%})\n")
    return 0 if caught >= GOAL * judged else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
