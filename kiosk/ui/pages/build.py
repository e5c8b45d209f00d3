"""From a state to the content of its page: exactly one function a state.

The pages of visits and of maintenance are loaded when one is wanted: the welcome page comes sooner.
"""

from typing import assert_never

from kiosk.flow import pages as p
from kiosk.ui.components.context import Context
from kiosk.ui.pages import ending, opening, overlays
from kiosk.ui.pages.content import Content


def content_of(context: Context) -> Content:  # noqa: PLR0911, PLR0912 - one line a state
    """The content of the state's page."""
    page = context.kiosk.page
    if isinstance(page, p.VisitPage):
        from kiosk.ui.pages.build_visit import content_of_visit

        return content_of_visit(context, page)
    if isinstance(page, p.MaintenancePage):
        from kiosk.ui.pages.build_staff import content_of_maintenance

        return content_of_maintenance(context, page)
    match page:
        case p.Welcome():
            return opening.welcome(context, page)
        case p.ChooseService():
            return opening.choose_service(context, page)
        case p.BrowseOutlets():
            return opening.browse_outlets(context, page)
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
