"""Terminals: their keys, whether they may speak, and how they are."""

import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

import structlog

from kiosk.gateway.alarms import GatewayAlarm, raise_alarm
from kiosk.gateway.database import Database, Transaction
from kiosk.gateway.moments import Clock, read, written
from kiosk.gateway.peer import Peer
from kiosk.upstream.contract import AuditHead, Heartbeat
from kiosk.upstream.envelope import Envelope
from kiosk.upstream.signatures import VerifyingKeys, verifying_keys

log = structlog.get_logger()
_CODE_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""32 signs that are not taken for one another when read out."""
_CODE_LENGTH = 16
"""80 bits: with ten tries a minute nobody finds one before it expires."""
_KEYS_AND_REGION = (
    "SELECT kid, public, revoked_at, region FROM terminal_keys JOIN terminals ON terminals.id = terminal"
    " WHERE terminal = ?"
)


@dataclass(frozen=True)
class Known:
    """A terminal that may speak, with the keys its envelopes may be signed with."""

    id: str
    region: str
    """Whose policy it asked for last; empty before."""
    keys: VerifyingKeys


class Terminals:
    """All that the gateway knows about terminals."""

    def __init__(self, database: Database, now: Clock) -> None:
        self._database = database
        self._now = now

    def admit(self, peer: Peer) -> Known | None:
        """The terminal behind a verified certificate; None when its key is revoked.

        A certificate of our authority is enough: a terminal seen for the first time is noted down.
        """
        rows = self._database.rows(_KEYS_AND_REGION, peer.terminal)
        if peer.kid not in {kid for kid, _, _, _ in rows}:
            self.note(peer)
            rows = self._database.rows(_KEYS_AND_REGION, peer.terminal)
        valid = {kid: bytes(public) for kid, public, revoked, _ in rows if revoked is None}
        if peer.kid not in valid:
            log.info("gateway.revoked_terminal_refused", terminal=peer.terminal)
            return None
        return Known(peer.terminal, rows[0][3], _verifying(*valid.values()))

    def note(self, peer: Peer) -> None:
        """Know a terminal's key from the hour its certificate is made: it may never be online again."""
        with self._database.transaction() as transaction:
            transaction.run(
                "INSERT INTO terminals (id, enrolled_at) VALUES (?, ?) ON CONFLICT DO NOTHING",
                peer.terminal,
                written(self._now()),
            )
            transaction.run(
                "INSERT INTO terminal_keys (terminal, kid, public) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                peer.terminal,
                peer.kid,
                peer.raw_public,
            )

    def keys_at(self, terminal: str, moment: datetime) -> VerifyingKeys:
        """The keys with which the terminal could sign what was received at that moment."""
        keys = self._database.rows(_KEYS_AND_REGION, terminal)
        return _verifying(
            *(bytes(public) for _, public, revoked, _ in keys if revoked is None or read(revoked) > moment)
        )

    def signed(self, envelope: Envelope, received_at: datetime) -> bool:
        """The connection proved the terminal at reception; this is the evidence that lasts."""
        return envelope.is_signed_by(self.keys_at(envelope.header.terminal, received_at))

    def place(self, terminal: Known, region: str) -> None:
        """The terminal asked for this region's policy."""
        if terminal.region == region:
            return
        with self._database.transaction() as transaction:
            transaction.run("UPDATE terminals SET region = ? WHERE id = ?", region, terminal.id)

    def revoke(self, terminal: str) -> int:
        """Refuse every key that this terminal has now; how many. A new enrolment brings a new key."""
        with self._database.transaction() as transaction:
            return transaction.run(
                "UPDATE terminal_keys SET revoked_at = ? WHERE terminal = ? AND revoked_at IS NULL",
                written(self._now()),
                terminal,
            )

    def new_code(self, terminal: str, valid: timedelta) -> str:
        """A one-time enrolment code, `XXXX-XXXX-XXXX-XXXX`. Only its hash is kept."""
        signs = "".join(secrets.choice(_CODE_ALPHABET) for _ in range(_CODE_LENGTH))
        with self._database.transaction() as transaction:
            transaction.run(
                "INSERT INTO enrolment_codes (hash, terminal, expires) VALUES (?, ?, ?)",
                _code_hash(signs),
                terminal,
                written(self._now() + valid),
            )
        return "-".join(signs[i : i + 4] for i in range(0, _CODE_LENGTH, 4))

    def redeem(self, code: str, kid: str) -> str | None:
        """The terminal that the code names, once; again only for the same key (its answer was lost)."""
        with self._database.transaction() as transaction:
            found = transaction.rows(
                "SELECT terminal, expires, used_by FROM enrolment_codes WHERE hash = ?", _code_hash(code)
            )
            if not found or read(found[0][1]) < self._now():
                return None
            terminal, _, used_by = found[0]
            if used_by is not None:
                return str(terminal) if hmac.compare_digest(used_by, kid) else None
            taken = transaction.run(
                "UPDATE enrolment_codes SET used_by = ? WHERE hash = ? AND used_by IS NULL",
                kid,
                _code_hash(code),
            )
        return str(terminal) if taken else None

    def beat(self, terminal: str, heartbeat: Heartbeat) -> None:
        """Note how the terminal is."""
        health = heartbeat.model_dump(mode="json", exclude={"audit_head"})
        with self._database.transaction() as transaction:
            transaction.run(
                "UPDATE terminals SET seen_at = ?, health = ? WHERE id = ?",
                written(self._now()),
                json.dumps(health),
                terminal,
            )
            if heartbeat.audit_head:
                self.anchor(transaction, terminal, heartbeat.audit_head)

    def anchor(self, transaction: Transaction, terminal: str, head: AuditHead) -> None:
        """Keep the highest head of the terminal's audit chain; another past is an alarm."""
        seq, known = transaction.rows("SELECT audit_seq, audit_hash FROM terminals WHERE id = ?", terminal)[0]
        if head.seq == seq and head.hash != known:
            raise_alarm(transaction, self._now(), GatewayAlarm.AUDIT_FORK, terminal, str(seq))
        if head.seq < seq:
            raise_alarm(
                transaction, self._now(), GatewayAlarm.AUDIT_ROLLED_BACK, terminal, f"{seq} to {head.seq}"
            )
        transaction.run(
            "UPDATE terminals SET audit_seq = ?, audit_hash = ? WHERE id = ? AND audit_seq < ?",
            head.seq,
            head.hash,
            terminal,
            head.seq,
        )


@lru_cache(maxsize=4096)
def _verifying(*raw_publics: bytes) -> VerifyingKeys:
    return verifying_keys(*raw_publics)


def _code_hash(code: str) -> str:
    return hashlib.sha256(code.replace("-", "").encode()).hexdigest()
