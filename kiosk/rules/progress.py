"""How far an application is, and what the upstream remembers of past filings."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from kiosk.rules.cards import Scheme
from kiosk.rules.submissions import (
    Delivery,
    Fee,
    LossForm,
    LossReport,
    PaymentWay,
    Release,
    ReplacementApplication,
    ReplacementReason,
    Submission,
    SubmissionKind,
)


class MakingStage(StrEnum):
    """The stages of making a card, in their order (Jiangsu interface 3-7, codes 0 to 12)."""

    NOT_SUBMITTED = "not_submitted"
    SUBMITTED = "submitted"
    OUTLET_BATCH = "outlet_batch"
    CITY_BATCH = "city_batch"
    PROVINCE_BATCH = "province_batch"
    BANK_OPENING = "bank_opening"
    BANK_OPENED = "bank_opened"
    MAKING = "making"
    IN_TRANSIT_TO_CITY = "in_transit_to_city"
    RECEIVED_BY_CITY = "received_by_city"
    IN_TRANSIT_TO_OUTLET = "in_transit_to_outlet"
    AT_OUTLET = "at_outlet"
    COLLECTED = "collected"


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What was filed, as far as its receipt says it: on another day the region may ask for something else."""

    loss: LossForm | None = None
    """Of a loss report; all the others are of a replacement."""
    reason: ReplacementReason | None = None
    fee: Fee | None = None
    payment: PaymentWay | None = None
    delivery: Delivery | None = None


def terms_of(submission: Submission) -> Terms:
    """What a receipt of that submission says, without the person."""
    match submission:
        case LossReport():
            return Terms(loss=submission.form)
        case ReplacementApplication():
            return Terms(
                reason=submission.reason,
                fee=submission.fee,
                payment=submission.payment,
                delivery=submission.delivery,
            )
        case Release():
            return Terms()


@dataclass(frozen=True, kw_only=True)
class ProgressItem:
    """One past filing of a holder, as the upstream tells it. Enough to show and to reprint."""

    kind: SubmissionKind
    submission_id: str
    number: str
    """The receipt number, for people."""
    filed_at: datetime
    scheme: Scheme = Scheme.SOCIAL_SECURITY
    stage: MakingStage | None = None
    """Of a replacement; None for a loss report or a release, or when not known."""
    in_force_since: datetime | None = None
    refusal: str = ""
    """The upstream's reason when it refused, else empty."""
    outlet: str = ""
    """Where the card is collected: an id of the region policy."""
    ready_on: date | None = None
    token: str = ""
    """The receipt's signed token, for its QR."""
    terms: Terms = Terms()
    """As they were at filing; empty where the upstream did not keep them."""
