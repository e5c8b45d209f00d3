"""Filing: written durably first, then a short wait for the upstream's word."""

from dataclasses import replace

from kiosk.flow.current import act_of, with_act
from kiosk.flow.effects import AlertStaff, CancelOrder, Effect, File, LookUp, Query
from kiosk.flow.events import FilingFailed, LookedUp, SubmissionFiled, TimerFired, VerdictArrived
from kiosk.flow.pages import AwaitingVerdict, Filing, Refusal, Refused
from kiosk.flow.patience import LOOK_UP, VERDICT, VERDICT_OFFLINE
from kiosk.flow.printing import print_receipt
from kiosk.flow.refusing import refuse
from kiosk.flow.state import Kiosk
from kiosk.flow.transition import Table, Transition, enter, stay
from kiosk.flow.visit import FiledAct, Standing, Visit
from kiosk.rules.cards import CardState, Holder, InsuredCard
from kiosk.rules.submissions import LossForm, Submission, SubmissionKind


def file(kiosk: Kiosk, visit: Visit, submission: Submission) -> Transition:
    """Write it down; at most once of a kind in a visit."""
    if act_of(visit, submission.kind) is not None:
        return stay(kiosk)
    loss = act_of(visit, SubmissionKind.LOSS_REPORT)
    effect = File(
        visit=visit.id,
        submission=submission,
        depends_on=loss.submission_id if loss else "",
        clerk=visit.clerk,
    )
    return enter(kiosk, Filing(visit=visit, kind=submission.kind), effect)


def _filed(kiosk: Kiosk, page: Filing, event: SubmissionFiled) -> Transition:
    return _kept(kiosk, page.visit, event) if event.kind is page.kind else stay(kiosk)


def _kept(kiosk: Kiosk, visit: Visit, event: SubmissionFiled) -> Transition:
    act = FiledAct(
        kind=event.kind,
        submission_id=event.submission_id,
        number=event.number,
        filed_at=event.at,
        token=event.token,
        form=visit.loss_form if event.kind is SubmissionKind.LOSS_REPORT else None,
    )
    visit = with_act(visit, act)
    seconds = VERDICT if kiosk.conditions.upstream_reachable else VERDICT_OFFLINE
    return enter(kiosk, AwaitingVerdict(visit=visit, kind=event.kind, seconds=seconds))


def _filed_late(kiosk: Kiosk, page: Refused, event: SubmissionFiled) -> Transition:
    """The store was slow, not dead: what it wrote counts."""
    if page.refusal is not Refusal.COULD_NOT_STORE or act_of(page.visit, event.kind) is not None:
        return stay(kiosk)
    return _kept(kiosk, page.visit, event)


def _failed(kiosk: Kiosk, page: Filing, event: FilingFailed) -> Transition:
    """Nothing is promised that is not on the disk; money that was paid for it goes back."""
    if event.kind is not page.kind:
        return stay(kiosk)
    order = page.visit.answers.payment_order
    refund: tuple[Effect, ...] = (CancelOrder(visit=page.visit.id, order=order),) if order else ()
    unpaid = replace(page.visit, answers=replace(page.visit.answers, payment_order=""))
    return _not_stored(kiosk, unpaid, event.cause, *refund)


def _silent(kiosk: Kiosk, page: Filing, _event: TimerFired) -> Transition:
    """The money stays where it is until the visit ends: the store may still answer."""
    return _not_stored(kiosk, page.visit, "store_silent")


def _not_stored(kiosk: Kiosk, visit: Visit, cause: str, *effects: Effect) -> Transition:
    refused, entering = refuse(kiosk, visit, Refusal.COULD_NOT_STORE, cause)
    return refused, (*entering, *effects, AlertStaff(code="could_not_store"))


def _verdict(kiosk: Kiosk, page: AwaitingVerdict, event: VerdictArrived) -> Transition:
    """The act is brought up to date already (`records`); a refused loss is looked at once more."""
    act = act_of(page.visit, page.kind)
    if act is None or act.submission_id != event.submission_id or act.standing is Standing.KEPT:
        return stay(kiosk)
    if act.standing is Standing.REFUSED and _worth_asking(kiosk, page):
        return _ask_again(kiosk, page)
    return print_receipt(kiosk, page.visit, page.kind)


def _no_verdict(kiosk: Kiosk, page: AwaitingVerdict, _event: TimerFired) -> Transition:
    if _worth_asking(kiosk, page):
        return _ask_again(kiosk, page)
    return print_receipt(kiosk, page.visit, page.kind)


def _worth_asking(kiosk: Kiosk, page: AwaitingVerdict) -> bool:
    loss = page.kind is SubmissionKind.LOSS_REPORT
    return loss and not page.asked_again and kiosk.conditions.upstream_reachable


def _ask_again(kiosk: Kiosk, page: AwaitingVerdict) -> Transition:
    """A loss call that failed may have worked: the card's state tells (leithergit/SSCard_System)."""
    if page.visit.holder is None:
        return stay(kiosk)
    ask = LookUp(visit=page.visit.id, query=Query.CARDS, holder=page.visit.holder, seconds=LOOK_UP)
    return enter(kiosk, replace(page, asked_again=True, seconds=LOOK_UP + 1), ask)


def _asked_again(kiosk: Kiosk, page: AwaitingVerdict, event: LookedUp) -> Transition:
    act = act_of(page.visit, page.kind)
    if not page.asked_again or act is None:
        return stay(kiosk)
    visit = page.visit
    card = _blocked(visit, act, event.known)
    if card is not None:
        since = card.reported_at or kiosk.conditions.now
        act = replace(act, standing=Standing.IN_FORCE, since=since, refusal="")
        visit = replace(with_act(visit, act), card=card)
    return print_receipt(kiosk, visit, page.kind)


def _blocked(visit: Visit, act: FiledAct, known: Holder | None) -> InsuredCard | None:
    """The card of this visit as the upstream has it, when it is lost in the form that was reported."""
    cards = known.cards if known else ()
    number = visit.card.number if visit.card else ""
    mine = [card for card in cards if card.number == number or (not number and len(cards) == 1)]
    wanted = {CardState.FORMALLY_LOST}
    if act.form is LossForm.TEMPORARY:
        wanted.add(CardState.TEMPORARILY_LOST)
    return next((card for card in mine if card.state in wanted), None)


TABLE: Table = {
    (Filing, SubmissionFiled): _filed,
    (Filing, FilingFailed): _failed,
    (Filing, TimerFired): _silent,
    (Refused, SubmissionFiled): _filed_late,
    (AwaitingVerdict, VerdictArrived): _verdict,
    (AwaitingVerdict, TimerFired): _no_verdict,
    (AwaitingVerdict, LookedUp): _asked_again,
}
