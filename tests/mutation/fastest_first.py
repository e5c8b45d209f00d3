"""A plugin of pytest: under mutation the fastest tests run first, and a failure is not made smaller."""

import json
from pathlib import Path

import hypothesis
import pytest

hypothesis.settings.register_profile(
    "mutation",
    derandomize=True,
    database=None,
    deadline=None,
    phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate],
)
hypothesis.settings.load_profile("mutation")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Most changes are noticed by many tests; then the fastest of them is enough."""
    known = Path("mutmut-stats.json")
    if known.is_file():
        seconds = json.loads(known.read_text("utf-8"))["duration_by_test"]
        items.sort(key=lambda item: float(seconds.get(item.nodeid, 0)))
