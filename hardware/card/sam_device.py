"""Identity documents on a SAM_V module.

After a good read the module does not find that card again before it has left the field (protection by
design). So "nothing found" after a good read does not mean "no card": it is shown as ALREADY_READ until
another presentation is found.
"""

import time
from collections.abc import Callable
from typing import Final

import structlog

from hardware.card.documents import Document
from hardware.card.failure import SAM_STATUS, ReadFailure
from hardware.card.presence import Presence, Sighting
from hardware.card.sam_module import SamModule, SamPort
from hardware.card.staff_card import CardRefusal, CardRefused, StaffCardQuestion

_log = structlog.get_logger()

# After these the module has not read the card. After all else it has, though it may be of no use to us.
_NOT_READ: Final = {*SAM_STATUS.values(), ReadFailure.NO_READER}
# After these the card itself decides: gone means interrupted.
_ASK_WHETHER_GONE: Final = {
    ReadFailure.CARD_READ_FAILED,
    ReadFailure.SELECT_FAILED,
    ReadFailure.RANDOM_FAILED,
    ReadFailure.WRONG_STATUS,
}


class SamDevice:
    """A module behind a port that is opened again whenever it is lost."""

    def __init__(
        self, open_port: Callable[[], SamPort | ReadFailure], *, newest_address: bool = False
    ) -> None:
        self._open_port = open_port
        self._newest_address = newest_address
        self._module: SamModule | None = None
        self._already_read = False
        self._trouble: ReadFailure | None = None
        self._last = Presence.NO_READER
        self._presentation = 0

    def watch(self, seconds: float) -> Sighting:
        """Look for a card. The module cannot tell of changes by itself, so an unchanged field waits."""
        presence = self._look()
        if presence is self._last:
            time.sleep(seconds)
        else:
            self._presentation += 1
        self._last = presence
        return Sighting(presence, self._presentation)

    def read(self) -> Document | ReadFailure:
        """Read the card that `watch` found."""
        if self._module is None:
            return ReadFailure.NO_READER
        document = self._read(self._module)
        if document in _ASK_WHETHER_GONE and self._module.find() is ReadFailure.FIND_FAILED:
            return ReadFailure.INTERRUPTED
        if document is ReadFailure.NO_READER:
            self.close()
        return document

    def ask(self, _question: StaffCardQuestion) -> CardRefused:
        """A SAM_V module speaks to identity documents only."""
        return CardRefused(why=CardRefusal.NO_STAFF_CARD)

    def close(self) -> None:
        """Close the port."""
        if self._module is not None:
            self._module.close()
        self._module = None
        self._already_read = False

    def _read(self, module: SamModule) -> Document | ReadFailure:
        failure = module.select()
        if failure is not None:
            return failure
        document = module.read_base()
        self._already_read = document not in _NOT_READ
        if isinstance(document, ReadFailure):
            return document
        return module.with_newest_address(document) if self._newest_address else document

    def _look(self) -> Presence:
        if self._module is None:
            port = self._open_port()
            if isinstance(port, ReadFailure):
                return Presence.NO_READER
            self._module = SamModule(port)
            if self._module.status() in SAM_STATUS.values():  # it answers, and says that it is not fit
                self._module.reset()
        return self._judged(self._module.find())

    def _judged(self, failure: ReadFailure | None) -> Presence:
        trouble, self._trouble = self._trouble, failure
        if failure is None:
            self._already_read = False
            return Presence.CARD_PRESENT
        if failure is ReadFailure.FIND_FAILED:
            return Presence.ALREADY_READ if self._already_read else Presence.NO_CARD
        if failure is ReadFailure.GARBLED_ANSWER:
            return self._last  # noise on the line says nothing about the field
        if failure is not trouble:
            _log.info("card.module_lost", cause=failure.value)
        self.close()
        return Presence.NO_READER
