"""The submissions that the gateway vouches for: each (terminal, id) once, with the digest first seen."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache

from kiosk.gateway.database import Database, Row, Transaction, Value, marks
from kiosk.gateway.moments import read, read_or_none, written
from kiosk.rules.submissions import SubmissionKind
from kiosk.upstream.contract import MAX_ITEMS, Standing
from kiosk.upstream.envelope import Envelope, Header

_COLUMNS = (
    "terminal, id, seq, kind, number, depends_on, alg, kid, signer, digest, signature, sealed,"
    " received_at, standing, since, reason"
)
_STANDING = "id, digest, standing, since, reason"
_SHARED = ("received_at", "standing", "since", "reason", "apply_after")
"""The same in every row of one insert: bound once."""
_OWN = (
    "terminal", "id", "seq", "kind", "number", "depends_on", "alg", "kid", "signer", "digest", "signature",
    "sealed",
)  # fmt: skip

_CLAIM = f"""UPDATE submissions SET apply_after = ? WHERE standing = 'received' AND apply_after <= ?
    AND (terminal, id) IN (SELECT terminal, id FROM submissions WHERE standing = 'received'
    AND apply_after <= ? ORDER BY apply_after, seq LIMIT ?) RETURNING {_COLUMNS}"""  # noqa: S608  # our own columns


@dataclass(frozen=True)
class Stand:
    """How far one stored submission is."""

    id: str
    digest: str
    standing: Standing
    since: datetime | None
    reason: str


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One stored submission, whole."""

    envelope: Envelope = field(repr=False)
    digest: str
    received_at: datetime
    standing: Standing
    since: datetime | None
    reason: str


def store(
    transaction: Transaction, envelopes: Sequence[tuple[Envelope, str]], now: datetime, lease: timedelta
) -> set[str]:
    """Insert (envelope, digest) pairs that are not there; the ids that are new.

    One statement for all. For `lease` nobody else acts on the new ones.
    """
    values: list[Value] = [written(now), Standing.RECEIVED.value, None, "", written(now + lease)]
    for one, digest in envelopes:
        header = one.header
        values += (
            header.terminal, header.id, header.seq, header.kind.value, header.number, header.depends_on,
            one.alg, one.kid, one.signer, digest, one.signature, one.sealed,
        )  # fmt: skip
    return {str(found[0]) for found in transaction.rows(_insert(len(envelopes)), *values)}


@lru_cache(maxsize=MAX_ITEMS)
def _insert(count: int) -> str:
    shared = ", ".join(f"?{place}" for place in range(1, len(_SHARED) + 1))
    first, width = len(_SHARED) + 1, len(_OWN)
    starts = range(first, first + count * width, width)
    rows = (f"({', '.join(f'?{place}' for place in range(at, at + width))}, {shared})" for at in starts)
    into = f"INSERT INTO submissions ({', '.join((*_OWN, *_SHARED))})"
    return f"{into} VALUES {', '.join(rows)} ON CONFLICT DO NOTHING RETURNING id"


def stands(transaction: Transaction, terminal: str, ids: Sequence[str]) -> dict[str, Stand]:
    """What is stored of these ids of one terminal."""
    wanted = f"SELECT {_STANDING} FROM submissions WHERE terminal = ? AND id IN ({marks(len(ids))})"  # noqa: S608  # only marks
    rows = transaction.rows(wanted, terminal, *ids)
    return {row[0]: Stand(row[0], row[1], Standing(row[2]), read_or_none(row[3]), row[4]) for row in rows}


def entries(transaction: Transaction, where: str, *values: str) -> list[Entry]:
    """Whole submissions; `where` is a literal of ours."""
    wanted = f"SELECT {_COLUMNS} FROM submissions {where}"  # noqa: S608  # a literal of ours
    return [_entry(row) for row in transaction.rows(wanted, *values)]


def _entry(row: Row) -> Entry:
    (terminal, id_, seq, kind, number, depends_on, alg, kid, signer, digest, signature, sealed,
     received_at, standing, since, reason) = row  # fmt: skip
    header = Header(
        terminal=terminal, id=id_, kind=SubmissionKind(kind), seq=seq, number=number, depends_on=depends_on
    )
    return Entry(
        envelope=Envelope(
            header=header, alg=alg, kid=kid, signer=signer, sealed=bytes(sealed), signature=bytes(signature)
        ),
        digest=digest,
        received_at=read(received_at),
        standing=Standing(standing),
        since=read_or_none(since),
        reason=reason,
    )


def claim(database: Database, now: datetime, lease: timedelta, limit: int) -> list[Entry]:
    """Take up to `limit` waiting submissions, oldest first, for `lease`: no other replica gets them.

    In the order of filing. A rival's claim at the same moment waits for this one, and finds them taken.
    """
    with database.transaction() as transaction:
        rows = transaction.rows(_CLAIM, written(now + lease), written(now), written(now), limit)
    return sorted(map(_entry, rows), key=lambda one: one.envelope.header.seq)


def postpone(transaction: Transaction, terminal: str, submission: str, until: datetime) -> None:
    """Try again then."""
    transaction.run(
        "UPDATE submissions SET apply_after = ? WHERE terminal = ? AND id = ? AND standing = 'received'",
        written(until),
        terminal,
        submission,
    )


def settle(
    transaction: Transaction,
    terminal: str,
    submission: str,
    standing: Standing,
    since: datetime | None,
    reason: str,
) -> None:
    """Note the outcome. The first one stands."""
    transaction.run(
        "UPDATE submissions SET standing = ?, since = ?, reason = ?"
        " WHERE terminal = ? AND id = ? AND standing = 'received'",
        standing.value,
        written(since) if since else None,
        reason,
        terminal,
        submission,
    )
