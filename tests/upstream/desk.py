"""An upstream in memory, behind the courier's client: it keeps what it is sent, and fails as it is told.

The wire itself is tested with the real client; here it is cut at will, at the worst moments.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import cast

from kiosk.store.traces import Proven
from kiosk.upstream.client import (
    Answers,
    Client,
    ItemAnswer,
    ItemProblem,
    NewPolicy,
    NotModified,
    Unread,
    Unsound,
)
from kiosk.upstream.contract import Acknowledgement, AuditHead, Heartbeat, Pulse, SignedPolicy, Standing
from kiosk.upstream.parcels import Parcel
from kiosk.upstream.trouble import Trouble, TroubleKind

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
AFTER_COMMIT = Trouble(TroubleKind.TIMEOUT)
DOWN = Trouble(TroubleKind.UNREACHABLE)

Fault = Callable[[Sequence[str]], Trouble | None]


def no_fault(_: Sequence[str]) -> Trouble | None:
    return None


def word(submission: str, digest: str, standing: Standing = Standing.IN_FORCE) -> Acknowledgement:
    return Acknowledgement(
        terminal="HZ01",
        id=submission,
        digest=digest,
        standing=standing,
        since=NOW if standing is Standing.IN_FORCE else None,
        reason="not_insured" if standing is Standing.REFUSED else "",
        at=NOW,
        kid="0" * 16,
        signature=b"s" * 64,
    )


@dataclass
class Desk:
    """Fields are the knobs; a `Fault` sees the ids of a request and answers with trouble or None."""

    before: Fault = no_fault
    """Trouble before anything is kept."""
    after: Fault = no_fault
    """Trouble after everything is kept: the answer is lost."""
    spoil: Fault = no_fault
    """Everything is kept, and an answer comes, but reading it shows this trouble."""
    refuse: Callable[[str], ItemProblem | Unsound | None] = lambda _: None
    standing: Standing = Standing.IN_FORCE
    signed_policy: SignedPolicy | None = None
    told_version: int = 0
    refused_policy: Trouble | None = None
    """What the client finds wrong with it."""
    vouches_for: Callable[[bytes], Proven | None] = lambda _: None
    """Of bodies in a damaged store."""
    kept: dict[str, str] = field(default_factory=dict)
    arrivals: Counter[str] = field(default_factory=Counter)
    batches: list[list[str]] = field(default_factory=list)
    asked: list[list[str]] = field(default_factory=list)
    heads: list[AuditHead | None] = field(default_factory=list)
    etags: list[str] = field(default_factory=list)
    beats: int = 0

    @property
    def client(self) -> Client:
        """Itself: the courier asks no more of its client than is here."""
        return cast("Client", self)

    def send(
        self, parcels: Sequence[Parcel], audit_head: AuditHead | None = None, *, seconds: float
    ) -> Unread | Trouble:
        ids = [parcel.id for parcel in parcels]
        self.batches.append(ids)
        self.heads.append(audit_head)
        trouble = self.before(ids)
        if trouble is not None:
            return trouble
        items = [self._take(parcel) for parcel in parcels]
        answers = Answers(items=tuple(items), policy_version=self.told_version)
        return self.after(ids) or (lambda: self.spoil(ids) or answers)

    def _take(self, parcel: Parcel) -> ItemAnswer:
        problem = self.refuse(parcel.id)
        if problem is not None:
            return problem
        self.arrivals[parcel.id] += 1
        if self.kept.setdefault(parcel.id, parcel.digest) != parcel.digest:
            return ItemProblem(id=parcel.id, status=409, type="conflict", retryable=False)
        return word(parcel.id, parcel.digest, self.standing)

    def verdicts(self, digests: Mapping[str, str], *, seconds: float) -> Answers | Trouble:
        self.asked.append(list(digests))
        trouble = self.before(list(digests))
        if trouble is not None:
            return trouble
        items = tuple(
            word(key, digest, self.standing)
            if self.kept.get(key) == digest
            else ItemProblem(id=key, status=404, type="unknown", retryable=True)
            for key, digest in digests.items()
        )
        return Answers(items=items, policy_version=self.told_version)

    def policy(
        self, region: str, *, known_version: int, etag: str, seconds: float
    ) -> NewPolicy | NotModified | Trouble:
        self.etags.append(etag)
        trouble = self.before([])
        if trouble is not None:
            return trouble
        signed = self.signed_policy
        if signed is None or etag == f'"{signed.version}"':
            return NotModified()
        if self.refused_policy is not None:
            return self.refused_policy
        if signed.version < known_version:
            return Trouble(TroubleKind.CONTRACT, "policy_rolled_back")
        return NewPolicy(signed=signed, etag=f'"{signed.version}"')

    def heartbeat(self, heartbeat: Heartbeat, *, seconds: float) -> Pulse | Trouble:
        self.beats += 1
        return self.before([]) or Pulse(at=NOW, policy_version=self.told_version)
