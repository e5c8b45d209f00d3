"""The built-in card registry: people, cards and makings in the gateway's own database.

Every act is idempotent by the state it leads to, so a crash between acting and noting it is harmless.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from kiosk.gateway.database import Database, Row, Transaction
from kiosk.gateway.moments import read, read_or_none, written
from kiosk.gateway.registry import Act, InForce, Outcome, Refusal, Refused
from kiosk.rules.cards import CardState, Holder, InsuredCard, LossChannel, Scheme
from kiosk.rules.progress import MakingStage
from kiosk.rules.submissions import (
    LossForm,
    LossReport,
    Release,
    ReplacementApplication,
    ReplacementReason,
    Submission,
)
from kiosk.upstream import contract

_LOST = (CardState.TEMPORARILY_LOST, CardState.FORMALLY_LOST)
_CLOSED = {
    CardState.NOT_ENABLED: Refusal.NOT_ENABLED,
    CardState.LOCKED: Refusal.LOCKED,
    CardState.CANCELLED: Refusal.CANCELLED,
    CardState.IN_PRODUCTION: Refusal.IN_PRODUCTION,
    CardState.UNKNOWN: Refusal.UNKNOWN_STATE,
}


class BuiltinRegistry:
    """See `kiosk.gateway.registry.Registry`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def look_up(self, holder: contract.Holder) -> Holder:
        """The name must be the one on record: a number alone opens nothing."""
        with self._database.transaction() as transaction:
            people = transaction.rows(
                "SELECT name, insured, phone FROM people WHERE kind = ? AND number = ?",
                holder.kind.value,
                holder.number,
            )
            if not people or _plain(people[0][0]) != _plain(holder.name):
                return Holder(insured=False)
            cards = transaction.rows(
                "SELECT scheme, number, region, outlet, state, reported_by, reported_at FROM cards"
                " WHERE holder_kind = ? AND holder_number = ? ORDER BY scheme DESC, number",
                holder.kind.value,
                holder.number,
            )
        return Holder(insured=bool(people[0][1]), phone=people[0][2], cards=tuple(map(_card, cards)))

    def act(self, act: Act) -> Outcome:
        """One transaction, guarded by the card's state."""
        with self._database.transaction() as transaction:
            submission = act.filing.submission
            card = submission.card if submission.card.number else _meant(transaction, submission)
            if card is None:
                return Refused(Refusal.NO_SUCH_CARD)
            match submission:
                case LossReport():
                    return _report(transaction, act, replace(submission, card=card))
                case ReplacementApplication():
                    return _replace(transaction, act, replace(submission, card=card))
                case Release():
                    return _release(transaction, act, replace(submission, card=card))

    def stages(self, holder: contract.Holder) -> Mapping[str, MakingStage]:
        """By submission id."""
        with self._database.transaction() as transaction:
            rows = transaction.rows(
                "SELECT makings.id, makings.stage FROM makings JOIN cards"
                " ON cards.scheme = makings.scheme AND cards.number = makings.card"
                " WHERE cards.holder_kind = ? AND cards.holder_number = ?",
                holder.kind.value,
                holder.number,
            )
        return {row[0]: MakingStage(row[1]) for row in rows}

    def set_stage(self, submission: str, stage: MakingStage) -> bool:
        """A collected card is the new, normal one."""
        with self._database.transaction() as transaction:
            found = transaction.rows("SELECT scheme, card FROM makings WHERE id = ?", submission)
            if not found:
                return False
            transaction.run("UPDATE makings SET stage = ? WHERE id = ?", stage.value, submission)
            if stage is MakingStage.COLLECTED:
                _change(transaction, found[0], (CardState.IN_PRODUCTION,), CardState.NORMAL, None)
        return True


def _card(row: Row) -> InsuredCard:
    scheme, number, region, outlet, state, reported_by, reported_at = row
    return InsuredCard(
        scheme=Scheme(scheme),
        number=number,
        region=region,
        outlet=outlet,
        state=CardState(state),
        reported_by=LossChannel(reported_by) if reported_by else None,
        reported_at=read_or_none(reported_at),
    )


