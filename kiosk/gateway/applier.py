"""From `received` to `in_force` or `refused`: opens envelopes and lets the registry act.

Runs in the request for the few submissions that a person is waiting for, and in the background for the
rest, for what the registry could not do at once, and for what a killed replica left behind.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

import structlog

from kiosk.gateway import ledger
from kiosk.gateway.alarms import raise_alarm
from kiosk.gateway.database import Database, Transaction
from kiosk.gateway.ledger import Entry
from kiosk.gateway.moments import Clock, written
from kiosk.gateway.registry import REGISTRY_DOWN, Act, InForce, Outcome, Refusal, Refused, Registry
from kiosk.rules.submissions import LossReport, PaymentWay, Release, ReplacementApplication, Submission
from kiosk.upstream import payload
from kiosk.upstream.contract import Standing
from kiosk.upstream.envelope import OpeningKey, Unopened, open_sealed
from kiosk.upstream.payload import Filing

log = structlog.get_logger()
LEASE = timedelta(seconds=30)
"""How long a replica has for what it took; after that another one tries."""
RETRY = timedelta(seconds=20)
"""Registry down, or the loss report that this one waits for is still under way."""


class Cashier(Protocol):
    """Whether a payment order was paid, and that it is used now."""

    def settle(self, transaction: Transaction, order: str, amount_fen: int, submission: str) -> bool:
        """False when there is no such paid order."""


class Promiser(Protocol):
    """When a new card is ready, by the region's policy."""

    def ready_on(self, application: ReplacementApplication, accepted: date) -> date | None:
        """None when no policy says."""


@dataclass(frozen=True, kw_only=True)
class Applier:
    """Acts on stored submissions. `keys` may be empty: then another process opens them."""

    database: Database
    registry: Registry
    keys: Mapping[str, OpeningKey]
    cashier: Cashier
    promiser: Promiser
    now: Clock

    def apply(self, entries: Sequence[Entry]) -> None:
        """Act on these, in the order of filing."""
        for entry in sorted(entries, key=lambda one: one.envelope.header.seq):
            if entry.envelope.kid in self.keys:
                self._apply_one(entry)

    def _apply_one(self, entry: Entry) -> None:
        header = entry.envelope.header
        filing = self._opened(entry)
        outcome = Refused(Refusal.UNREADABLE) if filing is None else self._outcome(entry, filing)
        with self.database.transaction() as transaction:
            match outcome:
                case InForce(since):
                    ledger.settle(transaction, header, Standing.IN_FORCE, since, "")
                case Refused(reason):
                    log.info("gateway.refused", submission=header.id, reason=reason.value)
                    if reason is Refusal.UNREADABLE:
                        raise_alarm(transaction, self.now(), "unreadable", header.terminal, header.id)
                    ledger.settle(transaction, header, Standing.REFUSED, None, reason.value)
                case _:
                    ledger.postpone(transaction, header, self.now() + RETRY)
            if filing is not None:
                self._file(transaction, entry, filing)

    def _opened(self, entry: Entry) -> Filing | None:
        plaintext = open_sealed(entry.envelope, self.keys)
        if isinstance(plaintext, Unopened):
            return None
        filing = payload.decode(plaintext)
        if isinstance(filing, payload.Unreadable) or filing.submission.kind != entry.envelope.header.kind:
            return None
        return filing

    def _outcome(self, entry: Entry, filing: Filing) -> Outcome:
        header = entry.envelope.header
        parent = self._parent(entry)
        if parent is not None and parent is not Standing.IN_FORCE:
            return Refused(Refusal.PARENT_REFUSED) if parent is Standing.REFUSED else REGISTRY_DOWN
        if not self._is_paid(entry, filing.submission):
            return Refused(Refusal.NOT_PAID)
        return self.registry.act(
            Act(terminal=header.terminal, id=header.id, number=header.number, filing=filing, at=self.now())
        )

    def _parent(self, entry: Entry) -> Standing | None:
        """Where the submission stands that must come first; `received` while it has not arrived."""
        header = entry.envelope.header
        if not header.depends_on:
            return None
        with self.database.transaction() as transaction:
            found = ledger.stands(transaction, header.terminal, [header.depends_on])
        return found[header.depends_on].standing if found else Standing.RECEIVED

    def _is_paid(self, entry: Entry, submission: Submission) -> bool:
        if not isinstance(submission, ReplacementApplication) or submission.payment is not PaymentWay.QR:
            return True
        with self.database.transaction() as transaction:
            return self.cashier.settle(
                transaction, submission.payment_order, submission.fee.amount_fen, entry.envelope.header.id
            )

    def _file(self, transaction: Transaction, entry: Entry, filing: Filing) -> None:
        """Make it known for the holder's own questions: progress, and receipts to print again."""
        header, submission = entry.envelope.header, filing.submission
        transaction.run(
            "INSERT INTO filings (terminal, id, holder_kind, holder_number, kind, number, filed_at, scheme,"
            " outlet, ready_on, token) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            header.terminal,
            header.id,
            submission.holder.kind.value,
            submission.holder.number,
            header.kind.value,
            header.number,
            written(filing.filed_at),
            submission.card.scheme.value,
            _outlet(submission),
            self._ready_on(submission),
            filing.token,
        )

    def _ready_on(self, submission: Submission) -> str | None:
        if not isinstance(submission, ReplacementApplication):
            return None
        ready = self.promiser.ready_on(submission, self.now().date())
        return ready.isoformat() if ready else None


def _outlet(submission: Submission) -> str:
    match submission:
        case ReplacementApplication(outlet=outlet):
            return outlet
        case LossReport() | Release():
            return submission.card.outlet
