"""Every act in every standing becomes a slip that can be worded, whoever asked for it and whenever."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kiosk.flow.effects import Print, Slip
from kiosk.flow.results import past_act
from kiosk.flow.visit import Answers, FiledAct, Service, Standing, Visit
from kiosk.receipt.compose import compose
from kiosk.receipt.content import (
    Act,
    BringSlip,
    LossReceipt,
    ProgressSlip,
    ReleaseReceipt,
    ReplacementReceipt,
)
from kiosk.rules.cards import CardState, Holder, InsuredCard, Scheme
from kiosk.rules.progress import ProgressItem, Terms
from kiosk.rules.submissions import (
    Delivery,
    Fee,
    LossForm,
    PaymentWay,
    Relation,
    ReplacementReason,
    SubmissionKind,
)
from kiosk.rules.workdays import Overrides
from kiosk.terminal.receipts import Surroundings, content_of
from kiosk.terminal.slips import _languages
from tests.flow.steps import CHILD, HOSPITAL, LI, MISSION, NOW, WANG
from tests.receipt.samples import said

CARD = InsuredCard(
    scheme=Scheme.SOCIAL_SECURITY,
    number="E12345678",
    region="330100",
    outlet=MISSION.outlets[0].id,
    state=CardState.NORMAL,
)
AROUND = Surroundings(
    place=HOSPITAL, hotline="12333", now=NOW, clock_trusted=True, calendar=Overrides(), audit_head="abcd1234"
)
VISIT = Visit(
    id=1,
    service=Service.REPORT_AND_REPLACE,
    policy=MISSION,
    applicant=WANG,
    holder=WANG,
    card=CARD,
    answers=Answers(outlet=MISSION.outlets[0].id, delivery=Delivery.PICK_UP, payment=PaymentWay.AT_PICK_UP),
)


def _act(kind: SubmissionKind, standing: Standing = Standing.IN_FORCE) -> FiledAct:
    return FiledAct(
        kind=kind,
        submission_id="s1",
        number="HZ07-000001-6",
        filed_at=NOW,
        form=LossForm.FORMAL if kind is SubmissionKind.LOSS_REPORT else None,
        standing=standing,
        since=NOW + timedelta(seconds=3) if standing is Standing.IN_FORCE else None,
        token="T",
    )


def test_an_act_without_its_visit_is_a_bug_and_raises() -> None:
    with pytest.raises(ValueError, match="its visit"):
        content_of(Print(visit=None, slip=Slip.ACT), AROUND)


def test_an_unknown_language_of_the_screen_gets_chinese_and_english() -> None:
    assert [_languages(one) for one in ("zh", "en", "xx")] == ["zh", "zh+en", "zh+en"]


@pytest.mark.parametrize("languages", ["zh", "zh+en"])
@pytest.mark.parametrize("standing", Standing)
@pytest.mark.parametrize(
    ("kind", "receipt"),
    [
        (SubmissionKind.LOSS_REPORT, LossReceipt),
        (SubmissionKind.REPLACEMENT, ReplacementReceipt),
        (SubmissionKind.RELEASE, ReleaseReceipt),
    ],
)
def test_every_act_in_every_standing_is_worded_without_the_number_of_the_person(
    kind: SubmissionKind, receipt: type[Act], standing: Standing, languages: str
) -> None:
    content = content_of(Print(visit=VISIT, slip=Slip.ACT, act=_act(kind, standing)), AROUND)
    assert isinstance(content, receipt)
    assert not isinstance(content, BringSlip | ProgressSlip)
    assert (content.standing.value, content.since is not None) == (
        standing.value,
        standing is Standing.IN_FORCE,
    )
    words = said(compose(content, languages))
    assert "HZ07-000001-6" in words
    assert WANG.number not in words
    assert CARD.number not in words


def test_a_receipt_in_force_never_says_so_for_a_report_that_is_only_kept() -> None:
    kept = content_of(
        Print(visit=VISIT, slip=Slip.ACT, act=_act(SubmissionKind.LOSS_REPORT, Standing.KEPT)), AROUND
    )
    in_force = content_of(Print(visit=VISIT, slip=Slip.ACT, act=_act(SubmissionKind.LOSS_REPORT)), AROUND)
    assert said(compose(kept, "en")) != said(compose(in_force, "en"))
    assert "12333" in said(compose(kept, "zh"))


def test_a_guardian_stands_on_the_receipt_of_the_child() -> None:
    visit = replace(VISIT, applicant=LI, holder=CHILD, relation=Relation.GUARDIAN)
    content = content_of(Print(visit=visit, slip=Slip.ACT, act=_act(SubmissionKind.LOSS_REPORT)), AROUND)
    assert isinstance(content, LossReceipt)
    assert content.applicant is not None
    assert content.applicant.number.endswith(LI.number[-2:])
    alone = content_of(Print(visit=VISIT, slip=Slip.ACT, act=_act(SubmissionKind.LOSS_REPORT)), AROUND)
    assert isinstance(alone, LossReceipt)
    assert alone.applicant is None


@pytest.mark.parametrize("kind", SubmissionKind)
@pytest.mark.parametrize("in_force", [True, False])
def test_a_receipt_of_an_earlier_day_is_printed_from_what_the_upstream_remembers(
    kind: SubmissionKind, in_force: bool
) -> None:
    item = ProgressItem(
        kind=kind,
        submission_id="s1",
        number="HZ09-000001-6",
        filed_at=NOW - timedelta(days=9),
        in_force_since=NOW - timedelta(days=9) if in_force else None,
        outlet=MISSION.outlets[1].id,
        ready_on=date(2026, 12, 24),
    )
    visit = replace(
        VISIT,
        service=Service.REPRINT,
        card=None,
        answers=Answers(),
        known=Holder(insured=True, cards=(CARD,)),
    )
    content = content_of(Print(visit=visit, slip=Slip.ACT, act=past_act(item), items=(item,)), AROUND)
    assert isinstance(content, LossReceipt | ReplacementReceipt | ReleaseReceipt)
    assert (content.head.copy, content.card.tail) == (1, "5678")
    if isinstance(content, ReplacementReceipt):
        assert content.promised.on == date(2026, 12, 24)
        assert content.outlet == MISSION.outlets[1]


def test_a_receipt_of_an_earlier_day_says_the_fee_and_the_terms_of_that_day() -> None:
    """The region raised its fee since; what was agreed at filing stands."""
    then = Terms(
        reason=ReplacementReason.DAMAGED,
        fee=Fee(amount_fen=500),
        payment=PaymentWay.QR,
        delivery=Delivery.MAIL,
    )
    item = ProgressItem(
        kind=SubmissionKind.REPLACEMENT,
        submission_id="s",
        number="N",
        filed_at=NOW - timedelta(days=9),
        outlet=MISSION.outlets[1].id,
        terms=then,
    )
    visit = replace(VISIT, service=Service.REPRINT, answers=Answers())
    content = content_of(Print(visit=visit, slip=Slip.ACT, act=past_act(item), items=(item,)), AROUND)
    assert isinstance(content, ReplacementReceipt)
    assert (content.fee, content.payment, content.reason) == (then.fee, then.payment, then.reason)
    assert (content.delivery, content.outlet) == (Delivery.MAIL, None)


def test_a_temporary_report_of_an_earlier_day_is_not_printed_as_a_formal_one() -> None:
    item = ProgressItem(
        kind=SubmissionKind.LOSS_REPORT,
        submission_id="s",
        number="N",
        filed_at=NOW,
        terms=Terms(loss=LossForm.TEMPORARY),
    )
    visit = replace(VISIT, service=Service.REPRINT)
    content = content_of(Print(visit=visit, slip=Slip.ACT, act=past_act(item), items=(item,)), AROUND)
    assert isinstance(content, LossReceipt)
    assert content.form is LossForm.TEMPORARY
    assert content.valid_until is not None


def test_of_two_cards_nobody_knows_which_it_was_and_none_is_named() -> None:
    item = ProgressItem(kind=SubmissionKind.LOSS_REPORT, submission_id="s", number="N", filed_at=NOW)
    known = Holder(insured=True, cards=(CARD, replace(CARD, number="E87654321")))
    visit = replace(VISIT, service=Service.REPRINT, card=None, known=known)
    content = content_of(Print(visit=visit, slip=Slip.ACT, act=past_act(item), items=(item,)), AROUND)
    assert isinstance(content, LossReceipt)
    assert content.card.tail == ""


def test_slips_without_an_act_carry_no_number() -> None:
    progress = content_of(Print(visit=VISIT, slip=Slip.PROGRESS), AROUND)
    bring = content_of(Print(visit=None, slip=Slip.WHAT_TO_BRING, outlets=MISSION.outlets), AROUND)
    assert isinstance(progress, ProgressSlip)
    assert isinstance(bring, BringSlip)
    assert progress.head.number == bring.head.number == bring.head.audit == ""
