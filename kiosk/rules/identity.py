"""Judging an identity document: does it hold, and is it taken here?"""

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from kiosk.rules.documents import DocumentKind, IdentityDocument
from kiosk.rules.numbers import (
    age_on,
    birth_in,
    foreigner_number_valid,
    hkmt_number_valid,
    resident_number_valid,
)

if TYPE_CHECKING:
    from kiosk.rules.policy import Policy


class Finding(StrEnum):
    """What is wrong with a document."""

    GARBLED = "garbled"
    """Its data contradicts itself: read it again."""
    EXPIRED = "expired"
    NOT_ACCEPTED = "not_accepted"


def judge(
    document: IdentityDocument, policy: "Policy", today: date, *, clock_trusted: bool
) -> Finding | None:
    """None when the document holds and the region takes it.

    With a clock that is not trusted nothing is called expired: the upstream judges again.
    """
    if not document.name or not number_valid(document, today if clock_trusted else date.max):
        return Finding.GARBLED
    if document.kind not in policy.documents:
        return Finding.NOT_ACCEPTED
    if clock_trusted and expired(document, today):
        return Finding.EXPIRED
    return None


def number_valid(document: IdentityDocument, today: date) -> bool:
    """The number fits the kind of document, and the birth date where the number tells it."""
    match document.kind:
        case DocumentKind.RESIDENT_ID:
            return resident_number_valid(document.number, today) and _birth_agrees(document)
        case DocumentKind.HKMT_RESIDENCE:
            return hkmt_number_valid(document.number, today) and _birth_agrees(document)
        case DocumentKind.FOREIGNER_RESIDENCE:
            return foreigner_number_valid(document.number)
        case DocumentKind.PASSPORT:
            return 5 <= len(document.number) <= 9 and document.number.isascii() and document.number.isalnum()


def _birth_agrees(document: IdentityDocument) -> bool:
    return document.birth is None or document.birth == birth_in(document.number)


def expired(document: IdentityDocument, today: date) -> bool:
    """Past its last day. 长期 and dates that are not stated never expire."""
    return not document.unlimited and document.valid_to is not None and document.valid_to < today


def age_of(document: IdentityDocument, today: date) -> int | None:
    """Full years, None when the document tells no birth date."""
    return age_on(document.birth, today) if document.birth is not None else None


def age_within(age: int | None, age_from: int, age_below: int) -> bool:
    """An unknown age is within no bounds but none at all (0 to 151)."""
    if age is None:
        return age_from == 0 and age_below > 150
    return age_from <= age < age_below


def same_person(one: IdentityDocument, other: IdentityDocument) -> bool:
    """The same number on the same kind of document."""
    return (one.kind, one.number.upper()) == (other.kind, other.number.upper())
