"""A store on a temporary disk and a clock that tests turn by hand."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.store.store import Store
from tests.store.stand import HandClock, opened


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store" / "kiosk.db"


@pytest.fixture
def store(path: Path, clock: HandClock) -> Iterator[Store]:
    store = opened(path, clock)
    yield store
    store.close()
