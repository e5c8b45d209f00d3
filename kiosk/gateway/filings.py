"""What was filed for a holder, for the holder's own eyes at a terminal."""

from datetime import date

from pydantic import TypeAdapter

from kiosk.gateway.database import Database
from kiosk.gateway.moments import read, read_or_none
from kiosk.gateway.registry import REGISTRY_DOWN, Registry
from kiosk.rules.cards import Scheme
from kiosk.rules.progress import MakingStage, ProgressItem, Terms
from kiosk.rules.submissions import SubmissionKind
from kiosk.upstream import contract

TERMS = TypeAdapter(Terms)
"""To and from the column of that name."""
_MOST = 20
"""A holder's newest; older ones are for the desk."""


def filings_of(database: Database, registry: Registry, holder: contract.Holder) -> tuple[ProgressItem, ...]:
    """Newest first. Only for a holder whose name is on record, like the cards."""
    known = registry.look_up(holder)
    if known is REGISTRY_DOWN or not (known.insured or known.cards):
        return ()
    with database.transaction() as transaction:
        rows = transaction.rows(
            "SELECT filings.kind, filings.id, filings.number, filed_at, scheme, since, reason, outlet,"
            " ready_on, token, terms FROM filings JOIN submissions"
            " ON submissions.terminal = filings.terminal AND submissions.id = filings.id"
            " WHERE holder_kind = ? AND holder_number = ? ORDER BY received_at DESC, seq DESC LIMIT ?",
            holder.kind.value,
            holder.number,
            _MOST,
        )
    stages = registry.stages(holder)
    return tuple(_item(row, stages.get(row[1])) for row in rows)


def _item(row: tuple[str, ...], stage: MakingStage | None) -> ProgressItem:
    kind, id_, number, filed_at, scheme, since, reason, outlet, ready_on, token, terms = row
    return ProgressItem(
        kind=SubmissionKind(kind),
        submission_id=id_,
        number=number,
        filed_at=read(filed_at),
        scheme=Scheme(scheme),
        stage=stage,
        in_force_since=read_or_none(since),
        refusal=reason,
        outlet=outlet,
        ready_on=date.fromisoformat(ready_on) if ready_on else None,
        token=token,
        terms=TERMS.validate_json(terms),
    )
