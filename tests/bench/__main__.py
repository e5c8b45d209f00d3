"""`deploy/bench`: every bench in a process of its own, one table, one file."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from tests.bench.entry import Entry

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
OUT = ROOT / "build" / "bench.json"
_COLUMNS = ("name", "value", "unit", "beside", "beside_value", "ratio", "goal", "met")
KEYS = set(_COLUMNS)
_QUIET_SECONDS = {
    "card": 40,
    "gateway": 60,
    "printer": 5,
    "queue": 320,
    "receipt": 10,
    "screens": 80,
    "start": 250,
}
"""How long each takes on two quiet cores; a busy machine takes two to three times as long."""
_LONGEST = 1200
"""Seconds after which a bench is stopped, with all that it started."""
_TIDY_SECONDS = 20
"""For stopping its servers."""
_ONE = (
    "import importlib as i, json, sys; json.dump(i.import_module(sys.argv[1]).run(), open(sys.argv[2], 'w'))"
)


class NotMeasuredError(Exception):
    """A bench did not come to its figures; the text says which and why."""


def names() -> list[str]:
    """The benches there are: `card` for bench_card.py."""
    return sorted(file.stem.removeprefix("bench_") for file in HERE.glob("bench_*.py"))


def completed(words: Sequence[str], seconds: float = _LONGEST) -> str | None:
    """Run a command to its end. None when all is well, else its last words; nothing that it started stays."""
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(words, cwd=ROOT, stdout=said, stderr=said, start_new_session=True)
        try:
            code = process.wait(seconds)
        except subprocess.TimeoutExpired:
            return f"not done after {seconds:.0f} s"
        finally:
            _leave_nothing_of(process)
        said.seek(0)
        return said.read().decode(errors="replace").strip()[-2000:] or f"exit {code}" if code else None


def _leave_nothing_of(process: "subprocess.Popen[bytes]") -> None:
    """One that still runs is stopped as by Ctrl-C, so that it stops its servers; what stays, by force."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(_TIDY_SECONDS)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def measure(name: str) -> list[Entry]:
    """Run one bench. Raises NotMeasuredError when it fails, or when an entry has not the agreed keys."""
    with tempfile.NamedTemporaryFile(suffix=".json") as answer:
        wrong = completed([sys.executable, "-c", _ONE, f"tests.bench.bench_{name}", answer.name])
        if wrong is not None:
            raise NotMeasuredError(f"{name}: {wrong}")
        return sound(name, json.loads(Path(answer.name).read_text(encoding="utf-8")))


def sound(name: str, entries: list[Entry]) -> list[Entry]:
    """The entries of a bench as they are. Raises NotMeasuredError when one has not the agreed keys."""
    for entry in entries:
        if missing := KEYS - entry.keys():
            raise NotMeasuredError(f"{name}: an entry has no {', '.join(sorted(missing))}")
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


def verdict(entries: list[Entry], *, complete: bool) -> int:
    """0 when everything was measured and every goal met; 1 a goal missed; 2 something not measured."""
    return int(any(entry["met"] is False for entry in entries)) if complete else 2


def _say(words: str) -> None:
    sys.stderr.write(words + "\n")


def main(wanted: list[str]) -> int:
    """See `verdict`; 64 for a name that is no bench. The file is written after every bench."""
    if unknown := set(wanted) - set(names()):
        _say(f"no bench {', '.join(sorted(unknown))}; there are: {', '.join(names())}")
        return 64
    entries: list[Entry] = []
    complete, began = True, time.monotonic()
    chosen = wanted or names()
    minutes = max(1, round(sum(_QUIET_SECONDS[name] for name in chosen) / 60))
    _say(f"{', '.join(chosen)}: about {minutes} min on two quiet cores, more on a busy machine")
    for name in chosen:
        _say(f"measuring {name} …")
        try:
            entries += measure(name)
        except NotMeasuredError as error:
            complete = False
            _say(f"NOT MEASURED {error}")
        OUT.parent.mkdir(exist_ok=True)
        OUT.write_text(json.dumps(entries, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    sys.stdout.write(table(entries) + "\n")
    _say(f"took {(time.monotonic() - began) / 60:.1f} min; the figures are in {OUT.relative_to(ROOT)}")
    return verdict(entries, complete=complete)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
