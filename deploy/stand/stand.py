"""One machine with everything on it: the devices simulated at the wire, the gateway real."""

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Final, Self
from urllib.parse import urlsplit

from deploy.stand.relay import Relay
from hardware.simulator.pcscd import VIRTUAL_READER, PcscDaemon
from hardware.simulator.printer import SimulatedPrinter
from hardware.simulator.printer_ports import TcpPort
from hardware.simulator.vpcd import DEFAULT_PORT, VirtualCardSlot
from kiosk.gateway.admin import enrolment_code
from kiosk.gateway.stand import make_stand
from kiosk.upstream.keys import write_file

ROOT: Final = Path(__file__).parents[2]
SAMPLES: Final = ROOT / "assets" / "samples"
TERMINAL: Final = "HZ07"
_READER: Final = f"{VIRTUAL_READER} 00 00"
_START_SECONDS: Final = 30.0
PORTRAIT: Final = (1080, 1920, 3.64)
LANDSCAPE: Final = (1920, 1080, 3.64)
"""A 23.8 inch panel."""
_POLL_SECONDS: Final = 0.02
_REQUESTS_A_MINUTE: Final = 60_000
"""A stand is tried harder than a terminal in a lobby."""


class StandError(Exception):
    """The stand could not be set up; the message says what is missing."""


@dataclass(frozen=True, kw_only=True)
class StandOptions:
    """What may be chosen."""

    out: Path
    printer_url: str = ""
    """Another printer; empty: the simulated one."""
    people: Path = SAMPLES / "people.toml"
    screen: tuple[int, int, float] = PORTRAIT
    """Width and height in pixels, and pixels per mm."""
    language: str = "zh"
    """Of the visit that is made."""
    rows_per_s: float = 2400.0
    """Of the simulated printer: 300 mm/s; 0 prints at once."""


