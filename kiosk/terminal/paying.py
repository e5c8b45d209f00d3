"""Payment orders, as the flow sees them: opened, watched until they end, cancelled."""

import threading
import uuid

from kiosk.flow.effects import CancelOrder, OpenOrder
from kiosk.flow.events import OrderChanged, OrderOpened, OrderState
from kiosk.terminal.loop import Loop
from kiosk.upstream.contract import Order
from kiosk.upstream.contract import OrderState as UpstreamOrderState
from kiosk.upstream.courier import Courier
from kiosk.upstream.trouble import Trouble

_ASK_SECONDS = 5.0
_WATCH_SECONDS = 2.0
"""Between two looks at an open order: a person with a phone in hand waits no longer than that."""
_STATES = {
    UpstreamOrderState.OPEN: OrderState.OPEN,
    UpstreamOrderState.PAID: OrderState.PAID,
    UpstreamOrderState.EXPIRED: OrderState.EXPIRED,
    UpstreamOrderState.CANCELLED: OrderState.CANCELLED,
    UpstreamOrderState.REFUNDED: OrderState.CANCELLED,
    UpstreamOrderState.FAILED: OrderState.FAILED,
}


class Cashier:
    """One order at a time, for the open visit."""

    def __init__(self, loop: Loop, courier: Courier) -> None:
        self._loop = loop
        self._courier = courier
        self._watched: tuple[int, str] | None = None
        self._open: str | None = None
        """Key of the newest order that was asked for: a person may go back and ask for another amount."""

    def open_order(self, effect: OpenOrder) -> None:
        """Open an order; a repeat with the same key would be the same order."""
        key = uuid.uuid4().hex
        self._open = key

        def reply(order: Order | Trouble) -> None:
            if self._open != key:  # left, or asked for another meanwhile: nobody is to pay that
                self._give_up(effect.visit, order)
                return
            if isinstance(order, Trouble):
                self._loop.post(OrderOpened(visit=effect.visit, order="", qr="", expires=None))
                return
            self._watched = (effect.visit, order.order)
            self._loop.post(
                OrderOpened(visit=effect.visit, order=order.order, qr=order.qr, expires=order.expires)
            )
            self._look_later(effect.visit, order.order)

        self._courier.ask(
            lambda client, seconds: client.open_order(key, effect.amount_fen, seconds=seconds),
            _ASK_SECONDS,
            reply,
        )

    def _give_up(self, visit: int, order: Order | Trouble) -> None:
        if isinstance(order, Order):
            self.cancel_order(CancelOrder(visit=visit, order=order.order))

    def cancel_order(self, effect: CancelOrder) -> None:
        """Cancel it; the upstream refunds it if it was paid meanwhile."""

        def reply(order: Order | Trouble) -> None:
            if isinstance(order, Order):
                self._tell(effect.visit, order)

        self._courier.ask(
            lambda client, seconds: client.cancel_order(effect.order, seconds=seconds), _ASK_SECONDS, reply
        )

    def forget(self) -> None:
        """The visit is over: nobody watches."""
        self._watched = None
        self._open = None

    def _look_later(self, visit: int, order: str) -> None:
        timer = threading.Timer(_WATCH_SECONDS, self._look, (visit, order))
        timer.daemon = True
        timer.start()

    def _look(self, visit: int, order: str) -> None:
        if self._watched != (visit, order):
            return

        def reply(seen: Order | Trouble) -> None:
            if isinstance(seen, Order):
                self._tell(visit, seen)
            if isinstance(seen, Trouble) or seen.state is UpstreamOrderState.OPEN:
                self._look_later(visit, order)

        self._courier.ask(lambda client, seconds: client.order(order, seconds=seconds), _ASK_SECONDS, reply)

    def _tell(self, visit: int, order: Order) -> None:
        self._loop.post(OrderChanged(visit=visit, order=order.order, state=_STATES[order.state]))
