"""From a state to the content of its page: exactly one function a state.

All but the welcome page are loaded when one is wanted: a terminal that starts shows its first page sooner.
"""

from typing import TYPE_CHECKING, assert_never

from kiosk.flow import pages as p
from kiosk.ui.components.context import Context
from kiosk.ui.pages.content import Content
from kiosk.ui.pages.welcome import welcome

if TYPE_CHECKING:
    _Open = p.ChooseService | p.WhatToBring | p.TakeDocument | p.Goodbye | p.ClosedPage
    _Other = _Open | p.Failsafe | p.IdleWarning | p.ConfirmQuit | p.Help


def content_of(context: Context) -> Content:
    """The content of the state's page."""
    page = context.kiosk.page
    if isinstance(page, p.Welcome):
        return welcome(context, page)
    if isinstance(page, p.VisitPage):
        from kiosk.ui.pages.build_visit import content_of_visit

        return content_of_visit(context, page)
    if isinstance(page, p.MaintenancePage):
        from kiosk.ui.pages.build_staff import content_of_maintenance

        return content_of_maintenance(context, page)
    if isinstance(page, p.BrowseOutlets | p.BrowseDistricts):
        return _of_browsing(context, page)
    return _content_of_other(context, page)


def _content_of_other(context: Context, page: "_Other") -> Content:  # noqa: PLR0911 - one line a state
    from kiosk.ui.pages import ending, opening, overlays

    match page:
        case p.ChooseService():
            return opening.choose_service(context, page)
        case p.WhatToBring():
            return opening.what_to_bring(context, page)
        case p.TakeDocument():
            return ending.take_document(context, page)
        case p.Goodbye():
            return ending.goodbye(context, page)
        case p.ClosedPage():
            return ending.closed(context, page)
        case p.Failsafe():
            return ending.failsafe(context, page)
        case p.IdleWarning():
            return overlays.idle_warning(context, page)
        case p.ConfirmQuit():
            return overlays.confirm_quit(context, page)
        case p.Help():
            return overlays.help_page(context, page)
        case _:
            assert_never(page)


def _of_browsing(context: Context, page: "p.BrowseOutlets | p.BrowseDistricts") -> Content:
    from kiosk.ui.pages import browsing

    if isinstance(page, p.BrowseOutlets):
        return browsing.browse_outlets(context, page)
    return browsing.browse_districts(context, page)
