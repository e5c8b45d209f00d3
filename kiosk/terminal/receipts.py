"""From what the flow filed to what a slip says."""

from dataclasses import dataclass, replace
from datetime import datetime

from kiosk.flow.effects import Print, Slip
from kiosk.flow.state import Place
from kiosk.flow.visit import FiledAct, Visit
from kiosk.receipt.content import (
    Act,
    BringSlip,
    Content,
    Head,
    LossReceipt,
    Person,
    ProgressSlip,
    Promised,
    ReleaseReceipt,
    ReplacementReceipt,
    masked_card,
    masked_person,
)
from kiosk.receipt.content import Card as SlipCard
from kiosk.receipt.standing import Standing
from kiosk.rules.cards import InsuredCard
from kiosk.rules.documents import IdentityDocument
from kiosk.rules.fees import fee_for
from kiosk.rules.identity import age_of
from kiosk.rules.outlets import Outlet
from kiosk.rules.policy import Policy, Text, Waiver
from kiosk.rules.progress import ProgressItem
from kiosk.rules.promises import ready
from kiosk.rules.states import lapses_at
from kiosk.rules.submissions import (
    Delivery,
    LossForm,
    PaymentWay,
    Relation,
    ReplacementReason,
    SubmissionKind,
)
from kiosk.rules.terms import Revocation as PolicyRevocation
from kiosk.rules.workdays import Overrides
from kiosk.terminal.past import as_then


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """What a slip needs beyond the visit."""

    place: Place
    hotline: str
    now: datetime
    clock_trusted: bool
    calendar: Overrides
    audit_head: str = ""
    """Eight characters of the audit chain at the filing."""


def content_of(effect: Print, around: Surroundings) -> Content:
    """The content of the slip that the flow asks for. Raises ValueError when the flow left a part out."""
    match effect.slip:
        case Slip.ACT:
            if effect.visit is None or effect.act is None:
                raise ValueError("a receipt needs its visit and its act")
            item = effect.items[0] if effect.items else None
            visit = as_then(effect.visit, item) if item else effect.visit
            content = _act(visit, effect.act, around)
            return _ready_as_told(content, item) if item else content
        case Slip.PROGRESS:
            if effect.visit is None or effect.visit.holder is None:
                raise ValueError("a progress slip needs its visit")
            return ProgressSlip(
                head=_head(around, at=around.now),
                person=masked_person(effect.visit.holder),
                items=effect.items,
                outlets=effect.visit.policy.outlets,
            )
        case Slip.WHAT_TO_BRING:
            return BringSlip(head=_head(around, at=around.now), outlets=effect.outlets)


def _head(around: Surroundings, *, at: datetime, act: FiledAct | None = None) -> Head:
    return Head(
        terminal=around.place.terminal,
        place=Text(zh=around.place.name, en=around.place.name_en),
        at=at.astimezone(around.now.tzinfo),
        clock_trusted=around.clock_trusted,
        hotline=around.hotline,
        number=act.number if act else "",
        audit=around.audit_head if act else "",
        token=act.token if act else "",
        copy=act.copies if act else 0,
    )


def _ready_as_told(content: Act, item: ProgressItem) -> Act:
    """The upstream knows better than the calendar when a card is ready."""
    if not isinstance(content, ReplacementReceipt) or item.ready_on is None:
        return content
    return replace(content, promised=replace(content.promised, on=item.ready_on))


def _act(visit: Visit, act: FiledAct, around: Surroundings) -> Act:
    if visit.holder is None or visit.card is None:
        raise ValueError("an act has a holder and a card")
    match act.kind:
        case SubmissionKind.LOSS_REPORT:
            return _loss(visit, act, visit.holder, visit.card, around)
        case SubmissionKind.REPLACEMENT:
            return _replacement(visit, act, visit.holder, visit.card, around)
        case SubmissionKind.RELEASE:
            return _release(visit, act, visit.holder, visit.card, around)


@dataclass(frozen=True, kw_only=True)
class _Common:
    """The fields that all receipts share, as keyword arguments of theirs."""

    head: Head
    person: Person
    card: SlipCard
    standing: Standing
    since: datetime | None
    applicant: Person | None


def _common(
    visit: Visit, act: FiledAct, holder: IdentityDocument, card: InsuredCard, around: Surroundings
) -> _Common:
    standing = Standing(act.standing.value)
    return _Common(
        head=_head(around, at=act.filed_at, act=act),
        person=masked_person(holder),
        card=masked_card(card),
        standing=standing,
        since=act.since.astimezone(around.now.tzinfo)
        if act.since and standing is Standing.IN_FORCE
        else None,
        applicant=masked_person(visit.applicant)
        if visit.applicant and visit.relation is not Relation.SELF
        else None,
    )


def _loss(
    visit: Visit, act: FiledAct, holder: IdentityDocument, card: InsuredCard, around: Surroundings
) -> LossReceipt:
    policy = visit.policy
    temporary = policy.temporary_loss if act.form is LossForm.TEMPORARY else None
    return LossReceipt(
        **vars(_common(visit, act, holder, card, around)),
        form=act.form or LossForm.FORMAL,
        bank=policy.bank_half,
        valid_until=_lapses(policy, card, act, around) if temporary else None,
        ends_in=temporary.ends_in if temporary else None,
        revocable=temporary is not None or policy.formal_loss.revocable is PolicyRevocation.UNTIL_REPLACED,
        outlet=_own_outlet(policy, card),
    )


def _replacement(
    visit: Visit, act: FiledAct, holder: IdentityDocument, card: InsuredCard, around: Surroundings
) -> ReplacementReceipt:
    policy, answers = visit.policy, visit.answers
    reason = answers.reason or ReplacementReason.LOST
    age = age_of(holder, around.now.date())
    fee = answers.fee or fee_for(policy, scheme=card.scheme, reason=reason, age=age, replacements=None)
    delivery = answers.delivery or Delivery.PICK_UP
    mailed = delivery is Delivery.MAIL
    term = ready(
        policy,
        card.scheme,
        act.filed_at.astimezone(around.now.tzinfo).date(),
        clock_trusted=around.clock_trusted,
        overrides=around.calendar,
    )
    return ReplacementReceipt(
        **vars(_common(visit, act, holder, card, around)),
        reason=reason,
        fee=fee,
        payment=answers.payment or PaymentWay.AT_PICK_UP,
        waiver=_waiver(policy.fees.waivers, fee.waiver),
        promised=Promised(length=term.length, unit=term.unit, on=term.on, usually=term.about),
        delivery=delivery,
        outlet=None if mailed else policy.outlet(answers.outlet) or _own_outlet(policy, card),
        relation=visit.relation,
    )


def _release(
    visit: Visit, act: FiledAct, holder: IdentityDocument, card: InsuredCard, around: Surroundings
) -> ReleaseReceipt:
    return ReleaseReceipt(
        **vars(_common(visit, act, holder, card, around)), outlet=_own_outlet(visit.policy, card)
    )


def _lapses(policy: Policy, card: InsuredCard, act: FiledAct, around: Surroundings) -> datetime | None:
    return lapses_at(policy, replace(card, reported_at=act.since or act.filed_at), around.calendar)


def _own_outlet(policy: Policy, card: InsuredCard) -> Outlet:
    return policy.outlet(card.outlet) or policy.outlets[0]


def _waiver(waivers: tuple[Waiver, ...], key: str) -> Text | None:
    return next((waiver.says for waiver in waivers if waiver.key == key), None) if key else None
