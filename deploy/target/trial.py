"""A new version on trial: checked before it serves, watched when it does, taken back when it is not fit.

Every step may be the last before the power goes. `trial.json` is written before the first change and
deleted after the last; whoever finds it at boot goes back (`resume`).
"""

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from deploy.target.layout import Layout, write_json
from deploy.target.store_copy import copy_store, put_back
from deploy.target.system_files import SystemFiles, started_units
from deploy.target.terminal_unit import TerminalUnit, Use
from deploy.target.versions import Versions, is_newer

WATCH_SECONDS = 60.0
"""A new version must stay up this long after its first page."""
PATIENCE_SECONDS = 3600.0
"""How long an update waits for a visit to end before it gives up for now."""
_POLL_SECONDS = 2.0


class Ending(StrEnum):
    """How a trial ended."""

    KEPT = "kept"
    UNFIT = "unfit"
    """The doctor found it unfit; nothing was changed."""
    ROLLED_BACK = "rolled_back"
    IN_VISIT = "in_visit"
    """Somebody was at the terminal all the time; try later."""
    HELD = "held"
    """It did not stay up, but it has filed submissions in a format that the older version cannot read.
    It stays; staff must look."""
    ROOT_READ_ONLY = "root_read_only"
    """The version brings other units or rules, and the root file system cannot be written."""
    NO_TRIAL = "no_trial"


@dataclass(frozen=True, kw_only=True)
class Trial:
    """Tries versions on one machine."""

    layout: Layout
    unit: TerminalUnit
    sleep: Callable[[float], None]
    say: Callable[[str], None]
    watch_seconds: float = WATCH_SECONDS
    root_writable: Callable[[Path], bool] = lambda folder: os.access(folder, os.W_OK)

    @property
    def _versions(self) -> Versions:
        return Versions(self.layout)

    def run(self, version: str) -> Ending:
        """Try a staged version. Raises OSError when the disk refuses; `resume` then goes back."""
        before = self._versions.current()
        if not self._can_switch(before, version):
            return Ending.ROOT_READ_ONLY
        if not self._wait_for_idle():
            return Ending.IN_VISIT
        self.unit.stop()
        broken = self._newly_broken(before, version)
        if broken is None or broken:
            self.say(f"{version} is not fit: {', '.join(sorted(broken)) if broken else 'its doctor fails'}")
            self.unit.start()
            self._drop(version)
            return Ending.UNFIT
        self._begin(before, version)
        self._switch(before, version)
        if self.unit.start() and self.unit.stays_up(self.watch_seconds):
            self._end()
            self._versions.prune()
            return Ending.KEPT
        self.say(f"{version} did not stay up")
        self.unit.stop()
        ending = self._go_back(before, version)
        self.unit.start()
        return ending

    def resume(self) -> Ending:
        """At boot, before the terminal starts: a trial that was cut short is not passed."""
        try:
            note = json.loads(self.layout.trial.read_bytes())
            before, version = str(note["from"]), str(note["to"])
        except FileNotFoundError:
            return Ending.NO_TRIAL
        return self._go_back(before, version)

    def switch_back(self) -> Ending:
        """By hand: use the version before this one again, when nobody is at the terminal."""
        current = self._versions.current()
        older = [version for version in self._versions.present() if is_newer(current, version)]
        return self.run(older[-1]) if older else Ending.NO_TRIAL

    def _can_switch(self, old: str, new: str) -> bool:
        folder = self._versions.folder
        differ = SystemFiles(self.layout).differ(folder(old) if old else None, folder(new))
        return not differ or self.root_writable(self.layout.root / "etc")

    def _wait_for_idle(self) -> bool:
        waited = 0.0
        while self.unit.use() is Use.VISIT:
            if waited >= PATIENCE_SECONDS:
                return False
            self.sleep(_POLL_SECONDS)
            waited += _POLL_SECONDS
        return True

    def _newly_broken(self, before: str, version: str) -> frozenset[str] | None:
        """Checks that fail now and did not fail before: no paper or no network is not the version's fault."""
        failed = self.unit.failed_checks(version)
        if not failed:
            return failed
        return failed - (self.unit.failed_checks(before) or frozenset())

    def _begin(self, before: str, version: str) -> None:
        store = self.layout.store()
        if store is not None:
            copy_store(store, self.layout.store_before)
        write_json(self.layout.trial, {"from": before, "to": version})

    def _end(self) -> None:
        self.layout.trial.unlink(missing_ok=True)
        shutil.rmtree(self.layout.store_before, ignore_errors=True)

    def _switch(self, old: str, new: str) -> None:
        SystemFiles(self.layout).apply(
            self._versions.folder(old) if old else None, self._versions.folder(new)
        )
        self._versions.use(new)
        self.unit.reload(started_units(self._versions.folder(new)))

    def _go_back(self, before: str, version: str) -> Ending:
        store = self.layout.store()
        if store is not None and not put_back(self.layout.store_before, store):
            self.say(f"{version} stays: it holds submissions that {before} cannot read. Call support.")
            self._switch(before, version)
            self._end()
            return Ending.HELD
        self._switch(version, before)
        self._end()
        self._drop(version)
        return Ending.ROLLED_BACK

    def _drop(self, failed: str) -> None:
        """A newer version that failed must not take the place of the one to go back to. An older one stays:
        it has served.
        """
        current = self._versions.current()
        if current and is_newer(failed, current):
            self._versions.drop(failed)
