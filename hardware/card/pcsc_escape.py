"""The escape command of a PC/SC reader (SCardControl)."""

from hardware.card.failure import ReadFailure
from hardware.card.scard import FAILURES, api, chosen


class EscapeChannel:
    """Escape commands to a reader, with or without a card in it."""

    def __init__(self, context: int, handle: int, function: int) -> None:
        self._context = context
        self._handle = handle
        self._code = api.SCARD_CTL_CODE(function)

    def control(self, command: bytes) -> bytes | ReadFailure:
        """Send one escape command and return the reader's answer."""
        code, answer = api.SCardControl(self._handle, self._code, list(command))
        if code != api.SCARD_S_SUCCESS:
            return FAILURES.get(code, ReadFailure.READER_FAULT)
        return bytes(answer)

    def close(self) -> None:
        """Release the reader."""
        api.SCardDisconnect(self._handle, api.SCARD_LEAVE_CARD)
        api.SCardReleaseContext(self._context)


def open_escape(name: str, function: int, *, accept_simulated: bool = True) -> EscapeChannel | ReadFailure:
    """Connect to a reader directly, whether or not a card lies there."""
    code, context = api.SCardEstablishContext(api.SCARD_SCOPE_SYSTEM)
    if code != api.SCARD_S_SUCCESS:
        return ReadFailure.NO_READER
    code, names = api.SCardListReaders(context, [])
    reader = chosen(name, names, accept_simulated=accept_simulated) if code == api.SCARD_S_SUCCESS else ""
    code, handle, _ = api.SCardConnect(context, reader, api.SCARD_SHARE_DIRECT, 0)
    if code != api.SCARD_S_SUCCESS:
        api.SCardReleaseContext(context)
        return ReadFailure.NO_READER
    return EscapeChannel(context, handle, function)
