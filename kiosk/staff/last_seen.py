"""What a running terminal last saw of its devices, for a shell beside it: one wire cannot be asked twice.

A small file beside the store, true for as long as the process that wrote it lives.
"""

import contextlib
from datetime import datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from hardware.printer.status import PrinterState, PrinterStatus

FILE = "devices-seen.json"
_START_TIME = 19
"""Field 22 of /proc/PID/stat, counted from the third on (proc_pid_stat(5))."""


class Seen(BaseModel):
    """The devices at one moment."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    by: str
    """The process: boot, number and start time, so that no later one is taken for it."""
    at: datetime
    printer: PrinterState
    paper_low: bool
    reader: bool
    """Whether there is one."""
    sound: bool

    @property
    def status(self) -> PrinterStatus:
        """As the printer would say it."""
        return PrinterStatus(self.printer, paper_low=self.paper_low)


class LastSeen:
    """Written by the terminal at each change, read by the doctor."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE

    def write(self, seen: Seen) -> None:
        """Replace it whole. Not synced: after a power cut it says nothing anyway."""
        fresh = self._path.with_suffix(".new")
        with contextlib.suppress(OSError):  # a disk that cannot be written is the store's trouble
            fresh.write_text(seen.model_dump_json(), encoding="utf-8")
            fresh.replace(self._path)

    def forget(self) -> None:
        """The terminal ends in good order."""
        with contextlib.suppress(OSError):
            self._path.unlink(missing_ok=True)

    def left_behind(self) -> bool:
        """Whether a terminal ended without forgetting: its power was cut, or it was killed."""
        return self._path.exists() and self.read() is None

    def read(self) -> Seen | None:
        """None when no terminal runs, or none that may be asked."""
        try:
            seen = Seen.model_validate_json(self._path.read_bytes())
        except (OSError, ValidationError):
            return None
        words = seen.by.split()
        return seen if len(words) > 1 and process(words[1]) == seen.by else None


def process(number: str = "self") -> str:
    """Names a process for ever; empty when it does not live."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        said = Path(f"/proc/{number}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return ""
    own, _, rest = said.partition(" ")
    return f"{boot} {own} {rest.rpartition(')')[2].split()[_START_TIME]}"
