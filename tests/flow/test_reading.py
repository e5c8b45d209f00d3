"""Documents on the reader: what goes wrong, whose they are, and who may act for whom."""

from dataclasses import replace
from datetime import date

import pytest

from kiosk.flow.conditions import ReaderCondition
from kiosk.flow.effects import ArmReader, DisarmReader, File
from kiosk.flow.events import DocumentRead, KeyTyped, Press, ReadingStarted
from kiosk.flow.pages import (
    CardStanding,
    ChooseService,
    ConfirmIdentity,
    ConfirmLoss,
    Filing,
    LookingUp,
    NotEligible,
    PlaceDocument,
    ReadTrouble,
    Refusal,
    Refused,
    TypePassport,
    Welcome,
    Whose,
)
from kiosk.flow.visit import Service
from kiosk.rules.cards import CardState
from kiosk.rules.documents import DocumentKind, IdentityDocument
from kiosk.rules.mrz import check_digit
from kiosk.rules.numbers import check_character
from kiosk.rules.submissions import LossReport, Relation, SubmissionKind
from tests.flow.steps import (
    BACK,
    CHILD,
    CONFIRM,
    DECLINE,
    LI,
    MISSION,
    RETRY,
    START,
    WANG,
    Step,
    at_welcome,
    card,
    choose,
    holder,
    lays,
    misreads,
    press,
    reader,
    stored,
    upstream_knows,
    visit_in,
    walk,
)

BEGIN: list[Step] = [(Welcome, START), (ChooseService, choose(Service.REPORT_LOSS))]
ADULTS = MISSION.model_copy(
    update={"proxies": MISSION.proxies.model_copy(update={"services": frozenset(SubmissionKind)})}
)


@pytest.mark.parametrize(
    "trouble",
    [ReadTrouble.UNREADABLE, ReadTrouble.UNSERVED, ReadTrouble.INTERRUPTED, ReadTrouble.GARBLED],
)
def test_a_failed_read_says_what_was_wrong_and_reads_again_when_the_card_was_moved(
    trouble: ReadTrouble,
) -> None:
    lying = at_welcome(reader=ReaderCondition.CARD_PRESENT)
    failed = walk(lying, [*BEGIN, (PlaceDocument, misreads(trouble)), (PlaceDocument,)])
    assert isinstance(failed.page, PlaceDocument)
    assert (failed.page.trouble, failed.page.failures) == (trouble, 1)
    assert isinstance(failed.effects[-2], DisarmReader)
    moved = walk(failed, [(PlaceDocument, reader(ReaderCondition.NO_CARD)), (PlaceDocument,)])
    assert ArmReader(visit=visit_in(moved.kiosk).id) in moved.effects[len(failed.effects) :]


def test_a_card_lifted_before_the_failure_is_told_is_read_again_at_once() -> None:
    failed = walk(at_welcome(), [*BEGIN, (PlaceDocument, misreads(ReadTrouble.INTERRUPTED))])
    assert len(failed.asked(ArmReader)) == 2


def test_three_failed_reads_send_the_person_to_the_counter_and_another_try_is_possible() -> None:
    bad: Step = (PlaceDocument, misreads(ReadTrouble.UNREADABLE))
    refused = walk(at_welcome(), [*BEGIN, bad, bad, bad, (Refused,)])
    assert isinstance(refused.page, Refused)
    assert refused.page.refusal is Refusal.READS_FAILED
    again = walk(refused, [(Refused, RETRY), (PlaceDocument,)])
    assert isinstance(again.page, PlaceDocument)
    assert again.page.failures == 0


def test_a_reader_that_goes_away_is_not_the_persons_failure() -> None:
    gone = reader(ReaderCondition.NO_READER)
    ended = walk(
        at_welcome(),
        [*BEGIN, (PlaceDocument, gone), (PlaceDocument, misreads(ReadTrouble.NO_READER)), (PlaceDocument,)],
    )
    assert isinstance(ended.page, PlaceDocument)
    assert (ended.page.trouble, ended.page.failures) == (ReadTrouble.NO_READER, 0)
    back = walk(ended, [(PlaceDocument, reader(ReaderCondition.NO_CARD)), (PlaceDocument,)])
    assert isinstance(back.page, PlaceDocument)
    assert back.page.trouble is None


