"""Pages that are open to everybody: no visit, no personal data."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from kiosk.flow.conditions import OutOfService

if TYPE_CHECKING:
    from kiosk.flow.visit import Service
    from kiosk.rules.outlets import District, Outlet


@dataclass(frozen=True, kw_only=True)
class Welcome:
    """The attract loop: nobody is here."""


class Unoffered(StrEnum):
    """Why a service cannot be chosen now."""

    NO_READER = "no_reader"
    OFFLINE = "offline"
    POLICY = "policy"


@dataclass(frozen=True, kw_only=True)
class Offer:
    """One service on the menu."""

    service: "Service"
    unoffered: Unoffered | None = None


@dataclass(frozen=True, kw_only=True)
class ChooseService:
    """What would you like to do? Unavailable services are shown with their reason."""

    offers: tuple["Offer", ...]


@dataclass(frozen=True, kw_only=True)
class BrowseOutlets:
    """Outlets, hours, phones; no filing, no document."""

    outlets: "tuple[Outlet, ...]"
    district: str = ""
    """The list is of this district alone."""
    sheet: int = 0


@dataclass(frozen=True, kw_only=True)
class BrowseDistricts:
    """In which part of the region? A shorter list, without typing."""

    districts: "tuple[District, ...]"
    sheet: int = 0


@dataclass(frozen=True, kw_only=True)
class WhatToBring:
    """Without an ID card: which outlet, and what to bring; can be printed."""

    outlets: "tuple[Outlet, ...]"
    printed: bool = False


@dataclass(frozen=True, kw_only=True)
class ClosedPage:
    """Out of service: why, what still works, where instead."""

    reason: OutOfService
    outlets: "tuple[Outlet, ...]" = ()
