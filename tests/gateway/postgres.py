"""Debian's real PostgreSQL on a socket of its own, for tests and benchmarks."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg

BINARIES = Path("/usr/lib/postgresql/15/bin")
_made = count()


@contextmanager
def postgresql(folder: Path, *settings: str) -> Iterator[str]:
    """A running server; how to reach it. As root it runs as the user `postgres`, which it insists on."""
    port = str(_free_port())
    as_user: list[str] = []
    if os.getuid() == 0:
        as_user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
        subprocess.run(["chown", "postgres:postgres", folder], check=True)
    data = folder / "data"
    make = [str(BINARIES / "initdb"), "-D", str(data), "-U", "buka", "-A", "trust", "--locale=C.UTF-8", "-N"]
    subprocess.run([*as_user, *make], check=True, capture_output=True, cwd=folder)
    serve = [str(BINARIES / "postgres"), "-D", str(data), "-k", str(folder), "-p", port, "-h", ""]
    server = subprocess.Popen(
        [*as_user, *serve, *(f"-c{one}" for one in settings)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
    )
    ready = [*as_user, str(BINARIES / "pg_isready"), "-q", "-h", str(folder), "-p", port]
    try:
        while subprocess.run(ready, cwd=folder, check=False).returncode:
            if server.poll() is not None:
                raise RuntimeError("PostgreSQL ended at once")
            time.sleep(0.05)
        yield f"host={folder} port={port}"
    finally:
        server.send_signal(signal.SIGINT)  # fast: does not wait for clients
        server.wait()


def new_database(server: str) -> str:
    """A fresh database's URL."""
    name = f"t{next(_made)}"
    with psycopg.connect(f"{server} user=buka dbname=postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    host, port = (part.split("=", 1)[1] for part in server.split())
    return f"postgresql://buka@/{name}?host={host}&port={port}"


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])
