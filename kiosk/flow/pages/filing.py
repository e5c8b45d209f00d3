"""Agreeing, writing down, waiting for the word, printing, the result."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kiosk.flow.conditions import PrinterCondition
from kiosk.flow.visit import Visit
from kiosk.rules.submissions import SubmissionKind
from kiosk.rules.terms import Revocation, TimeUnit

if TYPE_CHECKING:
    from kiosk.rules.outlets import Outlet


@dataclass(frozen=True, kw_only=True)
class ChooseLossForm:
    """Temporary or formal, where the region lets a person choose: what each of them means."""

    visit: Visit


@dataclass(frozen=True, kw_only=True)
class ConfirmLoss:
    """What a report means; confirm it. The only door to filing a loss report."""

    visit: Visit
    revocation: Revocation


@dataclass(frozen=True, kw_only=True)
class ConfirmRelease:
    """You found the card: shall it work again? The only door to filing a release."""

    visit: Visit


@dataclass(frozen=True, kw_only=True)
class OfferPaperless:
    """The printer cannot print: go on without a receipt? The number will be shown."""

    visit: Visit
    printer: PrinterCondition


@dataclass(frozen=True, kw_only=True)
class Filing:
    """Being written durably: a blink."""

    visit: Visit
    kind: SubmissionKind


@dataclass(frozen=True, kw_only=True)
class AwaitingVerdict:
    """Kept safely; waiting for the upstream's word: at most `seconds`."""

    visit: Visit
    kind: SubmissionKind
    seconds: int
    asked_again: bool = False
    """No word came: the card's state is being asked, a report in force counts as done."""


@dataclass(frozen=True, kw_only=True)
class Printing:
    """The receipt is being printed."""

    visit: Visit
    kind: SubmissionKind
    waiting_for: PrinterCondition | None = None
    """Paper out or cover open in the middle: staff are called, the job waits."""


@dataclass(frozen=True, kw_only=True)
class Result:
    """What was done: the truth, the number, what next. The last act of `visit.filed`."""

    visit: Visit
    go_on: bool
    """Report-and-replace: the replacement comes next."""
    ready_on: date | None = None
    about: bool = False
    days: int = 0
    unit: TimeUnit = TimeUnit.WORKDAYS
    outlet: "Outlet | None" = None
    number_qr: str = ""
    """What the QR on the screen says: the receipt's signed token."""
