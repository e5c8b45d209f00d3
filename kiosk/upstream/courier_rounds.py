"""What the courier does, step by step, and how long it may rest between steps. Knows no thread."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import TypeVar

from kiosk.store.clock import Moment
from kiosk.store.store import Store
from kiosk.store.trouble import StoreTrouble
from kiosk.upstream.courier_delivery import Delivered, Delivery, Load
from kiosk.upstream.courier_ledger import StoreFailed
from kiosk.upstream.courier_line import Line
from kiosk.upstream.courier_news import News
from kiosk.upstream.courier_pipeline import Pipeline
from kiosk.upstream.courier_reports import SyncCounts
from kiosk.upstream.trouble import Trouble, TroubleKind

_NS = 1_000_000_000
T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Rhythm:
    """How much at once, and how often. Seconds."""

    batch: int = 50
    """The knee: larger batches are hardly faster and fail at a higher price (measured on a gateway with
    SQLite and with PostgreSQL, 1 to 100 records)."""
    batch_bytes: int = 240 * 1024
    """Of item messages; the contract allows 256 KiB with the frame around them."""
    heartbeat: float = 60.0
    policy: float = 3600.0
    pending: float = 300.0
    """How often to ask about records that the upstream has only received."""
    watch: float = 5.0
    """The same while a person may still stand there."""
    watch_for: float = 120.0
    longest_rest: float = 60.0


class _Every:
    """Something that is due again and again."""

    def __init__(self, clock: Callable[[], Moment]) -> None:
        self._clock = clock
        self._next_ns = 0

    def left(self) -> float:
        return max(self._next_ns - self._clock().mono_ns, 0) / _NS

    def again_in(self, seconds: float) -> None:
        self._next_ns = self._clock().mono_ns + round(seconds * _NS)


class Rounds:
    """The courier's work. Used from one thread. Methods raise StoreFailed."""

    def __init__(
        self,
        store: Store,
        delivery: Delivery,
        news: News,
        line: Line,
        *,
        rhythm: Rhythm,
        clock: Callable[[], Moment],
    ) -> None:
        self._store = store
        self._delivery = delivery
        self._news = news
        self._line = line
        self._rhythm = rhythm
        self._limit = rhythm.batch
        self._last = Delivered()
        self._heartbeat = _Every(clock)
        self._policy = _Every(clock)
        self._pending = _Every(clock)
        self._watched = _Every(clock)

    def hurry(self, urgent: Collection[str]) -> set[str]:
        """Send the submissions of an open visit before all others; answers those that are still held."""
        held = set(urgent)
        while held and self._line.pacing.may_hurry():
            batch = _or_raise(self._store.outbox.take_these(held))
            if not batch:
                return held
            held -= {record.submission_id for record in batch}
            delivered = self._delivery.deliver(batch)
            if not self._judge(delivered):
                return set()
            if delivered.counts.received:
                self._watched.again_in(self._rhythm.watch_for)
                self._pending.again_in(self._rhythm.watch)
        return set()

    def routine(self, may_go_on: Callable[[], bool]) -> float:
        """Do what is due; how long to rest, 0 when more is due.

        A backlog is sent until something else is due, or until `may_go_on` says that somebody waits.
        """
        if (wait := self._line.pacing.seconds_left()) > 0:
            return wait
        for due in (self._beat, self._fetch_policy, self._ask_again):
            if not due():
                return self._line.pacing.seconds_left()
        load = self._load()
        if load is None:
            return self._rest()
        self._send_from(load, lambda: may_go_on() and self._is_smooth() and not self._is_else_due())
        return self._line.pacing.seconds_left()

    def drain(self) -> SyncCounts:
        """Send everything that is due, until nothing is or the upstream does not answer."""
        self._pending.again_in(0)
        self._ask_again()
        return self._send_from(self._load(), lambda: True)

    def _send_from(self, load: Load | None, may_go_on: Callable[[], bool]) -> SyncCounts:
        return Pipeline(self._delivery, self._load, self._learn, may_go_on).run(load)

    def _is_smooth(self) -> bool:
        """Nothing of the last batch has to be sent again: that is for another step, however soon."""
        return not self._last.counts.retried

    def _is_else_due(self) -> bool:
        return self._news.is_newer_known() or any(
            one.left() == 0 for one in (self._heartbeat, self._policy, self._pending)
        )

    def _load(self) -> Load | None:
        batch = _or_raise(self._store.outbox.take(self._limit, self._rhythm.batch_bytes))
        if not batch:
            return None
        return self._delivery.load(batch, suspect=self._limit == 1, closely=self._limit < self._rhythm.batch)

    def _learn(self, delivered: Delivered, load: Load) -> None:
        """How much may go at once next time."""
        self._last = delivered
        if self._judge(delivered):
            self._limit = min(self._limit * 2, self._rhythm.batch)
        else:
            self._limit = max(len(load.records) // 2, 1)

    def revived(self) -> None:
        """Somebody else got an answer from the upstream: waiting longer has no use."""
        self._line.worked()

    def _judge(self, delivered: Delivered) -> bool:
        self._news.heard_of(delivered.policy_version)
        if delivered.trouble is None:
            self._line.worked()
            return True
        if delivered.trouble.kind is not TroubleKind.TOO_LARGE:
            self._line.failed(delivered.trouble)
        return False

    def _beat(self) -> bool:
        if self._heartbeat.left() > 0:
            return True
        self._heartbeat.again_in(self._rhythm.heartbeat)
        pulse = self._news.heartbeat()
        return pulse is None or self._went_through(pulse if isinstance(pulse, Trouble) else None)

    def _fetch_policy(self) -> bool:
        if self._policy.left() > 0 and not self._news.is_newer_known():
            return True
        self._policy.again_in(self._rhythm.policy)
        return self._went_through(self._news.policy())

    def _ask_again(self) -> bool:
        if self._pending.left() > 0:
            return True
        watched = self._watched.left() > 0
        self._pending.again_in(self._rhythm.watch if watched else self._rhythm.pending)
        pending = _or_raise(self._store.outbox.pending(self._rhythm.batch))
        return not pending or self._judge(self._delivery.ask_again(pending))

    def _went_through(self, trouble: Trouble | None) -> bool:
        """A contract trouble here is no reason to hold the submissions back."""
        if trouble is None:
            self._line.worked()
        elif trouble.kind is TroubleKind.CONTRACT:
            self._line.alarm(trouble)
        else:
            self._line.failed(trouble)
            return False
        return True

    def _rest(self) -> float:
        due = _or_raise(self._store.outbox.seconds_to_next())
        rests = [self._heartbeat.left(), self._policy.left(), self._pending.left(), self._rhythm.longest_rest]
        return min(rests if due is None else [due, *rests])


def _or_raise(result: T | StoreTrouble) -> T:
    if isinstance(result, StoreTrouble):
        raise StoreFailed(result)
    return result