def _plain(name: str) -> str:
    """Names agree without regard to width, case, spaces and the middle dot."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(sign for sign in folded if sign.isalnum())


def _meant(transaction: Transaction, submission: Submission) -> InsuredCard | None:
    """The card of a submission that was filed offline, when the terminal could not ask for its number.

    The holder's card of that scheme, else the only card there is; a holder has one card a scheme.
    """
    rows = transaction.rows(
        "SELECT scheme, number, region, outlet, state, reported_by, reported_at FROM cards"
        " WHERE holder_kind = ? AND holder_number = ? AND state <> ? ORDER BY number",
        submission.holder.kind.value,
        submission.holder.number,
        CardState.CANCELLED.value,
    )
    cards = [_card(row) for row in rows]
    same = [card for card in cards if card.scheme is submission.card.scheme]
    found = same or cards
    return found[0] if len(found) == 1 else None


def _state(transaction: Transaction, card: InsuredCard, act: Act) -> tuple[CardState, datetime | None] | None:
    holder = act.filing.submission.holder
    found = transaction.rows(
        "SELECT state, reported_at FROM cards WHERE scheme = ? AND number = ?"
        " AND holder_kind = ? AND holder_number = ?",
        card.scheme.value,
        card.number,
        holder.kind.value,
        holder.number,
    )
    return (CardState(found[0][0]), read_or_none(found[0][1])) if found else None


def _change(
    transaction: Transaction,
    key: Row | tuple[str, str],
    states: tuple[CardState, ...],
    to: CardState,
    reported_at: datetime | None,
) -> bool:
    """Change the card if it is still in one of these states: a rival's change is never overwritten."""
    wanted = ", ".join(f"'{state.value}'" for state in states)
    changed = transaction.run(
        f"UPDATE cards SET state = ?, reported_by = ?, reported_at = ?"  # noqa: S608  # own enum values
        f" WHERE scheme = ? AND number = ? AND state IN ({wanted})",
        to.value,
        None if reported_at is None else LossChannel.TERMINAL.value,
        None if reported_at is None else written(reported_at),
        key[0],
        key[1],
    )
    return changed == 1


def _report(transaction: Transaction, act: Act, report: LossReport) -> Outcome:
    """Blocks the card. Already blocked at least as firmly: in force since then."""
    found = _state(transaction, report.card, act)
    if found is None:
        return Refused(Refusal.NO_SUCH_CARD)
    state, reported_at = found
    formal = report.form is LossForm.FORMAL
    target = CardState.FORMALLY_LOST if formal else CardState.TEMPORARILY_LOST
    if state is CardState.FORMALLY_LOST or state is target:
        return InForce(reported_at or act.at)
    if state in _CLOSED:
        return Refused(_CLOSED[state])
    key = (report.card.scheme.value, report.card.number)
    if _change(transaction, key, (CardState.NORMAL, CardState.TEMPORARILY_LOST), target, act.at):
        return InForce(act.at)
    return _report(transaction, act, report)


def _replace(transaction: Transaction, act: Act, application: ReplacementApplication) -> Outcome:
    """Orders the new card; the old one is `in_production` from then on."""
    done = transaction.rows(
        "SELECT accepted_at FROM makings WHERE terminal = ? AND id = ?", act.terminal, act.id
    )
    if done:
        return InForce(read(done[0][0]))
    found = _state(transaction, application.card, act)
    if found is None:
        return Refused(Refusal.NO_SUCH_CARD)
    state, reported_at = found
    lost = application.reason is ReplacementReason.LOST
    if state in _CLOSED:
        return Refused(_CLOSED[state])
    if lost and state is not CardState.FORMALLY_LOST:
        return Refused(Refusal.NOT_LOST)
    key = (application.card.scheme.value, application.card.number)
    if not _change(transaction, key, (state,), CardState.IN_PRODUCTION, reported_at):
        return _replace(transaction, act, application)
    transaction.run(
        "INSERT INTO makings (terminal, id, number, scheme, card, stage, accepted_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        act.terminal,
        act.id,
        act.number,
        *key,
        MakingStage.SUBMITTED.value,
        written(act.at),
    )
    return InForce(act.at)


def _release(transaction: Transaction, act: Act, release: Release) -> Outcome:
    """The card was found. Not lost any more: in force."""
    found = _state(transaction, release.card, act)
    if found is None:
        return Refused(Refusal.NO_SUCH_CARD)
    state, _ = found
    if state is CardState.NORMAL:
        return InForce(act.at)
    if state in _CLOSED:
        return Refused(_CLOSED[state])
    key = (release.card.scheme.value, release.card.number)
    if _change(transaction, key, _LOST, CardState.NORMAL, None):
        return InForce(act.at)
    return _release(transaction, act, release)
