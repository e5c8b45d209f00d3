"""Fixtures of the gateway's tests: a running gateway, and a real PostgreSQL."""

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from kiosk.gateway.stand import make_stand
from tests.gateway.live import SAMPLES, Stand, running

POSTGRES = Path("/usr/lib/postgresql/15/bin")


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
        [*as_user, POSTGRES / "initdb", "-D", data, "-U", "buka", "-A", "trust", "--locale=C.UTF-8", "-N"],
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
    name = f"t{next(_made)}"
    with psycopg.connect(f"{postgres} user=buka dbname=postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    host, port = (part.split("=", 1)[1] for part in postgres.split())
    return f"postgresql://buka@/{name}?host={host}&port={port}"


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])
