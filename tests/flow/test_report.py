"""Reporting a loss: by the card's state, with and without the upstream."""

from datetime import datetime

import pytest

from kiosk.flow.conditions import PrinterCondition
from kiosk.flow.effects import AlertStaff, File, LookUp, Print
from kiosk.flow.events import (
    CardChosen,
    Press,
    PrinterChanged,
    SubmissionFiled,
    UpstreamChanged,
)
from kiosk.flow.pages import (
    Advice,
    AwaitingVerdict,
    CardStanding,
    ChooseCard,
    ChooseService,
    ConfirmIdentity,
    ConfirmLoss,
    Filing,
    Goodbye,
    LookingUp,
    OfferPaperless,
    PlaceDocument,
    Printing,
    Refusal,
    Refused,
    Result,
    Welcome,
)
from kiosk.flow.visit import PrintState, Service, Standing
from kiosk.rules.cards import CardState, Holder
from kiosk.rules.submissions import LossForm, LossReport, Relation, SubmissionKind
from tests.flow.steps import (
    BACK,
    CHINA,
    CONFIRM,
    IN_FORCE,
    NOW,
    PRINTED,
    START,
    UNREACHABLE,
    WANG,
    Occasion,
    Step,
    Walked,
    at_welcome,
    card,
    choose,
    holder,
    lays,
    not_stored,
    press,
    slip,
    stored,
    times_out,
    upstream_knows,
    verdict,
    visit_in,
    walk,
)


def to_lookup(service: Service = Service.REPORT_LOSS) -> list[Step]:
    return [
        (Welcome, START),
        (ChooseService, choose(service)),
        (PlaceDocument, lays(WANG)),
        (ConfirmIdentity, CONFIRM),
    ]


def standing(known: Holder | None, service: Service = Service.REPORT_LOSS) -> Walked:
    return walk(at_welcome(), [*to_lookup(service), (LookingUp, upstream_knows(known)), (CardStanding,)])


def to_filing(known: Holder | None = None) -> list[Step]:
    return [
        *to_lookup(),
        (LookingUp, upstream_knows(known or holder())),
        (CardStanding, CONFIRM),
        (ConfirmLoss, CONFIRM),
    ]


def advice(walked: Walked) -> Advice:
    assert isinstance(walked.page, CardStanding)
    return walked.page.advice


def test_without_the_upstream_the_report_is_kept_and_says_that_it_is_not_in_force() -> None:
    ended = walk(
        at_welcome(upstream_reachable=False),
        [
            *to_lookup(),
            (LookingUp, UNREACHABLE),
            (CardStanding, CONFIRM),
            (ConfirmLoss, CONFIRM),
            (Filing, stored),
            (AwaitingVerdict, times_out),
            (Printing, PRINTED),
            (Result,),
        ],
    )
    act = visit_in(ended.kiosk).filed[0]
    assert (act.standing, act.since) == (Standing.KEPT, None)
    (filed,) = ended.asked(File)
    assert isinstance(filed, File)
    assert isinstance(filed.submission, LossReport)
    assert (filed.submission.card.state, filed.submission.card.number) == (CardState.UNKNOWN, "")


def test_the_look_up_has_a_time_limit_and_the_visit_goes_on_without_it() -> None:
    ended = walk(at_welcome(), [*to_lookup(), (LookingUp, times_out), (CardStanding,)])
    assert advice(ended) is Advice.OFFLINE_REPORT


def test_a_store_that_fails_promises_nothing_and_calls_staff() -> None:
    ended = walk(
        at_welcome(),
        [
            *to_filing(),
            (Filing, not_stored),
            (Refused,),
        ],
    )
    assert isinstance(ended.page, Refused)
    assert (ended.page.refusal, ended.page.detail) == (Refusal.COULD_NOT_STORE, "disk_full")
    assert ended.page.visit.filed == ()
    assert AlertStaff(code="could_not_store") in ended.effects


def test_a_store_that_is_silent_is_not_waited_for_and_what_it_wrote_late_counts() -> None:
    ended = walk(at_welcome(), [*to_filing(), (Filing, times_out), (Refused,)])
    visit = visit_in(ended.kiosk).id

    late = SubmissionFiled(
        visit=visit, kind=SubmissionKind.LOSS_REPORT, submission_id="s", number="n", token="t", at=NOW
    )
    assert isinstance(walk(ended, [(Refused, late), (AwaitingVerdict,)]).page, AwaitingVerdict)


