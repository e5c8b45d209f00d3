"""Card service outlets: where a card is collected and where people go instead."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Outlet:
    """One outlet of a region policy. Texts are given in Chinese and English."""

    id: str
    name: str
    name_en: str
    address: str
    address_en: str
    hours: str
    """Spoken form: 周一至周五 9:00-17:00."""
    hours_en: str
    phone: str
    counter: str = ""
    counter_en: str = ""
    services: frozenset[str] = frozenset({"report", "replace", "release", "collect"})


def matches(outlet: Outlet, query: str) -> bool:
    """What was typed begins a word of the English name or stands in the id: no Chinese input is needed."""
    wanted = query.lower()
    return wanted in outlet.id or any(word.startswith(wanted) for word in outlet.name_en.lower().split())
