"""From the records of EF05 and EF06 to a social security card. Pure; blank values are values too."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from hardware.card.documents import SocialSecurityCard
from hardware.card.ethnic_group import ethnic_group
from hardware.card.failure import ReadFailure
from hardware.card.text_fields import TextFieldError, calendar_date, decoded, sex

# Record identifiers, as in the constant tables of several public readers (LD/T 32 itself is not public).
IDENTIFICATION: Final = 0x01
CATEGORY: Final = 0x02
VERSION: Final = 0x03
INSTITUTION: Final = 0x04
ISSUED: Final = 0x05
VALID_UNTIL: Final = 0x06
CARD_NUMBER: Final = 0x07
NUMBER: Final = 0x08
NAME: Final = 0x09
SEX: Final = 0x0A
ETHNIC_GROUP: Final = 0x0B
BIRTHPLACE: Final = 0x0C
BIRTH: Final = 0x0D
NAME_EXTENSION: Final = 0x4E  # third generation only

_PADDING: Final = b"\x00\x20\xff"


def social_security_card(records: Mapping[int, bytes]) -> SocialSecurityCard | ReadFailure:
    """Decode the values by record identifier; a missing record is a blank one."""
    values = _Values(records)
    try:
        return SocialSecurityCard(
            identification=values.digits(IDENTIFICATION),
            category=values.ascii(CATEGORY),
            version=values.ascii(VERSION),
            institution=values.digits(INSTITUTION),
            issued=values.day(ISSUED),
            valid_until=values.day(VALID_UNTIL),
            card_number=values.ascii(CARD_NUMBER),
            number=values.ascii(NUMBER),
            name=values.chinese(NAME, NAME_EXTENSION),
            sex=sex(values.ascii(SEX)),
            ethnic_group=ethnic_group(values.digits(ETHNIC_GROUP)),
            birthplace=values.digits(BIRTHPLACE),
            birth=values.day(BIRTH),
        )
    except TextFieldError as malformed:
        return malformed.failure


class _Values:
    """Access to record values by their codings."""

    def __init__(self, records: Mapping[int, bytes]) -> None:
        self._records = records

    def _value(self, identifier: int) -> bytes:
        return self._records.get(identifier, b"").rstrip(_PADDING)

    def digits(self, identifier: int) -> str:
        """Binary or BCD as hexadecimal characters. Only an all-blank value is blank: digits may end in 00."""
        value = self._records.get(identifier, b"")
        return value.hex().upper() if value.strip(_PADDING) else ""

    def ascii(self, identifier: int) -> str:
        return decoded(self._value(identifier), "ascii")

    def chinese(self, *identifiers: int) -> str:
        """Join before decoding: a character of four bytes may stand across the two records."""
        joined = b"".join(self._value(identifier) for identifier in identifiers)
        return decoded(joined, "gb18030")

    def day(self, identifier: int) -> date | None:
        """BCD YYYYMMDD, None when blank."""
        digits = self.digits(identifier)
        return calendar_date(digits) if digits else None
