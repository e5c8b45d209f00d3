"""A submission as the desk sees it: what is known in clear, and what only the opening key shows."""

from dataclasses import dataclass, field
from datetime import datetime

from kiosk.gateway import ledger
from kiosk.gateway.database import Database
from kiosk.gateway.ledger import Entry
from kiosk.gateway.moments import read
from kiosk.gateway.parts import Parts
from kiosk.rules.progress import MakingStage
from kiosk.upstream import payload
from kiosk.upstream.contract import Standing
from kiosk.upstream.envelope import Unopened, open_sealed
from kiosk.upstream.payload import Filing


@dataclass(frozen=True, kw_only=True)
class Case:
    """One submission."""

    number: str
    id: str
    kind: str
    terminal: str
    outlet: str
    filed_at: datetime
    standing: Standing
    since: datetime | None
    reason: str
    stage: MakingStage | None
    ready_on: str
    entry: Entry = field(repr=False)


def find_case(parts: Parts, number: str) -> Case | None:
    """By receipt number. None while it is unknown or not opened yet."""
    with parts.database.transaction() as transaction:
        found = ledger.entries(transaction, "WHERE number = ? ORDER BY received_at LIMIT 1", number)
        if not found:
            return None
        header = found[0].envelope.header
        filings = transaction.rows(
            "SELECT outlet, filed_at, ready_on FROM filings WHERE terminal = ? AND id = ?",
            header.terminal,
            header.id,
        )
        stages = transaction.rows(
            "SELECT stage FROM makings WHERE terminal = ? AND id = ?", header.terminal, header.id
        )
    outlet, filed_at, ready_on = filings[0] if filings else ("", None, None)
    return Case(
        number=number,
        id=header.id,
        kind=header.kind.value,
        terminal=header.terminal,
        outlet=outlet,
        filed_at=read(filed_at) if filed_at else found[0].received_at,
        standing=found[0].standing,
        since=found[0].since,
        reason=found[0].reason,
        stage=MakingStage(stages[0][0]) if stages else None,
        ready_on=ready_on or "",
        entry=found[0],
    )


def newest_cases(database: Database, outlet: str | None, limit: int) -> list[tuple[str, str, datetime, str]]:
    """(number, kind, received, standing) of the newest; of one outlet, or of all."""
    with database.transaction() as transaction:
        rows = transaction.rows(
            "SELECT submissions.number, submissions.kind, received_at, standing FROM submissions"
            " LEFT JOIN filings ON filings.terminal = submissions.terminal AND filings.id = submissions.id"
            " WHERE CAST(? AS TEXT) IS NULL OR filings.outlet = ? ORDER BY received_at DESC LIMIT ?",
            outlet,
            outlet,
            limit,
        )
    return [(row[0], row[1], read(row[2]), row[3]) for row in rows]


def opened(parts: Parts, case: Case) -> Filing | None:
    """What the person filed; None where another process holds the opening key."""
    plaintext = open_sealed(case.entry.envelope, parts.keyring.opening)
    if isinstance(plaintext, Unopened):
        return None
    filing = payload.decode(plaintext)
    return filing if isinstance(filing, Filing) else None
