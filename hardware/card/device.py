"""What the reader thread needs of a device, whatever its transport."""

from typing import Protocol

from hardware.card.documents import Document
from hardware.card.failure import ReadFailure
from hardware.card.presence import Sighting
from hardware.card.staff_card import StaffCardAnswer, StaffCardQuestion


class Device(Protocol):
    """A reader of documents, owned by one thread."""

    def watch(self, seconds: float) -> Sighting:
        """Look at the field; return at its next change or after at most `seconds`."""

    def read(self) -> Document | ReadFailure:
        """Read what lies there now."""

    def ask(self, question: StaffCardQuestion) -> StaffCardAnswer | ReadFailure:
        """Ask the staff card that lies there now."""

    def close(self) -> None:
        """Give the device back; a later `watch` opens it again."""
