"""Dates, times, terms and money in the form of the language. A number and its unit stay together."""

from datetime import date, datetime

from PySide6.QtCore import QLocale

from kiosk.rules.terms import TimeUnit
from kiosk.ui.words.tr import tr

NO_BREAK = "\u00a0"
JOINER = "\u2060"


def glued(words: str) -> str:
    """No line break inside, not even between Chinese characters."""
    words = words.replace(" ", NO_BREAK)
    return "".join(
        JOINER + each if index and not each.isascii() else each for index, each in enumerate(words)
    )


def spoken_date(day: date, language: str) -> str:
    """11 月 27 日 / 27 Nov."""
    month_name = QLocale(language).monthName(day.month, QLocale.FormatType.ShortFormat)
    return glued(tr("{month} 月 {day} 日").format(month=day.month, day=day.day, month_name=month_name))


def spoken_moment(moment: datetime, language: str) -> str:
    """11 月 22 日 10:35 / 22 Nov, 10:35."""
    words = tr("{date} {time}", "a moment")
    return words.format(date=spoken_date(moment.date(), language), time=moment.strftime("%H:%M"))


def term(length: int, unit: TimeUnit) -> str:
    """5 个工作日 / 5 working days."""
    match unit:
        case TimeUnit.HOURS:
            return glued(tr("{count} 小时").format(count=length))
        case TimeUnit.DAYS:
            return glued(tr("{count} 天").format(count=length))
        case TimeUnit.WORKDAYS:
            return glued(tr("{count} 个工作日").format(count=length))


def ready(
    ready_on: date | None, days: int, unit: TimeUnit, language: str, *, about: bool, short: bool = False
) -> str:
    """When the card can be collected: a date with its term, or the term alone when the clock is not sure."""
    if ready_on is None:
        return tr("受理后{term}").format(term=term(days, unit))
    if short:
        return spoken_date(ready_on, language)
    words = tr("{date}左右（{term}）") if about else tr("{date}（{term}）")
    words = words.replace("左右", JOINER + glued("左右"))
    return words.format(date=spoken_date(ready_on, language), term=term(days, unit))


def money(fen: int) -> str:
    """20 元 / 20 yuan; cents only where there are any."""
    yuan, cents = divmod(fen, 100)
    amount = f"{yuan}.{cents:02d}" if cents else str(yuan)
    return glued(tr("{amount} 元").format(amount=amount))
