"""What a card says becomes what the rules judge; a social security card is nobody's identity."""

from datetime import date

from hardware.card.documents import ForeignerResidence2017, HkMoTwResidence, ResidentId
from hardware.card.documents import Sex as CardSex
from kiosk.rules.documents import DocumentKind, IdentityDocument, Sex
from kiosk.terminal.identity import identity_of

BORN, FROM, UNTIL = date(1980, 1, 2), date(2020, 3, 4), date(2030, 3, 4)


def _resident(*, until: date | None, newest: str = "") -> IdentityDocument | None:
    return identity_of(
        ResidentId(
            name="王桂兰",
            sex=CardSex.FEMALE,
            ethnic_group="汉",
            birth=BORN,
            address="旧址",
            number="11010519491231002X",
            authority="公安局",
            valid_from=FROM,
            valid_until=until,
            newest_address=newest,
        )
    )


def test_a_card_for_life_is_unlimited_and_has_no_last_day() -> None:
    document = _resident(until=None)
    assert document is not None
    assert (document.unlimited, document.valid_to) == (True, None)


def test_the_newest_address_goes_before_the_printed_one() -> None:
    moved, stayed = _resident(until=UNTIL, newest="新址"), _resident(until=UNTIL)
    assert moved is not None
    assert stayed is not None
    assert (moved.address, stayed.address) == ("新址", "旧址")


def test_every_field_of_a_resident_id_arrives() -> None:
    assert _resident(until=UNTIL) == IdentityDocument(
        kind=DocumentKind.RESIDENT_ID,
        number="11010519491231002X",
        name="王桂兰",
        sex=Sex.FEMALE,
        birth=BORN,
        ethnic_group="汉",
        address="旧址",
        authority="公安局",
        valid_from=FROM,
        valid_to=UNTIL,
    )


def test_a_residence_permit_keeps_its_travel_permit_and_issue_count() -> None:
    document = identity_of(
        HkMoTwResidence(
            name="李嘉希",
            sex=CardSex.FEMALE,
            birth=BORN,
            address="某地",
            number="810000199007160122",
            authority="公安局",
            valid_from=FROM,
            valid_until=UNTIL,
            travel_permit="H12345678",
            issue_count="02",
        )
    )
    assert document is not None
    assert document.kind is DocumentKind.HKMT_RESIDENCE
    assert (document.travel_permit_number, document.issue_count) == ("H12345678", "02")


def test_a_foreigner_without_a_chinese_name_is_called_by_the_latin_one() -> None:
    document = identity_of(
        ForeignerResidence2017(
            english_name="SMITH JOHN",
            chinese_name="",
            sex=CardSex.MALE,
            birth=BORN,
            number="GBR330185042316",
            nationality="GBR",
            valid_from=FROM,
            valid_until=UNTIL,
            version="01",
            authority_code="1500",
        )
    )
    assert document is not None
    assert (document.name, document.latin_name, document.edition) == ("SMITH JOHN", "SMITH JOHN", "2017")
    assert (document.nationality, document.sex) == ("GBR", Sex.MALE)
