"""The upstream, as the flow sees it: look-ups, verdicts, policy, reachability."""

import threading
from collections.abc import Callable
from zoneinfo import ZoneInfo

import structlog

from kiosk.flow.effects import LookUp, Query
from kiosk.flow.events import (
    Event,
    FilingFailed,
    LookedUp,
    PolicyArrived,
    SubmissionFiled,
    UpstreamChanged,
    VerdictArrived,
)
from kiosk.flow.visit import Standing
from kiosk.rules.cards import Holder
from kiosk.rules.policy import Policy
from kiosk.rules.progress import ProgressItem
from kiosk.terminal.loop import Loop
from kiosk.terminal.tokens import receipt_token
from kiosk.upstream.client import Client
from kiosk.upstream.courier import Courier
from kiosk.upstream.courier_reports import (
    Acknowledged,
    Alarm,
    Report,
    ServerTime,
    StaffCardsRevoked,
    UpstreamReachable,
)
from kiosk.upstream.courier_reports import PolicyArrived as SignedPolicyArrived
from kiosk.upstream.keys import TerminalKeys
from kiosk.upstream.trouble import Trouble

_log = structlog.get_logger()
_EARLY_KEPT = 64
"""More than one batch of the courier (50): a word is awaited within milliseconds of its filing."""


class Upstream:
    """Asks the courier on behalf of a visit, and posts what the courier reports."""

    def __init__(
        self,
        loop: Loop,
        zone: ZoneInfo,
        keys: Callable[[], TerminalKeys],
        policy_of: Callable[[SignedPolicyArrived], Policy | None],
        renew: Callable[[], None],
        cards_revoked: Callable[[tuple[str, ...]], None] = lambda _serials: None,
    ) -> None:
        self._loop = loop
        self._zone = zone
        self._keys = keys
        self._policy_of = policy_of
        self._renew = renew
        self._cards_revoked = cards_revoked
        self._awaited: dict[str, SubmissionFiled] = {}
        self._early: dict[str, Acknowledged] = {}
        self._lock = threading.Lock()
        self._courier: Courier | None = None

    def connect(self, courier: Courier) -> None:
        """The courier reports to us, so it is made after us."""
        self._courier = courier

    def look_up(self, effect: LookUp) -> None:
        """Ask; answered in time, reached or not."""
        ask = {Query.CARDS: self._ask_cards, Query.PROGRESS: self._ask_progress}[effect.query]
        ask(effect)

    def filed(self, answer: SubmissionFiled | FilingFailed) -> None:
        """A submission of an open visit goes first, and its verdict belongs to that visit."""
        if not isinstance(answer, SubmissionFiled):
            return
        with self._lock:
            self._awaited[answer.submission_id] = answer
            early = self._early.pop(answer.submission_id, None)
        if early is not None:
            self._loop.post(self._verdict(answer, early))
        self._running.send_now(answer.submission_id)

    def forget(self, visit: int) -> None:
        """The visit is over: its verdicts are the outbox's business alone."""
        with self._lock:
            self._awaited = {key: filed for key, filed in self._awaited.items() if filed.visit != visit}

    def report(self, report: Report) -> None:
        """What the courier says; on its thread."""
        match report:
            case UpstreamReachable():
                self._loop.post(UpstreamChanged(reachable=report.reachable))
            case Acknowledged():
                self._acknowledged(report)
            case SignedPolicyArrived():
                policy = self._policy_of(report)
                if policy is not None:
                    self._loop.post(PolicyArrived(policy=policy))
            case Alarm():
                _log.warning("upstream.alarm", code=report.code.value, detail=report.detail)
            case ServerTime():
                if report.certificate_renewal_due:
                    self._renew()
            case StaffCardsRevoked():
                self._cards_revoked(report.serials)

    @property
    def _running(self) -> Courier:
        if self._courier is None:
            raise RuntimeError("the courier is not connected yet")
        return self._courier

    def _acknowledged(self, report: Acknowledged) -> None:
        """The courier may be quicker than the thread that filed: what nobody awaits yet is kept a while."""
        with self._lock:
            filed = self._awaited.get(report.submission_id)
            if filed is None:
                self._early[report.submission_id] = report
                while len(self._early) > _EARLY_KEPT:
                    del self._early[next(iter(self._early))]
        if filed is not None:
            self._loop.post(self._verdict(filed, report))

    def _verdict(self, filed: SubmissionFiled, report: Acknowledged) -> Event:
        standing = Standing(report.standing.value)
        return VerdictArrived(
            visit=filed.visit,
            submission_id=report.submission_id,
            standing=standing,
            token=receipt_token(
                self._keys(), number=filed.number, kind=filed.kind, at=filed.at, standing=standing
            ),
            since=report.since.astimezone(self._zone) if report.since else None,
            refusal=report.reason,
        )

    def _ask_cards(self, effect: LookUp) -> None:
        def reply(known: Holder | Trouble) -> None:
            self._loop.post(LookedUp(visit=effect.visit, known=None if isinstance(known, Trouble) else known))

        self._running.ask(
            lambda client, seconds: client.look_up(effect.holder, seconds=seconds), effect.seconds, reply
        )

    def _ask_progress(self, effect: LookUp) -> None:
        def question(client: Client, seconds: float) -> "tuple[Holder, tuple[ProgressItem, ...]] | Trouble":
            known = client.look_up(effect.holder, seconds=seconds / 2)
            if isinstance(known, Trouble):
                return known
            items = client.filings(effect.holder, seconds=seconds / 2)
            return items if isinstance(items, Trouble) else (known, items)

        def reply(answer: "tuple[Holder, tuple[ProgressItem, ...]] | Trouble") -> None:
            if isinstance(answer, Trouble):
                self._loop.post(LookedUp(visit=effect.visit, known=None))
            else:
                self._loop.post(LookedUp(visit=effect.visit, known=answer[0], progress=answer[1]))

        self._running.ask(question, effect.seconds, reply)
