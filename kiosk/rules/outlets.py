"""Card service outlets: where a card is collected, where people go instead, how one is found in a list."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from math import asin, cos, radians, sin, sqrt
from typing import Annotated

from pydantic import Field

Words = Annotated[str, Field(min_length=1)]
Latitude = Annotated[float, Field(ge=-90, le=90)]
Longitude = Annotated[float, Field(ge=-180, le=180)]
Position = tuple[Latitude, Longitude]
"""Degrees, north and east (WGS 84)."""
_EARTH_KM = 6371.0
"""Mean radius (IUGG, R1)."""


class OutletService(StrEnum):
    """What an outlet can do."""

    REPORT = "report"
    REPLACE = "replace"
    RELEASE = "release"
    COLLECT = "collect"


@dataclass(frozen=True, kw_only=True)
class Outlet:
    """One outlet of a region policy. Texts are given in Chinese and English."""

    id: Words
    """Begins with the region; cards name it."""
    name: Words
    """As it is signposted."""
    name_en: Words
    """The same in English."""
    address: Words
    """Street and number."""
    address_en: Words
    """The same in English."""
    hours: Words
    """Spoken form: 周一至周五 9:00-17:00."""
    hours_en: Words
    """The same in English."""
    phone: Words
    """Of the outlet itself."""
    counter: str = ""
    """Where inside, left out where there is one counter."""
    counter_en: str = ""
    """The same in English."""
    services: frozenset[OutletService] = frozenset(OutletService)
    """What it can do; left out: everything."""
    district: str = ""
    """区 or 县, as people say it; lets them choose from a shorter list."""
    district_en: str = ""
    """The same in English; left out: the Chinese name."""
    pinyin: Annotated[str, Field(pattern=r"^[a-z]*( [a-z]+)*$")] = ""
    """Initials of the Chinese name, word by word (市民中心 网点: "smzx wd"): found without Chinese input."""
    position: Position | None = None
    """Where it stands, to be listed by its distance."""


@dataclass(frozen=True)
class District:
    """A part of the region that has outlets."""

    name: str
    name_en: str


def matches(outlet: Outlet, query: str) -> bool:
    """What was typed begins a word of the pinyin or of the English name, or stands in the id."""
    wanted = query.lower()
    begun = (*_from_each_word(outlet.pinyin), *_from_each_word(outlet.name_en.lower()))
    return wanted in outlet.id or any(words.startswith(wanted) for words in begun)


def _from_each_word(text: str) -> Iterator[str]:
    words = text.split()
    return ("".join(words[index:]) for index in range(len(words)))


def districts(outlets: tuple[Outlet, ...]) -> tuple[District, ...]:
    """Their districts, each once by its Chinese name, in the order of the outlets; none unless every outlet
    names its own.
    """
    named: dict[str, District] = {}
    for outlet in outlets:
        named.setdefault(outlet.district, District(outlet.district, outlet.district_en or outlet.district))
    return () if "" in named else tuple(named.values())


def nearest_first(outlets: tuple[Outlet, ...], here: Position | None) -> tuple[Outlet, ...]:
    """By distance from here; who has no position keeps the policy's order behind those who have one."""
    if here is None:
        return outlets
    return tuple(sorted(outlets, key=lambda outlet: _km(here, outlet.position)))


def _km(here: Position, there: Position | None) -> float:
    """On the great circle (haversine formula)."""
    if there is None:
        return float("inf")
    (north, east), (to_north, to_east) = map(_radians, (here, there))
    square = sin((to_north - north) / 2) ** 2 + cos(north) * cos(to_north) * sin((to_east - east) / 2) ** 2
    return 2 * _EARTH_KM * asin(sqrt(square))


def _radians(position: Position) -> tuple[float, float]:
    return radians(position[0]), radians(position[1])