@dataclass
class Stand:
    """Starts in order, stops in reverse. What it wrote in `out` stays."""

    options: StandOptions
    slot: VirtualCardSlot = field(init=False, default_factory=VirtualCardSlot)
    printer: SimulatedPrinter | None = field(init=False, default=None)
    port: TcpPort | None = field(init=False, default=None)
    relay: Relay | None = field(init=False, default=None)
    _pcscd: PcscDaemon = field(init=False, default_factory=PcscDaemon)
    _gateway: subprocess.Popen[bytes] | None = field(init=False, default=None)

    @property
    def config(self) -> Path:
        """The terminal's settings file."""
        return self.options.out / "kiosk.toml"

    @property
    def gateway_config(self) -> Path:
        """The gateway's settings file."""
        return self.options.out / "gateway" / "gateway.toml"

    def __enter__(self) -> Self:
        self.options.out.mkdir(parents=True, exist_ok=True)
        try:
            self._start()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _start(self) -> None:
        self._pcscd.start()
        printer_url = self.options.printer_url or self._start_printer()
        self._make_gateway()
        self.start_gateway()
        self._write_settings(printer_url)
        self._enrol()
        self._write_stand(printer_url)

    def close(self) -> None:
        """Stop everything that was started here."""
        self.slot.pull()
        self.stop_gateway()
        if self.relay:
            self.relay.close()
        if self.port:
            self.port.close()
        if self.printer:
            self.printer.close()
        self._pcscd.stop()

    def _start_printer(self) -> str:
        folder = self.options.out / "paper"
        folder.mkdir(exist_ok=True)
        self.printer = SimulatedPrinter(rows_per_s=self.options.rows_per_s, folder=folder)
        self.port = TcpPort(self.printer)
        return self.port.url

    def _make_gateway(self) -> None:
        folder = self.gateway_config.parent
        folder.mkdir(exist_ok=True, mode=0o700)
        make_stand(
            folder,
            people=self.options.people,
            policies=ROOT / "assets" / "policies",
            payments="simulated",
            requests_a_minute=_REQUESTS_A_MINUTE,
        )

    def _enrol(self) -> None:
        """As a technician does: a one-time code from the gateway, keys made at the terminal."""
        keys = self.options.out / "keys"
        write_file(keys / "ca.pem", (self.gateway_config.parent / "ca.pem").read_bytes())
        code = enrolment_code(self.gateway_config, TERMINAL)
        enrolled = subprocess.run(
            [sys.executable, "-m", "kiosk.cli", "enrol", "--config", str(self.config), "--code", code],
            cwd=ROOT, capture_output=True, text=True, timeout=_START_SECONDS, check=False,
        )  # fmt: skip
        if enrolled.returncode:
            raise StandError(f"the terminal could not enrol: {enrolled.stderr.strip()}")

    def start_gateway(self) -> None:
        """Run the gateway as a process of its own and wait until it answers."""
        address = self.gateway_config.parent / "address"
        address.unlink(missing_ok=True)
        log = (self.options.out / "gateway.log").open("ab")
        self._gateway = subprocess.Popen(
            [sys.executable, "-m", "deploy.stand.leash", "gateway", "--config", str(self.gateway_config)],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=log, stderr=log,
        )  # fmt: skip
        log.close()
        where = urlsplit(self._await_address(self._gateway, address))
        target = (where.hostname or "127.0.0.1", where.port or 0)
        if self.relay is None:
            self.relay = Relay(target)
        else:
            self.relay.lead_to(target)

    def _await_address(self, gateway: "subprocess.Popen[bytes]", address: Path) -> str:
        deadline = time.monotonic() + _START_SECONDS
        while not address.is_file() or not (text := address.read_text().strip()):
            if gateway.poll() is not None:
                raise StandError(f"the gateway ended with code {gateway.returncode}: see gateway.log")
            if time.monotonic() > deadline:
                raise StandError("the gateway does not answer: see gateway.log")
            time.sleep(_POLL_SECONDS)
        return text

    def stop_gateway(self, *, kill: bool = False) -> None:
        """End the gateway, in good order or as a crash does."""
        if self._gateway is None:
            return
        self._gateway.send_signal(signal.SIGKILL if kill else signal.SIGTERM)
        try:
            self._gateway.wait(10.0)
        except subprocess.TimeoutExpired:
            self._gateway.kill()
            self._gateway.wait()
        if self._gateway.stdin:
            self._gateway.stdin.close()
        self._gateway = None

    def _write_settings(self, printer_url: str) -> None:
        if self.relay is None:
            raise StandError("the gateway has no address")
        width, height, px_per_mm = self.options.screen
        self.config.write_text(
            f"""\
[terminal]
id = "{TERMINAL}"
site = "hospital"
hospital_level = 3
region = "330100"
name = "市第二人民医院 一楼大厅"
name_en = "Second People's Hospital, ground floor"
desk = "导诊台就在左手边"
desk_en = "The information desk is on your left"
production = false

[reader]
name = "{_READER}"

[printer]
url = "{printer_url}"

[upstream]
url = "https://127.0.0.1:{self.relay.port}"
ca = "keys/ca.pem"
cert = "keys/terminal.pem"
key = "keys/terminal.key"
keys = "keys"

[store]
path = "store/outbox.db"

[screen]
width = {width}
height = {height}
px_per_mm = {px_per_mm:.2f}
bottom_mm = 800

[log]
path = "visit.log"
""",
            encoding="utf-8",
        )

    def _write_stand(self, printer_url: str) -> None:
        stand = {
            "config": str(self.config.resolve()),
            "reader": _READER,
            "vpcd_port": DEFAULT_PORT,
            "printer": printer_url,
            "gateway": f"https://127.0.0.1:{self.relay.port if self.relay else 0}",
            "pid": os.getpid(),
        }
        path = self.options.out / "stand.json"
        path.with_suffix(".new").write_text(json.dumps(stand, indent=1), encoding="utf-8")
        path.with_suffix(".new").replace(path)
