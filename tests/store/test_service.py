"""What staff and upstream have decided outlives a restart."""

import json
from pathlib import Path

import pytest

from kiosk.store.memos import Memo
from kiosk.store.policies import RolledBack, StoredPolicy
from kiosk.store.store import Store
from tests.store.stand import HandClock, opened


def test_out_of_service_holds_until_staff_take_it_back(path: Path, clock: HandClock) -> None:
    store = opened(path, clock)
    assert store.service.out_of_service() == ""
    store.service.stop("staff", clerk="c7")
    store.close()
    store = opened(path, clock)
    assert store.service.out_of_service() == "staff"
    store.service.resume(clerk="c7")
    assert store.service.out_of_service() == ""
    events = [json.loads(entry)["event"] for entry in store.audit.entries()]
    assert events[-2:] == ["service.stopped", "service.resumed"]
    store.close()


def test_out_of_service_needs_a_reason(store: Store) -> None:
    with pytest.raises(ValueError, match=r"^a reason is needed$"):
        store.service.stop("", clerk="c7")


def test_a_memo_is_kept_replaced_and_forgotten(store: Store) -> None:
    assert store.memos.get(Memo.SYNC_FAILURES) == ""
    store.memos.put(Memo.SYNC_FAILURES, "3")
    store.memos.put(Memo.SYNC_FAILURES, "4")
    assert store.memos.get(Memo.SYNC_FAILURES) == "4"
    store.memos.put(Memo.SYNC_FAILURES, "")
    assert store.memos.get(Memo.SYNC_FAILURES) == ""


def policy(version: int, signed: bytes = b"signed", etag: str = '"e"') -> StoredPolicy:
    return StoredPolicy(version=version, etag=etag, signed=signed)


def test_a_policy_never_goes_back(store: Store) -> None:
    assert store.policies.current() is None
    store.policies.accept(policy(7))
    assert store.policies.accept(policy(6)) == RolledBack(current=7)
    assert store.policies.current() == policy(7)
    assert "policy.refused" in list(store.audit.entries())[-1]


def test_two_documents_of_one_version_are_refused_but_a_new_etag_is_not(store: Store) -> None:
    store.policies.accept(policy(7))
    assert store.policies.accept(policy(7, signed=b"other")) == RolledBack(current=7)
    renewed = policy(7, etag='"f"')
    assert store.policies.accept(renewed) == renewed
    assert store.policies.current() == renewed


def test_the_newest_policy_outlives_a_restart(path: Path, clock: HandClock) -> None:
    store = opened(path, clock)
    store.policies.accept(policy(1))
    store.policies.accept(policy(2, b"\x00\xff"))
    store.close()
    store = opened(path, clock)
    assert store.policies.current() == policy(2, b"\x00\xff")
    store.close()