def test_a_refused_report_goes_to_the_outlet_with_the_reason() -> None:
    ended = walk(
        at_welcome(),
        [
            *to_filing(),
            (Filing, stored),
            (AwaitingVerdict, verdict(Standing.REFUSED, "not_insured_here")),
            (AwaitingVerdict, upstream_knows(holder())),
            (Refused,),
        ],
    )
    assert isinstance(ended.page, Refused)
    assert (ended.page.refusal, ended.page.detail) == (Refusal.UPSTREAM_REFUSED, "not_insured_here")
    assert ended.page.outlets


@pytest.mark.parametrize("word", [verdict(Standing.REFUSED, "try_again"), times_out])
def test_after_a_call_that_failed_or_timed_out_formally_lost_means_done(word: Occasion) -> None:
    """domain 4.6 (leithergit/SSCard_System): after a failed loss call the card's state is asked again."""
    lost = card(CardState.FORMALLY_LOST, reported_at=NOW)
    ended = walk(
        at_welcome(),
        [
            *to_filing(),
            (Filing, stored),
            (AwaitingVerdict, word),
            (AwaitingVerdict, upstream_knows(holder(lost))),
            (Printing, PRINTED),
            (Result,),
        ],
    )
    act = visit_in(ended.kiosk).filed[0]
    assert (act.standing, act.since) == (Standing.IN_FORCE, NOW)
    assert len(ended.asked(LookUp)) == 2
    assert len(ended.asked(File)) == 1


def test_the_card_is_not_asked_about_again_when_the_upstream_is_down() -> None:
    """domain 4.6: on a network error it reports failure at once."""
    cut = UpstreamChanged(reachable=False)
    ended = walk(
        at_welcome(), [*to_filing(), (Filing, stored), (AwaitingVerdict, cut), (AwaitingVerdict, times_out)]
    )
    assert isinstance(ended.page, Printing)
    assert len(ended.asked(LookUp)) == 1


def test_a_card_in_normal_use_still_after_the_second_look_is_not_in_force() -> None:
    ended = walk(
        at_welcome(),
        [
            *to_filing(),
            (Filing, stored),
            (AwaitingVerdict, times_out),
            (AwaitingVerdict, upstream_knows(holder())),
            (Printing,),
        ],
    )
    assert visit_in(ended.kiosk).filed[0].standing is Standing.KEPT


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (CardState.NORMAL, Advice.CAN_REPORT),
        (CardState.TEMPORARILY_LOST, Advice.CAN_FORMALISE),
        (CardState.FORMALLY_LOST, Advice.CAN_REPLACE),
        (CardState.NOT_ENABLED, Advice.NOT_ENABLED),
        (CardState.LOCKED, Advice.LOCKED),
        (CardState.CANCELLED, Advice.CANCELLED),
        (CardState.IN_PRODUCTION, Advice.IN_PRODUCTION),
        (CardState.UNKNOWN, Advice.UNKNOWN_STATE),
    ],
)
def test_the_state_of_the_card_decides_what_is_offered(state: CardState, expected: Advice) -> None:
    assert advice(standing(holder(card(state)))) is expected


def test_a_card_of_another_region_is_sent_home() -> None:
    assert advice(standing(holder(card(region="110000")))) is Advice.OTHER_REGION


def test_a_person_without_a_card_is_told_so() -> None:
    assert advice(standing(Holder(insured=True))) is Advice.NO_CARD


def test_a_hotline_report_says_until_when_it_holds() -> None:
    """domain 4.2, Beijing: ten days, then released; counted to the end of the last day."""
    shown = standing(holder(card(CardState.TEMPORARILY_LOST)))
    assert isinstance(shown.page, CardStanding)
    assert shown.page.until == datetime(2026, 12, 2, 23, 59, 59, tzinfo=CHINA)


def test_several_cards_are_chosen_from() -> None:
    older = card(CardState.FORMALLY_LOST, number="E999")
    ended = walk(
        at_welcome(),
        [
            *to_lookup(),
            (LookingUp, upstream_knows(holder(card(), older))),
            (ChooseCard, CardChosen(index=7)),
            (ChooseCard, CardChosen(index=1)),
            (CardStanding,),
        ],
    )
    assert advice(ended) is Advice.CAN_REPLACE


