"""A visit in which an earlier filing is printed once more: what the upstream remembers stands in for it."""

from dataclasses import replace

from kiosk.flow.visit import Answers, Visit
from kiosk.rules.cards import CardState, InsuredCard
from kiosk.rules.progress import ProgressItem
from kiosk.rules.submissions import Delivery


def as_then(visit: Visit, item: ProgressItem) -> Visit:
    """The visit with the card and the answers of that filing, as far as the upstream keeps them."""
    outlet = item.outlet if visit.policy.outlet(item.outlet) else ""
    terms = item.terms
    answers = Answers(
        outlet=outlet,
        reason=terms.reason,
        fee=terms.fee,
        payment=terms.payment,
        delivery=terms.delivery or (Delivery.PICK_UP if outlet else Delivery.MAIL),
    )
    return replace(visit, card=visit.card or _card(visit, item), answers=answers)


def _card(visit: Visit, item: ProgressItem) -> InsuredCard:
    """One card of its scheme is surely that card; of several nobody knows which: none is named."""
    cards = visit.known.cards if visit.known else ()
    mine = [card for card in cards if card.scheme is item.scheme]
    if len(mine) == 1:
        return mine[0]
    return InsuredCard(
        scheme=item.scheme,
        number="",
        region=visit.policy.region,
        outlet=item.outlet,
        state=CardState.UNKNOWN,
    )
