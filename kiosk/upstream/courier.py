"""The courier: sends the outbox, brings policy and verdicts, on its own thread, for as long as it takes."""

import random
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

import structlog

from kiosk.store.clock import Moment
from kiosk.store.outbox_records import OutboxState
from kiosk.store.store import Store
from kiosk.store.trouble import StoreTrouble
from kiosk.upstream.backoff import Random
from kiosk.upstream.client import SEND_SECONDS, Client
from kiosk.upstream.contract import Heartbeat
from kiosk.upstream.courier_delivery import Delivery
from kiosk.upstream.courier_errands import Errands
from kiosk.upstream.courier_ledger import Ledger, StoreFailed
from kiosk.upstream.courier_line import Line
from kiosk.upstream.courier_news import News
from kiosk.upstream.courier_pacing import Pacing
from kiosk.upstream.courier_reports import AlarmCode, Report, SyncCounts
from kiosk.upstream.courier_rounds import Rhythm, Rounds
from kiosk.upstream.courier_salvage import Recovery
from kiosk.upstream.trouble import Trouble

log = structlog.get_logger()

T = TypeVar("T")
_AFTER_TROUBLE_SECONDS = 30.0
"""Before the next try when the store failed or a defect showed."""


@dataclass(frozen=True, kw_only=True)
class CourierSettings:
    """Who we are to the upstream."""

    terminal: str
    region: str
    """Of the policy, six digits of GB/T 2260."""
    send_seconds: float = SEND_SECONDS
    """Deadline of one request in the background."""
    rhythm: Rhythm = field(default_factory=Rhythm)


class Courier:
    """Owns the way to the upstream. Made once; `start` begins the threads, `stop` ends them.

    `report` is called on the courier's threads. `health` makes the heartbeat, on the courier's thread.
    """

    def __init__(
        self,
        store: Store,
        client: Client,
        report: Callable[[Report], None],
        settings: CourierSettings,
        clock: Callable[[], Moment],
        *,
        random: Random = random.random,
        health: Callable[[], Heartbeat] | None = None,
    ) -> None:
        self._store = store
        self._ledger = Ledger(store, report, clock, random)
        self._pacing = Pacing(store.memos, clock, random)
        self._line = Line(self._pacing, self._ledger, report)
        self._rounds = Rounds(
            store,
            Delivery(
                store,
                client,
                self._ledger,
                terminal=settings.terminal,
                seconds=settings.send_seconds,
                random=random,
            ),
            News(store, client, report, region=settings.region, seconds=settings.send_seconds, health=health),
            self._line,
            rhythm=settings.rhythm,
            clock=clock,
        )
        self._recovery = Recovery(store, client, self._ledger)
        self._errands = Errands(client, self._errand_answered)
        self._condition = threading.Condition()
        self._urgent: set[str] = set()
        self._woken = self._revived = self._stopping = self._stuck = False
        self._thread = threading.Thread(target=self._run, name="courier", daemon=True)
        self._pacing.restore()

    def start(self) -> None:
        """Begin to work."""
        self._errands.start()
        self._thread.start()

    def wake(self) -> None:
        """Look into the outbox now, unless the upstream is left in peace."""
        self._tell()

    def send_now(self, submission_id: str) -> None:
        """A person waits: send this submission before all others, as soon as nothing holds it."""
        with self._condition:
            self._urgent.add(submission_id)
        self._tell()

    def send_all_now(self) -> None:
        """Staff ask for all that waits: the first goes out although the upstream is left in peace, and when
        it arrives the others follow at once.
        """
        rows = self._store.queue.rows()
        waiting = [] if isinstance(rows, StoreTrouble) else rows
        first = next((row.id for row in waiting if row.state is OutboxState.READY), None)
        if first is not None:
            self.send_now(first)

    def ask(
        self,
        question: Callable[[Client, float], T | Trouble],
        seconds: float,
        reply: Callable[[T | Trouble], None],
    ) -> None:
        """Ask the upstream something that a person waits for: a look-up, a payment order.

        `question` gets the client and the seconds that are left of `seconds`; `reply` is called on another
        thread, in time, with the answer or with trouble.
        """
        self._errands.ask(question, seconds, reply)

    def stop(self, timeout: float) -> bool:
        """End both threads; whether they have ended within `timeout` seconds. What is not sent stays kept."""
        with self._condition:
            self._stopping = True
            self._condition.notify_all()
        ended = self._errands.stop(timeout)
        if self._thread.is_alive():
            self._thread.join(timeout)
        return ended and not self._thread.is_alive()

    def sync_once(self) -> SyncCounts:
        """Drain the outbox on the caller's thread, whatever the back-off; not while the thread runs."""
        try:
            self._unstick()
            self._recovery.look()
            return self._rounds.drain()
        except StoreFailed as failed:
            self._stuck = True
            return SyncCounts(trouble=f"store_{failed.trouble.kind.value}")

    def step(self) -> float:
        """Do what is due; the seconds until more may be."""
        try:
            return self._step()
        except StoreFailed as failed:
            log.error("courier.store_failed", kind=failed.trouble.kind.value, detail=failed.trouble.detail)
            self._stuck = True
            self._ledger.alarm(AlarmCode.STORE, failed.trouble.kind.value)
            return _AFTER_TROUBLE_SECONDS

    def _step(self) -> float:
        self._unstick()
        self._recovery.look()
        with self._condition:
            urgent, self._urgent = self._urgent, set()
            revived, self._revived = self._revived, False
        if revived and self._pacing.failures:
            self._rounds.revived()
        held = self._rounds.hurry(urgent)
        with self._condition:
            self._urgent |= held
        return self._rounds.routine(lambda: not (self._urgent or self._revived or self._stopping))

    def _unstick(self) -> None:
        """Records that were being sent when a step broke off are sendable again."""
        if self._stuck:
            trouble = self._store.outbox.reclaim()
            if trouble is not None:
                raise StoreFailed(trouble)
            self._stuck = False

    def _errand_answered(self, reached: bool) -> None:
        self._line.note(reachable=reached)
        if reached and self._pacing.failures:
            with self._condition:
                self._revived = True
            self._tell()

    def _tell(self) -> None:
        with self._condition:
            self._woken = True
            self._condition.notify_all()

    def _run(self) -> None:
        while True:
            rest = self._guarded_step()
            with self._condition:
                if not self._woken and not self._stopping:
                    self._condition.wait(rest)
                self._woken = False
                if self._stopping:
                    return

    def _guarded_step(self) -> float:
        try:
            return self.step()
        except Exception as error:
            log.exception("courier.crashed")
            self._stuck = True
            self._ledger.alarm(AlarmCode.CRASHED, type(error).__name__)
            return _AFTER_TROUBLE_SECONDS
