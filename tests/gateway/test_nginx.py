"""The nginx example as it stands, in the real nginx: mutual TLS goes through it from end to end."""

import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kiosk.upstream.client import Client
from kiosk.upstream.contract import Heartbeat, Pulse
from kiosk.upstream.trouble import Trouble, TroubleKind
from tests.gateway.answers import sure, word
from tests.gateway.filing import loss, sealed
from tests.gateway.live import Stand

NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin")
EXAMPLE = Path(__file__).parents[2] / "deploy" / "gateway" / "nginx.conf"
_REPLICAS = ["10.0.0.11:8443", "10.0.0.12:8443"]
pytestmark = [pytest.mark.real, pytest.mark.skipif(not NGINX, reason="needs Debian's nginx")]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def placed(folder: Path, port: int, replicas: list[str]) -> Path:
    """The example in a whole nginx.conf of this folder: other addresses, everything else as it is."""
    text = EXAMPLE.read_text()
    for there, here in zip(_REPLICAS, replicas, strict=True):
        assert there in text
        text = text.replace(there, here)
    text, listens = re.subn(r"listen (\[::\]:)?443;", f"listen 127.0.0.1:{port};", text)
    assert listens == 2
    text = text.replace(f"listen 127.0.0.1:{port};", "", 1)
    text = text.replace("/var/log/nginx/buka.log", str(folder / "buka.log"))
    config = folder / "nginx.conf"
    config.write_text(
        "include /etc/nginx/modules-enabled/*.conf;\ndaemon off;\nmaster_process off;\n"
        f"pid {folder}/nginx.pid;\nerror_log {folder}/error.log;\nevents {{ }}\n{text}"
    )
    return config


@contextmanager
def nginx(config: Path, port: int) -> Iterator[None]:
    command = [str(NGINX), "-c", str(config), "-e", str(config.with_name("error.log"))]
    process = subprocess.Popen(command)
    try:
        while True:
            assert process.poll() is None, config.with_name("error.log").read_text()
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
        yield
    finally:
        process.terminate()
        process.wait()


@pytest.fixture
def through(stand: Stand, tmp_path: Path) -> Iterator[str]:
    """The gateway's address behind nginx; the first of its two replicas is down."""
    port = free_port()
    replicas = [f"127.0.0.1:{free_port()}", stand.url.removeprefix("https://")]
    with nginx(placed(tmp_path, port, replicas), port):
        yield f"https://127.0.0.1:{port}"


def test_the_example_is_sound_in_the_eyes_of_nginx(tmp_path: Path) -> None:
    config = placed(tmp_path, free_port(), _REPLICAS)
    command = [str(NGINX), "-t", "-c", str(config), "-e", str(tmp_path / "error.log")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "warn" not in done.stderr


def test_a_terminal_is_itself_through_nginx_past_a_replica_that_is_down(stand: Stand, through: str) -> None:
    client = Client(through, stand.terminal("HZ0001"))
    stand.clients.append(client)
    report = sealed(stand.terminal("HZ0001"), loss())
    acknowledged = word(client.submit([report]))
    assert (acknowledged.terminal, acknowledged.standing) == ("HZ0001", "in_force")
    assert isinstance(sure(client.heartbeat(Heartbeat(version="1", policy_version=0, queue_depth=0))), Pulse)


def test_a_revoked_terminal_is_refused_through_nginx_too(stand: Stand, through: str) -> None:
    client = Client(through, stand.terminal("HZ0002"))
    stand.clients.append(client)
    client.submit([sealed(stand.terminal("HZ0002"), loss())])
    stand.parts.terminals.revoke("HZ0002")
    refused = client.submit([sealed(stand.terminal("HZ0002"), loss())])
    assert refused == Trouble(TroubleKind.UNAUTHORISED, "urn:buka:problem:terminal-revoked")
