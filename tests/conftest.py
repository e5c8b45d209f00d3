"""What every test shares: an off-screen Qt platform, and a log whose warnings must be expected."""

import os
from collections.abc import Iterator, MutableMapping
from typing import Any, NoReturn

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
import structlog


class LogRecord(list[dict[str, object]]):
    """Every log event of one test; `expected` names the warnings that the test provokes."""

    def __init__(self) -> None:
        super().__init__()
        self.expected: set[str] = set()

    def __call__(self, _logger: object, level: str, event: MutableMapping[str, Any]) -> NoReturn:
        self.append({**event, "log_level": level})
        raise structlog.DropEvent


@pytest.fixture(autouse=True)
def log() -> Iterator[LogRecord]:
    """Fail the test on a warning that it did not add to `log.expected`."""
    record = LogRecord()
    structlog.configure(processors=[record], cache_logger_on_first_use=False)
    yield record
    structlog.reset_defaults()
    loud = [
        entry
        for entry in record
        if entry["log_level"] in {"warning", "error", "critical"} and entry["event"] not in record.expected
    ]
    assert not loud, f"unexpected log warnings (name them in log.expected if the test provokes them): {loud}"
