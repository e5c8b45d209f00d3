"""How long each page waits: every state has a time limit or is one where nobody waits.

Idle times follow VVSG 2.0 (2 to 5 minutes before a warning); speech and large text take longer.
"""

from kiosk.flow.current import visit_of
from kiosk.flow.pages import (
    AssistForm,
    AwaitingVerdict,
    BrowseDistricts,
    BrowseOutlets,
    ChooseService,
    Cleaning,
    ClosedPage,
    ConfirmQuit,
    Failsafe,
    Filing,
    Findings,
    Goodbye,
    Help,
    IdleWarning,
    KeepCalibration,
    LookingUp,
    Page,
    Paying,
    Printing,
    StaffDoor,
    StaffRoom,
    TakeDocument,
    TouchTest,
    Welcome,
    WhatToBring,
)
from kiosk.flow.preferences import Preferences
from kiosk.flow.state import Kiosk

IDLE, IDLE_SLOW = 120, 180
"""Seconds without a touch before the warning; the second with speech or large text."""
ANSWER, ANSWER_SLOW = 30, 45
"""Seconds to answer the warning."""
IDLE_OPEN = 60
"""Seconds on a page without a visit before the welcome page returns, without a warning."""
LOOK_UP = 5
VERDICT = 8
VERDICT_OFFLINE = 3
"""The upstream is believed down: a short chance, then the receipt says so."""
PRINTING = 60
"""Without progress; then the result is shown anyway."""
FILING = 30
"""A healthy disk takes milliseconds; past this it is hung."""
ORDER_OPENING = 10
ORDER_OPEN = 300
DOCUMENT_LEFT = 30
GOODBYE = 6
FAILSAFE = 20
TOUCH_TEST = 30
"""Without a cell that answers: those that are left are a dead zone."""

_TIMED = (LookingUp, Filing, AwaitingVerdict, Printing, Paying, IdleWarning)
"""Pages of a visit that have a time of their own."""


def slow(preferences: Preferences) -> bool:
    """Who listens or reads large needs more time."""
    return preferences.speech or preferences.large


def idle_seconds(kiosk: Kiosk) -> float:
    """Until the idle warning (or the way home), 0: this page is not left for idleness."""
    if isinstance(kiosk.page, StaffRoom):
        return kiosk.page.idle_seconds
    if isinstance(kiosk.page, TouchTest | KeepCalibration | AssistForm):
        return kiosk.page.room.idle_seconds
    if isinstance(kiosk.page, Findings):
        return IDLE_SLOW
    if visit_of(kiosk.page) is None:
        return IDLE_OPEN if _somebody_was_here(kiosk) else 0
    if isinstance(kiosk.page, _TIMED):
        return 0
    return IDLE_SLOW if slow(kiosk.preferences) else IDLE


def _somebody_was_here(kiosk: Kiosk) -> bool:
    """On a page open to everybody: a menu, an overlay, or a welcome page in another language."""
    match kiosk.page:
        case (
            ChooseService()
            | BrowseOutlets()
            | BrowseDistricts()
            | WhatToBring()
            | Help()
            | ConfirmQuit()
            | StaffDoor()
        ):
            return True
        case Welcome() | ClosedPage():
            return kiosk.preferences != kiosk.defaults
        case _:
            return False


def page_seconds(page: Page) -> float:
    """The page's own time, 0: it has none."""
    match page:
        case LookingUp():
            return page.seconds + 1
        case AwaitingVerdict():
            return page.seconds
        case Paying():
            return ORDER_OPEN if page.order and not page.cancelling else ORDER_OPENING
        case TakeDocument():
            return 0 if page.alarmed else DOCUMENT_LEFT
        case IdleWarning() | Cleaning() | KeepCalibration():
            return 1
        case _:
            return _FIXED.get(type(page), 0)


_FIXED: dict[type[Page], float] = {
    Filing: FILING,
    Printing: PRINTING,
    Goodbye: GOODBYE,
    Failsafe: FAILSAFE,
    TouchTest: TOUCH_TEST,
}


def answer_seconds(preferences: Preferences) -> int:
    """Seconds the idle warning waits."""
    return ANSWER_SLOW if slow(preferences) else ANSWER
