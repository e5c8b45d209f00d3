"""A card in the machine's USB reader: qemu's VSCARD protocol (its docs/ccid.txt) over a Unix socket.

Frames are `>III` (type, reader, length) and a payload. A card is put in by its ATR and taken out by a
CardRemove; the reader itself stays.
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
        self._send(_ATR, card.atr)

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
