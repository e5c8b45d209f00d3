"""Payment orders for fees by QR."""

from typing import Annotated

from fastapi import APIRouter, Path

from kiosk.gateway import problems
from kiosk.gateway.api.doors import Gateway, Terminal
from kiosk.gateway.parts import Parts
from kiosk.gateway.payments import OtherAmountError, Provider
from kiosk.gateway.problems import ProblemError
from kiosk.upstream.contract import Order, OrderAsked

router = APIRouter(tags=["payments"])
OrderId = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")]


@router.post("/v1/payments/orders", summary="Open a payment order")
def open_order(asked: OrderAsked, terminal: Terminal, gateway: Gateway) -> Order:
    """The same key gives the same order."""
    try:
        return gateway.payments.open(_provider(gateway), terminal.id, asked.key, asked.amount_fen)
    except OtherAmountError as conflict:
        raise ProblemError(problems.ORDER_CONFLICT) from conflict


@router.get("/v1/payments/orders/{order}", summary="How an order stands")
def order(order: OrderId, terminal: Terminal, gateway: Gateway) -> Order:
    """Only the terminal that opened it may ask."""
    return _found(gateway.payments.order(_provider(gateway), order, terminal.id))


@router.post("/v1/payments/orders/{order}/cancel", summary="Cancel an order, or refund it")
def cancel(order: OrderId, terminal: Terminal, gateway: Gateway) -> Order:
    """A paid order goes back unless something was filed with it."""
    return _found(gateway.payments.cancel(_provider(gateway), order, terminal.id))


def _provider(gateway: Parts) -> Provider:
    if gateway.payments.provider is None:
        raise ProblemError(problems.NO_PAYMENTS)
    return gateway.payments.provider


def _found(order: Order | None) -> Order:
    if order is None:
        raise ProblemError(problems.UNKNOWN_ORDER)
    return order
