"""Taking submissions in: each item judged alone, stored once, vouched for only after the commit."""

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from kiosk.gateway import ledger, problems
from kiosk.gateway.alarms import GatewayAlarm, raise_alarm
from kiosk.gateway.applier import LEASE, Applier
from kiosk.gateway.database import Database
from kiosk.gateway.keyring import Keyring
from kiosk.gateway.ledger import Stand
from kiosk.gateway.metrics import Metrics
from kiosk.gateway.moments import Clock
from kiosk.gateway.problems import ProblemError, ProblemType
from kiosk.gateway.terminals import Known, Terminals
from kiosk.upstream.contract import (
    Acknowledgement,
    Batch,
    Item,
    Standing,
    Verdict,
    acknowledgement_bytes,
    signed_together,
)
from kiosk.upstream.envelope import Envelope, Header

AT_ONCE = 4
"""A visit files two or three: a batch this small has a person waiting, and is acted on in the request."""


@dataclass(frozen=True, kw_only=True)
class Reception:
    """What `POST /v1/submissions` does."""

    database: Database
    terminals: Terminals
    applier: Applier
    keyring: Keyring
    metrics: Metrics
    now: Clock
    last_batch: list[float] = field(default_factory=lambda: [0.0])
    """Monotonic time of the newest batch that is not acted on at once."""

    def is_quiet(self, seconds: float) -> bool:
        """No such batch came within these seconds."""
        return time.monotonic() - self.last_batch[0] > seconds

    def take(self, terminal: Known, batch: Batch) -> tuple[Verdict, ...]:
        """A verdict for each item, in order. Raises ProblemError for a batch with repeated ids."""
        if max(Counter(item.id for item in batch.items).values()) > 1:
            raise ProblemError(problems.REPEATED_IDS)
        small = len(batch.items) <= AT_ONCE
        envelopes = {item.id: _envelope(terminal.id, item) for item in batch.items}
        faults = {
            item.id: self._fault(terminal, item, envelopes[item.id], check_signature=small)
            for item in batch.items
        }
        sound = [(envelopes[item.id], item.digest) for item in batch.items if not faults[item.id]]
        at_once = small and bool(self.applier.keys)
        if not at_once:
            self.last_batch[0] = time.monotonic()
        fresh, stands = self._stored(terminal, batch, sound, LEASE if at_once else timedelta(0))
        if at_once and fresh:
            stands = self._acted_on(terminal, fresh, stands)
        self.metrics.count("submissions_stored", len(fresh))
        return self._verdicts(terminal, batch.items, faults, stands)

    def _fault(
        self, terminal: Known, item: Item, envelope: Envelope, *, check_signature: bool
    ) -> ProblemType | None:
        """Signatures of a large batch are checked when it is acted on: the connection itself proves the
        terminal, and a storm of records is taken in twice as fast.
        """
        if envelope.digest != item.digest:
            return problems.BAD_DIGEST
        if check_signature and not envelope.is_signed_by(terminal.keys):
            return problems.BAD_SIGNATURE
        if item.kid not in self.keyring.sealing_kids:
            return problems.UNKNOWN_SEALING_KEY
        return None

    def _stored(
        self,
        terminal: Known,
        batch: Batch,
        sound: Sequence[tuple[Envelope, str]],
        lease: timedelta,
    ) -> tuple[list[str], dict[str, Stand]]:
        """The ids that are new, and what is stored of all: of older ones what was stored first."""
        ids = [envelope.header.id for envelope, _ in sound]
        with self.database.transaction() as transaction:
            if batch.audit_head:
                self.terminals.anchor(transaction, terminal.id, batch.audit_head)
            if not ids:
                return [], {}
            now = self.now()
            fresh = ledger.store(transaction, sound, now, lease)
            stands = {
                envelope.header.id: Stand(envelope.header.id, digest, Standing.RECEIVED, None, "")
                for envelope, digest in sound
            }
            known = [one for one in ids if one not in fresh]
            if known:
                stands |= ledger.stands(transaction, terminal.id, known)
            for envelope, digest in sound:
                if stands[envelope.header.id].digest != digest:
                    raise_alarm(
                        transaction, self.now(), GatewayAlarm.OTHER_DIGEST, terminal.id, envelope.header.id
                    )
        return [one for one in ids if one in fresh], stands

    def _acted_on(self, terminal: Known, fresh: Sequence[str], stands: dict[str, Stand]) -> dict[str, Stand]:
        where = f"WHERE terminal = ? AND id IN ({', '.join('?' * len(fresh))})"
        with self.database.transaction() as transaction:
            entries = ledger.entries(transaction, where, terminal.id, *fresh)
        self.applier.apply(entries)
        with self.database.transaction() as transaction:
            return stands | ledger.stands(transaction, terminal.id, fresh)

    def _verdicts(
        self,
        terminal: Known,
        items: Sequence[Item],
        faults: Mapping[str, ProblemType | None],
        stands: Mapping[str, Stand],
    ) -> tuple[Verdict, ...]:
        stored = [stands[item.id] for item in items if not faults[item.id] and item.id in stands]
        digests = {item.id: item.digest for item in items}
        words = self.acknowledged(terminal.id, [one for one in stored if one.digest == digests[one.id]])
        return tuple(
            Verdict(id=item.id, acknowledgement=words[item.id])
            if item.id in words
            else self._refused(item, faults[item.id], stands.get(item.id))
            for item in items
        )

    def _refused(self, item: Item, fault: ProblemType | None, stand: Stand | None) -> Verdict:
        self.metrics.count("items_refused")
        if stand is not None:
            fault = problems.OTHER_DIGEST
        return Verdict(id=item.id, problem=(fault or problems.INTERNAL).problem())

    def acknowledged(self, terminal: str, stands: Sequence[Stand]) -> dict[str, Acknowledgement]:
        """Our word on each of what is stored, by id: signed once for all, so that a storm costs little."""
        at, signer = self.now(), self.keyring.signer
        messages = [
            acknowledgement_bytes(
                terminal, stand.id, stand.digest, stand.standing, stand.since, stand.reason, at, signer.kid
            )
            for stand in stands
        ]
        return {
            stand.id: Acknowledgement.model_construct(
                terminal=terminal, id=stand.id, digest=stand.digest, standing=stand.standing,
                since=stand.since, reason=stand.reason, at=at, kid=signer.kid, path=path, signature=signature,
            )
            for stand, (path, signature) in zip(stands, signed_together(messages, signer.sign), strict=True)
        }  # fmt: skip

    def asked(self, terminal: Known, ids: Sequence[str]) -> tuple[Verdict, ...]:
        """Where submissions stand now. Raises ProblemError for repeated ids."""
        if len(set(ids)) < len(ids):
            raise ProblemError(problems.REPEATED_IDS)
        with self.database.transaction() as transaction:
            stands = ledger.stands(transaction, terminal.id, ids)
        words = self.acknowledged(terminal.id, list(stands.values()))
        return tuple(
            Verdict(id=one, acknowledgement=words[one])
            if one in words
            else Verdict(id=one, problem=problems.UNKNOWN_SUBMISSION.problem())
            for one in ids
        )


def _envelope(terminal: str, item: Item) -> Envelope:
    """The terminal comes from the certificate, never from the message."""
    header = Header(
        terminal=terminal, id=item.id, kind=item.kind, seq=item.seq, number=item.number,
        depends_on=item.depends_on,
    )  # fmt: skip
    return Envelope(
        header=header, alg=item.alg, kid=item.kid, signer=item.signer, sealed=item.sealed,
        signature=item.signature,
    )  # fmt: skip
