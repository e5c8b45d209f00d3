"""Process start to the welcome page on the screen, and memory, beside a bare PySide6 window and Chromium.

All three on the same virtual X screen, one after another in every round; the screen's pixels are watched from
outside, so nobody reports on himself. `kiosk run` starts as in a hospital: it opens its store and keys, and
pcscd, the printer and the gateway are there. Its memory is taken when it has told systemd that it is ready
and its first look at itself is over. Cold: the kernel's file cache is dropped before every start (as root;
pages that another process has mapped stay, which helps all three). Python finds compiled modules, as an
installed program does.
"""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from deploy.stand.stand import ROOT, Stand, StandOptions
from tests.bench.entry import Entry, Goal, entry
from tests.bench.same_page import as_html
from tests.bench.xscreen import XScreen, first_frame

ROUNDS = 5
_WATCH_SECONDS = {"kiosk run": 6.0, "window": 3.0, "chromium": 6.0}
_FIRST_SECONDS = 9.0
_PATIENCE = 30
"""Seconds more on a machine that is busy with something else."""
_READY_SECONDS = 60.0
_SETTLED_SECONDS = 8.0
"""After it is ready: the terminal looks at itself five seconds later."""
_GONE_SECONDS = 5.0
_CHROMIUM = (
    "chromium", "--kiosk", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--window-position=0,0", "--window-size=1080,1920",
)  # fmt: skip
_ADDRESS = f"@buka-bench-{os.getpid()}"
"""An abstract socket."""
_DROP = Path("/proc/sys/vm/drop_caches")


@dataclass(frozen=True)
class Start:
    """One start."""

    seconds: float
    pss_mb: float


def _pss_mb(session: int) -> float:
    """Proportional memory of all processes of a session: shared pages are divided among their users."""
    total = 0
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if os.getsid(int(process.name)) == session:
                rollup = (process / "smaps_rollup").read_text(encoding="ascii")
                total += int(rollup.split("Pss:", 1)[1].split()[0])
        except (OSError, IndexError):
            continue  # it ended meanwhile, or is a kernel thread
    return total / 1024


def _cool() -> bool:
    """Drop the file cache; False where this may not be done."""
    try:
        os.sync()
        _DROP.write_text("3", encoding="ascii")
    except OSError:
        return False
    return True


def _notified() -> socket.socket:
    """Where systemd would hear that a service is ready (sd_notify(3))."""
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    listener.bind("\0" + _ADDRESS[1:])
    listener.settimeout(_READY_SECONDS)
    return listener


def _wait_until_ready(listener: socket.socket) -> None:
    """Raises TimeoutError when the terminal never took over from its first page."""
    while b"READY=1" not in listener.recv(4096):
        pass
    time.sleep(_SETTLED_SECONDS)


def _painted(screen: XScreen, watch: float) -> float:
    """When the page stood there. Raises ValueError when none came."""
    seen = screen.watch(watch)
    for _ in range(_PATIENCE):
        with contextlib.suppress(ValueError):
            return first_frame(seen)
        seen += screen.watch(1.0)
    return first_frame(seen)


def _start(screen: XScreen, words: Sequence[str], watch: float, *, weighed: bool = True) -> Start:
    """Memory is 0 when nobody asks for it: it takes the terminal some time to be ready."""
    environment = os.environ | {
        "DISPLAY": screen.display,
        "QT_QPA_PLATFORM": "xcb",
        "PYTHONPYCACHEPREFIX": str(ROOT / "build" / "pycache"),
        "NOTIFY_SOCKET": _ADDRESS,
    }
    for name in ("WAYLAND_DISPLAY", "PYTHONDONTWRITEBYTECODE"):
        environment.pop(name, None)
    quiet = subprocess.DEVNULL
    listener = _notified()
    began = time.monotonic()
    process = subprocess.Popen(
        words, cwd=ROOT, env=environment, stdout=quiet, stderr=quiet, start_new_session=True
    )
    try:
        seconds = _painted(screen, watch) - began
        if not weighed:
            return Start(seconds, 0.0)
        if "run" in words:
            _wait_until_ready(listener)
        return Start(seconds, _pss_mb(process.pid))
    finally:
        listener.close()
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(_GONE_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        time.sleep(0.3)


def _contestants(folder: Path, config: Path) -> dict[str, list[str]]:
    items, page = folder / "items.json", folder / "welcome.html"
    subprocess.run([sys.executable, "-m", "tests.bench.same_page", "items", str(items)], cwd=ROOT, check=True)
    page.write_text(as_html(json.loads(items.read_text(encoding="utf-8"))), encoding="utf-8")
    profile = tempfile.mkdtemp(dir=folder)
    return {
        "kiosk run": [str(Path(sys.executable).with_name("kiosk")), "run", "--config", str(config)],
        "window": [sys.executable, "-m", "tests.bench.same_page", "window", str(items)],
        "chromium": [*_CHROMIUM, f"--user-data-dir={profile}", page.as_uri()],
    }


def _rounds(screen: XScreen, contestants: dict[str, list[str]], *, cold: bool) -> dict[str, list[Start]]:
    found: dict[str, list[Start]] = {name: [] for name in contestants}
    for _ in range(ROUNDS):
        for name, words in contestants.items():
            if cold and not _cool():
                return {}
            found[name].append(_start(screen, words, _WATCH_SECONDS[name], weighed=not cold))
    return found


def _starts(label: str, found: dict[str, list[Start]]) -> list[Entry]:
    times = {name: [start.seconds * 1000 for start in starts] for name, starts in found.items()}
    ours, name = times["kiosk run"], f"{label} start to the welcome page"
    return [
        entry(name, "ms", ours, "bare PySide6 window", times["window"], Goal(1.6), digits=0),
        entry(name, "ms", ours, "Chromium --kiosk", times["chromium"], Goal(0.5), digits=0),
    ]


def _memory(found: dict[str, list[Start]]) -> list[Entry]:
    sizes = {name: [start.pss_mb for start in starts] for name, starts in found.items()}
    ours, name = sizes["kiosk run"], "memory on the welcome page (PSS, all processes)"
    return [
        entry(name, "MB", ours, "Chromium --kiosk", sizes["chromium"], Goal(0.4)),
        entry(name, "MB", ours, "bare PySide6 window", sizes["window"]),
    ]


def run() -> list[Entry]:
    """Medians of five; the file cache's two states one after the other."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        folder = Path(place)
        with Stand(StandOptions(out=folder / "stand")) as stand, XScreen() as screen:
            contestants = _contestants(folder, stand.config)
            for words in contestants.values():  # first starts make profiles, caches and the store
                _start(screen, words, _FIRST_SECONDS)
            warm = _rounds(screen, contestants, cold=False)
            cold = _rounds(screen, contestants, cold=True)
    return [*(_starts("cold", cold) if cold else []), *_starts("warm", warm), *_memory(warm)]
