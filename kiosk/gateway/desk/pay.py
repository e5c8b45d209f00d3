"""The page behind the simulated provider's QR code: a tester presses "pay"."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Path
from fastapi.responses import Response

from kiosk.gateway.api.doors import Gateway
from kiosk.gateway.desk.doors import Language, message, page
from kiosk.gateway.payments import SimulatedProvider
from kiosk.upstream.contract import Order

router = APIRouter(prefix="/pay", include_in_schema=False)
OrderId = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")]


@router.get("/{order}")
def pay_page(order: OrderId, gateway: Gateway, language: Language) -> Response:
    """The amount and a button."""
    provider = gateway.payments.provider
    known = gateway.payments.order(provider, order) if isinstance(provider, SimulatedProvider) else None
    return _shown(known, language)


@router.post("/{order}")
def pay(order: OrderId, gateway: Gateway, language: Language) -> Response:
    """As the real provider's call would: again is harmless."""
    provider = gateway.payments.provider
    known = gateway.payments.pay(provider, order) if isinstance(provider, SimulatedProvider) else None
    return _shown(known, language)


def _shown(order: Order | None, language: str) -> Response:
    if order is None:
        return message("not_found", language, None, HTTPStatus.NOT_FOUND)
    values = {"order": order, "yuan": f"{order.amount_fen / 100:.2f}"}
    return page("pay.html", language, None, values=values)
