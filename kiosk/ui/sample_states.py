"""One state of every page, with invented people: for the gallery, the measures and the benchmark."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

from kiosk.flow import pages as p
from kiosk.flow.conditions import Conditions, OutOfService, PrinterCondition, ReaderCondition
from kiosk.flow.preferences import Preferences
from kiosk.flow.state import Kiosk, Place
from kiosk.flow.visit import Answers, FiledAct, PrintState, Service, Standing, Visit
from kiosk.rules.cards import CardState, Holder, InsuredCard, LossChannel, Scheme
from kiosk.rules.documents import DocumentKind, IdentityDocument
from kiosk.rules.eligibility import Condition, Unmet
from kiosk.rules.outlets import districts
from kiosk.rules.policy import Policy
from kiosk.rules.progress import MakingStage, ProgressItem
from kiosk.rules.submissions import (
    Delivery,
    Fee,
    LossForm,
    PaymentWay,
    ReplacementReason,
    SubmissionKind,
)
from kiosk.rules.terms import Revocation, TimeUnit
from kiosk.ui.sample_policy import SAMPLE_POLICY

CHINA = timezone(timedelta(hours=8))
NOW = datetime(2026, 11, 22, 10, 35, tzinfo=CHINA)
PLACE = Place(
    terminal="K330100-0007",
    site="hospital",
    hospital_level=3,
    region="330100",
    name="市第二人民医院 一楼大厅",
    name_en="City No. 2 Hospital, ground floor",
    desk="导诊台就在左手边",
    desk_en="the desk is on your left",
)
PERSON = IdentityDocument(
    kind=DocumentKind.RESIDENT_ID, number="11010519491231002X", name="张小明", birth=date(1949, 12, 31)
)
CARD = InsuredCard(
    scheme=Scheme.SOCIAL_SECURITY,
    number="E12345678",
    region="330100",
    outlet="330100-001",
    state=CardState.NORMAL,
)
OLD_CARD = replace(CARD, scheme=Scheme.MEDICAL_INSURANCE, number="A00982143", state=CardState.FORMALLY_LOST)
PHONED = replace(
    CARD,
    state=CardState.TEMPORARILY_LOST,
    reported_by=LossChannel.HOTLINE,
    reported_at=datetime(2026, 11, 19, 9, 5, tzinfo=CHINA),
)
SIGNATURE = (
    ((30.0, 18.0, 0), (34.0, 24.0, 40), (31.0, 32.0, 80), (44.0, 17.0, 160)),
    ((40.0, 14.0, 300), (41.0, 36.0, 380), (58.0, 20.0, 460), (62.0, 34.0, 540)),
    ((66.0, 16.0, 700), (68.0, 33.0, 780), (80.0, 30.0, 860), (94.0, 22.0, 940)),
)
REPORT = FiledAct(
    kind=SubmissionKind.LOSS_REPORT,
    submission_id="sample-1",
    number="3301-0007-000118-4",
    filed_at=NOW.astimezone(UTC),
    form=LossForm.FORMAL,
    standing=Standing.IN_FORCE,
    since=NOW,
    print_state=PrintState.PRINTED,
)
KEPT = replace(REPORT, standing=Standing.KEPT, since=None)
APPLICATION = replace(
    REPORT, kind=SubmissionKind.REPLACEMENT, submission_id="sample-2", number="3301-0007-000119-2", form=None
)
TOKEN = "buka1.eyJuIjoiMzMwMS0wMDA3LTAwMDExOS0yIn0.c2FtcGxl"  # noqa: S105 - what a receipt's QR looks like


def visit(policy: Policy, service: Service = Service.REPORT_AND_REPLACE) -> Visit:
    """A visit as it stands after the upstream answered."""
    return Visit(
        id=1,
        service=service,
        policy=policy,
        applicant=PERSON,
        holder=PERSON,
        known=Holder(insured=True, cards=(CARD,)),
        card=CARD,
    )


def answered(policy: Policy) -> Visit:
    """A visit whose application is complete."""
    answers = Answers(
        reason=ReplacementReason.LOST,
        phone="13800138000",
        delivery=Delivery.PICK_UP,
        outlet=policy.outlets[0].id,
        fee=Fee(amount_fen=2000),
        payment=PaymentWay.AT_PICK_UP,
        signature=SIGNATURE,
    )
    return replace(visit(policy), answers=answers, filed=(REPORT,))


def sample_pages(policy: Policy = SAMPLE_POLICY) -> dict[str, p.Page]:
    """Every page by its name, and the variants that look different."""
    return {
        **_opening(policy),
        **_identity(policy),
        **_card(policy),
        **_application(policy),
        **_ending(policy),
    }


def _opening(policy: Policy) -> dict[str, p.Page]:
    offers = tuple(p.Offer(service=one) for one in Service)
    offline = tuple(
        replace(one, unoffered=p.Unoffered.OFFLINE)
        if one.service in {Service.PROGRESS, Service.RELEASE, Service.REPRINT}
        else one
        for one in offers
    )
    return {
        "welcome": p.Welcome(),
        "choose_service": p.ChooseService(offers=offers),
        "choose_service_offline": p.ChooseService(offers=offline),
        "browse_outlets": p.BrowseOutlets(outlets=policy.outlets),
        "browse_outlets_found": p.BrowseOutlets(outlets=policy.outlets[:2], district="江岸区"),
        "browse_districts": p.BrowseDistricts(districts=districts(policy.outlets)),
        "what_to_bring": p.WhatToBring(outlets=policy.outlets),
        "closed": p.ClosedPage(reason=OutOfService.READER, outlets=policy.outlets),
    }


def _identity(policy: Policy) -> dict[str, p.Page]:
    fresh = Visit(id=1, service=Service.REPORT_AND_REPLACE, policy=policy)
    known = visit(policy)
    passport = "P<GBRSMITH<<JANE<ELIZABETH<<<<<<<<<<<<<<<<<<"
    return {
        "place_document": p.PlaceDocument(visit=fresh),
        "place_document_reading": p.PlaceDocument(visit=fresh, reading=True),
        "place_document_trouble": p.PlaceDocument(visit=fresh, trouble=p.ReadTrouble.UNREADABLE, failures=1),
        "type_passport": p.TypePassport(visit=fresh, first=passport[:17]),
        "type_passport_trouble": p.TypePassport(
            visit=fresh, first=passport, line=2, second="53312", trouble="birth"
        ),
        "confirm_identity": p.ConfirmIdentity(visit=known, for_another=True),
        "looking_up": p.LookingUp(visit=known, seconds=5),
    }


def _card(policy: Policy) -> dict[str, p.Page]:
    known = visit(policy)
    two = replace(known, known=Holder(insured=True, cards=(CARD, OLD_CARD)), card=None)
    phoned = replace(known, card=PHONED)
    unmet = (
        Unmet(condition=Condition.AGE, age=12, minimum=16, guardian_allowed=True),
        Unmet(condition=Condition.INSURANCE),
    )
    standings = {
        f"card_standing_{advice.value}": p.CardStanding(visit=known, advice=advice) for advice in p.Advice
    }
    standings["card_standing_can_formalise"] = p.CardStanding(
        visit=phoned, advice=p.Advice.CAN_FORMALISE, until=datetime(2026, 11, 29, 23, 59, tzinfo=CHINA)
    )
    temporary = replace(known, loss_form=LossForm.TEMPORARY)
    return {
        "choose_card": p.ChooseCard(visit=two),
        **standings,
        "not_eligible": p.NotEligible(visit=known, unmet=unmet),
        "choose_loss_form": p.ChooseLossForm(visit=visit(policy, Service.REPORT_LOSS)),
        "confirm_loss": p.ConfirmLoss(visit=known, revocation=Revocation.UNTIL_REPLACED),
        "confirm_loss_never": p.ConfirmLoss(visit=temporary, revocation=Revocation.NEVER),
        "confirm_release": p.ConfirmRelease(visit=visit(policy, Service.RELEASE)),
        "offer_paperless": p.OfferPaperless(visit=known, printer=PrinterCondition.PAPER_OUT),
    }


def _application(policy: Policy) -> dict[str, p.Page]:
    known, done = visit(policy), answered(policy)
    expires = NOW + timedelta(minutes=5)
    return {
        "choose_reason": p.ChooseReason(visit=known),
        "enter_phone": p.EnterPhone(visit=known, digits="1380013"),
        "enter_phone_invalid": p.EnterPhone(visit=known, digits="1380013", invalid=True),
        "choose_delivery": p.ChooseDelivery(visit=known),
        "choose_outlet": p.ChooseOutlet(visit=known, outlets=policy.outlets),
        "choose_outlet_found": p.ChooseOutlet(visit=known, outlets=policy.outlets[2:4], query="jh"),
        "choose_district": p.ChooseDistrict(visit=known, districts=districts(policy.outlets)),
        "find_outlet": p.FindOutlet(visit=known, query="j", onward=frozenset("ahqs"), found=3),
        "sign": p.Sign(visit=done),
        "choose_payment": p.ChoosePayment(visit=done),
        "check_answers": p.CheckAnswers(visit=done, ready_on=date(2026, 11, 27), about=False, days=5),
        "paying": p.Paying(visit=done, order="o-1", qr="https://pay.example/o/1", expires=expires),
        "filing": p.Filing(visit=known, kind=SubmissionKind.LOSS_REPORT),
        "awaiting_verdict": p.AwaitingVerdict(visit=known, kind=SubmissionKind.LOSS_REPORT, seconds=8),
        "printing": p.Printing(visit=known, kind=SubmissionKind.LOSS_REPORT),
        "printing_waiting": p.Printing(
            visit=known, kind=SubmissionKind.LOSS_REPORT, waiting_for=PrinterCondition.PAPER_OUT
        ),
    }


def _past(policy: Policy) -> tuple[ProgressItem, ...]:
    """What a holder filed before, newest first."""
    return (
        ProgressItem(
            kind=SubmissionKind.REPLACEMENT,
            submission_id="sample-2",
            number=APPLICATION.number,
            filed_at=NOW,
            stage=MakingStage.MAKING,
            outlet=policy.outlets[0].id,
            ready_on=date(2026, 11, 27),
        ),
        ProgressItem(
            kind=SubmissionKind.LOSS_REPORT,
            submission_id="sample-1",
            number=REPORT.number,
            filed_at=NOW,
            in_force_since=NOW,
        ),
    )


def _ending(policy: Policy) -> dict[str, p.Page]:
    done = answered(policy)
    both = replace(done, filed=(REPORT, APPLICATION))
    kept = replace(done, filed=(KEPT,))
    unprinted = replace(done, filed=(replace(REPORT, print_state=PrintState.NOT_PRINTED),))
    items = _past(policy)
    under = p.EnterPhone(visit=done, digits="1380013")
    return {
        "result_loss": p.Result(visit=done, go_on=True, number_qr=TOKEN),
        "result_kept": p.Result(visit=kept, go_on=False, number_qr=TOKEN),
        "result_unprinted": p.Result(visit=unprinted, go_on=False, number_qr=TOKEN),
        "result_replacement": p.Result(
            visit=both,
            go_on=False,
            ready_on=date(2026, 11, 27),
            days=5,
            unit=TimeUnit.WORKDAYS,
            outlet=policy.outlets[0],
            number_qr=TOKEN,
        ),
        "take_document": p.TakeDocument(leaving=p.Leaving.DONE, receipts=2),
        "take_document_alarmed": p.TakeDocument(leaving=p.Leaving.IDLE, receipts=0, alarmed=True),
        "goodbye": p.Goodbye(receipts=2),
        "idle_warning": p.IdleWarning(under=under, remaining=28),
        "confirm_quit": p.ConfirmQuit(under=under),
        "help": p.Help(under=under),
        **{
            f"refused_{refusal.value}": p.Refused(
                visit=replace(done, filed=()), refusal=refusal, outlets=policy.outlets, detail="E-102"
            )
            for refusal in p.Refusal
        },
        "show_progress": p.ShowProgress(visit=visit(policy, Service.PROGRESS), items=items),
        "reprint": p.ShowProgress(visit=visit(policy, Service.REPRINT), items=items),
        "failsafe": p.Failsafe(numbers=(REPORT.number,), code="F-17"),
    }


def sample_kiosk(
    page: p.Page, preferences: Preferences | None = None, policy: Policy = SAMPLE_POLICY
) -> Kiosk:
    """The whole state around a page."""
    lies = isinstance(page, p.VisitPage) and not isinstance(page, p.PlaceDocument)
    reader = ReaderCondition.CARD_PRESENT if lies else ReaderCondition.NO_CARD
    return Kiosk(
        place=PLACE,
        policy=policy,
        page=page,
        conditions=Conditions(now=NOW, reader=reader),
        preferences=preferences or Preferences(),
    )
