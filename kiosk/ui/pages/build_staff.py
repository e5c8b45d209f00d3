"""From a state of maintenance to the content of its page."""

from dataclasses import replace

from kiosk.flow import pages as p
from kiosk.ui.components.context import Context
from kiosk.ui.pages import staff_assist, staff_door, staff_findings, staff_room, staff_touch
from kiosk.ui.pages.content import Content


def content_of_maintenance(context: Context, page: p.MaintenancePage) -> Content:
    """The content of its page; where visitors find help is no help to staff."""
    return replace(_content(context, page), help=False)


def _content(context: Context, page: p.MaintenancePage) -> Content:  # noqa: PLR0911 - one return a case, exhaustive
    match page:
        case p.StaffDoor():
            return staff_door.staff_door(context, page)
        case p.Findings():
            return staff_findings.findings_page(context, page)
        case p.StaffRoom():
            return staff_room.staff_room(context, page)
        case p.Cleaning():
            return staff_room.cleaning(context, page)
        case p.TouchTest():
            return staff_touch.touch_test(context, page)
        case p.KeepCalibration():
            return staff_touch.keep_calibration(context, page)
        case p.AssistForm():
            return staff_assist.assist_form(context, page)