def test_a_number_with_a_wrong_check_character_is_a_bad_read() -> None:
    """GB 11643, MOD 11-2."""
    wrong = replace(WANG, number="110105194912310021")
    ended = walk(at_welcome(), [*BEGIN, (PlaceDocument, lays(wrong)), (PlaceDocument,)])
    assert isinstance(ended.page, PlaceDocument)
    assert ended.page.trouble is ReadTrouble.GARBLED


def test_an_expired_card_is_refused_with_a_next_step_unless_the_clock_is_not_trusted() -> None:
    old = replace(LI, valid_to=date(2026, 11, 22))
    refused = walk(at_welcome(), [*BEGIN, (PlaceDocument, lays(old)), (Refused,)])
    assert isinstance(refused.page, Refused)
    assert refused.page.refusal is Refusal.DOCUMENT_EXPIRED
    assert refused.page.outlets
    taken = walk(at_welcome(clock_trusted=False), [*BEGIN, (PlaceDocument, lays(old)), (ConfirmIdentity,)])
    assert isinstance(taken.page, ConfirmIdentity)


def test_a_document_that_the_region_does_not_take_is_refused() -> None:
    narrow = MISSION.model_copy(update={"documents": (DocumentKind.PASSPORT,)})
    refused = walk(at_welcome(narrow), [*BEGIN, (PlaceDocument, lays(LI)), (Refused,)])
    assert isinstance(refused.page, Refused)
    assert refused.page.refusal is Refusal.DOCUMENT_NOT_ACCEPTED


def test_a_document_read_for_an_earlier_visit_is_ignored() -> None:
    old = DocumentRead(visit=1, document=WANG)
    ended = walk(at_welcome(), [*BEGIN, (PlaceDocument, old), (PlaceDocument,)])
    assert visit_in(ended.kiosk).applicant is None


def test_reading_is_shown_while_it_lasts() -> None:
    begun = walk(
        at_welcome(), [*BEGIN, (PlaceDocument, lambda kiosk: ReadingStarted(visit=visit_in(kiosk).id))]
    )
    assert isinstance(begun.page, PlaceDocument)
    assert begun.page.reading


def test_not_me_refuses_with_a_next_step_and_takes_another_card_only_after_the_first_is_lifted() -> None:
    lying = at_welcome(reader=ReaderCondition.CARD_PRESENT)
    ended = walk(
        lying,
        [*BEGIN, (PlaceDocument, lays(WANG)), (ConfirmIdentity, DECLINE), (Refused, RETRY), (PlaceDocument,)],
    )
    assert len(ended.asked(ArmReader)) == 1
    lifted = walk(ended, [(PlaceDocument, reader(ReaderCondition.NO_CARD))])
    assert len(lifted.asked(ArmReader)) == 2


def test_another_persons_card_forgets_the_answers_of_the_first() -> None:
    ended = walk(
        at_welcome(),
        [
            *BEGIN,
            (PlaceDocument, lays(WANG)),
            (ConfirmIdentity, CONFIRM),
            (LookingUp, upstream_knows(holder())),
            (CardStanding, BACK),
            (ConfirmIdentity, BACK),
            (PlaceDocument, lays(LI)),
            (ConfirmIdentity,),
        ],
    )
    visit = visit_in(ended.kiosk)
    assert (visit.holder, visit.known, visit.card) == (LI, None, None)


