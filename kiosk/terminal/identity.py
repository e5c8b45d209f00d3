"""From what a card says (hardware) to what the rules judge (identity documents)."""

from hardware.card.documents import (
    Document,
    ForeignerResidence2017,
    ForeignerResidence2023,
    HkMoTwResidence,
    ResidentId,
    SocialSecurityCard,
)
from hardware.card.documents import Sex as CardSex
from kiosk.rules.documents import DocumentKind, IdentityDocument, Sex

_SEX = {CardSex.MALE: Sex.MALE, CardSex.FEMALE: Sex.FEMALE}
_IMMIGRATION = "国家移民管理局"
"""Issuer of every foreigner's permanent residence card; the cards themselves do not carry it."""


def identity_of(document: Document) -> IdentityDocument | None:
    """The identity document; None for a social security card, which proves nobody's identity here."""
    match document:
        case ResidentId():
            return IdentityDocument(
                kind=DocumentKind.RESIDENT_ID,
                number=document.number,
                name=document.name,
                sex=_SEX.get(document.sex, Sex.NOT_STATED),
                birth=document.birth,
                ethnic_group=document.ethnic_group,
                address=document.newest_address or document.address,
                authority=document.authority,
                valid_from=document.valid_from,
                valid_to=document.valid_until,
                unlimited=document.unlimited,
            )
        case HkMoTwResidence():
            return IdentityDocument(
                kind=DocumentKind.HKMT_RESIDENCE,
                number=document.number,
                name=document.name,
                sex=_SEX.get(document.sex, Sex.NOT_STATED),
                birth=document.birth,
                address=document.address,
                authority=document.authority,
                valid_from=document.valid_from,
                valid_to=document.valid_until,
                unlimited=document.unlimited,
                travel_permit_number=document.travel_permit,
                issue_count=document.issue_count,
            )
        case ForeignerResidence2017() | ForeignerResidence2023():
            return _foreigner(document)
        case SocialSecurityCard():
            return None


def _foreigner(document: ForeignerResidence2017 | ForeignerResidence2023) -> IdentityDocument:
    return IdentityDocument(
        kind=DocumentKind.FOREIGNER_RESIDENCE,
        number=document.number,
        name=document.chinese_name or document.english_name,
        latin_name=document.english_name,
        sex=_SEX.get(document.sex, Sex.NOT_STATED),
        birth=document.birth,
        authority=_IMMIGRATION,
        valid_from=document.valid_from,
        valid_to=document.valid_until,
        unlimited=document.unlimited,
        nationality=document.nationality,
        edition="2017" if isinstance(document, ForeignerResidence2017) else "2023",
    )
