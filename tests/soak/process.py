"""What a process holds: memory, threads, open files."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Sample:
    """One look at one process."""

    pid: int
    rss_kb: int
    threads: int
    files: int


def sample(pid: int) -> Sample:
    """Look at /proc; a process that has just started counts too."""
    status = dict(
        line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    )
    files = len(list(Path(f"/proc/{pid}/fd").iterdir()))
    return Sample(pid, int(status.get("VmRSS", "0 kB").split()[0]), int(status["Threads"]), files)