def test_a_guardian_reports_the_loss_of_a_childs_card() -> None:
    """domain 4.3: under 16 the guardian acts, with the guardian's own document."""
    ended = walk(
        at_welcome(),
        [
            *BEGIN,
            (PlaceDocument, lays(LI)),
            (ConfirmIdentity, press(Press.FOR_ANOTHER)),
            (PlaceDocument, lays(CHILD)),
            (ConfirmIdentity, CONFIRM),
            (LookingUp, upstream_knows(holder())),
            (CardStanding, CONFIRM),
            (ConfirmLoss, CONFIRM),
            (Filing, stored),
        ],
    )
    (filed,) = ended.asked(File)
    assert isinstance(filed, File)
    assert isinstance(filed.submission, LossReport)
    assert (filed.submission.holder, filed.submission.applicant) == (CHILD, LI)
    assert filed.submission.relation is Relation.GUARDIAN


def test_the_second_document_must_be_another_persons_and_does_not_count_as_a_failed_read() -> None:
    ended = walk(
        at_welcome(),
        [
            *BEGIN,
            (PlaceDocument, lays(LI)),
            (ConfirmIdentity, press(Press.FOR_ANOTHER)),
            (PlaceDocument, lays(LI)),
            (PlaceDocument,),
        ],
    )
    assert isinstance(ended.page, PlaceDocument)
    assert (ended.page.trouble, ended.page.failures) == (ReadTrouble.SAME_PERSON, 0)
    assert ended.page.whose is Whose.HOLDER


def test_a_proxy_is_refused_where_the_region_takes_none() -> None:
    steps: list[Step] = [
        *BEGIN,
        (PlaceDocument, lays(LI)),
        (ConfirmIdentity, press(Press.FOR_ANOTHER)),
        (PlaceDocument, lays(WANG)),
    ]
    refused = walk(at_welcome(), [*steps, (Refused,)])
    assert isinstance(refused.page, Refused)
    assert refused.page.refusal is Refusal.NO_GUARDIAN
    allowed = walk(at_welcome(ADULTS), [*steps, (ConfirmIdentity,)])
    assert visit_in(allowed.kiosk).relation is Relation.PROXY


def test_a_minor_cannot_act_for_another() -> None:
    """Civil Code, article 27: a guardian has capacity."""
    youth = replace(
        CHILD, number="44030420130101001" + check_character("44030420130101001"), birth=date(2013, 1, 1)
    )
    refused = walk(
        at_welcome(),
        [
            *BEGIN,
            (PlaceDocument, lays(youth)),
            (ConfirmIdentity, press(Press.FOR_ANOTHER)),
            (PlaceDocument, lays(CHILD)),
            (Refused,),
        ],
    )
    assert isinstance(refused.page, Refused)
    assert refused.page.refusal is Refusal.NO_GUARDIAN


def test_a_child_who_came_first_is_told_all_conditions_and_the_guardian_can_come_second() -> None:
    lost = card(CardState.FORMALLY_LOST)
    begin: list[Step] = [(Welcome, START), (ChooseService, choose(Service.REPLACE))]
    told = walk(
        at_welcome(),
        [
            *begin,
            (PlaceDocument, lays(CHILD)),
            (ConfirmIdentity, CONFIRM),
            (LookingUp, upstream_knows(holder(lost))),
            (CardStanding, CONFIRM),
            (NotEligible,),
        ],
    )
    ended = walk(
        told,
        [
            (NotEligible, press(Press.FOR_ANOTHER)),
            (PlaceDocument, lays(LI)),
            (ConfirmIdentity, CONFIRM),
            (LookingUp, upstream_knows(holder(lost))),
            (CardStanding, CONFIRM),
        ],
    )
    visit = visit_in(ended.kiosk)
    assert not isinstance(ended.page, NotEligible)
    assert (visit.holder, visit.applicant, visit.relation) == (CHILD, LI, Relation.GUARDIAN)


# ICAO Doc 9303 part 4, appendix: the specimen of Utopia, its expiry moved to 2031 with new check digits.
FIRST = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<"


def second_line(expiry: str = "310415") -> str:
    number, birth, personal = "L898902C3", "740812", "ZE184226B<<<<<"
    fields = [
        number + check_digit(number),
        birth + check_digit(birth),
        expiry + check_digit(expiry),
        personal + check_digit(personal),
    ]
    whole = f"{fields[0]}UTO{fields[1]}F{fields[2]}{fields[3]}"
    return whole + check_digit("".join(fields))


