"""What a region's policy changes in a visit: the same flow, other data."""

from dataclasses import replace

from kiosk.flow.conditions import PrinterCondition
from kiosk.flow.effects import File
from kiosk.flow.events import ClockTicked, KeyTyped, LossFormChosen, Press
from kiosk.flow.pages import (
    Advice,
    AwaitingVerdict,
    CardStanding,
    ChooseLossForm,
    ChooseReason,
    ChooseService,
    ConfirmIdentity,
    ConfirmLoss,
    ConfirmRelease,
    EnterPhone,
    Filing,
    LookingUp,
    NotEligible,
    OfferPaperless,
    PlaceDocument,
    Printing,
    Refusal,
    Refused,
    Result,
    Sign,
    Unoffered,
    Welcome,
)
from kiosk.flow.visit import Answers, Service
from kiosk.rules.cards import CardState, Holder, InsuredCard
from kiosk.rules.policy import Policy
from kiosk.rules.submissions import LossForm, LossReport, Relation, Release
from kiosk.rules.terms import Revocation
from tests.flow.steps import (
    BACK,
    CHILD,
    CONFIRM,
    HOSPITAL,
    IN_FORCE,
    LI,
    MISSION,
    NOW,
    PRINTED,
    RETRY,
    START,
    UNREACHABLE,
    WANG,
    Step,
    Walked,
    at_welcome,
    card,
    choose,
    holder,
    lays,
    policy,
    press,
    stored,
    times_out,
    upstream_knows,
    visit_in,
    walk,
)


def in_region(name: str, **conditions: object) -> tuple[Policy, Walked]:
    rules = policy(name)
    return rules, at_welcome(rules, replace(HOSPITAL, region=rules.region), **conditions)


def local(rules: Policy, state: CardState = CardState.NORMAL) -> InsuredCard:
    return card(state, region=rules.region, outlet=rules.outlets[0].id)


def to_standing(service: Service, known: Holder) -> list[Step]:
    return [
        (Welcome, START),
        (ChooseService, choose(service)),
        (PlaceDocument, lays(LI)),
        (ConfirmIdentity, CONFIRM),
        (LookingUp, upstream_knows(known)),
    ]


def test_where_report_and_replacement_go_together_who_may_not_replace_does_not_report() -> None:
    """domain 4.2, Beijing: a formal report is filed together with the replacement."""
    rules, begun = in_region("beijing")
    known = holder(local(rules), insured=False)
    ended = walk(
        begun, [*to_standing(Service.REPORT_AND_REPLACE, known), (CardStanding, CONFIRM), (NotEligible,)]
    )
    assert ended.asked(File) == []


def test_in_beijing_a_report_alone_is_the_temporary_one_that_releases_itself() -> None:
    """domain 4.2, Beijing: 预挂失 by kiosk, 10 days; a formal one cannot be revoked."""
    rules, begun = in_region("beijing")
    alone = walk(
        begun,
        [
            *to_standing(Service.REPORT_LOSS, holder(local(rules))),
            (CardStanding, CONFIRM),
            (ConfirmLoss, CONFIRM),
            (Filing,),
        ],
    )
    (filed,) = alone.asked(File)
    assert isinstance(filed, File)
    assert isinstance(filed.submission, LossReport)
    assert filed.submission.form is LossForm.TEMPORARY
    both = walk(
        begun,
        [
            *to_standing(Service.REPORT_AND_REPLACE, holder(local(rules))),
            (CardStanding, CONFIRM),
            (ConfirmLoss,),
        ],
    )
    assert isinstance(both.page, ConfirmLoss)
    assert both.page.revocation is Revocation.NEVER


