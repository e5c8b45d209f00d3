"""Messages about people: who is asked about, and what is known of their cards and filings."""

from pydantic import (
    AwareDatetime,
    Field,
)

from kiosk.rules.documents import DocumentKind
from kiosk.rules.progress import ProgressItem
from kiosk.upstream.contract_words import Line, Message


class Holder(Message):
    """The document that a person put on the reader: how the upstream knows a holder."""

    kind: DocumentKind
    number: Line = Field(min_length=1, max_length=40)
    name: Line = Field(min_length=1, max_length=120)


class LookUp(Message):
    """Asks for a holder's cards, or for what was filed for them."""

    holder: Holder


class CardMessage(Message):
    """One insured card; see `kiosk.rules.cards.InsuredCard`."""

    scheme: str
    number: str
    region: str
    outlet: str
    state: str
    reported_by: str | None = None
    reported_at: AwareDatetime | None = None


class Cards(Message):
    """A holder's cards. A person unknown to the card system is not insured and has none."""

    insured: bool
    phone: str = ""
    cards: tuple[CardMessage, ...] = ()


class Filings(Message):
    """What was filed for a holder, newest first: progress, and enough to print a receipt again."""

    items: tuple[ProgressItem, ...] = ()
