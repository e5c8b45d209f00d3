"""One batch: ask about what may have arrived already, send the rest, write down what became of each.

In three steps, so that a backlog can be sent while the answers of the batch before are still read and written
down: `load` and `settle` use the store, `carry` only the line.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from kiosk.store.outbox import ANSWER_LOST
from kiosk.store.outbox_records import Outgoing, Pending
from kiosk.store.store import Store
from kiosk.upstream.backoff import Random, long_jitter
from kiosk.upstream.client import Answers, ItemAnswer, ItemProblem, Unread, read
from kiosk.upstream.contract import Acknowledgement, AuditHead, Standing
from kiosk.upstream.courier_items import parcel_of
from kiosk.upstream.courier_ledger import Ledger
from kiosk.upstream.courier_reports import AlarmCode, SyncCounts
from kiosk.upstream.parcels import Parcel
from kiosk.upstream.trouble import Trouble, TroubleKind

NOT_THERE = 404
"""Status of an item problem: the upstream never got this id."""
_OF_A_RECORD = frozenset({TroubleKind.SERVER, TroubleKind.CONTRACT, TroubleKind.TIMEOUT})
"""What one bad record can bring about in an upstream that is otherwise well."""
_ANSWER_LOST = frozenset({TroubleKind.SERVER, TroubleKind.CONTRACT, TroubleKind.TIMEOUT, TroubleKind.CAPTIVE})
"""After these the upstream may hold the batch all the same."""


class Recipient(Protocol):
    """What a delivery needs of `kiosk.upstream.client.Client`."""

    def send(
        self, parcels: Sequence[Parcel], audit_head: AuditHead | None = None, *, seconds: float
    ) -> Unread | Trouble:
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


@dataclass(frozen=True, kw_only=True)
class Load:
    """A batch that is ready to go."""

    records: Sequence[Outgoing]
    parcels: Sequence[Parcel]
    audit_head: AuditHead
    suspect: bool
    before: Delivered
    """What came of it already: what had arrived earlier, what is spoilt, and trouble that ends it here."""


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
        """Send a batch and write down what became of it. Raises StoreFailed."""
        load = self.load(batch, suspect=suspect)
        return self.settle(load, read(self.carry(load)))

    def load(self, batch: Sequence[Outgoing], *, suspect: bool = False, closely: bool = True) -> Load:
        """Make a batch ready. `suspect`: batches have shrunk to one, so a failure may be that record's own.
        `closely`: batches have shrunk, so one of these bodies may be at fault.

        Raises StoreFailed.
        """
        before, rest = self._asked_about(batch)
        packed = [(record, parcel_of(record, closely=closely)) for record in rest]
        spoilt = [record.submission_id for record, parcel in packed if parcel is None]
        for submission_id in spoilt:
            self._ledger.park(submission_id, "body_spoilt", AlarmCode.PARKED)
        head = self._store.audit.head()
        return Load(
            records=[record for record, parcel in packed if parcel is not None],
            parcels=[parcel for _, parcel in packed if parcel is not None],
            audit_head=AuditHead(seq=head.seq, hash=head.hex),
            suspect=suspect,
            before=replace(before, counts=before.counts + SyncCounts(parked=len(spoilt))),
        )

    def carry(self, load: Load) -> Unread | Trouble:
        """Send it; touches nothing but the line."""
        if load.before.trouble is not None:
            return load.before.trouble
        if not load.parcels:
            return lambda: Answers(items=(), policy_version=0)
        return self._recipient.send(load.parcels, load.audit_head, seconds=self._seconds)

    def settle(self, load: Load, answers: Answers | Trouble) -> Delivered:
        """Write down what became of it. Raises StoreFailed."""
        if isinstance(answers, Trouble):
            return self._not_taken(load, answers)
        return Delivered(
            counts=load.before.counts + self._ledger.settle(answers.items, _attempts(load.records)),
            policy_version=max(load.before.policy_version, answers.policy_version),
        )

    def unload(self, load: Load, trouble: Trouble) -> SyncCounts:
        """It does not go after all, because the batch before it met with trouble. Raises StoreFailed."""
        self._give_back(load.records, trouble, lost=False)
        return load.before.counts

    def _asked_about(self, batch: Sequence[Outgoing]) -> tuple[Delivered, Sequence[Outgoing]]:
        """What came of those that may have arrived before, and which are still to be sent."""
        doubtful = {record.submission_id: record.digest for record in batch if record.in_doubt}
        if not doubtful:
            return Delivered(), batch
        answers = self._recipient.verdicts(doubtful, seconds=self._seconds)
        if isinstance(answers, Trouble):
            return Delivered(trouble=answers), batch
        there = [answer for answer in answers.items if not _is_missing(answer)]
        counts = self._ledger.settle(there, _attempts(batch))
        settled = {answer.id for answer in there}
        rest = [record for record in batch if record.submission_id not in settled]
        return Delivered(counts=counts, policy_version=answers.policy_version), rest

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

    def _not_taken(self, load: Load, trouble: Trouble) -> Delivered:
        counts = load.before.counts
        if trouble.kind is TroubleKind.TOO_LARGE and len(load.records) == 1:
            self._ledger.park(load.records[0].submission_id, trouble.kind.value, AlarmCode.PARKED)
            return Delivered(counts=counts + SyncCounts(parked=1))
        sits_out = load.suspect and trouble.kind in _OF_A_RECORD
        wait_s = long_jitter(self._random) if sits_out else 0.0
        self._give_back(load.records, trouble, lost=_may_have_arrived(trouble), wait_s=wait_s)
        return Delivered(counts=counts + SyncCounts(retried=len(load.records)), trouble=trouble)

    def _give_back(
        self, batch: Sequence[Outgoing], trouble: Trouble, *, lost: bool, wait_s: float = 0.0
    ) -> None:
        """Nothing is charged: the way was at fault. What may have arrived is asked about next time."""
        doubtful = [record.submission_id for record in batch if lost or record.in_doubt]
        certain = [record.submission_id for record in batch if not (lost or record.in_doubt)]
        self._ledger.give_back(doubtful, ANSWER_LOST, wait_s=wait_s)
        self._ledger.give_back(certain, trouble.kind.value, wait_s=wait_s)


def _is_missing(answer: ItemAnswer) -> bool:
    return isinstance(answer, ItemProblem) and answer.status == NOT_THERE


def _may_have_arrived(trouble: Trouble) -> bool:
    return trouble.kind in _ANSWER_LOST or trouble.detail == "connection_lost"


def _attempts(batch: Sequence[Outgoing]) -> dict[str, int]:
    return {record.submission_id: record.attempts for record in batch}
