"""When a page is built anew, and when its live values are only patched."""

from dataclasses import replace
from typing import TYPE_CHECKING

from kiosk.flow import pages as p
from kiosk.flow.state import Kiosk

if TYPE_CHECKING:
    from kiosk.flow.pages import Page

PageKey = tuple[object, ...]


def page_key(kiosk: Kiosk) -> PageKey:
    """Equal keys are the same page: what differs between two states of one key is patched in place."""
    return (type(kiosk.page), _fixed(kiosk.page), _look(kiosk), kiosk.conditions.upstream_reachable)


def frame_key(kiosk: Kiosk) -> PageKey:
    """Equal keys have the same bars above and below the page."""
    return (_look(kiosk), kiosk.place, kiosk.policy.hotline if kiosk.policy else "")


def _look(kiosk: Kiosk) -> PageKey:
    wishes = kiosk.preferences
    return (wishes.language, wishes.large, wishes.contrast, wishes.low_reach, wishes.speech)


def _fixed(page: "Page") -> "Page":  # noqa: PLR0911 - one return a case, exhaustive
    """The page without its live values."""
    match page:
        case p.Welcome():  # looked at first: a start makes no other page
            return page
        case p.PlaceDocument():
            # trouble brings a notice, which may need the page to be set closer
            trouble = p.ReadTrouble.UNREADABLE if page.trouble else None
            return replace(page, reading=False, trouble=trouble, failures=0)
        case p.TypePassport():
            return replace(page, first="", second="")
        case p.FindOutlet():
            return replace(page, query="", onward=frozenset(), found=0)
        case p.EnterPhone():
            return replace(page, digits="")
        case p.Sign():
            from kiosk.flow.visit import Answers

            return replace(page, visit=replace(page.visit, answers=Answers()))
        case p.StaffDoor() | p.StaffRoom() | p.TouchTest() | p.KeepCalibration() | p.AssistForm():
            return _fixed_of_staff(page)
        case p.LookingUp():
            return replace(page, seconds=0)
        case p.AwaitingVerdict():
            return replace(page, seconds=0, asked_again=False)
        case p.Paying():
            return replace(page, cancelling=False)
        case p.IdleWarning():
            return replace(page, remaining=0)
        case _:
            return page


def _fixed_of_staff(  # noqa: PLR0911 - one return a case, exhaustive
    page: "p.StaffDoor | p.StaffRoom | p.TouchTest | p.KeepCalibration | p.AssistForm",
) -> "Page":
    from kiosk.flow.pages.maintenance import LISTS, AssistAsk

    match page:
        case p.StaffDoor():
            return replace(page, typed="", trouble=None, wait_seconds=0, tries_left=0, checking=False)
        case p.StaffRoom() if page.look is not None and page.section not in LISTS:
            # what was looked at anew meanwhile is not shown here: no page change under a finger
            return replace(page, look=None, sheet=-1)
        case p.StaffRoom():
            return page
        case p.TouchTest():
            return page if page.cells_done else replace(page, touched=frozenset())
        case p.KeepCalibration():
            return replace(page, seconds=0)
        case p.AssistForm() if page.asks is AssistAsk.NAME:
            return page
        case p.AssistForm():
            return replace(page, number="", wrong=False, busy=False)
