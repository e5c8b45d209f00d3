"""The terminal's own log file and its rotated parts, read back for staff."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any

from kiosk.staff.events import EVENTS, Severity

_SHORT = 40
"""Characters of a code that is shown."""
_RANK = {severity.value: rank for rank, severity in enumerate(Severity)}


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line of the log."""

    at: str
    level: str
    event: str
    fields: dict[str, Any]


def parts(path: Path) -> list[Path]:
    """The log and its rotated parts, oldest first."""
    rotated = [part for part in path.parent.glob(f"{path.name}.*") if part.suffix[1:].isdigit()]
    rotated.sort(key=lambda part: -int(part.suffix[1:]))
    return [*rotated, *([path] if path.exists() else [])]


def entries(path: Path, *, least: Severity = Severity.INFO, event: str = "") -> Iterator[Entry]:
    """Lines of at least that severity, oldest first; a line that was cut off by a power cut is skipped."""
    for part in parts(path):
        with part.open(encoding="utf-8", errors="replace") as lines:
            for line in lines:
                entry = _entry(line)
                if entry is None or _RANK.get(entry.level, 0) < _RANK[least]:
                    continue
                if not event or entry.event == event:
                    yield entry


def _entry(line: str) -> Entry | None:
    try:
        record = json.loads(line)
    except ValueError:
        return None
    if not isinstance(record, dict) or "event" not in record:
        return None
    return Entry(
        at=str(record.pop("timestamp", "")),
        level=str(record.pop("level", "info")),
        event=str(record.pop("event")),
        fields=record,
    )


def export(path: Path, target: Path) -> int:
    """Copy all parts into one new file, oldest first; answers the bytes. Raises OSError, FileExistsError."""
    try:
        with target.open("xb") as out:
            for part in parts(path):
                with part.open("rb") as source:
                    shutil.copyfileobj(source, out)
            return out.tell()
    except FileExistsError:
        raise
    except OSError:
        target.unlink(missing_ok=True)
        raise


def local_time(at: str, zone: tzinfo) -> str:
    """Month, day, hour and minute where the terminal stands; as it was written when it is no time."""
    try:
        return f"{datetime.fromisoformat(at).astimezone(zone):%m-%d %H:%M}"
    except ValueError:
        return at


def codes_in(fields: dict[str, Any]) -> str:
    """The short codes and figures of a line, in its own order; a traceback is for the exported file."""
    told = [
        f"{name}={value}" for name, value in fields.items() if isinstance(value, str | int) and value != ""
    ]
    return " ".join(one for one in told if len(one) <= _SHORT)


def explained(entry: Entry, language: str) -> str:
    """What the event means, from the catalogue; empty for a line of an older version."""
    known = EVENTS.get(entry.event)
    if known is None:
        return ""
    return known.meaning.zh if language == "zh" else known.meaning.en
