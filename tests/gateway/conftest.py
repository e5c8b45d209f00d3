"""Fixtures of the gateway's tests: a running gateway, and a real PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from kiosk.gateway.stand import make_stand
from tests.gateway.live import SAMPLES, Stand, running
from tests.gateway.postgres import new_database, postgresql


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return make_stand(
        tmp_path / "gateway",
        people=SAMPLES / "people.toml",
        payments="simulated",
        requests_a_minute=100_000,
    )


@pytest.fixture
def stand(config: Path) -> Iterator[Stand]:
    with running(config) as stand:
        yield stand


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """One server for all tests; not under pytest's own folder, which is for its owner only."""
    with TemporaryDirectory(prefix="buka-postgres-") as folder, postgresql(Path(folder)) as server:
        yield server


@pytest.fixture
def postgres_url(postgres: str) -> str:
    """A fresh database."""
    return new_database(postgres)
