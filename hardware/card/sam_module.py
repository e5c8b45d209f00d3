"""A SAM_V module asked through some port: the order of its commands and what silence means."""

from dataclasses import replace
from typing import Final, Protocol

from hardware.card.documents import IdentityDocument, ResidentId
from hardware.card.failure import ReadFailure
from hardware.card.sam_content import (
    CARD_FOUND,
    base_text,
    checked,
    fingerprint_text,
    newest_address,
    sam_id,
)
from hardware.card.sam_frame import SamAnswer, SamCommand
from hardware.card.text_block import parse_text_block

# A public SDK waits 0.1 s for find and 2 s for the read, and asks again only after silence, never after an
# error answer. The short limit is longer here: the module answers within a few milliseconds or not at all.
_SHORT_SECONDS: Final = 0.3
_READ_SECONDS: Final = 2.0
_ATTEMPTS: Final = 3


class SamPort(Protocol):
    """A way to the module."""

    def request(self, frame: bytes, seconds: float) -> SamAnswer | ReadFailure:
        """Send a frame, return the answer; READER_SILENT after `seconds`, NO_READER when the way is lost."""

    def close(self) -> None:
        """Give the way back."""


class SamModule:
    """The commands of a module."""

    def __init__(self, port: SamPort) -> None:
        self._port = port

    def find(self) -> ReadFailure | None:
        """Look for a card. None: found. FIND_FAILED: none, or the one just read has not left the field."""
        answer = self._ask(SamCommand.FIND)
        found = answer if isinstance(answer, ReadFailure) else checked(answer, CARD_FOUND)
        return found if isinstance(found, ReadFailure) else None

    def select(self) -> ReadFailure | None:
        """Select the card that was found."""
        selected = self._data(SamCommand.SELECT)
        return selected if isinstance(selected, ReadFailure) else None

    def read_base(self) -> IdentityDocument | ReadFailure:
        """Read the selected card's text."""
        data = self._data(SamCommand.READ_BASE, _READ_SECONDS)
        text = data if isinstance(data, ReadFailure) else base_text(data)
        return text if isinstance(text, ReadFailure) else parse_text_block(text)

    def read_with_fingerprint(self) -> IdentityDocument | ReadFailure:
        """Read the text by the command that also brings the fingerprint, which is dropped at once."""
        data = self._data(SamCommand.READ_WITH_FINGERPRINT, _READ_SECONDS)
        text = data if isinstance(data, ReadFailure) else fingerprint_text(data)
        return text if isinstance(text, ReadFailure) else parse_text_block(text)

    def with_newest_address(self, document: IdentityDocument) -> IdentityDocument | ReadFailure:
        """Add the appended address of a citizen's card; most cards have none."""
        if not isinstance(document, ResidentId):
            return document
        data = self._data(SamCommand.READ_NEWEST_ADDRESS, _READ_SECONDS)
        address = data if isinstance(data, ReadFailure) else newest_address(data)
        if address is ReadFailure.NO_SUCH_CONTENT:
            return document
        return address if isinstance(address, ReadFailure) else replace(document, newest_address=address)

    def sam_id(self) -> bytes | ReadFailure:
        """Return the module's identity, 16 bytes."""
        data = self._data(SamCommand.SAM_ID)
        return data if isinstance(data, ReadFailure) else sam_id(data)

    def status(self) -> ReadFailure | None:
        """Ask for the self-test. None: fit."""
        data = self._data(SamCommand.STATUS)
        return data if isinstance(data, ReadFailure) else None

    def reset(self) -> ReadFailure | None:
        """Reset the module."""
        data = self._data(SamCommand.RESET)
        return data if isinstance(data, ReadFailure) else None

    def close(self) -> None:
        """Give the port back."""
        self._port.close()

    def _data(self, command: SamCommand, seconds: float = _SHORT_SECONDS) -> bytes | ReadFailure:
        answer = self._ask(command, seconds)
        return answer if isinstance(answer, ReadFailure) else checked(answer)

    def _ask(self, command: SamCommand, seconds: float = _SHORT_SECONDS) -> SamAnswer | ReadFailure:
        """Ask again only when nothing came: an error answer is a result."""
        answer: SamAnswer | ReadFailure = ReadFailure.READER_SILENT
        for _ in range(_ATTEMPTS):
            answer = self._port.request(command.frame(), seconds)
            if answer is not ReadFailure.READER_SILENT:
                break
        return answer
