"""The application form line by line: what a person signs is what was filed."""

from dataclasses import replace
from datetime import date

import pytest

from kiosk.rules.documents import DocumentKind, IdentityDocument, Sex
from kiosk.rules.forms import AGENT, USUAL, FormField, FormLine, acting, form_lines
from kiosk.rules.submissions import (
    Delivery,
    Fee,
    PaymentWay,
    Relation,
    ReplacementApplication,
    ReplacementReason,
)
from tests.flow.steps import CHILD, card

HOLDER = IdentityDocument(
    kind=DocumentKind.RESIDENT_ID,
    number="11010519491231002X",
    name="王桂兰",
    sex=Sex.FEMALE,
    birth=date(1949, 12, 31),
    ethnic_group="回",
    address="杭州市上城区解放路 1 号",
    valid_from=date(2014, 5, 1),
    valid_to=date(2034, 5, 1),
)
GUARDIAN = IdentityDocument(kind=DocumentKind.RESIDENT_ID, number="110101198001010010", name="李明")


def application(**changes: object) -> ReplacementApplication:
    made = ReplacementApplication(
        holder=HOLDER,
        card=card(),
        reason=ReplacementReason.DAMAGED,
        phone="13800138000",
        outlet="330100-002",
        delivery=Delivery.PICK_UP,
        fee=Fee(amount_fen=2000),
        payment=PaymentWay.AT_PICK_UP,
        form="social_security_replacement",
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # test data by keyword


def text_of(field: FormField, **changes: object) -> str:
    (line,) = form_lines(application(**changes), (field,))
    return line.text


def test_the_usual_form_says_all_that_was_filed_and_which_lines_are_words_to_be_translated() -> None:
    """domain 4.7: the union of form fields."""
    lines = form_lines(application())
    assert tuple(line.field for line in lines) == USUAL
    assert [line.text for line in lines] == [
        "王桂兰",
        "female",
        "回",
        "1949-12-31",
        "CHN",
        "resident_id",
        "11010519491231002X",
        "2014-05-01 – 2034-05-01",
        "13800138000",
        "杭州市上城区解放路 1 号",
        "renewal",
        "damaged",
        "E12345678",
        "pick_up",
        "330100-002",
        "20.00",
        "at_pick_up",
    ]
    assert {line.field for line in lines if line.word is True} == {
        FormField.SEX,
        FormField.DOCUMENT_KIND,
        FormField.APPLICATION_TYPE,
        FormField.REASON,
        FormField.DELIVERY,
        FormField.PAYMENT,
    }
    assert all(line.word is False for line in lines if line.field in {FormField.NAME, FormField.PHONE})


def test_whoever_acts_for_the_holder_stands_behind_the_lines_with_document_relation_and_phone() -> None:
    """domain 4.7: proxy or guardian: name, document, relation, phone."""
    acted = application(holder=CHILD, applicant=GUARDIAN, relation=Relation.GUARDIAN)
    assert form_lines(acted)[len(USUAL) :] == (
        FormLine(field=FormField.AGENT_NAME, text="李明"),
        FormLine(field=FormField.AGENT_DOCUMENT, text="110101198001010010"),
        FormLine(field=FormField.AGENT_RELATION, text="guardian", word=True),
    )
    asked_for = (FormField.AGENT_PHONE, *AGENT)
    assert form_lines(acted, asked_for)[0] == FormLine(field=FormField.AGENT_PHONE, text="13800138000")
    assert tuple(line.field for line in form_lines(acted, asked_for)) == asked_for


def test_of_an_agent_whose_phone_nobody_asked_for_the_line_is_blank() -> None:
    """A loss report asks for no phone; the desk's form of it has the line all the same."""
    assert acting(GUARDIAN, Relation.PROXY)[FormField.AGENT_PHONE].text == ""
    assert acting(None, Relation.SELF) == {}


def test_a_line_that_nobody_can_fill_in_is_left_blank() -> None:
    (line,) = form_lines(application(), (FormField.EMPLOYER,))
    assert line == FormLine(field=FormField.EMPLOYER, text="", word=False)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"unlimited": True, "valid_to": None}, "2014-05-01 – 长期"),
        ({"valid_from": None}, "2034-05-01"),
        ({"valid_from": None, "valid_to": None}, ""),
    ],
)
def test_the_validity_is_written_as_the_document_prints_it(changes: dict[str, object], said: str) -> None:
    holder = replace(HOLDER, **changes)  # type: ignore[arg-type]  # test data by keyword
    assert text_of(FormField.DOCUMENT_VALIDITY, holder=holder) == said


def test_a_sex_that_is_not_stated_is_a_blank_and_no_word() -> None:
    """GB/T 2261.1: 0 and 9 are not stated."""
    assert text_of(FormField.SEX, holder=replace(HOLDER, sex=Sex.NOT_STATED)) == ""


def test_only_a_lost_card_is_reissued_all_others_are_handed_in_and_renewed() -> None:
    """domain 4.7: 补领 and 换领."""
    types = {reason: text_of(FormField.APPLICATION_TYPE, reason=reason) for reason in ReplacementReason}
    assert types.pop(ReplacementReason.LOST) == "reissue"
    assert set(types.values()) == {"renewal"}
