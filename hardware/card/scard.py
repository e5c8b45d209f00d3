"""pyscard's thin layer under names and types of our own. Nothing else imports `smartcard`."""

import contextlib
from collections.abc import Iterator
from typing import Any, Final

import smartcard.scard

from hardware.card.failure import ReadFailure
from hardware.card.simulated import is_virtual_reader

api: Any = smartcard.scard  # made by SWIG, without types

FAILURES: Final = {
    api.SCARD_E_NO_SMARTCARD: ReadFailure.INTERRUPTED,
    api.SCARD_W_REMOVED_CARD: ReadFailure.INTERRUPTED,
    api.SCARD_W_UNRESPONSIVE_CARD: ReadFailure.CARD_UNREADABLE,
    api.SCARD_W_UNPOWERED_CARD: ReadFailure.CARD_UNREADABLE,
    api.SCARD_W_UNSUPPORTED_CARD: ReadFailure.CARD_UNREADABLE,
    api.SCARD_E_PROTO_MISMATCH: ReadFailure.CARD_UNREADABLE,
    api.SCARD_E_SHARING_VIOLATION: ReadFailure.READER_BUSY,
    api.SCARD_W_RESET_CARD: ReadFailure.READER_BUSY,
    api.SCARD_E_READER_UNAVAILABLE: ReadFailure.NO_READER,
    api.SCARD_E_UNKNOWN_READER: ReadFailure.NO_READER,
    api.SCARD_E_NO_READERS_AVAILABLE: ReadFailure.NO_READER,
    api.SCARD_E_NO_SERVICE: ReadFailure.NO_READER,
    api.SCARD_E_SERVICE_STOPPED: ReadFailure.NO_READER,
    api.SCARD_E_INVALID_HANDLE: ReadFailure.NO_READER,
    api.SCARD_F_COMM_ERROR: ReadFailure.NO_READER,
}
SERVICE_LOST: Final = {
    api.SCARD_E_NO_SERVICE,
    api.SCARD_E_SERVICE_STOPPED,
    api.SCARD_E_INVALID_HANDLE,
    api.SCARD_F_COMM_ERROR,
    api.SCARD_F_INTERNAL_ERROR,
}
READER_LOST: Final = {
    api.SCARD_E_UNKNOWN_READER,
    api.SCARD_E_READER_UNAVAILABLE,
    api.SCARD_E_NO_READERS_AVAILABLE,
}


def reader_names() -> list[str]:
    """Return the names of all readers that PC/SC serves now; none when the service is not there."""
    with passing_context() as context:
        if context is None:
            return []
        code, names = api.SCardListReaders(context, [])
        return list(names) if code == api.SCARD_S_SUCCESS else []


def service_runs() -> bool:
    """Tell whether the PC/SC service answers."""
    with passing_context() as context:
        return context is not None


@contextlib.contextmanager
def passing_context() -> Iterator[int | None]:
    """Lend a context for a moment; None when the service is not there."""
    code, context = api.SCardEstablishContext(api.SCARD_SCOPE_SYSTEM)
    if code != api.SCARD_S_SUCCESS:
        yield None
        return
    try:
        yield context
    finally:
        api.SCardReleaseContext(context)


def chosen(wanted: str, names: list[str], *, accept_simulated: bool = True) -> str:
    """Pick the reader named exactly `wanted`, else the first whose name contains it, else none."""
    allowed = [name for name in names if accept_simulated or not is_virtual_reader(name)]
    if wanted in allowed:
        return wanted
    return next((name for name in sorted(allowed) if wanted in name), "")
