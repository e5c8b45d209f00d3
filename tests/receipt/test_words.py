"""The words of the slips: whole in every language, masked, cleaned."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.receipt import specimen
from kiosk.receipt.application import yuan
from kiosk.receipt.compose import compose
from kiosk.receipt.content import (
    BringSlip,
    Check,
    Content,
    Person,
    ProgressSlip,
    ReadinessSlip,
    masked_card,
    masked_person,
)
from kiosk.receipt.slip import Marker
from kiosk.receipt.standing import Standing
from kiosk.receipt.wording import FOLDER, Catalogue, LanguageMissingError, catalogue, wording
from kiosk.rules.cards import CardState, InsuredCard, Scheme
from kiosk.rules.documents import DocumentKind, IdentityDocument
from kiosk.rules.policy import BankHalf, Text
from kiosk.rules.progress import MakingStage, ProgressItem
from kiosk.rules.submissions import (
    Delivery,
    Fee,
    LossForm,
    PaymentWay,
    Relation,
    ReplacementReason,
    SubmissionKind,
)
from kiosk.rules.terms import Lapse, TimeUnit
from tests.receipt.samples import CONTENTS, LANGUAGES, markers, said, texts

FILES = sorted(path.name.split(".")[1] for path in FOLDER.glob("receipt.*.toml"))
LOSS, REPLACEMENT = specimen.loss(Standing.IN_FORCE), specimen.replacement(Standing.IN_FORCE)


def all_variants() -> Iterator[Content]:
    """Contents that between them say every sentence there is."""
    yield from CONTENTS.values()
    for lapse in Lapse:
        yield replace(LOSS, form=LossForm.TEMPORARY, valid_until=specimen.AT, ends_in=lapse)
    yield replace(LOSS, revocable=False, bank=BankHalf(covered=True, says=Text(zh="都管", en="Both")))
    yield replace(LOSS, card=replace(specimen.CARD, scheme=Scheme.MEDICAL_INSURANCE))
    yield replace(LOSS, applicant=Person(name="李*", number="3301 *"))
    for reason in ReplacementReason:
        yield replace(REPLACEMENT, reason=reason)
    for relation in Relation:
        yield replace(REPLACEMENT, relation=relation)
    for unit in TimeUnit:
        for length in (0, 1, 2):
            promised = replace(REPLACEMENT.promised, unit=unit, length=length, usually=length == 2)
            yield replace(REPLACEMENT, promised=promised)
    yield replace(REPLACEMENT, fee=Fee(amount_fen=0), payment=PaymentWay.WAIVED)
    yield replace(REPLACEMENT, payment=PaymentWay.QR)
    for on in [date(2025, month, 1) for month in range(1, 13)] + [date(2025, 12, day) for day in range(1, 8)]:
        yield replace(REPLACEMENT, promised=replace(REPLACEMENT.promised, on=on))
    yield from progress_variants()
    yield ReadinessSlip(head=LOSS.head, checks=(Check(name="a", ok=True),))
    yield ReadinessSlip(head=LOSS.head, checks=(Check(name="a", ok=False, warning=True),))
    yield BringSlip(head=LOSS.head, outlets=(), bring=(Text(zh="户口簿", en="Register"),))


def progress_variants() -> Iterator[ProgressSlip]:
    for state in CardState:
        yield ProgressSlip(head=LOSS.head, person=specimen.PERSON, items=(), state=state)
    item = ProgressItem(
        kind=SubmissionKind.RELEASE, submission_id="", number="1", filed_at=specimen.AT, refusal="不行"
    )
    items = [item, replace(item, refusal="")]
    items += [replace(item, refusal="", stage=stage) for stage in MakingStage]
    yield ProgressSlip(head=LOSS.head, person=specimen.PERSON, items=tuple(items))


class Listening(dict[str, str]):
    """A catalogue's texts that remember what was asked for."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        super().__init__(texts)
        self.heard: set[str] = set()

    def __getitem__(self, key: str) -> str:
        self.heard.add(key)
        return super().__getitem__(key)


def test_every_sentence_of_the_files_is_said_by_some_slip_and_none_is_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    listening = Listening(catalogue("zh").texts)
    monkeypatch.setattr("kiosk.receipt.wording.catalogue", lambda language: Catalogue(language, listening))
    for content in all_variants():
        compose(content, "zh")
    assert set(listening) - listening.heard == set()


@pytest.mark.parametrize("language", FILES)
def test_every_language_has_the_same_sentences_with_the_same_blanks(language: str) -> None:
    blanks = {key: set(re.findall(r"{(\w+)}", text)) for key, text in catalogue(language).texts.items()}
    assert blanks == {key: set(re.findall(r"{(\w+)}", text)) for key, text in catalogue("zh").texts.items()}


@pytest.mark.parametrize("language", ["xx", "../zh", "", "zh+xx"])
def test_a_language_without_a_file_is_said_by_name(language: str) -> None:
    with pytest.raises(LanguageMissingError, match="no words for receipts"):
        wording(language)


hostile = st.text(
    st.characters(categories=["L", "N", "P", "Zs", "Cc", "Cf", "Co", "Zl", "Zp", "So"]),
    min_size=1,
    max_size=30,
)


