"""A real gateway on a real socket with real TLS, in this process; and the terminals that talk to it."""

import os
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import uvicorn

from kiosk.gateway.authority import issue_terminal
from kiosk.gateway.parts import Parts, build
from kiosk.gateway.registry import Registry
from kiosk.gateway.server import acting, address, tls_context, uvicorn_config
from kiosk.gateway.settings import GatewaySettings, load_gateway_settings
from kiosk.gateway.stand import make_stand
from kiosk.upstream.client import Client
from kiosk.upstream.keys import TerminalKeys, load_keys

SAMPLES = Path(__file__).parents[2] / "assets" / "samples"
POSTGRES = Path("/usr/lib/postgresql/15/bin")


@dataclass
class Stand:
    """One running gateway, and the terminals made for it."""

    folder: Path
    settings: GatewaySettings
    parts: Parts
    url: str
    clients: list[Client] = field(default_factory=list)

    def terminal(self, name: str = "HZ0001") -> TerminalKeys:
        folder = self.folder / name
        if not folder.is_dir():
            issue_terminal(self.folder, name, folder)
        keys = load_keys(
            ca=folder / "ca.pem", cert=folder / "terminal.pem", key=folder / "terminal.key", keys=folder
        )
        assert isinstance(keys, TerminalKeys)
        return keys

    def client(self, name: str = "HZ0001") -> Client:
        client = Client(self.url, self.terminal(name))
        self.clients.append(client)
        return client


@contextmanager
def running(
    config: Path,
    *,
    registry: Registry | None = None,
    settings: Callable[[GatewaySettings], GatewaySettings] = lambda s: s,
) -> Iterator[Stand]:
    """The gateway of these settings, served by uvicorn in a thread."""
    loaded = load_gateway_settings(config)
    assert isinstance(loaded, GatewaySettings)
    loaded = settings(loaded)
    listener = socket.create_server((loaded.listen.host, 0))
    url = address(loaded, listener)
    parts = build(loaded, base_url=url, registry=registry)
    server = uvicorn.Server(uvicorn_config(parts, tls_context(loaded.tls)))
    with acting(parts):
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.005)
        stand = Stand(config.parent, loaded, parts, url)
        try:
            yield stand
        finally:
            for client in stand.clients:
                client.close()
            server.should_exit = True
            thread.join()
            listener.close()


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return make_stand(
        tmp_path / "gateway", people=SAMPLES / "people.toml", payments="simulated", requests_a_minute=100_000
    )


@pytest.fixture
def stand(config: Path) -> Iterator[Stand]:
    with running(config) as stand:
        yield stand


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL of Debian on a socket of its own; its URL up to the database's name."""
    folder = tmp_path_factory.mktemp("postgres")
    port = _free_port()
    as_user: list[str] = []
    if os.getuid() == 0:
        as_user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
        for path in (folder, *folder.parents):
            if path == Path("/tmp"):
                break
            path.chmod(0o755)
        subprocess.run(["chown", "postgres:postgres", folder], check=True)
    data = folder / "data"
    subprocess.run(
        [*as_user, POSTGRES / "initdb", "-D", data, "-U", "buka", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"],
        check=True, capture_output=True, cwd=folder,
    )  # fmt: skip
    server = subprocess.Popen(
        [*as_user, POSTGRES / "postgres", "-D", data, "-k", folder, "-p", str(port), "-h", ""],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder,
    )  # fmt: skip
    ready = [*as_user, POSTGRES / "pg_isready", "-q", "-h", folder, "-p", str(port)]
    while subprocess.run(ready, cwd=folder, check=False).returncode:
        assert server.poll() is None, "PostgreSQL ended"
        time.sleep(0.05)
    try:
        yield f"host={folder} port={port}"
    finally:
        server.terminate()
        server.wait()


_made = iter(range(1_000_000))


@pytest.fixture
def postgres_url(postgres: str) -> str:
    """A fresh database."""
    import psycopg

    name = f"t{next(_made)}"
    with psycopg.connect(f"{postgres} user=buka dbname=postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    host, port = (part.split("=", 1)[1] for part in postgres.split())
    return f"postgresql://buka@/{name}?host={host}&port={port}"


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])
