"""One PC/SC reader and the card on it.

pyscard's own CardMonitor is not used: its thread stops for good when pcscd restarts. Here the context is
established anew, with growing pauses, whenever the service is lost. Not thread-safe: one thread owns it.
"""

import time
from dataclasses import dataclass
from typing import Final

import structlog

from hardware.card.apdu import READING, Instruction, refuse_other_than
from hardware.card.failure import ReadFailure
from hardware.card.presence import Presence
from hardware.card.scard import FAILURES, READER_LOST, SERVICE_LOST, api, chosen

_log = structlog.get_logger()

_FIRST_PAUSE: Final = 0.1  # seconds between attempts to reach the service, doubled up to the longest
_LONGEST_PAUSE: Final = 0.8
_SETTLE_SECONDS: Final = 0.6  # pcscd looks for the card every 0.4 s: after that it knows whether it is gone


@dataclass(frozen=True, repr=False)
class SlotState:
    """What PC/SC says about the reader's slot."""

    presence: Presence
    atr: bytes = b""
    changes: int = 0
    """Counts cards that came and went; starts anew with every context."""


class PcscReader:
    """One reader, found by a part of its name; waits for it when it, or the service, is not there."""

    def __init__(self, name: str, *, accept_simulated: bool = True) -> None:
        self._wanted = name
        self._accept_simulated = accept_simulated
        self._context: int | None = None
        self._reader = ""
        self._told_reader = ""  # the one that the log says we have
        self._raw_state = 0
        self._pause = _FIRST_PAUSE
        self._next_attempt = 0.0
        self.state = SlotState(Presence.NO_READER)

    def wait(self, seconds: float) -> SlotState:
        """Return the slot's state after its next change, or after at most `seconds`."""
        if self._ready():
            self.state = self._status_change(seconds)
        else:
            self.state = SlotState(Presence.NO_READER)
            time.sleep(seconds)
        return self.state

    def connect(self, allowed: frozenset[Instruction] = READING) -> "PcscCard | ReadFailure":
        """Take the card on the reader for ourselves alone; only `allowed` instructions reach it."""
        if self._context is None:
            return ReadFailure.NO_READER
        protocols = api.SCARD_PROTOCOL_T0 | api.SCARD_PROTOCOL_T1
        code, handle, protocol = api.SCardConnect(
            self._context, self._reader, api.SCARD_SHARE_EXCLUSIVE, protocols
        )
        if code != api.SCARD_S_SUCCESS:
            return self._failure(code)
        return PcscCard(self, handle, protocol, allowed)

    def close(self) -> None:
        """Give the context back."""
        if self._context is not None:
            api.SCardReleaseContext(self._context)
        self._context = None
        self._reader = self._told_reader = ""
        self._raw_state = api.SCARD_STATE_UNAWARE

    def answered(self, code: int, answer: bytes) -> bytes | ReadFailure:
        """Turn the outcome of a transmission into the answer or a named failure."""
        if code == api.SCARD_S_SUCCESS and answer:
            return answer
        if code in {api.SCARD_S_SUCCESS, api.SCARD_E_NOT_TRANSACTED}:
            return self._settled()
        return self._failure(code)

    def _settled(self) -> ReadFailure:
        """After an answer that did not come, tell a card taken away from one that is silent."""
        deadline = time.monotonic() + _SETTLE_SECONDS
        before = self.state.changes
        while (left := deadline - time.monotonic()) > 0:
            after = self.wait(min(left, 0.1))
            if after.presence is Presence.NO_READER:
                return ReadFailure.NO_READER
            if after.changes != before:
                return ReadFailure.INTERRUPTED
        return ReadFailure.CARD_SILENT

    def _ready(self) -> bool:
        if self._reader:
            return True
        if time.monotonic() < self._next_attempt or (self._context is None and not self._established()):
            return False
        self._reader = self._found()
        return bool(self._reader)

    def _established(self) -> bool:
        code, context = api.SCardEstablishContext(api.SCARD_SCOPE_SYSTEM)
        if code != api.SCARD_S_SUCCESS:
            self._next_attempt = time.monotonic() + self._pause
            self._pause = min(self._pause * 2, _LONGEST_PAUSE)
            return False
        self._context = context
        self._pause = _FIRST_PAUSE
        return True

    def _found(self) -> str:
        code, names = api.SCardListReaders(self._context, [])
        if code in SERVICE_LOST:
            self._lose_service(code)
        if code != api.SCARD_S_SUCCESS:
            return ""
        return chosen(self._wanted, names, accept_simulated=self._accept_simulated)

    def _status_change(self, seconds: float) -> SlotState:
        code, states = api.SCardGetStatusChange(
            self._context, round(seconds * 1000), [(self._reader, self._raw_state)]
        )
        if code == api.SCARD_E_TIMEOUT:
            return self.state
        if code != api.SCARD_S_SUCCESS:
            self._lose(code)
            return SlotState(Presence.NO_READER)
        _, raw, atr = states[0]
        if raw & (api.SCARD_STATE_UNKNOWN | api.SCARD_STATE_UNAVAILABLE):
            self._lose(api.SCARD_E_UNKNOWN_READER)
            return SlotState(Presence.NO_READER)
        if self._told_reader != self._reader:
            self._told_reader = self._reader
            _log.info("card.reader_found", reader=self._reader)
        self._raw_state = raw & ~api.SCARD_STATE_CHANGED
        return SlotState(_presence(raw), bytes(atr), raw >> 16)

    def _failure(self, code: int) -> ReadFailure:
        if code in SERVICE_LOST or code in READER_LOST:
            self._lose(code)
        if code in FAILURES:
            return FAILURES[code]
        # A pcscd that dies in the middle of a connect leaves odd codes behind (80 10 00 6A was seen).
        _log.info("card.unnamed_pcsc_code", code=_hexadecimal(code))
        lost = self.wait(0.0).presence is Presence.NO_READER
        return ReadFailure.NO_READER if lost else ReadFailure.READER_FAULT

    def _lose(self, code: int) -> None:
        if code not in READER_LOST:
            self._lose_service(code)
            return
        if self._told_reader:
            _log.info("card.reader_lost", reader=self._told_reader)
        self._reader = self._told_reader = ""
        self._raw_state = api.SCARD_STATE_UNAWARE
        self._next_attempt = time.monotonic() + _FIRST_PAUSE  # a failing driver's reader stays in the list

    def _lose_service(self, code: int) -> None:
        _log.info("card.service_lost", code=_hexadecimal(code))
        self.close()
        self._next_attempt = time.monotonic() + _FIRST_PAUSE


class PcscCard:
    """A connected card. `close` must be called; use it as a context manager."""

    def __init__(
        self, reader: PcscReader, handle: int, protocol: int, allowed: frozenset[Instruction]
    ) -> None:
        self._allowed = allowed
        self._reader = reader
        self._handle = handle
        self._protocol = protocol

    def __enter__(self) -> "PcscCard":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def transmit(self, command: bytes) -> bytes | ReadFailure:
        """Send one APDU.

        Raises:
            ForbiddenInstructionError: an instruction that this card must not be sent.
        """
        refuse_other_than(self._allowed, command)
        code, answer = api.SCardTransmit(self._handle, self._protocol, list(command))
        return self._reader.answered(code, bytes(answer))

    def close(self) -> None:
        """Let go of the card; it stays powered until it is taken away."""
        api.SCardDisconnect(self._handle, api.SCARD_LEAVE_CARD)


def _presence(raw: int) -> Presence:
    if not raw & api.SCARD_STATE_PRESENT:
        return Presence.NO_CARD
    return Presence.UNREADABLE if raw & api.SCARD_STATE_MUTE else Presence.CARD_PRESENT


def _hexadecimal(code: int) -> str:
    return f"{code & 0xFFFFFFFF:08X}"
