"""Identity documents and social security cards on a PC/SC reader."""

from hardware.card.apdu import STAFF_CARD, Channel
from hardware.card.documents import Document
from hardware.card.failure import ReadFailure
from hardware.card.identity_apdu import is_identity_atr, read_identity
from hardware.card.pcsc import PcscReader, SlotState
from hardware.card.presence import Presence, Sighting
from hardware.card.social_security import read_social_security
from hardware.card.staff_card import StaffCardAnswer, StaffCardQuestion, ask_staff_card
from hardware.card.trace import Trace, TracedChannel


class PcscDevice:
    """A PC/SC reader, chosen by a part of its name. Reads whenever asked, the same card again too."""

    def __init__(self, name: str, trace: Trace | None = None, *, accept_simulated: bool = True) -> None:
        self._reader = PcscReader(name, accept_simulated=accept_simulated)
        self._trace = trace
        self._last = SlotState(Presence.NO_READER)
        self._presentation = 0

    def watch(self, seconds: float) -> Sighting:
        """Look at the slot; a card swapped in between counts as a new presentation."""
        state = self._reader.wait(seconds)
        if (state.presence, state.changes) != (self._last.presence, self._last.changes):
            self._presentation += 1
        self._last = state
        return Sighting(state.presence, self._presentation)

    def read(self) -> Document | ReadFailure:
        """Read the card that lies there."""
        card = self._reader.connect()
        if isinstance(card, ReadFailure):
            return card
        with card:
            channel = TracedChannel(card, self._trace) if self._trace else card
            return read_document(channel, self._last.atr)

    def ask(self, question: StaffCardQuestion) -> StaffCardAnswer | ReadFailure:
        """Ask the staff card that lies there. Never traced: its exchange carries a PIN."""
        card = self._reader.connect(STAFF_CARD)
        if isinstance(card, ReadFailure):
            return card
        with card:
            return ask_staff_card(card, question)

    def close(self) -> None:
        """Release the PC/SC context."""
        self._reader.close()


def read_document(channel: Channel, atr: bytes) -> Document | ReadFailure:
    """Read by the kind its ATR announces; a chip card whose ATR merely looks alike is read as what it is."""
    if not is_identity_atr(atr):
        return read_social_security(channel)
    identity = read_identity(channel)
    if identity is not ReadFailure.WRONG_STATUS:
        return identity
    card = read_social_security(channel)
    return identity if card is ReadFailure.CARD_NOT_SERVED else card