def test_a_report_in_force_is_printed_and_the_screen_shows_the_number() -> None:
    ended = walk(
        at_welcome(),
        [*to_filing(), (Filing, stored), (AwaitingVerdict, IN_FORCE), (Printing, PRINTED), (Result,)],
    )
    assert isinstance(ended.page, Result)
    act = ended.page.visit.filed[0]
    assert (act.number, act.standing, act.since) == ("no-loss_report", Standing.IN_FORCE, NOW)
    assert ended.page.number_qr == "token-loss_report"
    assert not ended.page.go_on
    assert isinstance(walk(ended, [(Result, CONFIRM), (Goodbye,)]).page, Goodbye)


def test_the_report_names_holder_and_card_and_no_applicant_when_the_holder_stands_there() -> None:
    ended = walk(at_welcome(), to_filing())
    (filed,) = ended.asked(File)
    assert filed == File(
        visit=visit_in(ended.kiosk).id,
        submission=LossReport(
            holder=WANG, card=card(), form=LossForm.FORMAL, applicant=None, relation=Relation.SELF
        ),
    )


def test_without_paper_the_person_is_asked_first_and_the_number_is_on_the_screen() -> None:
    ended = walk(
        at_welcome(printer=PrinterCondition.PAPER_OUT),
        [
            *to_lookup(),
            (LookingUp, upstream_knows(holder())),
            (CardStanding, CONFIRM),
            (OfferPaperless, CONFIRM),
            (ConfirmLoss, CONFIRM),
            (Filing, stored),
            (AwaitingVerdict, IN_FORCE),
            (Result,),
        ],
    )
    assert ended.asked(Print) == []
    assert visit_in(ended.kiosk).filed[0].print_state is PrintState.PAPERLESS


def test_new_paper_ends_the_question_whether_to_go_without() -> None:
    begun = walk(
        at_welcome(printer=PrinterCondition.COVER_OPEN),
        [*to_lookup(), (LookingUp, upstream_knows(holder())), (CardStanding, CONFIRM), (OfferPaperless,)],
    )
    back = walk(begun, [(OfferPaperless, BACK), (CardStanding, CONFIRM)])
    closed = PrinterChanged(condition=PrinterCondition.READY)
    ended = walk(back, [(OfferPaperless, closed), (ConfirmLoss,)])
    assert not visit_in(ended.kiosk).paperless


def test_a_print_that_surely_failed_can_be_repeated_as_a_copy_once_for_each_failure() -> None:

    again = press(Press.REPRINT)
    ended = walk(
        at_welcome(),
        [
            *to_filing(),
            (Filing, stored),
            (AwaitingVerdict, IN_FORCE),
            (Printing, slip(PrintState.NOT_PRINTED)),
            (Result, again),
            (Result, again),
            (Result, PRINTED),
            (Result, again),
        ],
    )
    prints = [one for one in ended.asked(Print) if isinstance(one, Print)]
    assert [one.act.copies for one in prints if one.act] == [0, 1]


def test_a_printer_that_waits_for_paper_is_not_waited_for_longer_than_a_minute() -> None:
    empty = slip(PrintState.WAITING, waiting_for=PrinterCondition.PAPER_OUT)
    ended = walk(
        at_welcome(),
        [
            *to_filing(),
            (Filing, stored),
            (AwaitingVerdict, IN_FORCE),
            (Printing, empty),
            (Printing, times_out),
            (Result,),
        ],
    )
    assert visit_in(ended.kiosk).filed[0].print_state is PrintState.WAITING
    late = walk(ended, [(Result, PRINTED)])
    assert visit_in(late.kiosk).filed[0].print_state is PrintState.PRINTED


def test_a_verdict_that_comes_while_the_result_is_shown_is_shown() -> None:
    ended = walk(
        at_welcome(),
        [
            *to_filing(),
            (Filing, stored),
            (AwaitingVerdict, times_out),
            (AwaitingVerdict, UNREACHABLE),
            (Printing, PRINTED),
            (Result, IN_FORCE),
            (Result,),
        ],
    )
    assert visit_in(ended.kiosk).filed[0].standing is Standing.IN_FORCE
