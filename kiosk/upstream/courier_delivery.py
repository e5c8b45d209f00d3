"""One batch: ask about what may have arrived already, send the rest, write down what became of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from kiosk.store.outbox import ANSWER_LOST
from kiosk.store.outbox_records import Outgoing, Pending
from kiosk.store.store import Store
from kiosk.upstream.backoff import Random, long_jitter
from kiosk.upstream.client import Answers, ItemAnswer, ItemProblem
from kiosk.upstream.contract import Acknowledgement, AuditHead, Standing
from kiosk.upstream.courier_items import envelope_of
from kiosk.upstream.courier_ledger import Ledger
from kiosk.upstream.courier_reports import AlarmCode, SyncCounts
from kiosk.upstream.envelope import Envelope
from kiosk.upstream.trouble import Trouble, TroubleKind

NOT_THERE = 404
"""Status of an item problem: the upstream never got this id."""
_OF_A_RECORD = frozenset({TroubleKind.SERVER, TroubleKind.CONTRACT, TroubleKind.TIMEOUT})
"""What one bad record can bring about in an upstream that is otherwise well."""
_ANSWER_LOST = frozenset({TroubleKind.SERVER, TroubleKind.CONTRACT, TroubleKind.TIMEOUT, TroubleKind.CAPTIVE})
"""After these the upstream may hold the batch all the same."""


class Recipient(Protocol):
    """What a delivery needs of `kiosk.upstream.client.Client`."""

    def submit(
        self, envelopes: Sequence[Envelope], audit_head: AuditHead | None = None, *, seconds: float
    ) -> Answers | Trouble:
        """Send a batch."""

    def verdicts(self, digests: Mapping[str, str], *, seconds: float) -> Answers | Trouble:
        """Ask about records sent before."""


@dataclass(frozen=True, kw_only=True)
class Delivered:
    """What became of one batch."""

    counts: SyncCounts = field(default_factory=SyncCounts)
    trouble: Trouble | None = None
    policy_version: int = 0
    """The newest policy of the region, as the answer told; 0 when it told none."""


class Delivery:
    """Sends records that the store holds as `sending`, and leaves none in that state."""

    def __init__(
        self,
        store: Store,
        recipient: Recipient,
        ledger: Ledger,
        *,
        terminal: str,
        seconds: float,
        random: Random,
    ) -> None:
        self._store = store
        self._recipient = recipient
        self._ledger = ledger
        self._terminal = terminal
        self._seconds = seconds
        self._random = random

    def deliver(self, batch: Sequence[Outgoing], *, suspect: bool = False) -> Delivered:
        """Send a batch. `suspect`: batches have shrunk to one, so a failure may be that record's own.

        Raises StoreFailed.
        """
        doubtful = {record.submission_id: record.digest for record in batch if record.in_doubt}
        if not doubtful:
            return self._send(batch, suspect=suspect)
        answers = self._recipient.verdicts(doubtful, seconds=self._seconds)
        if isinstance(answers, Trouble):
            return self._not_taken(batch, answers, SyncCounts(), suspect=suspect)
        there = [answer for answer in answers.items if not _is_missing(answer)]
        counts = self._ledger.settle(there, _attempts(batch))
        settled = {answer.id for answer in there}
        sent = self._send([r for r in batch if r.submission_id not in settled], suspect=suspect)
        return Delivered(
            counts=counts + sent.counts,
            trouble=sent.trouble,
            policy_version=max(answers.policy_version, sent.policy_version),
        )

    def ask_again(self, pending: Sequence[Pending]) -> Delivered:
        """Ask about records that the upstream has only received so far. Raises StoreFailed."""
        digests = {record.submission_id: record.digest for record in pending}
        answers = self._recipient.verdicts(digests, seconds=self._seconds)
        if isinstance(answers, Trouble):
            return Delivered(trouble=answers)
        self._ledger.acknowledge(
            [
                answer
                for answer in answers.items
                if isinstance(answer, Acknowledgement) and answer.standing is not Standing.RECEIVED
            ]
        )
        return Delivered(policy_version=answers.policy_version)

    def _send(self, batch: Sequence[Outgoing], *, suspect: bool) -> Delivered:
        packed = [(record, envelope_of(record, self._terminal)) for record in batch]
        spoilt = [record.submission_id for record, envelope in packed if envelope is None]
        for submission_id in spoilt:
            self._ledger.park(submission_id, "body_spoilt", AlarmCode.PARKED)
        counts = SyncCounts(parked=len(spoilt))
        envelopes = [envelope for _, envelope in packed if envelope is not None]
        if not envelopes:
            return Delivered(counts=counts)
        answers = self._recipient.submit(envelopes, self._audit_head(), seconds=self._seconds)
        if isinstance(answers, Trouble):
            sent = [record for record, envelope in packed if envelope is not None]
            return self._not_taken(sent, answers, counts, suspect=suspect)
        counts += self._ledger.settle(answers.items, _attempts(batch))
        return Delivered(counts=counts, policy_version=answers.policy_version)

    def _not_taken(
        self, batch: Sequence[Outgoing], trouble: Trouble, counts: SyncCounts, *, suspect: bool
    ) -> Delivered:
        if trouble.kind is TroubleKind.TOO_LARGE and len(batch) == 1:
            self._ledger.park(batch[0].submission_id, trouble.kind.value, AlarmCode.PARKED)
            return Delivered(counts=counts + SyncCounts(parked=1))
        sits_out = suspect and trouble.kind in _OF_A_RECORD
        self._give_back(batch, trouble, wait_s=long_jitter(self._random) if sits_out else 0.0)
        return Delivered(counts=counts + SyncCounts(retried=len(batch)), trouble=trouble)

    def _give_back(self, batch: Sequence[Outgoing], trouble: Trouble, *, wait_s: float = 0.0) -> None:
        """Nothing is charged: the way was at fault. What may have arrived is asked about next time."""
        lost = _may_have_arrived(trouble)
        doubtful = [record.submission_id for record in batch if lost or record.in_doubt]
        certain = [record.submission_id for record in batch if not (lost or record.in_doubt)]
        self._ledger.give_back(doubtful, ANSWER_LOST, wait_s=wait_s)
        self._ledger.give_back(certain, trouble.kind.value, wait_s=wait_s)

    def _audit_head(self) -> AuditHead:
        head = self._store.audit.head()
        return AuditHead(seq=head.seq, hash=head.hex)


def _is_missing(answer: ItemAnswer) -> bool:
    return isinstance(answer, ItemProblem) and answer.status == NOT_THERE


def _may_have_arrived(trouble: Trouble) -> bool:
    return trouble.kind in _ANSWER_LOST or trouble.detail == "connection_lost"


def _attempts(batch: Sequence[Outgoing]) -> dict[str, int]:
    return {record.submission_id: record.attempts for record in batch}
