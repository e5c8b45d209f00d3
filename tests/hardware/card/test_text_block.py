"""From 256 bytes of text to a document: every layout, every way it can be wrong."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.card.documents import (
    ForeignerResidence2017,
    ForeignerResidence2023,
    HkMoTwResidence,
    ResidentId,
    Sex,
)
from hardware.card.failure import ReadFailure
from hardware.card.text_block import parse_text_block
from hardware.card.text_fields import TextBlock, TextFieldError

DOCUMENTS = ResidentId | HkMoTwResidence | ForeignerResidence2017 | ForeignerResidence2023


def block(*fields: tuple[int, str], flag: str = " ") -> bytes:
    """256 bytes written by hand, field by field, at byte offsets."""
    content = bytearray(" ".encode("utf-16-le") * 128)
    for offset, text in (*fields, (248, flag)):
        octets = text.encode("utf-16-le", errors="surrogatepass")
        content[offset : offset + len(octets)] = octets
    return bytes(content)


CITIZEN = (
    (0, "王桂兰"),
    (30, "2"),
    (32, "01"),
    (36, "19491231"),
    (52, "北京市朝阳区"),
    (122, "11010519491231002X"),
    (158, "北京市公安局朝阳分局"),
    (188, "20150608"),
    (204, "长期"),
)
FOREIGNER = ((0, "SMITH, JOHN"), (120, "1"), (122, "GBR330185042316"), (188, "20190423"), (204, "20290423"))


@pytest.mark.parametrize(
    ("field", "failure"),
    [
        ((36, "19490230"), ReadFailure.IMPOSSIBLE_DATE),
        ((36, "194912"), ReadFailure.IMPOSSIBLE_DATE),
        ((36, "XXXXXXXX"), ReadFailure.IMPOSSIBLE_DATE),
        ((36, "１９４９１２３１"), ReadFailure.IMPOSSIBLE_DATE),
        ((188, "00000000"), ReadFailure.BLANK_DATE),
        ((204, "00000000"), ReadFailure.BLANK_DATE),
        ((188, "        "), ReadFailure.BLANK_DATE),
        ((188, "长期"), ReadFailure.IMPOSSIBLE_DATE),
        ((0, "   "), ReadFailure.BLANK_FIELD),
        ((122, " " * 18), ReadFailure.BLANK_FIELD),
        ((0, "王\ud800"), ReadFailure.TEXT_NOT_UNICODE),
        ((52, "北京\n市"), ReadFailure.UNEXPECTED_CHARACTER),
        ((248, "Z"), ReadFailure.UNKNOWN_DOCUMENT_TYPE),
        ((248, "\ud800"), ReadFailure.UNKNOWN_DOCUMENT_TYPE),
    ],
)
def test_a_field_that_cannot_be_is_a_named_failure(field: tuple[int, str], failure: ReadFailure) -> None:
    content = bytearray(block(*CITIZEN))
    octets = (
        field[1].encode("utf-16-le", errors="surrogatepass").ljust(16 if field[0] in {36, 188, 204} else 2)
    )
    content[field[0] : field[0] + len(octets)] = octets
    if field[0] == 0 and not field[1].strip():
        content[0:30] = " ".encode("utf-16-le") * 15
    assert parse_text_block(bytes(content)) is failure


@pytest.mark.parametrize("size", [0, 255, 257, 1284])
def test_another_size_than_256_bytes_is_a_wrong_length(size: int) -> None:
    assert parse_text_block(bytes(size)) is ReadFailure.WRONG_LENGTH


def test_a_foreigner_without_an_english_name_is_a_blank_field() -> None:
    content = block((0, "约翰"), (36, "19850423"), (122, "9"), (188, "20240202"), (204, "20340202"), flag="Y")
    assert parse_text_block(content) is ReadFailure.BLANK_FIELD


def test_a_citizen_s_card_is_decoded_with_validity_for_life() -> None:
    document = parse_text_block(block(*CITIZEN))
    assert document == ResidentId(
        name="王桂兰",
        sex=Sex.FEMALE,
        ethnic_group="汉",
        birth=date(1949, 12, 31),
        address="北京市朝阳区",
        number="11010519491231002X",
        authority="北京市公安局朝阳分局",
        valid_from=date(2015, 6, 8),
        valid_until=None,
    )
    assert document.unlimited


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("05", "维吾尔"),
        ("56", "基诺"),
        ("57", "其他"),
        ("97", "其他"),
        ("98", "外国血统中国籍人士"),
        ("  ", ""),
        ("77", ""),
    ],
)
def test_no_card_is_refused_for_its_ethnic_code(code: str, name: str) -> None:
    document = parse_text_block(block(*CITIZEN, (32, code)))
    assert isinstance(document, ResidentId)
    assert document.ethnic_group == name


@pytest.mark.parametrize(
    ("code", "sex"),
    [("1", Sex.MALE), ("2", Sex.FEMALE), ("0", Sex.UNKNOWN), ("9", Sex.NOT_STATED), ("5", Sex.NOT_STATED)],
)
def test_a_sex_code_outside_the_standard_is_not_stated_rather_than_female(code: str, sex: Sex) -> None:
    document = parse_text_block(block(*CITIZEN, (30, code)))
    assert isinstance(document, ResidentId)
    assert document.sex is sex


def test_a_rare_character_stands_on_its_standard_code_point() -> None:
    document = parse_text_block(block(*CITIZEN, (0, "王\ue863 ")))
    assert isinstance(document, ResidentId)
    assert document.name == "王䶮"


def test_a_character_beyond_the_basic_plane_is_kept() -> None:
    document = parse_text_block(block(*CITIZEN, (0, "𠮷野 ")))
    assert isinstance(document, ResidentId)
    assert document.name == "𠮷野"


def test_a_residence_permit_of_hong_kong_carries_the_travel_permit() -> None:
    content = block(*CITIZEN, (32, "  "), (204, "20270301"), (220, "H01234567"), (238, "01"), flag="J")
    document = parse_text_block(content)
    assert document == HkMoTwResidence(
        name="王桂兰",
        sex=Sex.FEMALE,
        birth=date(1949, 12, 31),
        address="北京市朝阳区",
        number="11010519491231002X",
        authority="北京市公安局朝阳分局",
        valid_from=date(2015, 6, 8),
        valid_until=date(2027, 3, 1),
        travel_permit="H01234567",
        issue_count="01",
    )
    assert not document.unlimited


def test_a_foreigner_s_card_of_2017_has_its_own_places() -> None:
    content = block(
        *FOREIGNER,
        (152, "GBR"),
        (158, "约翰·史密斯"),
        (220, "19850423"),
        (236, "03"),
        (240, "1500"),
        flag="I",
    )
    assert parse_text_block(content) == ForeignerResidence2017(
        english_name="SMITH, JOHN",
        chinese_name="约翰·史密斯",
        sex=Sex.MALE,
        birth=date(1985, 4, 23),
        number="GBR330185042316",
        nationality="GBR",
        valid_from=date(2019, 4, 23),
        valid_until=date(2029, 4, 23),
        version="03",
        authority_code="1500",
    )


@pytest.mark.parametrize(
    ("first", "rest", "name"),
    [
        ("MARTIN, ANNE", "", "MARTIN, ANNE"),
        ("MARTIN DE LA ROCHEFOUCAULD, ANNE-SO", "PHIE", "MARTIN DE LA ROCHEFOUCAULD, ANNE-SOPHIE"),
        ("MARTIN DE LA ROCHEFOUCAULD, ANNE   ", "MARIE", "MARTIN DE LA ROCHEFOUCAULD, ANNE   MARIE"),
    ],
)
def test_a_foreigner_s_card_of_2023_joins_the_two_parts_of_the_name(first: str, rest: str, name: str) -> None:
    fields = (
        (36, "19881105"),
        (52, first),
        (122, "931250198811050029"),
        (188, "20240202"),
        (204, "20340202"),
    )
    more = ((32, "01"), (242, "FRA"), (250, "250"), (220, rest))
    document = parse_text_block(block(*fields, *more, flag="Y"))
    assert isinstance(document, ForeignerResidence2023)
    assert document.english_name == name
    assert (document.renewal_count, document.nationality, document.earlier_number_link) == (
        "01",
        "FRA",
        "250",
    )
    assert not document.unlimited


def test_a_foreigner_s_card_of_2023_is_decoded_field_by_field() -> None:
    content = block(
        (0, "安娜·马丁"),
        (30, "2"),
        (32, "01"),
        (36, "19881105"),
        (52, "MARTIN, ANNA"),
        (122, "931250198811050029"),
        (188, "20240202"),
        (204, "20340202"),
        (242, "FRA"),
        (250, "250"),
        flag="Y",
    )
    assert parse_text_block(content) == ForeignerResidence2023(
        english_name="MARTIN, ANNA",
        chinese_name="安娜·马丁",
        sex=Sex.FEMALE,
        birth=date(1988, 11, 5),
        number="931250198811050029",
        nationality="FRA",
        valid_from=date(2024, 2, 2),
        valid_until=date(2034, 2, 2),
        renewal_count="01",
        earlier_number_link="250",
    )


def test_a_foreigner_s_card_of_2017_may_be_valid_for_life() -> None:
    document = parse_text_block(block(*FOREIGNER, (204, "长期      "), (220, "19850423"), flag="I"))
    assert isinstance(document, ForeignerResidence2017)
    assert document.unlimited


def test_a_malformed_field_says_its_cause_and_nothing_of_itself() -> None:
    with pytest.raises(TextFieldError) as malformed:
        TextBlock(block((36, "19490230"))).day(36)
    assert str(malformed.value) == "impossible_date"


def test_no_document_shows_the_person_in_its_repr() -> None:
    assert repr(TextBlock(block(*CITIZEN))) == "<TextBlock>"
    assert repr(parse_text_block(block(*CITIZEN))) == "<ResidentId>"


@given(st.binary(min_size=250, max_size=260))
def test_any_bytes_give_a_document_or_a_named_failure(content: bytes) -> None:
    assert isinstance(parse_text_block(content), DOCUMENTS | ReadFailure)


@given(st.sampled_from(" JIY"), st.lists(st.tuples(st.integers(0, 123), st.text(max_size=4)), max_size=20))
def test_a_good_block_with_fields_overwritten_at_random_gives_a_document_or_a_named_failure(
    flag: str, scribbles: list[tuple[int, str]]
) -> None:
    fields = [(2 * place, text) for place, text in scribbles]
    content = block(*CITIZEN, *fields, flag=flag)[:256]
    assert isinstance(parse_text_block(content), DOCUMENTS | ReadFailure)


def test_every_sample_card_of_the_repository_is_readable(tmp_path: Path) -> None:
    del tmp_path
    from hardware.simulator.card_file import load_card_file

    samples = [load_card_file(path) for path in Path("assets/samples/cards").glob("*.toml")]
    texts = [sample.text() for sample in samples if sample.kind != "social_security_card"]
    assert len(texts) >= 8
    assert all(isinstance(parse_text_block(text), DOCUMENTS) for text in texts)
