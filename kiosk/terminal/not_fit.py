"""Why a terminal cannot be built: for the closed page, for staff, and once for the log."""

from collections.abc import Callable
from dataclasses import dataclass, field

import structlog

from kiosk.flow.conditions import OutOfService
from kiosk.store.trouble import StoreTrouble
from kiosk.upstream.keys import KeyTrouble

_log = structlog.get_logger()


@dataclass(frozen=True, kw_only=True)
class NotFit:
    """Why the terminal cannot serve at all: what the closed page says, and a stable code for staff."""

    reason: OutOfService
    code: str
    detail: str
    log: Callable[[], None] = field(compare=False, repr=False)
    """Writes it down. Whoever builds again and again does so when it changes."""


def unusable(keys: KeyTrouble) -> NotFit:
    """Keys or certificate."""
    return NotFit(
        reason=OutOfService.SETUP,
        code=f"KEYS_{keys.fault.name}",
        detail=keys.file,
        log=lambda: _log.error("terminal.keys_unusable", file=keys.file, fault=keys.fault.value),
    )


def of_another(terminal: str) -> NotFit:
    """The certificate names another terminal."""
    return NotFit(
        reason=OutOfService.SETUP,
        code="KEYS_OF_ANOTHER_TERMINAL",
        detail=terminal,
        log=lambda: _log.error("terminal.keys_of_another", certificate=terminal),
    )


def without_store(store: StoreTrouble) -> NotFit:
    """It could not be opened."""
    return NotFit(
        reason=OutOfService.STORE,
        code=f"STORE_{store.kind.name}",
        detail=store.detail,
        log=lambda: _log.error("terminal.store_unusable", kind=store.kind.value, detail=store.detail),
    )


def not_built(error: str) -> NotFit:
    """Something else in the settings or files that only building shows; the type of the error."""
    return NotFit(
        reason=OutOfService.SETUP,
        code=f"SETUP_{error.upper()}",
        detail="",
        log=lambda: _log.error("terminal.cannot_be_built", error=error),
    )
