"""What a person answers on one page or another. The screen (or `kiosk visit`) posts these."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from kiosk.flow.events.anywhere import AidToggled, LanguageChosen, Pressed, Touched, VolumeChosen
from kiosk.flow.preferences import Contrast

if TYPE_CHECKING:
    from kiosk.flow.visit import Service
    from kiosk.rules.submissions import Delivery, LossForm, PaymentWay, ReplacementReason, Stroke


@dataclass(frozen=True, kw_only=True)
class ServiceChosen:
    """From the menu."""

    service: "Service"


@dataclass(frozen=True, kw_only=True)
class CardChosen:
    """Index into `visit.known.cards`."""

    index: int


@dataclass(frozen=True, kw_only=True)
class KeyTyped:
    """One character of our own keypads: 0-9, +, A-Z, <."""

    key: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class LossFormChosen:
    """Temporary or formal."""

    form: "LossForm"


@dataclass(frozen=True, kw_only=True)
class ReasonChosen:
    """Why a new card is needed."""

    reason: "ReplacementReason"


@dataclass(frozen=True, kw_only=True)
class DeliveryChosen:
    """Pick up or mail."""

    delivery: "Delivery"


@dataclass(frozen=True, kw_only=True)
class DistrictChosen:
    """By its Chinese name."""

    district: str


@dataclass(frozen=True, kw_only=True)
class OutletChosen:
    """By its id."""

    outlet: str


@dataclass(frozen=True, kw_only=True)
class PaymentChosen:
    """How the fee is settled."""

    payment: "PaymentWay"


@dataclass(frozen=True, kw_only=True)
class StrokeDrawn:
    """One finished stroke of the signature."""

    stroke: "Stroke" = field(repr=False)


class Field(StrEnum):
    """Lines of the check page that can be changed."""

    REASON = "reason"
    PHONE = "phone"
    DELIVERY = "delivery"
    OUTLET = "outlet"
    SIGNATURE = "signature"
    PAYMENT = "payment"


@dataclass(frozen=True, kw_only=True)
class EditAsked:
    """Change this line."""

    field: Field


@dataclass(frozen=True, kw_only=True)
class ReceiptChosen:
    """Reprint this one: index into `ShowProgress.items`."""

    index: int


@dataclass(frozen=True, kw_only=True)
class HallContrastSet:
    """The terminal's default theme (dark in night halls)."""

    contrast: Contrast


PersonEvent = (
    Pressed
    | Touched
    | ServiceChosen
    | CardChosen
    | KeyTyped
    | LossFormChosen
    | ReasonChosen
    | DeliveryChosen
    | DistrictChosen
    | OutletChosen
    | PaymentChosen
    | StrokeDrawn
    | EditAsked
    | ReceiptChosen
    | LanguageChosen
    | AidToggled
    | VolumeChosen
    | HallContrastSet
)
