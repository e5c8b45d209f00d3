"""The visit that is running now, wherever in the page it stands."""

from dataclasses import replace

from kiosk.flow.pages import ConfirmQuit, Help, IdleWarning, Page, VisitPage
from kiosk.flow.state import Kiosk
from kiosk.flow.visit import FiledAct, Visit
from kiosk.rules.submissions import SubmissionKind


def uncovered(page: Page) -> Page:
    """The page under all overlays."""
    while isinstance(page, IdleWarning | ConfirmQuit | Help):
        page = page.under
    return page


def visit_of(page: Page) -> Visit | None:
    """The running visit, None on a page that is open to everybody."""
    page = uncovered(page)
    return page.visit if isinstance(page, VisitPage) else None


def with_visit(page: Page, visit: Visit) -> Page:
    """The same page for a visit that has changed."""
    return replace(page, visit=visit) if isinstance(page, VisitPage) else page


def act_of(visit: Visit, kind: SubmissionKind) -> FiledAct | None:
    """What was filed of that kind in this visit."""
    return next((act for act in visit.filed if act.kind is kind), None)


def with_act(visit: Visit, act: FiledAct) -> Visit:
    """The visit with that act brought up to date (or added)."""
    if all(one.submission_id != act.submission_id for one in visit.filed):
        return replace(visit, filed=(*visit.filed, act))
    filed = tuple(act if one.submission_id == act.submission_id else one for one in visit.filed)
    return replace(visit, filed=filed)


def belongs(kiosk: Kiosk, visit: int) -> bool:
    """An answer for the visit that is running, not for one that is over."""
    running = visit_of(kiosk.page)
    return running is not None and running.id == visit