def test_in_beijing_a_report_by_phone_is_made_formal_together_with_the_replacement() -> None:
    rules, begun = in_region("beijing")
    known = holder(local(rules, CardState.TEMPORARILY_LOST))
    ended = walk(begun, [*to_standing(Service.REPORT_LOSS, known), (CardStanding, CONFIRM), (ConfirmLoss,)])
    visit = visit_in(ended.kiosk)
    assert (visit.service, visit.loss_form) == (Service.REPORT_AND_REPLACE, LossForm.FORMAL)


def test_where_the_region_allows_both_reports_the_person_chooses_one() -> None:
    """domain 4.1: two kinds of loss report; 4.2, Zunhua: temporary by self-service, 15 working days."""
    rules, begun = in_region("zunhua")
    asked = walk(
        begun,
        [
            *to_standing(Service.REPORT_LOSS, holder(local(rules))),
            (CardStanding, CONFIRM),
            (ChooseLossForm, CONFIRM),
            (ChooseLossForm,),
        ],
    )
    for form in LossForm:
        chosen: list[Step] = [(ChooseLossForm, LossFormChosen(form=form)), (ConfirmLoss, CONFIRM), (Filing,)]
        (filed,) = walk(asked, chosen).asked(File)
        assert isinstance(filed, File)
        assert isinstance(filed.submission, LossReport)
        assert filed.submission.form is form
    back = walk(asked, [(ChooseLossForm, LossFormChosen(form=LossForm.TEMPORARY)), (ConfirmLoss, BACK)])
    walk(back, [(ChooseLossForm, BACK), (CardStanding,)])


def test_a_new_card_is_made_only_after_a_formal_report_so_nothing_is_chosen() -> None:
    """domain 4.1: temporary and formal; the replacement follows the formal one."""
    rules, begun = in_region("zunhua")
    known = holder(local(rules))
    told = walk(
        begun, [*to_standing(Service.REPORT_AND_REPLACE, known), (CardStanding, CONFIRM), (ConfirmLoss,)]
    )
    assert visit_in(told.kiosk).loss_form is LossForm.FORMAL
    phoned = holder(local(rules, CardState.TEMPORARILY_LOST))
    formal = walk(begun, [*to_standing(Service.REPORT_LOSS, phoned), (CardStanding, CONFIRM), (ConfirmLoss,)])
    assert visit_in(formal.kiosk).loss_form is LossForm.FORMAL


def test_who_releases_a_report_for_a_child_is_filed_with_it() -> None:
    """Sample of Zunhua: guardians may release; domain 4.3: the guardian's ID."""
    rules, begun = in_region("zunhua")
    steps: list[Step] = [
        (Welcome, START),
        (ChooseService, choose(Service.RELEASE)),
        (PlaceDocument, lays(LI)),
        (ConfirmIdentity, press(Press.FOR_ANOTHER)),
        (PlaceDocument, lays(CHILD)),
        (ConfirmIdentity, CONFIRM),
        (LookingUp, upstream_knows(holder(local(rules, CardState.TEMPORARILY_LOST)))),
        (CardStanding, CONFIRM),
        (ConfirmRelease, CONFIRM),
    ]
    (filed,) = walk(begun, steps).asked(File)
    assert isinstance(filed, File)
    assert isinstance(filed.submission, Release)
    assert (filed.submission.holder, filed.submission.applicant) == (CHILD, LI)
    assert filed.submission.relation is Relation.GUARDIAN


def test_without_paper_going_back_leads_to_the_choice_of_the_report() -> None:
    rules, begun = in_region("zunhua", printer=PrinterCondition.PAPER_OUT)
    steps: list[Step] = [
        *to_standing(Service.REPORT_LOSS, holder(local(rules))),
        (CardStanding, CONFIRM),
        (ChooseLossForm, LossFormChosen(form=LossForm.TEMPORARY)),
        (OfferPaperless, BACK),
        (ChooseLossForm,),
    ]
    walk(begun, steps)


