"""When a new card is ready, as the region promises it."""

from dataclasses import dataclass
from datetime import date, timedelta

from kiosk.rules.cards import Scheme
from kiosk.rules.policy import Policy, Promise
from kiosk.rules.terms import TimeUnit
from kiosk.rules.workdays import Overrides, after_workdays


@dataclass(frozen=True, kw_only=True)
class Ready:
    """The term, and the day where it can be said."""

    on: date | None
    """None when the clock is not trusted: then only the term is said."""
    about: bool
    """The region says "usually", or the calendar of that year is not published."""
    length: int
    unit: TimeUnit


def ready(
    policy: Policy, scheme: Scheme, today: date, *, clock_trusted: bool, overrides: Overrides | None = None
) -> Ready:
    """Counted from the day after acceptance (`today`)."""
    promise = next((one for one in policy.promises if one.scheme == scheme), policy.promises[0])
    if not clock_trusted:
        return Ready(on=None, about=promise.usually, length=promise.length, unit=promise.unit)
    on, guessed = _due(promise, today, overrides or Overrides())
    return Ready(on=on, about=promise.usually or guessed, length=promise.length, unit=promise.unit)


def _due(promise: Promise, today: date, overrides: Overrides) -> tuple[date, bool]:
    match promise.unit:
        case TimeUnit.WORKDAYS:
            due = after_workdays(today, promise.length, overrides)
            return due.on, due.about
        case TimeUnit.DAYS:
            return today + timedelta(days=promise.length), False
        case TimeUnit.HOURS:
            return today + timedelta(days=-(-promise.length // 24)), False
