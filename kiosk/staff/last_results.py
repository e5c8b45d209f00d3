"""What became of each device's last test, and when it last failed: kept over restarts, beside the store.

A file of its own, so that a terminal whose store is broken can still say so. Devices and figures only,
nobody's data.
"""

import contextlib
import os
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, tzinfo
from pathlib import Path
from threading import Lock

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from kiosk.rules.policy import Text
from kiosk.staff.check import Check, Subject

FILE = "devices-last.json"
_ONE_AT_A_TIME = Lock()
"""The self-check and a test by staff may end at the same moment."""


class Outcome(BaseModel):
    """What was found at one moment."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    at: datetime
    well: bool
    zh: str
    en: str


class History(BaseModel):
    """What is remembered of one device."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    tested: Outcome | None = None
    """By staff, with their eyes and ears."""
    failed: Outcome | None = None
    """When the terminal's own check last found it failing."""


Histories = dict[Subject, History]
_READER = TypeAdapter(Histories)


class LastResults:
    """Written by the running terminal, read by it and by a shell beside it."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE

    def all(self) -> Histories:
        """Empty when there is none, or none that can be read: it is lost, not wrong."""
        try:
            return _READER.validate_json(self._path.read_bytes())
        except (OSError, ValidationError):
            return {}

    def tested(self, subject: Subject, at: datetime, said: Text, *, well: bool) -> None:
        """Staff tried it."""
        outcome = Outcome(at=at, well=well, zh=said.zh, en=said.en)
        self._change(lambda kept: kept | {subject: _of(kept, subject, tested=outcome)})

    def checked(self, checks: Iterable[Check], at: datetime) -> None:
        """The terminal looked at everything; what fails is written down, and until when it did."""
        failing = {
            check.subject: Outcome(at=at, well=False, zh=check.detail.zh, en=check.detail.en)
            for check in checks
            if not check.ok
        }
        if failing:
            self._change(
                lambda kept: kept | {one: _of(kept, one, failed=found) for one, found in failing.items()}
            )

    def _change(self, change: Callable[[Histories], Histories]) -> None:
        """Whole and synced, or not at all: a disk that cannot be written is the store's trouble."""
        with _ONE_AT_A_TIME, contextlib.suppress(OSError):
            fresh = self._path.with_suffix(".new")
            with fresh.open("wb") as file:
                file.write(_READER.dump_json(change(self.all()), exclude_none=True))
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(self._path)


def _of(kept: Histories, subject: Subject, **news: Outcome) -> History:
    return kept.get(subject, History()).model_copy(update=news)


def with_history(check: Check, kept: Histories, zone: tzinfo) -> Check:
    """The check with its last results in one line."""
    history = kept.get(check.subject)
    if history is None:
        return check
    if not check.ok:  # it fails now: when it failed last says nothing more
        history = history.model_copy(update={"failed": None})
    return replace(check, last=told(history, zone))


def told(history: History, zone: tzinfo) -> Text | None:
    """Such as "tested 11-22 09:31: well; failed 11-20 17:02"; None when nothing is remembered."""
    parts = []
    if history.tested is not None:
        at, well = f"{history.tested.at.astimezone(zone):%m-%d %H:%M}", history.tested.well
        parts.append(
            (f"{at} 试过：{'好' if well else '不好'}", f"tested {at}: {'well' if well else 'not well'}")
        )
    if history.failed is not None:
        at = f"{history.failed.at.astimezone(zone):%m-%d %H:%M}"
        parts.append((f"{at} 出过故障", f"failed {at}"))
    if not parts:
        return None
    return Text(zh="；".join(zh for zh, _ in parts), en="; ".join(en for _, en in parts))
