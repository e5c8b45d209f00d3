"""The proof: a visit by touch on the machine, a killed program, a cut power, and nothing promised missing."""

import base64
import json
import shutil
import socket
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from PIL import Image, ImageChops, ImageStat

from deploy.machine.people import Person, document_of
from deploy.machine.qemu import HEIGHT, WIDTH, Machine
from deploy.machine.recording import Act, Step
from deploy.machine.upstream import Upstream
from deploy.machine.vscard import MachineReader
from hardware.simulator.printer import SimulatedPrinter
from hardware.simulator.printer_ports import TcpPort

TERMINAL = "HZ07"
_FULL = 32767
"""Of the machine's touch screen, see agent.py."""
_SMALL = (WIDTH // 10, HEIGHT // 10)
_ALIKE = 5.0
"""Mean difference of two pictures of one page, of 255: numbers and times differ, pages differ more."""
_PAGE_SECONDS = 240.0
_BOOT_SECONDS = 900.0
"""The emulation is slow, and slower where others work too."""
_COMMAND_SECONDS = 600.0
_TAP_SECONDS, _TAPS = 25.0, 3
"""How long a tap may take to show, and how often it is tried again."""
_LOOK_SECONDS = 1.0
"""Each picture stops the emulated machine for a moment."""
_SETTLE_SECONDS = 1.2
"""The screen ignores presses just after a page change, and the machine is slow."""


class ProofError(Exception):
    """Something promised did not hold; the message says what."""


def difference(one: Path, other: Path) -> float:
    """How much two screens differ, 0 to 255, seen from some distance."""
    pictures = [Image.open(path).convert("L").resize(_SMALL) for path in (one, other)]
    return float(ImageStat.Stat(ImageChops.difference(*pictures)).mean[0])


@dataclass
class Proof:
    """Everything that takes part, and what was measured."""

    machine: Machine
    upstream: Upstream
    steps: list[Step]
    out: Path
    say: Callable[[str], None]
    printer: SimulatedPrinter = field(init=False)
    port: TcpPort = field(init=False)
    reader: MachineReader | None = field(init=False, default=None)
    measured: dict[str, object] = field(init=False, default_factory=dict)
    page_seconds: float = _PAGE_SECONDS
    boot_seconds: float = _BOOT_SECONDS
    person: Person = field(init=False, default=Person.FIRST)
    _shots: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        (self.out / "screens").mkdir(parents=True, exist_ok=True)
        (self.out / "paper").mkdir(exist_ok=True)
        self.printer = SimulatedPrinter(rows_per_s=0, folder=self.out / "paper")
        self.port = TcpPort(self.printer)
        figures = self.out / "proof.json"
        if figures.exists():
            self.measured |= json.loads(figures.read_text(encoding="utf-8"))

    def boot(self) -> float:
        """Power on; seconds until the agent in the machine answers."""
        began = time.monotonic()
        self.machine.power_on()
        threading.Thread(target=self._printer_cable, daemon=True).start()
        self.reader = MachineReader(self.machine.run / "card")
        self.machine.shell("true", _BOOT_SECONDS)
        return time.monotonic() - began

    def await_home(self, name: str = "") -> None:
        """Power on, up to the welcome page; what that took is the figure for the last start.

        The page comes before reader and printer are looked for: a visit begins when they were.
        """
        began = time.monotonic()
        self.boot()
        self.await_page(self.steps[0], self.boot_seconds, name)
        self.measured["power_to_welcome_s"] = round(time.monotonic() - began, 1)
        self.await_active(0)
        self.measured["power_to_serving_s"] = round(time.monotonic() - began, 1)

    def await_active(self, restarts: int) -> None:
        """Wait until the terminal was started again by itself that many times, and serves (READY=1)."""
        shown = "systemctl show -P NRestarts -P ActiveState buka-kiosk | paste -sd' '"
        deadline = time.monotonic() + self.boot_seconds
        while set((said := self.must(shown)).split()) != {str(restarts), "active"}:
            if time.monotonic() > deadline:
                raise ProofError(f"the terminal did not come back: {said}")
            time.sleep(0.5)

    def install(self) -> None:
        """What a technician does: `buka-install` with flags, and a one-time code."""
        ca = base64.b64encode((self.upstream.folder / "ca.pem").read_bytes()).decode()
        self.must(f"echo {ca} | base64 -d >/run/ca.pem")
        answers = (
            f"--site hospital --level 3 --region 330100 --id {TERMINAL} --name 二院 --name-en Hospital "
            f"--reader Gemplus --printer 'serial:///dev/ttyUSB0?baud=115200' --upstream {self.upstream.url} "
            f"--width {WIDTH} --height {HEIGHT} --px-per-mm 3.64 --bottom-mm 800 --ca /run/ca.pem "
            "--update-key /usr/local/share/proof/release.pub"
        )
        install = f"buka-install --yes {answers}"
        code, said = self.machine.shell(f"{install} --code {self.upstream.code(TERMINAL)}", _BOOT_SECONDS)
        (self.out / "install.log").write_text(said, encoding="utf-8")
        if code not in {0, 1}:
            raise ProofError(f"buka-install ended with {code}: see install.log")
        code, said = self.machine.shell(f"{install} --dry-run", _COMMAND_SECONDS)
        if "Nothing to do" not in said:
            raise ProofError(f"a second buka-install would change something: {said}")

    def keep_installed(self) -> None:
        """Keep disk and gateway as they are now: single chapters begin there later."""
        self.machine.keep_installed()
        kept = self.upstream.folder.with_name("upstream-installed")
        shutil.rmtree(kept, ignore_errors=True)
        shutil.copytree(self.upstream.folder, kept)

    def must(self, words: str) -> str:
        """Run a command in the machine that has to succeed."""
        code, said = self.machine.shell(words, _COMMAND_SECONDS)
        if code:
            raise ProofError(f"{words}: {code} {said}")
        return said

    def await_page(self, step: Step, seconds: float, name: str = "") -> Path:
        """Wait until the machine shows this page; the picture of it."""
        deadline = time.monotonic() + seconds
        shot = self.out / "now.png"
        closest = 255.0
        while time.monotonic() < deadline:
            closest = min(closest, difference(self.machine.picture(shot), step.picture))
            if closest < _ALIKE:
                self._shots += 1
                kept = self.out / "screens" / f"{self._shots:02d}-{name or step.page}.png"
                shutil.copy(shot, kept)
                return kept
            time.sleep(_LOOK_SECONDS)
        shutil.copy(shot, self.out / "not-as-expected.png")
        raise ProofError(f"{step.page} did not come within {seconds:.0f} s (closest {closest:.1f})")

    def visit(self, until: int | None = None) -> None:
        """Do what the recording did, up to a step."""
        before: Step | None = None
        for step in self.steps[:-1][:until]:
            if before is None or step.page != before.page:
                self._come_to(step, before)
                time.sleep(_SETTLE_SECONDS)
            for act in step.acts:
                self._act(act)
            time.sleep(0.3)
            before = step

    def _come_to(self, step: Step, before: Step | None) -> None:
        """Wait for a page. A tap that fell into a repaint is lost: a person then taps once more."""
        tapped = before is not None and [act.kind for act in before.acts] == ["down", "up"]
        for _ in range(_TAPS if tapped else 0):
            if self._shows(step, _TAP_SECONDS):
                break
            if before is not None and self._shows(before, 0.0):
                for act in before.acts:
                    self._act(act)
        self.await_page(step, _PAGE_SECONDS)

    def _shows(self, step: Step, seconds: float) -> bool:
        deadline = time.monotonic() + seconds
        while difference(self.machine.picture(self.out / "now.png"), step.picture) >= _ALIKE:
            if time.monotonic() >= deadline:
                return False
            time.sleep(_LOOK_SECONDS)
        return True

    def _act(self, act: Act) -> None:
        if self.reader is None:
            raise RuntimeError("the machine is off")
        match act.kind:
            case "put":
                self.reader.put(document_of(self.person))
            case "pull":
                self.reader.pull()
            case _:
                self._touch(act.kind, act.x, act.y)

    def tap(self, x: int, y: int) -> None:
        """Touch a pixel of the screen shortly."""
        self._touch("down", x, y)
        self._touch("up", x, y)

    def _touch(self, what: str, x: int, y: int) -> None:
        self.machine.ask(touch=what, x=x * _FULL // WIDTH, y=y * _FULL // HEIGHT)
        time.sleep(0.12)

    def power_cut(self) -> None:
        """The mains go, and the cable of the printer with them."""
        self.machine.cut_power()
        self.reader = None

    def received(self) -> int:
        """Submissions that the gateway has."""
        with closing(sqlite3.connect(self.upstream.folder / "gateway.db")) as database:
            return int(database.execute("SELECT count(*) FROM submissions").fetchone()[0])

    def keep(self, name: str, words: str) -> str:
        """What a command in the machine said, kept beside the pictures."""
        _, said = self.machine.shell(words, _COMMAND_SECONDS)
        (self.out / name).write_text(said, encoding="utf-8")
        return said

    def _printer_cable(self) -> None:
        """Bytes between the machine's serial port and the simulated printer."""
        address = urlsplit(self.port.url)
        near = socket.socket(socket.AF_UNIX)
        far = socket.create_connection((address.hostname or "", address.port or 0))
        near.connect(str(self.machine.run / "printer"))
        threading.Thread(target=_pump, args=(far, near), daemon=True).start()
        _pump(near, far)

    def write(self) -> None:
        """Keep the figures."""
        text = json.dumps(self.measured, indent=1, ensure_ascii=False)
        (self.out / "proof.json").write_text(text + "\n", encoding="utf-8")


def _pump(source: socket.socket, target: socket.socket) -> None:
    try:
        while data := source.recv(4096):
            target.sendall(data)
    except OSError:
        pass
    finally:  # a socket that another thread reads is let go by a shutdown only
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
