"""A plugin of pytest: under mutation the fastest tests run first, and a failure is not made smaller.

What is no change needs no test: SQL in other letters would run through all of them.
"""

import json
import os
from pathlib import Path

import hypothesis
import pytest

from tests.mutation.survivors import described

hypothesis.settings.register_profile(
    "mutation",
    max_examples=30,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate],
)
hypothesis.settings.load_profile("mutation")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Most changes are noticed by many tests; then the fastest of them is enough."""
    mutant = os.environ.get("MUTANT_UNDER_TEST", "")
    if "__mutmut_" in mutant and described(Path.cwd().parent, [mutant])[0].no_change:
        items.clear()
    known = Path("mutmut-stats.json")
    if known.is_file():
        seconds = json.loads(known.read_text("utf-8"))["duration_by_test"]
        items.sort(key=lambda item: float(seconds.get(item.nodeid, 0)))
