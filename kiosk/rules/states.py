"""What follows from a card's state."""

from datetime import datetime, timedelta

from kiosk.rules.cards import InsuredCard
from kiosk.rules.policy import Policy
from kiosk.rules.terms import TimeUnit
from kiosk.rules.workdays import Overrides, after_workdays


def lapses_at(policy: Policy, card: InsuredCard, overrides: Overrides | None = None) -> datetime | None:
    """Until when a temporary report holds; None when the region or the upstream does not say.

    Days end at midnight: a report of the 19th that holds ten days is over at the end of the 29th.
    """
    term = policy.temporary_loss
    if term is None or card.reported_at is None:
        return None
    if term.unit is TimeUnit.HOURS:
        return card.reported_at + timedelta(hours=term.length)
    end_of_day = card.reported_at.replace(hour=23, minute=59, second=59, microsecond=0)
    if term.unit is TimeUnit.DAYS:
        return end_of_day + timedelta(days=term.length)
    due = after_workdays(card.reported_at.date(), term.length, overrides or Overrides())
    return end_of_day.replace(year=due.on.year, month=due.on.month, day=due.on.day)
