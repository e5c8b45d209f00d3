"""The card's side of vpcd, the virtual reader of the vsmartcard project.

vpcd listens on TCP, one port for each slot. Every message is a 2-byte big-endian length and that many
bytes. From the reader: one byte is a control (0 power off, 1 power on, 2 reset, 4 send the ATR), all else is
an APDU. From the card: the ATR or the response APDU. A card is put on by connecting and pulled by closing.
"""

import contextlib
import socket
import struct
import threading
import time
from collections.abc import Iterator
from typing import Final, Protocol

DEFAULT_PORT: Final = 35963  # 0x8C7B, slot 0 of Debian's /etc/reader.conf.d/vpcd; slot 1 follows
_POWER_OFF: Final = 0
_POWER_ON: Final = 1
_RESET: Final = 2
_SEND_ATR: Final = 4
_RECONNECT_SECONDS: Final = 0.05
# pcscd looks at the slot every 0.4 s. Two cards within one look are one card to it, which no hand could do to
# a real reader; so the next card comes no earlier than this after the last.
_SWAP_SECONDS: Final = 0.45


class CardPulledError(Exception):
    """Raised by a card in `answer`: it leaves the reader instead of answering."""


class SimulatedCard(Protocol):
    """A card as the reader's contacts or field see it."""

    atr: bytes

    def power(self, on: bool) -> None:
        """Power is switched on (also: reset) or off."""

    def answer(self, command: bytes) -> bytes | None:
        """Answer one APDU. None: stay silent for ever.

        Raises:
            CardPulledError: leave the reader now.
        """


class MovableCard(SimulatedCard, Protocol):
    """A card that knows when it is put on and taken away."""

    def enter(self) -> None:
        """A presentation begins."""

    def leave(self) -> None:
        """It ends: whatever the card waits for, it waits no longer."""


class VirtualCardSlot:
    """One slot of the virtual reader, to put cards on and pull them from while everything runs.

    A card that was put on stays there when pcscd restarts, as a card of plastic does.
    """

    def __init__(self, port: int = DEFAULT_PORT, host: str = "127.0.0.1") -> None:
        self._address = (host, port)
        self._presented: _Presentation | None = None
        self._empty_since = 0.0

    def put(self, card: MovableCard) -> None:
        """Put a card on; one that lies there already is pulled first. pcscd notices within 0.4 s."""
        self.pull()
        self._presented = _Presentation(self._address, card, not_before=self._empty_since + _SWAP_SECONDS)

    def pull(self) -> None:
        """Take the card away, also in the middle of an answer. Nothing happens to an empty slot."""
        if self._presented is not None:
            self._presented.end()
            self._empty_since = time.monotonic()
        self._presented = None

    @contextlib.contextmanager
    def holding(self, card: MovableCard) -> Iterator[None]:
        """Hold the card on the reader for the length of a block."""
        self.put(card)
        try:
            yield
        finally:
            self.pull()


class _Presentation:
    """A card on the reader, from putting it down to taking it away, on a thread of its own."""

    def __init__(self, address: tuple[str, int], card: MovableCard, not_before: float) -> None:
        self._address = address
        self._not_before = not_before
        self._card = card
        self._over = threading.Event()
        self._lock = threading.Lock()
        self._wire: socket.socket | None = None
        card.enter()
        self._thread = threading.Thread(target=self._run, name="virtual-card", daemon=True)
        self._thread.start()

    def end(self) -> None:
        self._over.set()
        self._card.leave()
        with self._lock:
            _shut(self._wire)
        self._thread.join()

    def _run(self) -> None:
        self._over.wait(max(0.0, self._not_before - time.monotonic()))
        while not self._over.is_set():
            try:
                self._serve()
            except CardPulledError:
                break
            except OSError:  # pcscd is not there, or went: the card waits
                self._over.wait(_RECONNECT_SECONDS)

    def _serve(self) -> None:
        with socket.create_connection(self._address, timeout=1.0) as wire:
            with self._lock:
                self._wire = wire
            wire.settimeout(None)
            wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            try:
                while not self._over.is_set():
                    self._react(wire, _received(wire))
            finally:
                with self._lock:
                    self._wire = None

    def _react(self, wire: socket.socket, message: bytes) -> None:
        if message == bytes((_SEND_ATR,)):
            _send(wire, self._card.atr)
        elif len(message) == 1:
            self._card.power(message[0] in {_POWER_ON, _RESET})
        else:
            answer = self._card.answer(message)
            if answer is None:
                self._over.wait()
            else:
                _send(wire, answer)


def _received(wire: socket.socket) -> bytes:
    (length,) = struct.unpack(">H", _exactly(wire, 2))
    return _exactly(wire, length)


def _exactly(wire: socket.socket, count: int) -> bytes:
    parts = b""
    while len(parts) < count:
        # Linux forgets this option again and again; without it vpcd's small messages wait 40 ms for our ACK.
        wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
        part = wire.recv(count - len(parts))
        if not part:
            raise ConnectionError("the virtual reader closed the connection")
        parts += part
    return parts


def _send(wire: socket.socket, answer: bytes) -> None:
    wire.sendall(struct.pack(">H", len(answer)) + answer)


def _shut(wire: socket.socket | None) -> None:
    if wire is not None:
        with contextlib.suppress(OSError):
            wire.shutdown(socket.SHUT_RDWR)
