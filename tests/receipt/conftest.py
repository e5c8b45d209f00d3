"""The fonts' tables are read once before the tests, as a terminal does at its start."""

import pytest

from kiosk.receipt.fonts import preload


@pytest.fixture(scope="session", autouse=True)
def fonts() -> None:
    preload()