def test_where_the_formal_report_is_made_at_the_bank_the_terminal_takes_the_temporary_one() -> None:
    """domain 4.2, Wuxi: formal at the bank."""
    rules, begun = in_region("wuxi")
    menu = walk(begun, [(Welcome, START), (ChooseService,)])
    assert isinstance(menu.page, ChooseService)
    offers = {one.service: one.unoffered for one in menu.page.offers}
    assert offers[Service.REPORT_AND_REPLACE] is Unoffered.POLICY
    already = holder(local(rules, CardState.TEMPORARILY_LOST))
    told = walk(begun, [*to_standing(Service.REPORT_LOSS, already), (CardStanding,)])
    assert isinstance(told.page, CardStanding)
    assert told.page.advice is Advice.FORMAL_AT_COUNTER


def test_a_formal_report_that_cannot_be_revoked_cannot_be_released() -> None:
    """domain 4.2, Xi'an: not revocable, the old card is void."""
    clinic = policy("xian")
    begun = at_welcome(clinic, replace(HOSPITAL, region=clinic.region))
    known = holder(local(clinic, CardState.FORMALLY_LOST))
    told = walk(begun, [*to_standing(Service.RELEASE, known), (CardStanding,)])
    assert isinstance(told.page, CardStanding)
    assert told.page.advice is Advice.NOT_RELEASABLE


def test_where_the_slip_is_needed_nobody_goes_without_it() -> None:
    rules, begun = in_region("xian", printer=PrinterCondition.PAPER_OUT)
    steps: list[Step] = [
        *to_standing(Service.REPORT_LOSS, holder(local(rules))),
        (CardStanding, CONFIRM),
        (OfferPaperless, press(Press.PAPERLESS)),
        (OfferPaperless, CONFIRM),
        (OfferPaperless, BACK),
        (CardStanding,),
    ]
    assert walk(begun, steps).asked(File) == []


def test_offline_a_region_may_take_no_application() -> None:
    _, begun = in_region("xian", upstream_reachable=False)
    menu = walk(begun, [(Welcome, START), (ChooseService,)])
    assert isinstance(menu.page, ChooseService)
    offers = {one.service: one.unoffered for one in menu.page.offers}
    assert (offers[Service.REPLACE], offers[Service.REPORT_LOSS]) == (Unoffered.OFFLINE, None)


def test_offline_the_mission_takes_an_application_for_a_card_that_the_upstream_finds_by_the_document() -> (
    None
):
    ended = walk(
        at_welcome(),
        [
            (Welcome, START),
            (ChooseService, choose(Service.REPLACE)),
            (PlaceDocument, lays(LI)),
            (ConfirmIdentity, CONFIRM),
            (LookingUp, UNREACHABLE),
            (CardStanding, CONFIRM),
            (ChooseReason,),
        ],
    )
    held = visit_in(ended.kiosk).card
    assert held is not None
    assert (held.number, held.region, held.state) == ("", "330100", CardState.UNKNOWN)


def test_the_upstream_that_falls_silent_in_release_refuses_with_a_next_step() -> None:
    steps = [*to_standing(Service.RELEASE, holder())[:-1], (LookingUp, UNREACHABLE), (CardStanding,)]
    told = walk(at_welcome(), steps)
    assert isinstance(told.page, CardStanding)
    assert told.page.advice is Advice.OFFLINE_REFUSED


def test_a_child_that_reported_its_card_goes_on_with_the_guardian_without_a_second_report() -> None:
    """domain 4.3: under 16 the guardian applies; the report of this visit stands."""
    guardian: list[Step] = [
        (NotEligible, press(Press.FOR_ANOTHER)),
        (PlaceDocument, lays(LI)),
        (ConfirmIdentity, CONFIRM),
    ]
    reported = walk(
        at_welcome(),
        [
            (Welcome, START),
            (ChooseService, choose(Service.REPORT_AND_REPLACE)),
            (PlaceDocument, lays(CHILD)),
            (ConfirmIdentity, CONFIRM),
            (LookingUp, upstream_knows(holder())),
            (CardStanding, CONFIRM),
            (ConfirmLoss, CONFIRM),
            (Filing, stored),
            (AwaitingVerdict, times_out),
            (AwaitingVerdict, UNREACHABLE),
            (Printing, PRINTED),
            (Result, CONFIRM),
            *guardian,
        ],
    )
    for answer in (UNREACHABLE, upstream_knows(holder())):
        ended = walk(reported, [(LookingUp, answer), (CardStanding, CONFIRM), (EnterPhone,)])
        assert len(ended.asked(File)) == 1
        assert visit_in(ended.kiosk).relation is Relation.GUARDIAN


