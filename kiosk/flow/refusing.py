"""What cannot be done here, with the next step, and what may be tried again."""

from kiosk.flow.effects import DisarmReader
from kiosk.flow.pages import Refusal, Refused
from kiosk.flow.state import Kiosk
from kiosk.flow.transition import Transition, enter
from kiosk.flow.visit import Visit


def refuse(kiosk: Kiosk, visit: Visit, refusal: Refusal, detail: str = "") -> Transition:
    """Say why, and name the outlets that can help: the card's own one first."""
    own = visit.card.outlet if visit.card else ""
    outlets = tuple(sorted(visit.policy.outlets, key=lambda outlet: outlet.id != own))
    page = Refused(visit=visit, refusal=refusal, outlets=outlets, detail=detail)
    return enter(kiosk, page, DisarmReader())
