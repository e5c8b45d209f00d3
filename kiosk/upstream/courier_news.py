"""What goes up and comes down besides submissions: the heartbeat, the region policy."""

from collections.abc import Callable
from typing import Protocol

import structlog

from kiosk.rules.policy_file import PolicyFault, load_policy
from kiosk.store.policies import RolledBack, StoredPolicy
from kiosk.store.store import Store
from kiosk.store.trouble import StoreTrouble
from kiosk.upstream.client import NewPolicy, NotModified
from kiosk.upstream.contract import Heartbeat, Pulse
from kiosk.upstream.courier_ledger import StoreFailed
from kiosk.upstream.courier_reports import PolicyArrived, Report, ServerTime, StaffCardsRevoked
from kiosk.upstream.trouble import Trouble, TroubleKind

log = structlog.get_logger()


class Newsagent(Protocol):
    """What this needs of `kiosk.upstream.client.Client`."""

    def policy(
        self, region: str, *, known_version: int, etag: str, seconds: float
    ) -> NewPolicy | NotModified | Trouble:
        """The region's policy, if it is not the one we have."""

    def heartbeat(self, heartbeat: Heartbeat, *, seconds: float) -> Pulse | Trouble:
        """Say how the terminal is."""


class News:
    """Brings policy and sends heartbeats. Remembers when a policy newer than ours is known to exist."""

    def __init__(
        self,
        store: Store,
        newsagent: Newsagent,
        report: Callable[[Report], None],
        *,
        region: str,
        seconds: float,
        health: Callable[[], Heartbeat] | None,
    ) -> None:
        self._store = store
        self._newsagent = newsagent
        self._report = report
        self._region = region
        self._seconds = seconds
        self._health = health
        self._told_version = 0
        self._refused_version = 0

    def heard_of(self, version: int) -> None:
        """An answer told the newest policy's version. A refused one is fetched again only in its turn."""
        if version != self._refused_version:
            self._told_version = max(self._told_version, version)

    def is_newer_known(self) -> bool:
        """Whether a newer policy than ours waits upstream."""
        current = self._current()
        return self._told_version > (current.version if current else 0)

    def heartbeat(self) -> Pulse | Trouble | None:
        """Send one; None when the terminal has nothing to say."""
        if self._health is None:
            return None
        pulse = self._newsagent.heartbeat(self._health(), seconds=self._seconds)
        if isinstance(pulse, Trouble):
            return pulse
        self.heard_of(pulse.policy_version)
        self._report(ServerTime(pulse.at, pulse.certificate_renewal_due))
        self._report(StaffCardsRevoked(pulse.revoked_staff_cards))
        return pulse

    def policy(self) -> Trouble | None:
        """Fetch the policy by its ETag; keep and report a newer one. Raises StoreFailed."""
        current = self._current()
        told, self._told_version = self._told_version, 0
        answer = self._newsagent.policy(
            self._region,
            known_version=current.version if current else 0,
            etag=current.etag if current else "",
            seconds=self._seconds,
        )
        brought = answer.signed.version if isinstance(answer, NewPolicy) else told
        trouble = self._keep(answer, current) if isinstance(answer, NewPolicy) else answer
        if not isinstance(trouble, Trouble):
            return None
        if trouble.kind is TroubleKind.CONTRACT:
            self._refused_version = brought
        return trouble

    def _keep(self, answer: NewPolicy, current: StoredPolicy | None) -> Trouble | None:
        loaded = load_policy(answer.signed.document)
        if isinstance(loaded, PolicyFault):
            # kept, it would close the terminal at its next start: the old one stays in force
            for fault in loaded.faults:
                log.error(
                    "policy.not_understood",
                    version=answer.signed.version,
                    key=fault.key,
                    problem=fault.problem,
                )
            return Trouble(TroubleKind.CONTRACT, "policy_not_understood")
        policy = StoredPolicy(
            version=answer.signed.version, etag=answer.etag, signed=answer.signed.model_dump_json().encode()
        )
        kept = self._store.policies.accept(policy)
        if isinstance(kept, StoreTrouble):
            raise StoreFailed(kept)
        if isinstance(kept, RolledBack):
            return Trouble(TroubleKind.CONTRACT, "policy_rolled_back")
        if current is None or policy.version > current.version:
            self._report(PolicyArrived(answer.signed))
        return None

    def _current(self) -> StoredPolicy | None:
        current = self._store.policies.current()
        if isinstance(current, StoreTrouble):
            raise StoreFailed(current)
        return current