@settings(deadline=None)
@given(hostile, st.sampled_from(LANGUAGES))
def test_no_control_and_no_reordering_character_ever_reaches_a_line(text: str, language: str) -> None:
    place = Text(zh=text, en=text)
    receipt = replace(
        REPLACEMENT,
        head=replace(REPLACEMENT.head, place=place),
        person=Person(name=text, number=text + "*"),
        outlet=replace(specimen.OUTLET, name=text, address=text, hours_en=text),
    )
    for line in texts(compose(receipt, language).lines):
        assert not [char for char in line if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"}]


@given(st.text("{}:!.abc0", min_size=1, max_size=12))
def test_braces_in_data_are_only_braces(text: str) -> None:
    receipt = replace(LOSS, person=Person(name=text, number="*"))
    assert text in texts(compose(receipt, "zh").lines)


@pytest.mark.parametrize("name", CONTENTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_slip_shows_a_whole_document_number(name: str, language: str) -> None:
    assert not re.search(r"\d{15}", said(compose(CONTENTS[name], language)))


def test_an_unmasked_number_cannot_be_put_on_a_slip() -> None:
    with pytest.raises(ValueError, match="masked") as raised:
        Person(name="王*兰", number="11010519491231002X")
    assert "1101" not in str(raised.value)


def test_a_whole_card_number_and_a_time_without_a_zone_cannot_be_put_on_a_slip() -> None:
    with pytest.raises(ValueError, match="four characters") as raised:
        replace(specimen.CARD, tail="E12345678")
    assert "E1234" not in str(raised.value)
    with pytest.raises(ValueError, match="zone"):
        replace(LOSS.head, at=specimen.AT.replace(tzinfo=None))


def test_a_document_and_a_card_are_masked_on_their_way_to_the_slip() -> None:
    document = IdentityDocument(kind=DocumentKind.RESIDENT_ID, number="11010519491231002X", name="王桂兰")
    assert masked_person(document) == specimen.PERSON
    card = InsuredCard(
        scheme=Scheme.SOCIAL_SECURITY, number="E12345678", region="330100", outlet="", state=CardState.NORMAL
    )
    assert masked_card(card) == specimen.CARD
    assert masked_card(replace(card, number="1234")).tail == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_copy_is_marked_at_the_top_and_at_the_bottom_in_both_languages(language: str) -> None:
    slip = compose(CONTENTS["loss-copy"], language)
    assert markers(slip) == [0, len(slip.lines) - 1]
    assert slip.lines[0] == Marker(("补打 COPY 1",))
    assert not markers(compose(LOSS, language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_void_strip_says_so_in_both_languages_and_points_to_the_reprint(language: str) -> None:
    words = said(compose(CONTENTS["void"], language))
    assert "上联作废 VOID" in words
    assert "重新打印" in words or "See the reprint" in words


def test_the_loss_receipt_says_what_it_does_not_cover_and_how_to_see_a_doctor() -> None:
    words = said(compose(LOSS, "zh+en"))
    assert "不管卡上的银行账户" in words
    assert "95588" in words
    assert "医保码" in words
    assert "medical insurance code" in words


def test_the_replacement_receipt_says_fee_place_and_what_to_bring() -> None:
    words = said(compose(REPLACEMENT, "zh"))
    for wanted in ("20 元", "领卡时交", specimen.OUTLET.name, "3 号窗口", "9:00–17:00", "本人身份证"):
        assert wanted in words


def test_a_mailed_card_sends_nobody_to_an_outlet() -> None:
    mailed = replace(REPLACEMENT, delivery=Delivery.MAIL, outlet=None)
    assert "新卡寄到" in said(compose(mailed, "zh"))
    with pytest.raises(ValueError, match="outlet"):
        replace(mailed, delivery=Delivery.PICK_UP)


def test_a_proxy_is_named_masked_beside_the_holder() -> None:
    words = said(compose(replace(LOSS, applicant=Person(name="李*", number="3301 **** 0011")), "zh"))
    assert "王*兰" in words
    assert "代办人\n李*\n3301 **** 0011" in words


def test_every_slip_says_when_it_was_made() -> None:
    for name, content in CONTENTS.items():
        assert "2025年11月22日 10:35" in said(compose(content, "zh")), name


def test_a_refusal_says_why_and_where_to_go() -> None:
    words = said(compose(specimen.loss(Standing.REFUSED), "zh"))
    assert "这张卡已经注销" in words
    assert specimen.OUTLET.address in words


def test_the_readiness_slip_counts_what_failed() -> None:
    assert "1 项未通过，共 4 项" in said(compose(CONTENTS["readiness"], "zh"))


def test_a_terminal_with_no_more_than_warnings_is_fit_on_paper_too() -> None:
    checks = (Check(name="声音", ok=False, warning=True), Check(name="时钟", ok=True))
    words = said(compose(ReadinessSlip(head=LOSS.head, checks=checks), "zh"))
    assert "可以开机服务" in words
    assert "共 2 项，其中 1 项有提醒" in words
    assert "未通过" not in words


@pytest.mark.parametrize(("fen", "words"), [(0, "0"), (2000, "20"), (2050, "20.50"), (5, "0.05")])
def test_money_is_said_in_yuan(fen: int, words: str) -> None:
    assert yuan(fen) == words
