"""A person's cards and filings, asked by identity document: in the body, never in the URL."""

from fastapi import APIRouter

from kiosk.gateway import problems
from kiosk.gateway.api.doors import Gateway, Terminal, limit
from kiosk.gateway.filings import filings_of
from kiosk.gateway.problems import ProblemError
from kiosk.gateway.registry import REGISTRY_DOWN
from kiosk.rules.cards import Holder
from kiosk.upstream.contract import CardMessage, Cards, Filings, LookUp

router = APIRouter(tags=["people"])


@router.post("/v1/cards/look-up", summary="A holder's insured cards and their states")
def look_up_cards(asked: LookUp, terminal: Terminal, gateway: Gateway) -> Cards:
    """Unknown people, and people with another name than the one on record, are answered as not insured."""
    limit(gateway, gateway.rates.look_ups, terminal.id)
    gateway.metrics.count("look_ups")
    holder = gateway.registry.look_up(asked.holder)
    if holder is REGISTRY_DOWN:
        raise ProblemError(problems.REGISTRY_DOWN, retry_after=30)
    return _cards(holder)


@router.post(
    "/v1/filings/look-up", summary="What was filed for a holder: progress, and receipts to print again"
)
def look_up_filings(asked: LookUp, terminal: Terminal, gateway: Gateway) -> Filings:
    """Newest first."""
    limit(gateway, gateway.rates.look_ups, terminal.id)
    return Filings(items=filings_of(gateway.database, gateway.registry, asked.holder))


def _cards(holder: Holder) -> Cards:
    return Cards(
        insured=holder.insured,
        phone=holder.phone,
        cards=tuple(
            CardMessage(
                scheme=card.scheme.value,
                number=card.number,
                region=card.region,
                outlet=card.outlet,
                state=card.state.value,
                reported_by=card.reported_by.value if card.reported_by else None,
                reported_at=card.reported_at,
            )
            for card in holder.cards
        ),
    )
