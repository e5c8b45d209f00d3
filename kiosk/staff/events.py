"""Every event that the log can hold: a closed catalogue, from which the runbook's page is generated.

A test reads the sources and fails on an event that is not here, and on one that nothing logs any more.
No event carries personal data: codes, counts and names of devices only.
"""

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from kiosk.rules.policy import Text

_FILE: Final = Path(__file__).parents[2] / "assets" / "translations" / "log_events.toml"


class Severity(StrEnum):
    """How much it matters, in the words of the log's `level`."""

    INFO = "info"
    WARNING = "warning"
    """Somebody should look at it today."""
    ERROR = "error"
    """It does not work until somebody acts."""
    CRITICAL = "critical"


@dataclass(frozen=True, kw_only=True)
class LogEvent:
    """One name, what it says, and what to do about it."""

    name: str
    severity: Severity
    meaning: Text
    remedy: Text | None = None
    """None: nothing to do."""


def _event(name: str, row: dict[str, Any]) -> LogEvent:
    """Raises KeyError, IndexError or ValueError for a row that says too little."""
    zh, en = row["zh"], row["en"]
    has_remedy = len(zh) > 1
    return LogEvent(
        name=name,
        severity=Severity(row["severity"]),
        meaning=Text(zh=zh[0], en=en[0]),
        remedy=Text(zh=zh[1], en=en[1]) if has_remedy else None,
    )


def _catalogue() -> dict[str, LogEvent]:
    table = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {name: _event(name, row) for name, row in sorted(table.items())}


EVENTS: Final = _catalogue()
"""By name, in alphabetical order."""