def test_after_a_refused_second_document_the_first_person_can_start_over_for_themselves() -> None:
    steps: list[Step] = [
        (Welcome, START),
        (ChooseService, choose(Service.REPORT_LOSS)),
        (PlaceDocument, lays(LI)),
        (ConfirmIdentity, press(Press.FOR_ANOTHER)),
        (PlaceDocument, lays(WANG)),
        (Refused,),
    ]
    refused = walk(at_welcome(), steps)
    assert isinstance(refused.page, Refused)
    assert refused.page.refusal is Refusal.NO_GUARDIAN
    again = walk(refused, [(Refused, RETRY), (PlaceDocument, lays(LI)), (ConfirmIdentity,)])
    visit = visit_in(again.kiosk)
    assert (visit.relation, visit.holder, visit.applicant) == (Relation.SELF, LI, LI)


def test_going_back_from_every_page_of_a_report_ends_at_the_menu() -> None:
    ended = walk(
        at_welcome(),
        [
            *to_standing(Service.REPORT_LOSS, holder()),
            (CardStanding, CONFIRM),
            (ConfirmLoss, BACK),
            (CardStanding, BACK),
            (ConfirmIdentity, BACK),
            (PlaceDocument, BACK),
            (ChooseService, BACK),
            (Welcome,),
        ],
    )
    assert ended.asked(File) == []


def test_going_back_without_paper_leads_to_the_form_once_it_is_filled_in() -> None:
    lost = holder(card(CardState.FORMALLY_LOST), phone="13800138000")
    only = MISSION.model_copy(
        update={"fees": MISSION.fees.model_copy(update={"ways": MISSION.fees.ways[:1]})}
    )
    steps: list[Step] = [
        *to_standing(Service.REPLACE, lost),
        (CardStanding, CONFIRM),
        (EnterPhone, CONFIRM),
        (Sign, press(Press.CANNOT_SIGN)),
        (OfferPaperless, BACK),
        (Sign,),
    ]
    assert isinstance(walk(at_welcome(only, printer=PrinterCondition.PAPER_OUT), steps).page, Sign)


def test_the_minute_changes_nothing_but_the_clock() -> None:
    begun = walk(at_welcome(), [(Welcome, ClockTicked(now=NOW.replace(hour=11), trusted=False)), (Welcome,)])
    assert (begun.kiosk.conditions.now.hour, begun.kiosk.conditions.clock_trusted) == (11, False)
    assert begun.effects == ()


def test_a_repr_never_shows_a_person() -> None:
    ended = walk(
        at_welcome(),
        [
            *to_standing(Service.REPORT_LOSS, holder(phone="13800138000")),
            (CardStanding, CONFIRM),
            (ConfirmLoss, CONFIRM),
            (Filing, stored),
            (AwaitingVerdict, IN_FORCE),
        ],
    )
    shown = f"{ended.kiosk!r} {ended.effects!r} {visit_in(ended.kiosk).known!r} {card()!r}"
    typing = EnterPhone(visit=visit_in(ended.kiosk), digits="13800138000")
    shown += f"{typing!r} {Answers(phone='13800138000')!r} {KeyTyped(key='7')!r}"
    assert "'7'" not in shown
    for secret in (LI.number, LI.name, "13800138000", "E12345678"):
        assert secret not in shown
