"""The upstream, as the flow sees it: look-ups, verdicts, policy, reachability."""

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
from kiosk.upstream.client import Client
from kiosk.upstream.courier import Courier
from kiosk.upstream.courier_reports import (
    Acknowledged,
    Alarm,
    Report,
    ServerTime,
    UpstreamReachable,
)
from kiosk.upstream.courier_reports import PolicyArrived as SignedPolicyArrived
from kiosk.upstream.trouble import Trouble

_log = structlog.get_logger()


class Upstream:
    """Asks the courier on behalf of a visit, and posts what the courier reports."""

    def __init__(
        self, loop: Loop, zone: ZoneInfo, policy_of: Callable[[SignedPolicyArrived], Policy | None]
    ) -> None:
        self._loop = loop
        self._zone = zone
        self._policy_of = policy_of
        self._awaited: dict[str, int] = {}
        self._courier: Courier | None = None

    def connect(self, courier: Courier) -> None:
        """The courier reports to us, so it is made after us."""
        self._courier = courier

    def look_up(self, effect: LookUp) -> None:
        """Ask; answered in time, reached or not."""
        ask = {Query.CARDS: self._ask_cards, Query.PROGRESS: self._ask_progress}[effect.query]
        ask(effect)

    def filed(self, visit: int, answer: SubmissionFiled | FilingFailed) -> None:
        """A submission of an open visit goes first, and its verdict belongs to that visit."""
        if isinstance(answer, SubmissionFiled):
            self._awaited[answer.submission_id] = visit
            self._running.send_now(answer.submission_id)

    def forget(self, visit: int) -> None:
        """The visit is over: its verdicts are the outbox's business alone."""
        self._awaited = {key: value for key, value in self._awaited.items() if value != visit}

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
                pass

    @property
    def _running(self) -> Courier:
        if self._courier is None:
            raise RuntimeError("the courier is not connected yet")
        return self._courier

    def _acknowledged(self, report: Acknowledged) -> None:
        visit = self._awaited.get(report.submission_id)
        if visit is not None:
            self._loop.post(self._verdict(visit, report))

    def _verdict(self, visit: int, report: Acknowledged) -> Event:
        return VerdictArrived(
            visit=visit,
            submission_id=report.submission_id,
            standing=Standing(report.standing.value),
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
