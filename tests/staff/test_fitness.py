"""The terminal closes by itself when it cannot serve, says why, and comes back by itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.config import Settings
from kiosk.flow.conditions import OutOfService, ReaderCondition
from kiosk.flow.events import ClockTicked, Event, ReaderChanged, TimerFired
from kiosk.flow.pages import ClosedPage, Welcome
from kiosk.flow.reduce import reduce
from kiosk.flow.start import start
from kiosk.flow.state import Kiosk
from kiosk.rules.documents import DocumentKind
from kiosk.rules.policy import Policy
from kiosk.rules.policy_file import load_policy
from kiosk.store.store import Store, open_store
from kiosk.store.trouble import StoreTrouble, TroubleKind
from kiosk.terminal.fitness import READER_GRACE, Fitness
from kiosk.terminal.loop import PlainLoop
from kiosk.terminal.panel import place_of
from tests.conftest import LogRecord
from tests.staff.conftest import NOW, Clock

POLICY = Path(__file__).parents[2] / "assets" / "policies" / "mission.toml"


class Hall:
    """A terminal's flow, its fitness and a clock that the test moves."""

    def __init__(self, settings: Settings, store: Store, *, passports: bool = False) -> None:
        policy = load_policy(POLICY)
        assert isinstance(policy, Policy)
        documents = (DocumentKind.RESIDENT_ID, *((DocumentKind.PASSPORT,) if passports else ()))
        self.seconds = 100.0
        self.loop = PlainLoop(lambda: self.seconds)
        self.kiosk, _ = start(place_of(settings), replace_documents(policy, documents), NOW)
        self.fitness = Fitness(store, self.loop, lambda: self.seconds)

    def happens(self, event: Event) -> Kiosk:
        """The event, and all that follows without waiting."""
        waiting: Event | None = event
        while waiting is not None:
            self.kiosk, _ = reduce(self.kiosk, waiting)
            self.fitness.notice(waiting, self.kiosk)
            waiting = self.loop.next_event(self.seconds)
        return self.kiosk

    def minute(self) -> Kiosk:
        return self.happens(ClockTicked(now=NOW, trusted=True))

    def reader(self, condition: ReaderCondition) -> Kiosk:
        return self.happens(ReaderChanged(condition=condition))

    def passes(self, seconds: float) -> Kiosk:
        self.seconds += seconds
        return self.happens(TimerFired(token=0))


def replace_documents(policy: Policy, documents: tuple[DocumentKind, ...]) -> Policy:
    return policy.model_copy(update={"documents": documents})


@pytest.fixture
def store(settings: Settings, clock: Clock) -> Iterator[Store]:
    opened = open_store(settings.store.path, terminal="HZ07", clock=clock)
    assert isinstance(opened, Store)
    yield opened
    opened.close()


@pytest.fixture
def hall(settings: Settings, store: Store, log: LogRecord) -> Hall:
    log.expected.add("service.state_changed")
    return Hall(settings, store)


def reason(kiosk: Kiosk) -> OutOfService | None:
    return kiosk.page.reason if isinstance(kiosk.page, ClosedPage) else None


def test_a_lost_reader_closes_the_terminal_after_its_grace(hall: Hall) -> None:
    assert reason(hall.reader(ReaderCondition.NO_READER)) is None
    assert reason(hall.passes(READER_GRACE - 1)) is None
    assert reason(hall.passes(1)) is OutOfService.READER


def test_a_reader_that_returns_in_time_closes_nothing(hall: Hall) -> None:
    hall.reader(ReaderCondition.NO_READER)
    hall.reader(ReaderCondition.NO_CARD)
    assert isinstance(hall.passes(READER_GRACE * 2).page, Welcome)


def test_a_reader_that_returns_opens_the_terminal_again(hall: Hall) -> None:
    hall.reader(ReaderCondition.NO_READER)
    hall.passes(READER_GRACE)
    assert isinstance(hall.reader(ReaderCondition.NO_CARD).page, Welcome)


def test_where_passports_are_typed_a_lost_reader_closes_nothing(settings: Settings, store: Store) -> None:
    hall = Hall(settings, store, passports=True)
    hall.reader(ReaderCondition.NO_READER)
    assert isinstance(hall.passes(READER_GRACE).page, Welcome)


def test_a_full_disk_closes_the_terminal_and_room_opens_it(
    hall: Hall, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "has_room", lambda: StoreTrouble(kind=TroubleKind.FULL))
    assert reason(hall.minute()) is OutOfService.STORE
    monkeypatch.setattr(store, "has_room", lambda: True)
    assert isinstance(hall.minute().page, Welcome)


@pytest.mark.parametrize("chosen", [OutOfService.STAFF, OutOfService.CLEANING, OutOfService.REPAIR])
def test_what_staff_decided_is_shown_and_holds_until_they_take_it_back(
    chosen: OutOfService, hall: Hall, store: Store
) -> None:
    store.service.stop(chosen.value, "01")
    assert reason(hall.minute()) is chosen
    assert reason(hall.reader(ReaderCondition.NO_CARD)) is chosen
    store.service.resume("01")
    assert isinstance(hall.minute().page, Welcome)


def test_staffs_reason_goes_before_a_broken_reader(hall: Hall, store: Store) -> None:
    store.service.stop("repair", "01")
    hall.reader(ReaderCondition.NO_READER)
    assert reason(hall.passes(READER_GRACE)) is OutOfService.REPAIR
