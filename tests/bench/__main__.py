"""`deploy/bench`: every bench in a process of its own, one table, one file."""

import json
import subprocess
import sys
import tempfile
import unicodedata
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
OUT = ROOT / "build" / "bench.json"
KEYS = {"name", "value", "unit", "beside", "beside_value", "ratio", "goal", "met"}
_COLUMNS = ("name", "value", "unit", "beside", "beside_value", "ratio", "goal", "met")
_SECONDS = 1200
_ONE = (
    "import importlib as i, json, sys; json.dump(i.import_module(sys.argv[1]).run(), open(sys.argv[2], 'w'))"
)

Entry = dict[str, Any]


def names() -> list[str]:
    """The benches there are: `card` for bench_card.py."""
    return sorted(file.stem.removeprefix("bench_") for file in HERE.glob("bench_*.py"))


def measure(name: str) -> list[Entry]:
    """Run one bench. Raises RuntimeError with its last words, or when an entry has not the agreed keys."""
    with tempfile.NamedTemporaryFile(suffix=".json") as answer:
        done = subprocess.run(
            [sys.executable, "-c", _ONE, f"tests.bench.bench_{name}", answer.name],
            cwd=ROOT, capture_output=True, text=True, timeout=_SECONDS, check=False,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"{name}: {done.stderr.strip()[-2000:]}")
        entries: list[Entry] = json.loads(Path(answer.name).read_text(encoding="utf-8"))
    for entry in entries:
        if missing := KEYS - entry.keys():
            raise RuntimeError(f"{name}: an entry has no {', '.join(sorted(missing))}")
    return entries


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _cell(value: object) -> str:
    # by identity: 0.0 == False, and a figure of nothing is no refusal
    words = {id(True): "yes", id(False): "NO", id(None): ""}
    return words.get(id(value), str(value))


def table(entries: list[Entry]) -> str:
    """For people; figures stand as the benches gave them."""
    columns = (*_COLUMNS, *(["spread"] if any("spread" in entry for entry in entries) else []))
    rows = [columns, *(tuple(_cell(entry.get(key)) for key in columns) for entry in entries)]
    widths = [max(_width(row[i]) for row in rows) for i in range(len(columns))]
    return "\n".join(
        "  ".join(
            cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in rows
    )


def main(wanted: list[str]) -> int:
    """0 when everything was measured and every goal met; 1 a goal missed; 2 something not measured."""
    if unknown := set(wanted) - set(names()):
        sys.stderr.write(f"no bench {', '.join(sorted(unknown))}; there are: {', '.join(names())}\n")
        return 64
    entries: list[Entry] = []
    failed = False
    for name in wanted or names():
        sys.stderr.write(f"measuring {name} …\n")
        try:
            entries += measure(name)
        except (RuntimeError, subprocess.TimeoutExpired) as error:
            failed = True
            sys.stderr.write(f"NOT MEASURED {error}\n")
        OUT.parent.mkdir(exist_ok=True)
        OUT.write_text(json.dumps(entries, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    sys.stdout.write(table(entries) + "\n")
    return 2 if failed else int(not all(entry["met"] in (True, None) for entry in entries))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
