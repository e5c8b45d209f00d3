"""Sealed bodies for an opener elsewhere: this gateway vouches for them and never reads them.

The opener fetches what waits, for a lease; opens it with keys that only it holds; lets its card system
act; and gives the outcome back. One that dies with a lease loses nothing: after it, the next one gets it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.gateway import ledger
from kiosk.gateway.alarms import GatewayAlarm, raise_alarm
from kiosk.gateway.applier import RETRY
from kiosk.gateway.database import Database, Transaction
from kiosk.gateway.ledger import Entry
from kiosk.gateway.moments import Clock
from kiosk.gateway.registry import Refusal
from kiosk.gateway.terminals import Terminals
from kiosk.upstream.contract import Standing


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What the opener says about one submission."""

    terminal: str
    id: str
    digest: str
    """Of what it opened: a word about other bytes counts for nothing."""
    standing: Standing
    """`received`: not now, ask again after a while."""
    since: datetime | None
    reason: str


@dataclass(frozen=True)
class Relayed:
    """One sealed submission on its way to the opener."""

    entry: Entry
    parent: Standing | None
    """How the submission stands that this one depends on; None when there is none, or it has not come."""


@dataclass(frozen=True, kw_only=True)
class Relay:
    """Hands out and takes back."""

    database: Database
    terminals: Terminals
    now: Clock

    def claim(self, most: int, lease: timedelta) -> tuple[Relayed, ...]:
        """Up to `most` that wait, in the order of filing; nobody else gets them for `lease`.

        What its terminal did not sign is refused here, with an alarm: the opener has no list of keys.
        """
        entries = ledger.claim(self.database, self.now(), lease, most)
        genuine = [entry for entry in entries if self.terminals.signed(entry.envelope, entry.received_at)]
        with self.database.transaction() as transaction:
            for entry in entries:
                if entry not in genuine:
                    self._refuse_forged(transaction, entry)
            return tuple(Relayed(entry, _parent(transaction, entry)) for entry in genuine)

    def _refuse_forged(self, transaction: Transaction, entry: Entry) -> None:
        header = entry.envelope.header
        raise_alarm(transaction, self.now(), GatewayAlarm.BAD_SIGNATURE, header.terminal, header.id)
        ledger.settle(
            transaction, header.terminal, header.id, Standing.REFUSED, None, Refusal.BAD_SIGNATURE.value
        )

    def settle(self, outcomes: Sequence[Outcome]) -> tuple[ledger.Stand | None, ...]:
        """How each stands after this, None for an unknown one. The first outcome stays; to say it again is
        harmless.
        """
        with self.database.transaction() as transaction:
            return tuple(self._settled(transaction, one) for one in outcomes)

    def _settled(self, transaction: Transaction, outcome: Outcome) -> ledger.Stand | None:
        terminal, id_ = outcome.terminal, outcome.id
        found = ledger.stands(transaction, terminal, [id_]).get(id_)
        if found is None or found.digest != outcome.digest or found.standing is not Standing.RECEIVED:
            return found
        match outcome.standing:
            case Standing.RECEIVED:
                ledger.postpone(transaction, terminal, id_, self.now() + RETRY)
            case Standing.IN_FORCE:
                ledger.settle(transaction, terminal, id_, Standing.IN_FORCE, outcome.since or self.now(), "")
            case Standing.REFUSED:
                if outcome.reason == Refusal.UNREADABLE.value:
                    raise_alarm(transaction, self.now(), GatewayAlarm.UNREADABLE, terminal, id_)
                ledger.settle(transaction, terminal, id_, Standing.REFUSED, None, outcome.reason)
        return ledger.stands(transaction, terminal, [id_])[id_]


def _parent(transaction: Transaction, entry: Entry) -> Standing | None:
    header = entry.envelope.header
    if not header.depends_on:
        return None
    found = ledger.stands(transaction, header.terminal, [header.depends_on]).get(header.depends_on)
    return found.standing if found else None
