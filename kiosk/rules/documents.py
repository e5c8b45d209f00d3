"""Identity documents as the rules see them, whatever reader they came from."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class DocumentKind(StrEnum):
    """The documents a person may bring."""

    RESIDENT_ID = "resident_id"
    HKMT_RESIDENCE = "hkmt_residence"
    FOREIGNER_RESIDENCE = "foreigner_residence"
    PASSPORT = "passport"


class Sex(StrEnum):
    """GB/T 2261.1: 1 male, 2 female; 0, 9 and anything else is not stated."""

    MALE = "male"
    FEMALE = "female"
    NOT_STATED = "not_stated"


@dataclass(frozen=True, kw_only=True)
class IdentityDocument:
    """What a document says of its bearer. Lives in memory only, during the visit."""

    kind: DocumentKind
    number: str
    name: str
    """As printed: Chinese where the document has it, else Latin."""
    latin_name: str = ""
    sex: Sex = Sex.NOT_STATED
    birth: date | None = None
    ethnic_group: str = ""
    """GB/T 3304 name without 族 (汉, 回, ...), empty where blank or unknown."""
    address: str = ""
    authority: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    """None together with `unlimited` means 长期; None alone means not stated."""
    unlimited: bool = False
    nationality: str = "CHN"
    """ISO 3166-1 alpha-3."""
    edition: str = ""
    """For a foreigner's permanent residence card: "2017" or "2023"."""
    travel_permit_number: str = ""
    issue_count: str = ""
    from_chip: bool = True
    """False when the numbers were typed (a passport's MRZ)."""

    def __repr__(self) -> str:
        """Never shows the bearer: a repr ends up in logs."""
        return f"IdentityDocument(kind={self.kind.value})"
