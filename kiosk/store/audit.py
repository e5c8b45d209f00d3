"""The audit: a hash chain, each entry written in the same transaction as the act it records.

h_n = SHA-256(h_(n-1) || entry_n) with h_0 = 32 zero bytes; entry_n is canonical JSON (UTF-8, sorted keys, no
spaces). A chain shows change and removal in the middle; it cannot show that its end was cut off after the
last head that somebody else has seen. Therefore the head goes up with each batch and onto each receipt.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pydantic_core import to_json

from kiosk.store.audit_events import AuditEvent
from kiosk.store.clock import Moment
from kiosk.store.database import Database
from kiosk.store.trouble import trouble_as_value

GENESIS = bytes(32)
_PAGE = 1000
"""Entries read at a time, so that a long audit needs little memory."""


@dataclass(frozen=True)
class Head:
    """The end of the chain."""

    seq: int
    hash: bytes

    @property
    def hex(self) -> str:
        """All 64 digits."""
        return self.hash.hex()

    @property
    def short(self) -> str:
        """The 8 digits that stand on a receipt."""
        return self.hex[:8].upper()


@dataclass(frozen=True, kw_only=True)
class ChainBroken:
    """The first entry that does not follow from the one before it."""

    seq: int


class Audit:
    """Appends to the chain, and verifies it."""

    def __init__(self, database: Database, clock: Callable[[], Moment]) -> None:
        self._database = database
        self._clock = clock

    @trouble_as_value
    def append(self, event: AuditEvent, **fields: str | int) -> Head:
        """Record an event in a transaction of its own."""
        with self._database.transaction():
            return self.write(event, self._clock(), **fields)

    def write(self, event: AuditEvent, at: Moment, **fields: str | int) -> Head:
        """Record an event within the caller's transaction.

        Raises ValueError for a field that the catalogue does not allow.
        """
        return self.write_after(self.head(), event, at, **fields)

    def write_after(self, before: Head, event: AuditEvent, at: Moment, **fields: str | int) -> Head:
        """The same, for a caller who has read the head in this transaction already."""
        return self.write_all_after(before, event, at, [fields])

    def write_all_after(
        self, before: Head, event: AuditEvent, at: Moment, each: Sequence[Mapping[str, str | int]]
    ) -> Head:
        """Record the same event for each of many, one entry each."""
        head, rows, moment = before, [], _moment(at)
        for fields in each:
            if not event.fields.issuperset(fields):
                raise ValueError(f"{event.code} may not carry {sorted(fields.keys() - event.fields)}")
            entry = _canonical({"seq": head.seq + 1, "event": event.code, **moment, **fields})
            head = _next(head, entry)
            rows.append((head.seq, entry, head.hash))
        self._database.execute_many("INSERT INTO audit VALUES (?, ?, ?)", rows)
        return head

    def head(self) -> Head:
        """The end of the chain; raises what SQLite raises."""
        row = self._database.row("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1")
        return Head(*row) if row else Head(0, GENESIS)

    @trouble_as_value
    def verify(self) -> Head | ChainBroken:
        """Recompute the whole chain."""
        head = Head(0, GENESIS)
        for seq, entry, stored in self._entries():
            expected = _next(head, entry)
            if (seq, stored) != (expected.seq, expected.hash) or json.loads(entry).get("seq") != seq:
                return ChainBroken(seq=head.seq + 1)
            head = expected
        return head

    def entries(self) -> Iterator[str]:
        """Every entry as canonical JSON, oldest first."""
        return (entry for _, entry, _ in self._entries())

    def _entries(self) -> Iterator[tuple[int, str, bytes]]:
        last = -1
        while page := self._database.rows(
            "SELECT seq, entry, hash FROM audit WHERE seq > ? ORDER BY seq LIMIT ?", (last, _PAGE)
        ):
            for seq, entry, stored in page:
                yield seq, entry, stored
                last = seq


def _next(head: Head, entry: str) -> Head:
    return Head(head.seq + 1, hashlib.sha256(head.hash + entry.encode()).digest())


def _canonical(entry: Mapping[str, str | int]) -> str:
    return to_json(dict(sorted(entry.items()))).decode()


def _moment(at: Moment) -> dict[str, str | int]:
    return {
        "wall": at.wall.isoformat(),
        "boot": at.boot_id,
        "mono_ns": at.mono_ns,
        "clock": at.quality.value,
    }
