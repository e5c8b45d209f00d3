"""What a visit files: one immutable record per act."""

from dataclasses import dataclass, field
from enum import StrEnum

from kiosk.rules.cards import InsuredCard
from kiosk.rules.documents import IdentityDocument


class SubmissionKind(StrEnum):
    """The acts that are filed."""

    LOSS_REPORT = "loss_report"
    REPLACEMENT = "replacement"
    RELEASE = "release"


class LossForm(StrEnum):
    """Temporary (provisional, oral) or formal (written) loss."""

    TEMPORARY = "temporary"
    FORMAL = "formal"


class ReplacementReason(StrEnum):
    """Why a new card is asked for."""

    LOST = "lost"
    DAMAGED = "damaged"
    EXPIRED = "expired"
    DETAILS_CHANGED = "details_changed"
    BANK_CHANGED = "bank_changed"


class Delivery(StrEnum):
    """How the new card reaches its holder."""

    PICK_UP = "pick_up"
    MAIL = "mail"


class Relation(StrEnum):
    """Who the applicant is to the holder."""

    SELF = "self"
    GUARDIAN = "guardian"
    PROXY = "proxy"


class PaymentWay(StrEnum):
    """How a fee is settled."""

    WAIVED = "waived"
    AT_PICK_UP = "at_pick_up"
    QR = "qr"


Stroke = tuple[tuple[float, float, int], ...]
"""One line of a signature: (x, y, ms since the first touch); x, y in mm on the pad."""


@dataclass(frozen=True, kw_only=True)
class Fee:
    """What a replacement costs. Money is integer fen everywhere."""

    amount_fen: int
    waiver: str = ""
    """The policy's key of the waiver that applied, or empty."""


@dataclass(frozen=True, kw_only=True)
class LossReport:
    """Blocks one card."""

    holder: IdentityDocument
    card: InsuredCard
    form: LossForm
    applicant: IdentityDocument | None = None
    """None when the holder stands there."""
    relation: Relation = Relation.SELF

    kind = SubmissionKind.LOSS_REPORT


@dataclass(frozen=True, kw_only=True)
class ReplacementApplication:
    """Orders a new card in place of one card."""

    holder: IdentityDocument
    card: InsuredCard
    reason: ReplacementReason
    phone: str
    """Digits, with a leading + and country code when it is not a mainland mobile."""
    outlet: str
    delivery: Delivery
    fee: Fee
    payment: PaymentWay
    form: str
    """The policy's key of the application form (it differs by scheme)."""
    applicant: IdentityDocument | None = None
    relation: Relation = Relation.SELF
    signature: tuple[Stroke, ...] = field(default=(), repr=False)
    """Empty only when the person cannot sign, then `unsigned_reason` says so."""
    unsigned_reason: str = ""
    payment_order: str = ""

    kind = SubmissionKind.REPLACEMENT

    def __repr__(self) -> str:
        """Never shows the person."""
        return f"ReplacementApplication(scheme={self.card.scheme.value}, reason={self.reason.value})"


@dataclass(frozen=True, kw_only=True)
class Release:
    """Takes a loss report back because the card was found."""

    holder: IdentityDocument
    card: InsuredCard
    applicant: IdentityDocument | None = None
    """None when the holder stands there."""
    relation: Relation = Relation.SELF

    kind = SubmissionKind.RELEASE


Submission = LossReport | ReplacementApplication | Release
