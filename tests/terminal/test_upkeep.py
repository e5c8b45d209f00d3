"""The nightly upkeep: at night, when nobody is here, once; what nobody acknowledged stays."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kiosk.flow.events import ClockTicked, Press, Pressed, Touched
from kiosk.flow.reduce import reduce
from kiosk.flow.start import start
from kiosk.flow.state import Kiosk, Place
from kiosk.rules.policy import Policy
from kiosk.rules.policy_file import load_policy
from kiosk.store.store import Store
from kiosk.terminal.upkeep import Upkeep
from tests.store.stand import HandClock, acknowledgement, filed, opened, taken

ZONE = ZoneInfo("Asia/Shanghai")
NIGHT = datetime(2026, 12, 20, 3, 0, tzinfo=ZONE)
ROOT = Path(__file__).parents[2]


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def store(tmp_path: Path, clock: HandClock) -> Iterator[Store]:
    store = opened(tmp_path / "outbox.db", clock)
    yield store
    store.close()


@pytest.fixture
def kiosk() -> Kiosk:
    policy = load_policy(ROOT / "assets" / "policies" / "mission.toml")
    assert isinstance(policy, Policy)
    place = Place(
        terminal="HZ07", site="hospital", hospital_level=3, region="330100", name="医院", name_en="Hospital"
    )
    return start(place, policy, NIGHT)[0]


def tick(at: datetime) -> ClockTicked:
    return ClockTicked(now=at, trusted=True)


def test_by_day_nothing_is_done(store: Store, kiosk: Kiosk) -> None:
    upkeep = Upkeep(store, date(2026, 12, 19))
    assert upkeep.notice(tick(NIGHT.replace(hour=11)), kiosk) is None


def test_while_somebody_is_here_nothing_is_done(store: Store, kiosk: Kiosk) -> None:
    busy = reduce(kiosk, Pressed(press=Press.START))[0]
    assert Upkeep(store, date(2026, 12, 19)).notice(tick(NIGHT), busy) is None


def test_with_a_clock_that_is_not_trusted_nothing_is_deleted(store: Store, kiosk: Kiosk) -> None:
    lost = replace(kiosk, conditions=replace(kiosk.conditions, clock_trusted=False))
    assert Upkeep(store, date(2026, 12, 19)).notice(tick(NIGHT), lost) is None


def test_another_event_than_the_clock_does_nothing(store: Store, kiosk: Kiosk) -> None:
    assert Upkeep(store, date(2026, 12, 19)).notice(Touched(), kiosk) is None


def test_at_night_what_is_past_its_retention_goes_and_what_nobody_acknowledged_stays(
    store: Store, kiosk: Kiosk, clock: HandClock, log: list[dict[str, object]]
) -> None:
    filed(store)
    store.outbox.acknowledge([acknowledgement(outgoing) for outgoing in taken(store)])
    waiting = filed(store)
    clock.pass_time(days=28)
    upkeep = Upkeep(store, date(2026, 12, 19))
    worker = upkeep.notice(tick(NIGHT), kiosk)
    assert worker is not None
    worker.join(20)
    assert [entry["bodies"] for entry in log if entry["event"] == "upkeep.purged"] == [1]
    assert [row.submission_id for row in taken(store)] == [waiting.header.submission_id]
    assert upkeep.notice(tick(NIGHT.replace(minute=1)), kiosk) is None
