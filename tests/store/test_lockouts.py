"""Staff lock-outs: pulling the plug gives no extra try."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.store.lockouts import LockedOut, MayTry
from kiosk.store.store import Store
from tests.store.stand import HandClock, opened


def fail_times(store: Store, clock: HandClock, times: int) -> None:
    for _ in range(times):
        clock.pass_time(hours=2)
        assert isinstance(store.lockouts.begin_try("pin"), MayTry)


def test_a_try_counts_as_failed_before_the_secret_is_checked(path: Path, clock: HandClock) -> None:
    for failures in range(1, 6):
        store = opened(path, clock)
        assert store.lockouts.begin_try("pin") == MayTry(failures=failures)
        store.close()
    store = opened(path, clock)
    assert store.lockouts.begin_try("pin") == LockedOut(seconds=30)
    store.close()


@pytest.mark.parametrize(
    ("failures", "wait"), [(4, 0), (5, 30), (6, 60), (7, 120), (11, 1920), (12, 3600), (40, 3600)]
)
def test_the_wait_doubles_from_half_a_minute_to_an_hour(
    store: Store, clock: HandClock, failures: int, wait: int
) -> None:
    fail_times(store, clock, failures)
    if wait:
        assert store.lockouts.begin_try("pin") == LockedOut(seconds=wait)
        clock.pass_time(seconds=wait - 0.5)
        assert store.lockouts.begin_try("pin") == LockedOut(seconds=1)
        clock.pass_time(seconds=0.5)
    assert isinstance(store.lockouts.begin_try("pin"), MayTry)


def test_the_last_nanosecond_of_a_wait_is_waited_for(store: Store, clock: HandClock) -> None:
    fail_times(store, clock, 5)
    for nanoseconds, answer in ((29_999_999_999, LockedOut(seconds=1)), (1, MayTry(failures=6))):
        clock.moment = replace(clock.moment, mono_ns=clock.moment.mono_ns + nanoseconds)
        assert store.lockouts.begin_try("pin") == answer


def test_a_restart_begins_the_whole_wait_again(path: Path, clock: HandClock) -> None:
    store = opened(path, clock)
    fail_times(store, clock, 6)
    clock.pass_time(seconds=59)
    store.close()
    clock.restart()
    store = opened(path, clock)
    assert store.lockouts.begin_try("pin") == LockedOut(seconds=60)
    clock.pass_time(seconds=60)
    assert store.lockouts.begin_try("pin") == MayTry(failures=7)
    store.close()


def test_the_wall_clock_has_no_say(store: Store, clock: HandClock) -> None:
    fail_times(store, clock, 5)
    clock.set_wall(timedelta(days=365))
    assert store.lockouts.begin_try("pin") == LockedOut(seconds=30)


def test_the_right_secret_forgets_the_failures_of_this_subject_only(store: Store, clock: HandClock) -> None:
    fail_times(store, clock, 5)
    store.lockouts.begin_try("c7")
    store.lockouts.succeeded("pin")
    assert store.lockouts.begin_try("pin") == MayTry(failures=1)
    assert store.lockouts.begin_try("c7") == MayTry(failures=2)
