"""The gateway of the proof: a process on the host, which the machine reaches as 10.0.2.2."""

import json
import socket
import subprocess
import sys
import time
import tomllib
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from deploy.machine.people import people_file
from deploy.stand.stand import ROOT
from kiosk.gateway.admin import enrolment_code
from kiosk.gateway.authority import make_authority

HOST_SEEN_FROM_THE_MACHINE = "10.0.2.2"
"""qemu's user network: the host's loopback."""
_START_SECONDS = 30.0


@dataclass
class Upstream:
    """One gateway with its database in a folder."""

    folder: Path
    port: int = field(default=0)
    _process: "subprocess.Popen[bytes] | None" = field(init=False, default=None)

    @property
    def config(self) -> Path:
        """Its settings."""
        return self.folder / "gateway.toml"

    @property
    def url(self) -> str:
        """As the machine writes it."""
        return f"https://{HOST_SEEN_FROM_THE_MACHINE}:{self.port}"

    def start(self) -> None:
        """Make keys and settings unless they are there, and wait until it answers."""
        if self.config.exists():
            self.port = int(tomllib.loads(self.config.read_text(encoding="utf-8"))["listen"]["port"])
        else:
            self._set_up()
        self._write_settings()
        (self.folder / "address").unlink(missing_ok=True)
        log = (self.folder / "gateway.log").open("ab")
        words = [sys.executable, "-m", "deploy.stand.leash", "gateway", "--config", str(self.config)]
        self._process = subprocess.Popen(words, cwd=ROOT, stdin=subprocess.PIPE, stdout=log, stderr=log)
        log.close()
        deadline = time.monotonic() + _START_SECONDS
        while not (self.folder / "address").is_file():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"the gateway does not answer: {self.folder / 'gateway.log'}")
            time.sleep(0.05)

    def _set_up(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        make_authority(self.folder, hosts=(HOST_SEEN_FROM_THE_MACHINE, "127.0.0.1"))
        with closing(socket.socket()) as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]

    def _write_settings(self) -> None:
        (self.folder / "people.toml").write_text(people_file(), encoding="utf-8")
        policies = json.dumps(str(ROOT / "assets/policies"))
        self.config.write_text(_SETTINGS.format(port=self.port, policies=policies), encoding="utf-8")

    def code(self, terminal: str) -> str:
        """A one-time code for a terminal's enrolment."""
        return enrolment_code(self.config, terminal)

    def stop(self) -> None:
        """End it in good order."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(20)
            if self._process.stdin:
                self._process.stdin.close()


_SETTINGS = """\
[listen]
port = {port}
address_file = "address"

[tls]
cert = "server.pem"
key = "server.key"
client_ca = "ca.pem"

[database]
url = "sqlite:///gateway.db"

[keys]
signing = "signing.key"
opening = ["opening.json"]
public = "upstream-keys.json"

[authority]
cert = "ca.pem"
key = "ca.key"

[registry]
people = "people.toml"

[policies]
folder = {policies}
"""
