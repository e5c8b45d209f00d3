"""For an opener in another process or at another authority: sealed bodies out, outcomes in."""

from datetime import timedelta
from typing import Literal

from fastapi import APIRouter
from pydantic import AwareDatetime, Field, model_validator

from kiosk.gateway import problems
from kiosk.gateway.api.doors import Gateway, Opener
from kiosk.gateway.ledger import Stand
from kiosk.gateway.relay import Outcome, Relayed
from kiosk.upstream.contract import (
    MAX_ITEMS,
    Code,
    Digest,
    Item,
    Message,
    Problem,
    Standing,
    SubmissionId,
    TerminalId,
)

router = APIRouter(tags=["relay"])


class Claim(Message):
    """How much the opener wants, and how long it may take."""

    most: int = Field(default=50, ge=1, le=MAX_ITEMS)
    lease_seconds: int = Field(default=60, ge=10, le=3600)


class SealedItem(Message):
    """One sealed submission, as its terminal sent it; the signature is checked."""

    terminal: TerminalId
    received_at: AwareDatetime
    parent: Standing | None
    """Of the submission in `depends_on`: act only when that one is in force."""
    item: Item


class Claimed(Message):
    """In the order of filing; none: nothing waits."""

    items: tuple[SealedItem, ...]


class OutcomeMessage(Message):
    """What came of one; `received` puts it back for a while."""

    terminal: TerminalId
    id: SubmissionId
    digest: Digest
    standing: Standing
    since: AwareDatetime | None = None
    """Of `in_force`; left out: now."""
    reason: Code | Literal[""] = ""
    """Of `refused`, and only then."""

    @model_validator(mode="after")
    def _reason_for_refusal(self) -> "OutcomeMessage":
        if (self.standing is Standing.REFUSED) != bool(self.reason):
            raise ValueError("a refusal has a reason, nothing else has one")
        return self


class Outcomes(Message):
    """Of one claim, or of several."""

    outcomes: tuple[OutcomeMessage, ...] = Field(min_length=1, max_length=MAX_ITEMS)


class Settled(Message):
    """How one stands now, or why the word did not count."""

    terminal: TerminalId
    id: SubmissionId
    standing: Standing | None = None
    problem: Problem | None = None


class SettledAll(Message):
    """One for every outcome, in order."""

    items: tuple[Settled, ...]


@router.post("/v1/relay/claims", summary="Fetch sealed submissions that wait, for a lease")
def claim(asked: Claim, _opener: Opener, gateway: Gateway) -> Claimed:
    """Only for openers whose certificates the settings name. Nothing is opened here."""
    found = gateway.relay.claim(asked.most, timedelta(seconds=asked.lease_seconds))
    gateway.metrics.count("relayed", len(found))
    return Claimed(items=tuple(map(_sealed, found)))


@router.post("/v1/relay/outcomes", summary="Say what came of submissions that were fetched")
def settle(told: Outcomes, _opener: Opener, gateway: Gateway) -> SettledAll:
    """The first outcome stays; saying it again is harmless, another one is answered with what stands."""
    outcomes = [Outcome(**dict(one)) for one in told.outcomes]
    stands = gateway.relay.settle(outcomes)
    return SettledAll(items=tuple(map(_settled, outcomes, stands)))


def _sealed(relayed: Relayed) -> SealedItem:
    entry = relayed.entry
    envelope, header = entry.envelope, entry.envelope.header
    item = Item.model_construct(
        v=1, alg=envelope.alg, kid=envelope.kid, id=header.id, kind=header.kind, seq=header.seq,
        number=header.number, depends_on=header.depends_on, signer=envelope.signer, digest=entry.digest,
        signature=envelope.signature, sealed=envelope.sealed,
    )  # fmt: skip
    return SealedItem.model_construct(
        terminal=header.terminal, received_at=entry.received_at, parent=relayed.parent, item=item
    )


def _settled(outcome: Outcome, stand: Stand | None) -> Settled:
    if stand is None:
        problem = problems.UNKNOWN_SUBMISSION.problem()
    elif stand.digest != outcome.digest:
        problem = problems.OTHER_DIGEST.problem()
    else:
        return Settled(terminal=outcome.terminal, id=outcome.id, standing=stand.standing)
    return Settled(terminal=outcome.terminal, id=outcome.id, problem=problem)
