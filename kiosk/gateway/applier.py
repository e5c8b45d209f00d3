"""From `received` to `in_force` or `refused`: opens envelopes and lets the registry act.

Runs in the request for the few submissions that a person is waiting for, and in the background for the
rest, for what the registry could not do at once, and for what a killed replica left behind.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo
from typing import Protocol

import structlog

from kiosk.gateway import ledger
from kiosk.gateway.alarms import GatewayAlarm, raise_alarm
from kiosk.gateway.database import Database, DatabaseDownError, Transaction
from kiosk.gateway.filings import TERMS
from kiosk.gateway.ledger import Entry
from kiosk.gateway.moments import Clock, written
from kiosk.gateway.registry import REGISTRY_DOWN, Act, InForce, Outcome, Refusal, Refused, Registry
from kiosk.gateway.terminals import Terminals
from kiosk.rules.progress import terms_of
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


@dataclass(frozen=True)
class Judged:
    """What came of one submission."""

    entry: Entry
    filing: Filing | None
    """None when it could not be opened."""
    outcome: Outcome

    @property
    def standing(self) -> Standing:
        """As it will be noted."""
        match self.outcome:
            case InForce():
                return Standing.IN_FORCE
            case Refused():
                return Standing.REFUSED
            case _:
                return Standing.RECEIVED


@dataclass(frozen=True, kw_only=True)
class Applier:
    """Acts on stored submissions. `keys` may be empty: then another process opens them."""

    database: Database
    terminals: Terminals
    registry: Registry
    keys: Mapping[str, OpeningKey]
    cashier: Cashier
    promiser: Promiser
    zone: tzinfo
    """Whose calendar a promised day is counted in."""
    now: Clock

    def apply(self, entries: Sequence[Entry]) -> None:
        """Act on these, in the order of filing, then note all outcomes in one transaction.

        A crash in between is harmless: acting again on what was done leads to the same outcome.
        """
        done: dict[str, Judged] = {}
        for entry in sorted(entries, key=lambda one: one.envelope.header.seq):
            if entry.envelope.kid in self.keys:
                done[entry.envelope.header.id] = self._judged(entry, done)
        if done:
            with self.database.transaction() as transaction:
                for judged in done.values():
                    self._note(transaction, judged)

    def _judged(self, entry: Entry, done: Mapping[str, Judged]) -> Judged:
        try:
            if not self.terminals.signed(entry.envelope, entry.received_at):
                return Judged(entry, None, Refused(Refusal.BAD_SIGNATURE))
            filing = self._opened(entry)
            outcome = Refused(Refusal.UNREADABLE) if filing is None else self._outcome(entry, filing, done)
        except DatabaseDownError:
            raise
        except Exception as bug:
            # One record that trips a fault must not hold up the others of its round for ever.
            log.error("gateway.bug", exc_info=bug)
            return Judged(entry, None, REGISTRY_DOWN)
        return Judged(entry, filing, outcome)

    def _note(self, transaction: Transaction, judged: Judged) -> None:
        header = judged.entry.envelope.header
        match judged.outcome:
            case InForce(since):
                ledger.settle(transaction, header.terminal, header.id, Standing.IN_FORCE, since, "")
            case Refused(reason):
                log.info("gateway.refused", submission=header.id, reason=reason.value)
                if reason in {Refusal.UNREADABLE, Refusal.BAD_SIGNATURE}:
                    raise_alarm(
                        transaction, self.now(), GatewayAlarm(reason.value), header.terminal, header.id
                    )
                ledger.settle(transaction, header.terminal, header.id, Standing.REFUSED, None, reason.value)
            case _:
                ledger.postpone(transaction, header.terminal, header.id, self.now() + RETRY)
        if judged.filing is not None:
            self._file(transaction, judged.entry, judged.filing)

    def _opened(self, entry: Entry) -> Filing | None:
        plaintext = open_sealed(entry.envelope, self.keys)
        if isinstance(plaintext, Unopened):
            return None
        filing = payload.decode(plaintext)
        if isinstance(filing, payload.Unreadable) or filing.submission.kind != entry.envelope.header.kind:
            return None
        return filing

    def _outcome(self, entry: Entry, filing: Filing, done: Mapping[str, Judged]) -> Outcome:
        header = entry.envelope.header
        parent = self._parent(entry, done)
        if parent is not Standing.IN_FORCE:
            return Refused(Refusal.PARENT_REFUSED) if parent is Standing.REFUSED else REGISTRY_DOWN
        if not self._is_paid(entry, filing.submission):
            return Refused(Refusal.NOT_PAID)
        return self.registry.act(
            Act(terminal=header.terminal, id=header.id, number=header.number, filing=filing, at=self.now())
        )

    def _parent(self, entry: Entry, done: Mapping[str, Judged]) -> Standing:
        """Where the submission stands that must come first: in this round, else as stored.

        `in_force` when there is none, `received` while it has not arrived.
        """
        header = entry.envelope.header
        if not header.depends_on:
            return Standing.IN_FORCE
        if header.depends_on in done:
            return done[header.depends_on].standing
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
            " outlet, ready_on, token, terms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT DO NOTHING",
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
            TERMS.dump_json(terms_of(submission)).decode(),
        )

    def _ready_on(self, submission: Submission) -> str | None:
        if not isinstance(submission, ReplacementApplication):
            return None
        ready = self.promiser.ready_on(submission, self.now().astimezone(self.zone).date())
        return ready.isoformat() if ready else None


def _outlet(submission: Submission) -> str:
    match submission:
        case ReplacementApplication(outlet=outlet):
            return outlet
        case LossReport() | Release():
            return submission.card.outlet
