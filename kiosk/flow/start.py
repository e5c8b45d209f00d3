"""The first state of a terminal that was just switched on."""

from datetime import datetime

from kiosk.flow.conditions import Conditions
from kiosk.flow.effects import Effect
from kiosk.flow.menu import home_page
from kiosk.flow.pages import Welcome
from kiosk.flow.preferences import Preferences
from kiosk.flow.state import Kiosk, Place
from kiosk.flow.transition import enter
from kiosk.rules.policy import Policy
from kiosk.rules.workdays import Overrides


def start(
    place: Place,
    policy: Policy | None,
    now: datetime,
    *,
    defaults: Preferences | None = None,
    conditions: Conditions | None = None,
    calendar: Overrides | None = None,
) -> tuple[Kiosk, tuple[Effect, ...]]:
    """Welcome, or closed with the reason. Without `conditions` all devices are taken to be well."""
    wishes = defaults or Preferences()
    kiosk = Kiosk(
        place=place,
        policy=place.seen_from_here(policy) if policy else None,
        page=Welcome(),
        conditions=conditions or Conditions(now=now),
        preferences=wishes,
        defaults=wishes,
        calendar=calendar or Overrides(),
    )
    return enter(kiosk, home_page(kiosk))
