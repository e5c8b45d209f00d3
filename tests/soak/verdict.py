"""After the last visit: is everything that was told true, counted once, and nobody's data left behind?"""

import json
import re
import sqlite3
import statistics
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from deploy.stand.stand import ROOT
from tests.soak.lane import AFTERMATH, NETWORK_FAULTS, OFFLINE, Fault, Lane
from tests.soak.people import FAMILY, GIVEN, Citizen
from tests.soak.process import Sample

_ROUNDS = 40
_WARM_UP = 0.1
"""Of the visits of one process: caches fill, fonts load, SQLite's pages come in."""
_PART = 5
"""Visits at least on each side of the comparison."""
GROWTH_GOAL = 0.05
SPARE_FILES = 1
"""SQLite keeps the handle of a second look at the store, the self-check's, until the first is closed: one,
however many looks (closing it would end the first one's POSIX locks)."""
_MARKS = (
    FAMILY.encode("utf-8"),
    FAMILY.encode("gb18030"),
    json.dumps(FAMILY)[1:-1].encode(),
    *((FAMILY + given).encode("utf-16-le") for given in GIVEN),
)
"""UTF-16 with the next character: two alone are the letters `xmKm`, which 20 MB of Base64 hold by chance."""
_NETWORK = {AFTERMATH} | {fault.value for fault in NETWORK_FAULTS}
_ALWAYS = {"done", "progress shown"}


def drain(lane: Lane) -> None:
    """Send what is left, as staff would, until nothing waits. Raises RuntimeError when something stays."""
    for _ in range(_ROUNDS):
        _kiosk("sync", "--once", "--config", str(lane.config), "--json")
        rows = json.loads(_kiosk("queue", "list", "--config", str(lane.config), "--json") or "[]")
        if not [row for row in rows if row["state"] != "acknowledged"]:
            return
    raise RuntimeError(f"lane {lane.index}: {len(rows)} submissions are still not acknowledged")


def _kiosk(*words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "kiosk.cli", *words], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return done.stdout


def _rows(database: Path, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        return connection.execute(query).fetchall()


def accounts(lanes: Sequence[Lane], gateway: Path) -> dict[str, int]:
    """Compare by id what people were told, what the terminals keep and what the gateway has."""
    told = {one for lane in lanes for one in lane.told}
    kept = {row[0] for lane in lanes for row in _rows(_store(lane), "SELECT id FROM submission")}
    had = [row[0] for row in _rows(gateway, "SELECT id FROM submissions")]
    numbers = Counter(row[0] for row in _rows(gateway, "SELECT number FROM submissions"))
    makings = Counter(_rows(gateway, "SELECT scheme, card FROM makings"))
    return {
        "told": len(told),
        "kept": len(kept),
        "at the gateway": len(had),
        "lost": len((told | kept) - set(had)),
        "doubled": len(had) - len(set(had))
        + len(set(had) - kept)
        + sum(count - 1 for count in numbers.values())
        + sum(count - 1 for count in makings.values()),
        "filed, but killed before it was told": len(kept - told),
    }  # fmt: skip


def _store(lane: Lane) -> Path:
    return lane.config.parent / "store" / "outbox.db"


def leaks(places: Sequence[Path], people: Sequence[Citizen]) -> list[str]:
    """Files with a name or a document number of any of these people."""
    numbers = {citizen.number.encode() for citizen in people}
    return [str(file) for place in places for file in _files(place) if _leaks(file.read_bytes(), numbers)]


def _files(place: Path) -> Iterator[Path]:
    return (file for file in sorted(place.rglob("*")) if file.is_file() and file.name != "people.toml")


def _leaks(content: bytes, numbers: set[bytes]) -> bool:
    found = set(re.findall(rb"(?=(\d{17}[\dX]))", content))
    return bool(found & numbers) or any(mark in content for mark in _MARKS)


def growth(samples: Sequence[Sample]) -> dict[str, float]:
    """What the longest-lived process held at last, beside what it held after a tenth of its visits.

    Of threads and files the fewest of each part count: a question on its way holds a socket for a moment,
    a leak never lets the fewest come back.
    """
    pid, _ = Counter(one.pid for one in samples).most_common(1)[0]
    life = [one for one in samples if one.pid == pid]
    tenth = max(_PART, len(life) // 10)
    first, last = life[int(len(life) * _WARM_UP) :][:tenth], life[-tenth:]
    before, after = (statistics.median(one.rss_kb for one in part) for part in (first, last))
    return {
        "visits of one process": len(life),
        "rss_kb after warm-up": before,
        "rss_kb at the end": after,
        "growth": round(after / before - 1, 4),
        "more threads": min(one.threads for one in last) - min(one.threads for one in first),
        "more files": min(one.files for one in last) - min(one.files for one in first),
    }


def unexplained(outcomes: Counter[tuple[str, str]]) -> dict[str, int]:
    """Outcomes that neither the person's wish nor the visit's fault explains."""
    return {
        f"{outcome} ({fault})": n
        for (outcome, fault), n in outcomes.items()
        if not _explained(outcome, fault)
    }


def _explained(outcome: str, fault: str) -> bool:
    if outcome in _ALWAYS:
        return True
    if outcome == "killed":
        return fault == Fault.KILLED.value
    return outcome in OFFLINE and fault in _NETWORK
