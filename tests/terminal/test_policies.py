"""A policy that is damaged or not understood never replaces good rules, and never raises."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.store.clock import SystemClock
from kiosk.store.policies import StoredPolicy
from kiosk.store.store import Store, open_store
from kiosk.terminal.policies import fetch_first, policy_in_force
from kiosk.upstream.client import Client, NewPolicy, NotModified
from kiosk.upstream.contract import SignedPolicy
from kiosk.upstream.trouble import Trouble, TroubleKind
from tests.conftest import LogRecord


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "store" / "outbox.db", terminal="HZ07", clock=SystemClock())
    assert isinstance(opened, Store), opened
    yield opened
    opened.close()


def test_before_the_first_policy_there_is_none(store: Store) -> None:
    assert policy_in_force(store.policies) is None


class Bringing(Client):
    """An upstream that has one policy."""

    def __init__(self, document: bytes) -> None:
        self.document = document

    def policy(
        self, region: str, *, known_version: int, etag: str = "", seconds: float = 0.0
    ) -> NewPolicy | NotModified | Trouble:
        signed = SignedPolicy.model_construct(version=4, document=self.document)
        return NewPolicy(signed=signed, etag="x")


def test_a_first_policy_that_is_not_understood_does_not_keep_out_the_corrected_one(
    store: Store, log: LogRecord
) -> None:
    log.expected.add("policy.not_understood")
    brought = fetch_first(Bringing(b"version = ["), store, "330100", 1.0)
    assert brought == Trouble(TroubleKind.CONTRACT, "policy_not_understood")
    assert store.policies.current() is None


def test_a_damaged_policy_in_the_store_is_told_and_closes_nothing_else(store: Store, log: LogRecord) -> None:
    log.expected.add("policy.damaged")
    store.policies.accept(StoredPolicy(version=3, etag="x", signed=b"{ not json"))
    assert policy_in_force(store.policies) is None
    assert [entry["event"] for entry in log if entry["log_level"] == "error"] == ["policy.damaged"]
