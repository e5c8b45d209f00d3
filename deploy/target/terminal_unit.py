"""The terminal as systemd sees it: is it idle, stop it, start it, is it fit."""

import json
import subprocess
import time
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Protocol

UNIT = "buka-kiosk.service"


class Use(StrEnum):
    """What the terminal is doing; it says `idle` or `visit` itself, by sd_notify STATUS."""

    STOPPED = "stopped"
    IDLE = "idle"
    VISIT = "visit"


class TerminalUnit(Protocol):
    """What an update needs of the terminal."""

    def use(self) -> Use:
        """Silence counts as a visit: nobody is thrown out by mistake."""

    def stop(self) -> None:
        """Stop it and wait for its end."""

    def start(self) -> bool:
        """Start it; True once it shows its first page."""

    def stays_up(self, seconds: float) -> bool:
        """Watch it; False as soon as it ends or restarts."""

    def failed_checks(self, version: str) -> frozenset[str] | None:
        """Names of the doctor's checks that fail under a version; None when it could not say."""

    def reload(self, units: Sequence[str]) -> None:
        """Units and udev rules may have changed; `units` are those that start by themselves."""


class Systemd:
    """The real one."""

    def __init__(self, reports: Path) -> None:
        self._reports = reports

    def use(self) -> Use:
        """See `TerminalUnit`."""
        shown = self._show("ActiveState", "StatusText")
        if shown.get("ActiveState") in {"inactive", "failed"}:
            return Use.STOPPED
        return Use.IDLE if shown.get("StatusText") == Use.IDLE else Use.VISIT

    def stop(self) -> None:
        """See `TerminalUnit`."""
        _systemctl("stop", UNIT)

    def start(self) -> bool:
        """See `TerminalUnit`; `Type=notify` makes the call wait for the first page."""
        return _systemctl("start", UNIT)

    def stays_up(self, seconds: float) -> bool:
        """See `TerminalUnit`."""
        end = time.monotonic() + seconds
        begun = self._show("InvocationID")
        while time.monotonic() < end:
            time.sleep(1)
            shown = self._show("InvocationID", "ActiveState")
            if shown.pop("ActiveState", "") != "active" or shown != begun:
                return False
        return True

    def failed_checks(self, version: str) -> frozenset[str] | None:
        """See `TerminalUnit`."""
        report = self._reports / f"{version}.json"
        report.unlink(missing_ok=True)
        if not _systemctl("start", f"buka-check@{version}.service"):
            return None
        try:
            return failed_in(report.read_bytes())
        except OSError:
            return None

    def reload(self, units: Sequence[str]) -> None:
        """See `TerminalUnit`; what only waits for a wish (a path unit) waits from now on."""
        _systemctl("daemon-reload")
        for unit in units:
            _systemctl("enable", "--quiet", unit)
            if unit.endswith(".path"):
                _systemctl("start", "--no-block", unit)
        subprocess.run(["udevadm", "control", "--reload"], check=False, timeout=30)

    def _show(self, *properties: str) -> dict[str, str]:
        asked = [word for name in properties for word in ("--property", name)]
        answer = subprocess.run(
            ["systemctl", "show", UNIT, *asked], check=True, capture_output=True, text=True, timeout=30
        )
        return dict(line.split("=", 1) for line in answer.stdout.splitlines() if "=" in line)


def failed_in(report: bytes) -> frozenset[str] | None:
    """The failed checks in what `kiosk doctor --json` wrote; None when it is not such a list."""
    try:
        verdicts = {str(check["name"]): bool(check["ok"]) for check in json.loads(report)}
    except (ValueError, KeyError, TypeError):
        return None
    return frozenset(name for name, ok in verdicts.items() if not ok) if verdicts else None


def _systemctl(*words: str) -> bool:
    return subprocess.run(["systemctl", *words], check=False, timeout=300).returncode == 0
