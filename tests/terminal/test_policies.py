"""A policy that is damaged or not understood never replaces good rules, and never raises."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.store.clock import SystemClock
from kiosk.store.policies import StoredPolicy
from kiosk.store.store import Store, open_store
from kiosk.terminal.policies import policy_in_force
from tests.conftest import LogRecord


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "store" / "outbox.db", terminal="HZ07", clock=SystemClock())
    assert isinstance(opened, Store), opened
    yield opened
    opened.close()


def test_before_the_first_policy_there_is_none(store: Store) -> None:
    assert policy_in_force(store.policies) is None


def test_a_damaged_policy_in_the_store_is_told_and_closes_nothing_else(store: Store, log: LogRecord) -> None:
    log.expected.add("policy.damaged")
    store.policies.accept(StoredPolicy(version=3, etag="x", signed=b"{ not json"))
    assert policy_in_force(store.policies) is None
    assert [entry["event"] for entry in log if entry["log_level"] == "error"] == ["policy.damaged"]
