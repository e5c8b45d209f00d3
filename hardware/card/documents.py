"""What a card says, decoded but not judged.

Expired or not, right check digit or not: the rules decide. Every repr hides the person, so that no log line,
traceback or test report can carry one.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Sex(StrEnum):
    """GB/T 2261.1. Codes outside the standard read as not stated."""

    UNKNOWN = "0"
    MALE = "1"
    FEMALE = "2"
    NOT_STATED = "9"


class _Hidden:
    """Keeps personal data out of logs and tracebacks."""

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"


@dataclass(frozen=True, kw_only=True, repr=False)
class ResidentId(_Hidden):
    """Resident identity card of a citizen (居民身份证), type flag ' '."""

    name: str
    sex: Sex
    ethnic_group: str
    """Chinese name by GB/T 3304, empty when the code is blank or unknown."""
    birth: date
    address: str
    number: str
    """18 characters as printed, check character not verified here."""
    authority: str
    valid_from: date
    valid_until: date | None
    """None: 长期, no expiry."""
    newest_address: str = ""
    """Appended address 追加住址; only a SAM_V module can tell."""

    @property
    def unlimited(self) -> bool:
        """Valid for life (长期)."""
        return self.valid_until is None


@dataclass(frozen=True, kw_only=True, repr=False)
class HkMoTwResidence(_Hidden):
    """Residence permit for Hong Kong, Macao and Taiwan residents (港澳台居民居住证), type flag 'J'."""

    name: str
    sex: Sex
    birth: date
    address: str
    number: str
    """18 characters, prefix 810000 (Hong Kong), 820000 (Macao) or 830000 (Taiwan)."""
    authority: str
    valid_from: date
    valid_until: date | None
    travel_permit: str
    """Number of the travel permit 通行证号码, up to 9 characters."""
    issue_count: str
    """签发次数, two digits."""

    @property
    def unlimited(self) -> bool:
        """Valid for life (长期)."""
        return self.valid_until is None


@dataclass(frozen=True, kw_only=True, repr=False)
class ForeignerResidence2017(_Hidden):
    """Foreigner's permanent residence card (外国人永久居留证), 2017 edition, type flag 'I'."""

    english_name: str
    chinese_name: str
    sex: Sex
    birth: date
    number: str
    """15 characters: country code and 12 digits."""
    nationality: str
    """ISO 3166-1 alpha-3."""
    valid_from: date
    valid_until: date | None
    version: str
    authority_code: str

    @property
    def unlimited(self) -> bool:
        """Valid for life (长期)."""
        return self.valid_until is None


@dataclass(frozen=True, kw_only=True, repr=False)
class ForeignerResidence2023(_Hidden):
    """Foreigner's permanent residence card, 2023 edition ("five-star card"), type flag 'Y'.

    It names no authority: it is always the National Immigration Administration.
    """

    english_name: str
    chinese_name: str
    sex: Sex
    birth: date
    number: str
    """18 characters, the first is 9."""
    nationality: str
    valid_from: date
    valid_until: date | None
    renewal_count: str
    """换证次数."""
    earlier_number_link: str
    """Three characters linking to the number of the earlier card; their rule is not published."""

    @property
    def unlimited(self) -> bool:
        """Valid for life (长期)."""
        return self.valid_until is None


@dataclass(frozen=True, kw_only=True, repr=False)
class SocialSecurityCard(_Hidden):
    """Social security card, SSSE application, files EF05 and EF06.

    A blank card that is not personalised is a document too: then every field but `identification` is empty.
    """

    identification: str
    """卡识别码, 32 hexadecimal characters."""
    category: str
    version: str
    """Specification version, "1.00", "2.00" or "3.00"."""
    institution: str
    """Number of the issuing institution, hexadecimal."""
    issued: date | None
    valid_until: date | None
    """None: blank."""
    card_number: str
    """卡号, one letter and eight digits."""
    number: str
    """社会保障号码, normally the holder's citizen number."""
    name: str
    sex: Sex
    ethnic_group: str
    birthplace: str
    """GB/T 2260 code, six digits."""
    birth: date | None

    @property
    def region(self) -> str:
        """Administrative division that issued the card: the first six digits of the identification."""
        return self.identification[:6]


IdentityDocument = ResidentId | HkMoTwResidence | ForeignerResidence2017 | ForeignerResidence2023
Document = IdentityDocument | SocialSecurityCard
