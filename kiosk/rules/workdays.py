"""Working days in China: holidays and make-up workdays as the State Council publishes them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta


def _published(day: date) -> bool:
    """Raises NotImplementedError outside the published years (2004 to 2026 in release 1.11)."""
    import chinese_calendar

    published: Callable[[date], bool] = chinese_calendar.is_workday
    return published(day)


@dataclass(frozen=True)
class Overrides:
    """Days that operations set by hand, before a release carries them: true is a workday."""

    days: Mapping[date, bool] = field(default_factory=dict)

    def year_known(self, year: int) -> bool:
        """An override file that speaks of a year's National Day is taken as that year's calendar."""
        return date(year, 10, 1) in self.days


@dataclass(frozen=True, kw_only=True)
class DueDay:
    """A day in the future, and whether it is only a guess."""

    on: date
    about: bool
    """A day in between belongs to a year whose holidays are not published yet."""


def workday(day: date, overrides: Overrides) -> tuple[bool, bool]:
    """(is a workday, is known for sure). An unpublished year counts Monday to Friday, unsure."""
    if day in overrides.days:
        return overrides.days[day], True
    if overrides.year_known(day.year):
        return day.weekday() < 5, True
    try:
        return _published(day), True
    except NotImplementedError:
        return day.weekday() < 5, False


def after_workdays(start: date, count: int, overrides: Overrides) -> DueDay:
    """The day `count` workdays after `start`; counting begins with the next day."""
    day, left, about = start, count, False
    while left:
        day += timedelta(days=1)
        is_workday, sure = workday(day, overrides)
        left -= is_workday
        about = about or not sure
    return DueDay(on=day, about=about)
