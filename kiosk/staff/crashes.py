"""What is left of a program that died: written by faulthandler, read back at the next start.

The report holds file names, line numbers and function names only: no values, so no personal data.
"""

import faulthandler
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import structlog

_log = structlog.get_logger()
_LIVE = "crash.txt"
_KEPT = 5
_LINES = 12
"""Of the innermost frames; the rest says little."""


@dataclass(frozen=True, kw_only=True)
class CrashReport:
    """One death of the program."""

    at: datetime
    """Local time of the last write to the report."""
    lines: tuple[str, ...]

    @property
    def where(self) -> str:
        """The innermost frame in a file of ours, else the report's first line."""
        ours = (line.strip() for line in self.lines if "/kiosk/" in line or "/hardware/" in line)
        first = self.lines[0] if self.lines else ""
        return next((line.rpartition("/")[2].replace('"', "") for line in ours), first)


def watch(folder: Path) -> None:
    """Keep what an earlier run left behind, then let faulthandler write here when this one dies.

    Raises OSError when the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    keep_earlier(folder)
    # stays open for the life of the process: faulthandler writes to the descriptor when it dies
    faulthandler.enable((folder / _LIVE).open("w", encoding="utf-8"), all_threads=True)


def keep_earlier(folder: Path) -> None:
    """Put the report of an earlier run aside under its time. Raises OSError."""
    live = folder / _LIVE
    if live.exists() and live.stat().st_size:
        died = datetime.fromtimestamp(live.stat().st_mtime).astimezone()
        live.rename(folder / f"crash-{died:%Y%m%d-%H%M%S}.txt")
        _log.error("terminal.died_before", at=died.isoformat(timespec="seconds"))
    for old in sorted(folder.glob("crash-*.txt"))[:-_KEPT]:
        old.unlink()


def reports(folder: Path) -> tuple[CrashReport, ...]:
    """The kept reports, newest first."""
    found = sorted(folder.glob("crash-*.txt"), reverse=True)
    return tuple(_report(path) for path in found)


def _report(path: Path) -> CrashReport:
    at = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    return CrashReport(at=at, lines=tuple(lines[:_LINES]))
