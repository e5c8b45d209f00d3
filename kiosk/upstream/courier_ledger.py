"""Writes down what the upstream said about each record, first in the store, then to the terminal."""

from collections.abc import Callable, Mapping, Sequence
from typing import assert_never

from kiosk.store.audit_events import AuditEvent
from kiosk.store.clock import Moment
from kiosk.store.store import Store
from kiosk.store.trouble import StoreTrouble
from kiosk.upstream.backoff import Random, full_jitter, long_jitter
from kiosk.upstream.client import ItemAnswer, ItemProblem, Unsound
from kiosk.upstream.contract import Acknowledgement, Standing
from kiosk.upstream.courier_items import evidence
from kiosk.upstream.courier_reports import Acknowledged, Alarm, AlarmCode, Report, SyncCounts

CONFLICT = 409
"""Status of an item problem: other bytes are there under this id."""


class StoreFailed(Exception):  # noqa: N818 - ends one batch; the courier makes a value of it
    """The store could not write down what happened; the records are reclaimed and asked about again."""

    def __init__(self, trouble: StoreTrouble) -> None:
        super().__init__(trouble.kind.value)
        self.trouble = trouble


class Ledger:
    """The courier's book-keeping. Raises StoreFailed."""

    def __init__(
        self,
        store: Store,
        report: Callable[[Report], None],
        clock: Callable[[], Moment],
        random: Random,
    ) -> None:
        self._store = store
        self._report = report
        self._clock = clock
        self._random = random

    def settle(self, answers: Sequence[ItemAnswer], attempts: Mapping[str, int]) -> SyncCounts:
        """Apply one answer for each record; `attempts` counts the failures of each so far."""
        words = [answer for answer in answers if isinstance(answer, Acknowledgement)]
        self.acknowledge(words)
        parked = retried = 0
        for answer in answers:
            match answer:
                case Acknowledgement():
                    continue
                case ItemProblem() if not answer.retryable:
                    code = AlarmCode.CONFLICT if answer.status == CONFLICT else AlarmCode.PARKED
                    self.park(answer.id, answer.type, code)
                    parked += 1
                case ItemProblem():
                    wait = full_jitter(attempts[answer.id], self._random)
                    self.give_back([answer.id], answer.type, wait_s=wait, charge=True)
                    retried += 1
                case Unsound():
                    self.give_back([answer.id], AlarmCode.UNSOUND, wait_s=long_jitter(self._random))
                    self.alarm(AlarmCode.UNSOUND, answer.id)
                    retried += 1
                case _:
                    assert_never(answer)
        return _count(words) + SyncCounts(parked=parked, retried=retried)

    def acknowledge(self, words: Sequence[Acknowledgement]) -> None:
        """Keep the evidence, then tell."""
        if words:
            _written(self._store.outbox.acknowledge([evidence(word) for word in words]))
        for word in words:
            self._report(
                Acknowledged(
                    submission_id=word.id, standing=word.standing, since=word.since, reason=word.reason
                )
            )

    def give_back(
        self, ids: Sequence[str], problem: str, *, wait_s: float = 0.0, charge: bool = False
    ) -> None:
        """Let records be sent again, after `wait_s` at the earliest."""
        next_at = self._clock().unix_ms + round(wait_s * 1000) if wait_s else 0
        _written(self._store.outbox.retry(ids, problem=problem, next_at=next_at, charge=charge))

    def park(self, submission_id: str, problem: str, code: AlarmCode) -> None:
        """Set a record aside and call staff."""
        _written(self._store.outbox.park(submission_id, problem))
        self.alarm(code, submission_id)

    def alarm(self, code: AlarmCode, detail: str = "") -> None:
        """Call staff, and let the audit remember it if it can."""
        self._store.audit.append(AuditEvent.ALARM_RAISED, code=code.value)
        self._report(Alarm(code=code, detail=detail))


def _written(result: StoreTrouble | None) -> None:
    if result is not None:
        raise StoreFailed(result)


def _count(words: Sequence[Acknowledgement]) -> SyncCounts:
    standings = [word.standing for word in words]
    return SyncCounts(
        received=standings.count(Standing.RECEIVED),
        in_force=standings.count(Standing.IN_FORCE),
        refused=standings.count(Standing.REFUSED),
    )
