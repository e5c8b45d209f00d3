"""A gateway in a process of its own, one of several on the same settings."""

import os
import subprocess
import sys
import time
from pathlib import Path

from kiosk.gateway.stand import ADDRESS_FILE

SERVE = "import sys, pathlib, kiosk.gateway as g; sys.exit(g.serve(pathlib.Path(sys.argv[1])))"


class Replica:
    """Starts at once; `stand` is the path of the settings that all share."""

    def __init__(self, stand: Path, number: int) -> None:
        self.config = stand.with_name(f"replica{number}.toml")
        self.address = stand.with_name(f"{ADDRESS_FILE}{number}")
        self.config.write_text(stand.read_text().replace(f'"{ADDRESS_FILE}"', f'"{ADDRESS_FILE}{number}"'))
        self.start()

    def start(self) -> None:
        self.address.unlink(missing_ok=True)
        command = [sys.executable, "-c", SERVE, str(self.config)]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL)

    @property
    def url(self) -> str:
        while not self.address.is_file():
            if self.process.poll() is not None:
                raise RuntimeError("the replica ended")
            time.sleep(0.02)
        return self.address.read_text()

    def memory(self, what: str) -> int:
        """`VmRSS`, what it holds now, or `VmHWM`, the most it ever held, in MiB (proc(5))."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        line = next(line for line in status.splitlines() if line.startswith(what))
        return int(line.split()[1]) // 1024

    def processor_seconds(self) -> int:
        """What it has used of all cores since it started (proc(5), `utime` and `stime` in clock ticks)."""
        after_name = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(after_name[11]) + int(after_name[12])) // os.sysconf("SC_CLK_TCK")

    def stop(self) -> int:
        self.process.terminate()
        return self.process.wait()

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
