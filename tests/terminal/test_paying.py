"""Payment orders with a played upstream: what the person is told, and that nobody pays for nothing."""

from collections.abc import Callable
from typing import TypeVar

from kiosk.flow.effects import OpenOrder
from kiosk.flow.events import OrderOpened
from kiosk.terminal.paying import Cashier
from kiosk.upstream.client import Client
from kiosk.upstream.contract import Order, OrderState
from kiosk.upstream.courier import Courier
from kiosk.upstream.trouble import Trouble, TroubleKind
from tests.terminal.conftest import KeptLoop

T = TypeVar("T")


class Till(Client):
    """The upstream's orders."""

    def __init__(self, answer: Order | Trouble) -> None:
        self.answer = answer
        self.cancelled: list[str] = []

    def open_order(self, key: str, amount_fen: int, *, seconds: float) -> Order | Trouble:
        return self.answer

    def cancel_order(self, order: str, *, seconds: float) -> Order | Trouble:
        self.cancelled.append(order)
        return Trouble(TroubleKind.TIMEOUT)


class HeldCourier(Courier):
    """Answers when it is told to."""

    def __init__(self, till: Till) -> None:
        self.till = till
        self.waiting: list[Callable[[], None]] = []

    def ask(
        self,
        question: Callable[[Client, float], T | Trouble],
        seconds: float,
        reply: Callable[[T | Trouble], None],
    ) -> None:
        self.waiting.append(lambda: reply(question(self.till, seconds)))

    def answer(self) -> None:
        while self.waiting:
            self.waiting.pop(0)()


ORDER = Order.model_construct(order="o1", qr="https://pay/o1", expires=None, state=OrderState.OPEN)


def test_no_order_is_told_as_none(loop: KeptLoop) -> None:
    courier = HeldCourier(Till(Trouble(TroubleKind.UNREACHABLE)))
    Cashier(loop, courier).open_order(OpenOrder(visit=1, amount_fen=2500))
    courier.answer()
    assert loop.posted == [OrderOpened(visit=1, order="", qr="", expires=None)]


def test_an_order_that_opens_after_the_person_has_left_is_cancelled(loop: KeptLoop) -> None:
    courier = HeldCourier(till := Till(ORDER))
    cashier = Cashier(loop, courier)
    cashier.open_order(OpenOrder(visit=1, amount_fen=2500))
    cashier.forget()
    courier.answer()
    assert till.cancelled == ["o1"]
    assert loop.posted == []


def test_an_order_of_another_amount_that_opens_late_is_cancelled_and_not_shown(loop: KeptLoop) -> None:
    courier = HeldCourier(till := Till(ORDER))
    cashier = Cashier(loop, courier)
    cashier.open_order(OpenOrder(visit=1, amount_fen=2500))
    cashier.open_order(OpenOrder(visit=1, amount_fen=4500))
    courier.waiting.pop(0)()
    assert (till.cancelled, loop.posted) == ([], []), "its end is asked for, nothing is shown"
    courier.answer()
    assert till.cancelled == ["o1"]
    assert loop.posted == [OrderOpened(visit=1, order="o1", qr="https://pay/o1", expires=None)]


def test_an_order_that_fails_late_does_not_end_the_one_after_it(loop: KeptLoop) -> None:
    courier = HeldCourier(till := Till(Trouble(TroubleKind.UNREACHABLE)))
    cashier = Cashier(loop, courier)
    cashier.open_order(OpenOrder(visit=1, amount_fen=2500))
    cashier.open_order(OpenOrder(visit=1, amount_fen=4500))
    courier.waiting.pop(0)()
    till.answer = ORDER
    courier.answer()
    assert loop.posted == [OrderOpened(visit=1, order="o1", qr="https://pay/o1", expires=None)]