def test_a_passport_is_typed_line_by_line_and_its_check_digits_are_checked() -> None:
    typed: list[Step] = [(TypePassport, KeyTyped(key=key)) for key in FIRST + second_line()]
    begin: list[Step] = [*BEGIN, (PlaceDocument, press(Press.TYPE_PASSPORT))]
    ended = walk(at_welcome(), [*begin, *typed, (TypePassport, CONFIRM), (ConfirmIdentity,)])
    applicant = visit_in(ended.kiosk).applicant
    assert isinstance(applicant, IdentityDocument)
    assert (applicant.name, applicant.number, applicant.birth) == (
        "ERIKSSON ANNA MARIA",
        "L898902C3",
        date(1974, 8, 12),
    )
    assert not applicant.from_chip


def test_a_mistyped_passport_names_the_part_to_look_at_again() -> None:
    wrong = second_line().replace("740812", "740813")
    typed: list[Step] = [(TypePassport, KeyTyped(key=key)) for key in FIRST + wrong]
    begin: list[Step] = [*BEGIN, (PlaceDocument, press(Press.TYPE_PASSPORT))]
    ended = walk(
        at_welcome(), [*begin, *typed, (TypePassport, CONFIRM), (TypePassport, press(Press.BACKSPACE))]
    )
    assert isinstance(ended.page, TypePassport)
    assert (len(ended.page.first), len(ended.page.second), ended.page.trouble) == (44, 43, "")
    told = walk(at_welcome(), [*begin, *typed, (TypePassport, CONFIRM)])
    assert isinstance(told.page, TypePassport)
    assert told.page.trouble == "birth"


def test_a_passport_that_has_expired_is_refused_and_the_typing_can_begin_anew() -> None:
    typed: list[Step] = [(TypePassport, KeyTyped(key=key)) for key in FIRST + second_line("200415")]
    begin: list[Step] = [*BEGIN, (PlaceDocument, press(Press.TYPE_PASSPORT))]
    refused = walk(at_welcome(), [*begin, *typed, (TypePassport, CONFIRM), (Refused,)])
    assert isinstance(refused.page, Refused)
    assert refused.page.refusal is Refusal.DOCUMENT_EXPIRED
    cleared = walk(at_welcome(), [*begin, *typed, (TypePassport, press(Press.CLEAR))])
    assert isinstance(cleared.page, TypePassport)
    assert (cleared.page.line, cleared.page.first, cleared.page.second) == (1, "", "")
    assert isinstance(walk(cleared, [(TypePassport, BACK), (PlaceDocument,)]).page, PlaceDocument)


def test_a_passport_is_not_typed_where_the_region_takes_none() -> None:
    chips = tuple(kind for kind in MISSION.documents if kind is not DocumentKind.PASSPORT)
    narrow = MISSION.model_copy(update={"documents": chips})
    typing = press(Press.TYPE_PASSPORT)
    ended = walk(at_welcome(narrow), [*BEGIN, (PlaceDocument, typing), (PlaceDocument,)])
    assert isinstance(ended.page, PlaceDocument)


def test_going_back_from_the_second_document_the_person_stands_there_for_themselves_again() -> None:
    another = press(Press.FOR_ANOTHER)
    steps: list[Step] = [
        *BEGIN,
        (PlaceDocument, lays(LI)),
        (ConfirmIdentity, another),
        (PlaceDocument, lays(CHILD)),
        (ConfirmIdentity, BACK),
        (PlaceDocument, BACK),
        (ConfirmIdentity,),
    ]
    ended = walk(at_welcome(), steps)
    visit = visit_in(ended.kiosk)
    assert isinstance(ended.page, ConfirmIdentity)
    assert ended.page.whose is Whose.APPLICANT
    assert (visit.holder, visit.relation) == (LI, Relation.SELF)
