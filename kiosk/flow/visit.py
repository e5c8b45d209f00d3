"""One person's session: all personal data of the process hangs on this object."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from kiosk.rules.cards import Holder, InsuredCard
from kiosk.rules.documents import IdentityDocument
from kiosk.rules.submissions import (
    Delivery,
    Fee,
    LossForm,
    PaymentWay,
    Relation,
    ReplacementReason,
    Stroke,
    SubmissionKind,
)

if TYPE_CHECKING:
    from kiosk.rules.policy import Policy


class Service(StrEnum):
    """What a person can ask for."""

    REPORT_AND_REPLACE = "report_and_replace"
    REPORT_LOSS = "report_loss"
    REPLACE = "replace"
    RELEASE = "release"
    PROGRESS = "progress"
    REPRINT = "reprint"
    OUTLETS = "outlets"
    NO_DOCUMENT = "no_document"
    """The ID card is lost too: what to bring, and where."""


class Standing(StrEnum):
    """How far an act has come, in the order in which it gets there."""

    KEPT = "kept"
    """Durable at this terminal, the upstream has not answered: NOT in force."""
    RECEIVED = "received"
    """The upstream has it and vouches for it, but the card system behind has not acted: NOT in force."""
    IN_FORCE = "in_force"
    """Acted upon, since `FiledAct.since`. For an application: accepted."""
    REFUSED = "refused"
    """The upstream refuses; `FiledAct.refusal` says why, staff see it."""


class PrintState(StrEnum):
    """The receipt of one act."""

    WAITING = "waiting"
    PRINTING = "printing"
    PRINTED = "printed"
    UNCUT = "uncut"
    """Printed whole, not cut: tear it off."""
    NOT_PRINTED = "not_printed"
    """Surely nothing came out."""
    UNKNOWN = "unknown"
    """Power or link was lost in the middle."""
    PAPERLESS = "paperless"
    """The person agreed to go without paper."""


@dataclass(frozen=True, kw_only=True)
class FiledAct:
    """One submission that is durable at this terminal."""

    kind: SubmissionKind
    submission_id: str
    number: str
    """The receipt number, for people."""
    filed_at: datetime
    token: str = ""
    """The signed token of the receipt's QR."""
    form: LossForm | None = None
    """Of a loss report: temporary or formal."""
    standing: Standing = Standing.KEPT
    since: datetime | None = None
    """Upstream's time from which the act is in force."""
    refusal: str = ""
    print_state: PrintState = PrintState.WAITING
    copies: int = 0


@dataclass(frozen=True, kw_only=True)
class Answers:
    """What the person has answered for the application so far. Survives going back."""

    reason: ReplacementReason | None = None
    phone: str = field(default="", repr=False)
    delivery: Delivery | None = None
    outlet: str = ""
    fee: Fee | None = None
    payment: PaymentWay | None = None
    signature: tuple[Stroke, ...] = field(default=(), repr=False)
    unsigned: bool = False
    """The person cannot sign; staff will witness."""
    payment_order: str = ""
    """The order that was paid by QR."""


@dataclass(frozen=True, kw_only=True)
class Visit:
    """From the first touch to the wiped screen."""

    id: int
    """Unique in the life of the process; every answer carries it, late ones are dropped."""
    service: Service
    policy: "Policy" = field(repr=False)
    applicant: IdentityDocument | None = None
    """Who stands there."""
    holder: IdentityDocument | None = None
    """Whose card it is; the same object as `applicant` unless guardian or proxy."""
    relation: Relation = Relation.SELF
    known: Holder | None = None
    """What the upstream said of the holder; None before or when it could not be reached."""
    card: InsuredCard | None = None
    loss_form: LossForm = LossForm.FORMAL
    answers: Answers = Answers()
    filed: tuple[FiledAct, ...] = ()
    paperless: bool = False
    clerk: str = ""
    """Staff name of an assisted visit."""

    def __repr__(self) -> str:
        """Never shows the person."""
        return f"Visit(id={self.id}, service={self.service.value}, filed={len(self.filed)})"
