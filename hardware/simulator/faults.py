"""What can be wrong with a card, a field or a module, as stated in a card file."""

import threading
from dataclasses import dataclass
from typing import Final

from hardware.simulator.vpcd import CardPulledError, SimulatedCard

# Longer than the 33 bytes an ATR may have (ISO/IEC 7816-3): pcscd sees a card but cannot power it up, as
# with a card that lies there upside down.
_NO_ATR: Final = bytes(40)
_BITS_PER_BYTE: Final = 11  # ISO/IEC 14443-3 type B: start, 8 data, stop, and one etu of guard time at least


@dataclass(frozen=True, kw_only=True)
class Faults:
    """Faults of a card; counts are APDUs (or SAM_V commands) since it was put on, from 1. 0 means never."""

    seconds_per_answer: float = 0.0
    """Slow: every answer waits this long."""
    bits_per_second: int = 0
    """Slow as the air or the contacts: 106000 for ISO/IEC 14443, 9600 for ISO/IEC 7816 by default."""
    mute_after: int = 0
    """Answers this many, then is silent."""
    removed_after: int = 0
    """Answers this many, then leaves the reader at the next."""
    wrong_length_at: int = 0
    """This answer lacks its last data byte."""
    wrong_status_at: int = 0
    """This answer is 6F 00 (or status byte 41 of the module)."""
    wrong_checksum_at: int = 0
    """SAM_V only: this answer has a wrong checksum."""
    unreadable: bool = False
    """Does not power up, as a card upside down."""


class FaultyCard:
    """A card with faults; with none it is exactly the card inside."""

    def __init__(self, card: SimulatedCard, faults: Faults) -> None:
        self._card = card
        self._faults = faults
        self._count = 0
        self._left = threading.Event()
        self.atr = _NO_ATR if faults.unreadable else card.atr

    def power(self, on: bool) -> None:
        """Pass on."""
        self._card.power(on)

    def answer(self, command: bytes) -> bytes | None:
        """Answer, or fail as stated."""
        self._count += 1
        if self._past(self._faults.removed_after):
            raise CardPulledError
        if self._past(self._faults.mute_after):
            return None
        answer = self._card.answer(command)
        if answer is not None:
            self._left.wait(self._delay(command, answer))
        return self._spoiled(answer)

    def enter(self) -> None:
        """Start the counts anew."""
        self._count = 0
        self._left.clear()

    def leave(self) -> None:
        """Cut a slow answer short."""
        self._left.set()

    def _spoiled(self, answer: bytes | None) -> bytes | None:
        if answer is not None and self._count == self._faults.wrong_length_at:
            return answer[:-3] + answer[-2:]
        return b"\x6f\x00" if self._count == self._faults.wrong_status_at else answer

    def _past(self, count: int) -> bool:
        return bool(count) and self._count > count

    def _delay(self, command: bytes, answer: bytes) -> float:
        bits = (len(command) + len(answer)) * _BITS_PER_BYTE
        air = bits / self._faults.bits_per_second if self._faults.bits_per_second else 0.0
        return self._faults.seconds_per_answer + air
