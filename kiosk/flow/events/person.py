"""What a person does. The screen (or `kiosk visit`) posts these."""

from dataclasses import dataclass, field
from enum import StrEnum

from kiosk.flow.preferences import Contrast
from kiosk.flow.visit import Service
from kiosk.rules.submissions import Delivery, LossForm, PaymentWay, ReplacementReason, Stroke


class Press(StrEnum):
    """Buttons that carry nothing but themselves. A press that means nothing on a page is ignored."""

    START = "start"
    BACK = "back"
    QUIT = "quit"
    """Asks; `CONFIRM` on the quit page leaves."""
    HELP = "help"
    CONFIRM = "confirm"
    """The one primary button of a page: go on, yes this is me, report it lost, send, I am here."""
    DECLINE = "decline"
    """Its opposite: not me, not now, stay."""
    PAPERLESS = "paperless"
    """Go on without paper."""
    RETRY = "retry"
    TYPE_PASSPORT = "type_passport"
    BACKSPACE = "backspace"
    CLEAR = "clear"
    CANNOT_SIGN = "cannot_sign"
    NEXT_SHEET = "next_sheet"
    PREVIOUS_SHEET = "previous_sheet"
    PRINT = "print"
    REPRINT = "reprint"
    SEARCH = "search"
    """Find one in a long list."""
    FOR_ANOTHER = "for_another"
    """On the identity page: this is me, but the card is another person's (guardian, proxy)."""


@dataclass(frozen=True, kw_only=True)
class Pressed:
    """A button was pressed."""

    press: Press


@dataclass(frozen=True, kw_only=True)
class Touched:
    """Somebody touched the screen somewhere, or pressed a key: not idle."""


@dataclass(frozen=True, kw_only=True)
class ServiceChosen:
    """From the menu."""

    service: Service


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

    form: LossForm


@dataclass(frozen=True, kw_only=True)
class ReasonChosen:
    """Why a new card is needed."""

    reason: ReplacementReason


@dataclass(frozen=True, kw_only=True)
class DeliveryChosen:
    """Pick up or mail."""

    delivery: Delivery


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

    payment: PaymentWay


@dataclass(frozen=True, kw_only=True)
class StrokeDrawn:
    """One finished stroke of the signature."""

    stroke: Stroke = field(repr=False)


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
class LanguageChosen:
    """On any page."""

    language: str


class Aid(StrEnum):
    """The switches of the aid bar."""

    LARGE = "large"
    CONTRAST = "contrast"
    SPEECH = "speech"
    LOW_REACH = "low_reach"
    DARK = "dark"


@dataclass(frozen=True, kw_only=True)
class AidToggled:
    """On any page."""

    aid: Aid


@dataclass(frozen=True, kw_only=True)
class VolumeChosen:
    """1 to 5."""

    volume: int


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
