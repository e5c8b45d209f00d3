"""A card in the machine's USB reader: qemu's VSCARD protocol (its docs/ccid.txt) over a Unix socket.

Frames are `>III` (type, reader, length) and a payload. A card is put in by its ATR and taken out by a
CardRemove; the reader itself stays. qemu's reader speaks T=0 only: a card is presented with such an ATR.
"""

import socket
import struct
import threading
from pathlib import Path
from typing import Final

from hardware.simulator.vpcd import SimulatedCard

_INIT, _READER_ADD, _ATR, _CARD_REMOVE, _APDU, _FLUSH, _FLUSHED = 1, 3, 5, 6, 7, 8, 9
_NO_READER: Final = 0xFFFFFFFF
_VERSION: Final = b"VSCD" + struct.pack(">II", 2, 0)


_TA1: Final = b"\x11"
"""372 clocks a bit, the default (ISO/IEC 7816-3, 8.3)."""


def atr_for_t0(atr: bytes) -> bytes:
    """The same historical bytes at the same places, offered under T=0 (ISO/IEC 7816-3, 8.2): a synthetic ATR
    of T=1 alone has TD1 where TA1 is put instead, and its check byte goes. Any other is left as it is.
    """
    only_t1 = len(atr) > 3 and atr[1] >> 4 == 8 and atr[2] == 0x01  # TD1 alone, and it says T=1
    if not only_t1:
        return atr
    count = atr[1] & 0x0F
    return atr[:1] + bytes((0x10 | count,)) + _TA1 + atr[3 : 3 + count]


class MachineReader:
    """The reader's slot, from the host's side."""

    def __init__(self, path: Path) -> None:
        self._wire = socket.socket(socket.AF_UNIX)
        self._wire.connect(str(path))
        self._card: SimulatedCard | None = None
        self._send(_INIT, _VERSION, _NO_READER)
        self._send(_READER_ADD, b"reader", _NO_READER)
        self._thread = threading.Thread(target=self._serve, name="vscard", daemon=True)
        self._thread.start()

    def put(self, card: SimulatedCard) -> None:
        """Put a card on."""
        self._card = card
        self._send(_ATR, atr_for_t0(card.atr))

    def pull(self) -> None:
        """Take it away."""
        if self._card is not None:
            self._card = None
            self._send(_CARD_REMOVE)

    def close(self) -> None:
        """The host lets go."""
        self.pull()
        self._wire.close()

    def _serve(self) -> None:
        stream = self._wire.makefile("rb")
        try:
            while head := stream.read(12):
                kind, _, length = struct.unpack(">III", head)
                self._react(kind, stream.read(length))
        except (OSError, ValueError, struct.error):
            return

    def _react(self, kind: int, payload: bytes) -> None:
        if kind == _FLUSH:
            self._send(_FLUSHED)
        if kind == _APDU and self._card is not None:
            self._send(_APDU, self._card.answer(payload) or b"\x6f\x00")

    def _send(self, kind: int, payload: bytes = b"", reader: int = 0) -> None:
        self._wire.sendall(struct.pack(">III", kind, reader, len(payload)) + payload)
