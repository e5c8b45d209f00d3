"""Asking for an identity document on the reader."""

from kiosk.flow.conditions import ReaderCondition
from kiosk.flow.effects import ArmReader, DisarmReader, Effect
from kiosk.flow.ending import document_lies
from kiosk.flow.pages import PlaceDocument, ReadTrouble, Whose
from kiosk.flow.state import Kiosk
from kiosk.flow.transition import Transition, enter
from kiosk.flow.visit import Visit


def place_document(kiosk: Kiosk, visit: Visit, whose: Whose, *, lying_counts: bool) -> Transition:
    """Ask for a document. One that lies there already may be the one meant, or must go first."""
    page = PlaceDocument(visit=visit, whose=whose, trouble=_no_reader(kiosk))
    return enter(kiosk, page, *armed(kiosk, visit, lying_counts=lying_counts))


def _no_reader(kiosk: Kiosk) -> ReadTrouble | None:
    gone = kiosk.conditions.reader is ReaderCondition.NO_READER
    return ReadTrouble.NO_READER if gone else None


def armed(kiosk: Kiosk, visit: Visit, *, lying_counts: bool) -> tuple[Effect, ...]:
    """Arm now, or (a card lies there that was read before) when it is lifted."""
    if document_lies(kiosk) and not lying_counts:
        return (DisarmReader(),)
    return (ArmReader(visit=visit.id),)
