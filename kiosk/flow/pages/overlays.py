"""What is laid over a page that goes on living."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.flow.pages import Page


@dataclass(frozen=True, kw_only=True)
class IdleWarning:
    """Are you still there? The whole screen extends."""

    under: "Page"
    remaining: int
    """Seconds until the wipe."""


@dataclass(frozen=True, kw_only=True)
class ConfirmQuit:
    """Really leave? What is filed stays filed; the rest is cleared."""

    under: "Page"


@dataclass(frozen=True, kw_only=True)
class Help:
    """Who helps here: desk, 12333, the outlet. Goes back to where one was."""

    under: "Page"
