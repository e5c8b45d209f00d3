"""The machine readable zone of a passport: two lines of 44 characters (TD3, ICAO Doc 9303 part 4)."""

from datetime import date
from enum import StrEnum

from kiosk.rules.documents import DocumentKind, IdentityDocument, Sex

LINE = 44
_AHEAD = 50
"""Years: no passport is valid longer, so a later expiry is one of the last century."""


class MrzFault(StrEnum):
    """Which part does not hold; the check digit's name tells the person where to look."""

    LENGTH = "length"
    KIND = "kind"
    """Not a passport (P)."""
    NUMBER = "number"
    BIRTH = "birth"
    EXPIRY = "expiry"
    PERSONAL = "personal"
    COMPOSITE = "composite"


def check_digit(text: str) -> str:
    """ICAO Doc 9303 part 3, 4.9: weights 7 3 1, A = 10 to Z = 35, < = 0, modulo 10."""
    values = (0 if char == "<" else int(char, 36) for char in text)
    return str(sum(value * (7, 3, 1)[index % 3] for index, value in enumerate(values)) % 10)


def parse_passport(first: str, second: str, today: date) -> IdentityDocument | MrzFault:
    """The bearer, or the first part that does not hold."""
    if len(first) != LINE or len(second) != LINE or not _alphabet(first + second):
        return MrzFault.LENGTH
    if fault := _fault(first, second):
        return fault
    birth = _date(second[13:19], latest=today)
    expiry = _date(second[21:27], latest=date(today.year + _AHEAD, 12, 31))
    if birth is None or expiry is None:
        return MrzFault.BIRTH if birth is None else MrzFault.EXPIRY
    name = _name(first[5:])
    return IdentityDocument(
        kind=DocumentKind.PASSPORT,
        number=second[:9].rstrip("<"),
        name=name,
        latin_name=name,
        sex={"M": Sex.MALE, "F": Sex.FEMALE}.get(second[20], Sex.NOT_STATED),
        birth=birth,
        valid_to=expiry,
        nationality=second[10:13].rstrip("<"),
        from_chip=False,
    )


def _alphabet(text: str) -> bool:
    return all(char == "<" or (char.isascii() and (char.isupper() or char.isdigit())) for char in text)


def _fault(first: str, second: str) -> MrzFault | None:
    if first[0] != "P":
        return MrzFault.KIND
    personal = "0" if second[42] == "<" and not second[28:42].strip("<") else second[42]
    checks = (
        (MrzFault.NUMBER, second[:9], second[9]),
        (MrzFault.BIRTH, second[13:19], second[19]),
        (MrzFault.EXPIRY, second[21:27], second[27]),
        (MrzFault.PERSONAL, second[28:42], personal),
        (MrzFault.COMPOSITE, second[:10] + second[13:20] + second[21:43], second[43]),
    )
    return next((fault for fault, text, digit in checks if check_digit(text) != digit), None)


def _date(text: str, latest: date) -> date | None:
    """YYMMDD in this century, or in the last when that would be after `latest`."""
    centuries = (_day(2000, text), _day(1900, text))
    return next((day for day in centuries if day is not None and day <= latest), None)


def _day(century: int, text: str) -> date | None:
    try:
        return date(century + int(text[:2]), int(text[2:4]), int(text[4:]))
    except ValueError:
        return None


def _name(field: str) -> str:
    """SURNAME<<GIVEN<NAMES as "SURNAME GIVEN NAMES"."""
    return " ".join(part for part in field.replace("<", " ").split() if part)
