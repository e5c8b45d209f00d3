"""Payment orders: idempotent, expiring, used once, given back when nobody files."""

import ssl
import uuid
from datetime import timedelta
from pathlib import Path

import httpx2
import pytest

from kiosk.gateway.payments import Payments, Provider
from kiosk.rules.submissions import Fee, PaymentWay, ReplacementApplication
from kiosk.upstream.contract import Order, OrderState
from kiosk.upstream.trouble import Trouble, TroubleKind
from tests.conftest import LogRecord
from tests.gateway.answers import sure, word, words
from tests.gateway.filing import loss, replacement, sealed
from tests.gateway.live import Stand, running


def opened(stand: Stand, amount: int = 2000, name: str = "HZ0001") -> Order:
    order = stand.client(name).open_order(str(uuid.uuid4()), amount, seconds=5)
    assert isinstance(order, Order)
    return order


def pay(stand: Stand, order: Order) -> Order:
    paid = stand.parts.payments.pay(provider(stand.parts.payments), order.order)
    assert paid is not None
    return paid


def provider(payments: Payments) -> Provider:
    assert payments.provider is not None
    return payments.provider


def later(stand: Stand, seconds: int) -> Payments:
    """The same orders, seen by a replica whose clock has gone on."""
    parts = stand.parts
    return Payments(
        database=parts.database, provider=parts.payments.provider, lifetime=timedelta(seconds=300),
        refund_after=timedelta(seconds=3600), now=lambda: parts.now() + timedelta(seconds=seconds),
    )  # fmt: skip


def test_without_a_provider_no_order_can_be_opened(config: Path) -> None:
    config.write_text(config.read_text().replace('"simulated"', '"at_pickup"'))
    with running(config) as stand:
        answer = stand.client().open_order(str(uuid.uuid4()), 2000, seconds=5)
        assert answer == Trouble(TroubleKind.SERVER, "urn:buka:problem:no-payments")


def test_an_order_is_open_until_it_is_paid(stand: Stand) -> None:
    order = opened(stand)
    assert order.state is OrderState.OPEN
    assert order.qr == f"{stand.url}/pay/{order.order}"
    pay(stand, order)
    assert sure(stand.client().order(order.order, seconds=5)).state is OrderState.PAID


def test_the_same_key_gives_the_same_order(stand: Stand) -> None:
    key = str(uuid.uuid4())
    one = sure(stand.client().open_order(key, 2000, seconds=5))
    two = sure(stand.client().open_order(key, 2000, seconds=5))
    assert one.order == two.order


def test_the_same_key_for_another_amount_is_a_conflict(stand: Stand) -> None:
    key = str(uuid.uuid4())
    stand.client().open_order(key, 2000, seconds=5)
    answer = stand.client().open_order(key, 1, seconds=5)
    assert answer == Trouble(TroubleKind.CONTRACT, "urn:buka:problem:order-conflict")


def test_another_terminal_cannot_see_or_cancel_an_order(stand: Stand) -> None:
    order = opened(stand, name="HZ0001")
    unknown = Trouble(TroubleKind.CONTRACT, "urn:buka:problem:unknown-order")
    assert stand.client("HZ0002").order(order.order, seconds=5) == unknown
    assert stand.client("HZ0002").cancel_order(order.order, seconds=5) == unknown


def test_an_order_expires(stand: Stand) -> None:
    order = opened(stand)
    payments = later(stand, 301)
    known = payments.order(provider(payments), order.order)
    assert known is not None
    assert known.state is OrderState.EXPIRED


@pytest.mark.parametrize("repeats", [1, 3])
def test_money_that_comes_after_expiry_goes_back_once(stand: Stand, repeats: int, log: LogRecord) -> None:
    order, payments = opened(stand), later(stand, 301)
    for _ in range(repeats):
        paid = payments.pay(provider(payments), order.order)
        assert paid is not None
        assert paid.state is OrderState.REFUNDED
    assert sum(entry["event"] == "payment.refunded" for entry in log) == 1


def test_cancelling_a_paid_order_gives_the_money_back(stand: Stand) -> None:
    order = opened(stand)
    pay(stand, order)
    assert sure(stand.client().cancel_order(order.order, seconds=5)).state is OrderState.REFUNDED


def test_a_cancelled_order_stays_cancelled(stand: Stand) -> None:
    order = opened(stand)
    assert sure(stand.client().cancel_order(order.order, seconds=5)).state is OrderState.CANCELLED
    assert sure(stand.client().cancel_order(order.order, seconds=5)).state is OrderState.CANCELLED


def paid_with(order: Order, amount: int = 2000) -> ReplacementApplication:
    return replacement(payment=PaymentWay.QR, payment_order=order.order, fee=Fee(amount_fen=amount))


def test_an_application_with_a_paid_order_is_accepted_and_its_money_stays(stand: Stand) -> None:
    order, client, keys = opened(stand), stand.client(), stand.terminal()
    pay(stand, order)
    answers = client.submit([sealed(keys, loss()), sealed(keys, paid_with(order))])
    assert [word.standing for word in words(answers)] == ["in_force", "in_force"]
    assert sure(client.cancel_order(order.order, seconds=5)).state is OrderState.PAID
    assert later(stand, 7200).refund_forgotten() == 0


def test_an_application_with_an_unpaid_order_is_refused(stand: Stand) -> None:
    order, client, keys = opened(stand), stand.client(), stand.terminal()
    answers = client.submit([sealed(keys, loss()), sealed(keys, paid_with(order))])
    assert words(answers)[1].reason == "not_paid"


def test_an_order_paid_for_less_does_not_count(stand: Stand) -> None:
    order, client, keys = opened(stand, amount=1), stand.client(), stand.terminal()
    pay(stand, order)
    answers = client.submit([sealed(keys, loss()), sealed(keys, paid_with(order))])
    assert words(answers)[1].reason == "not_paid"


def test_one_order_does_not_pay_for_two_applications(stand: Stand) -> None:
    order, client, keys = opened(stand), stand.client(), stand.terminal()
    pay(stand, order)
    client.submit([sealed(keys, loss()), sealed(keys, paid_with(order))])
    assert word(client.submit([sealed(keys, paid_with(order))])).reason == "not_paid"


def test_a_paid_order_that_nobody_files_with_is_given_back_in_the_end(stand: Stand) -> None:
    order = opened(stand)
    pay(stand, order)
    assert later(stand, 3500).refund_forgotten() == 0
    assert later(stand, 3700).refund_forgotten() == 1
    assert later(stand, 3700).refund_forgotten() == 0
    assert sure(stand.client().order(order.order, seconds=5)).state is OrderState.REFUNDED


def test_the_page_behind_the_code_pays_the_order(stand: Stand) -> None:
    order = opened(stand)
    with httpx2.Client(verify=_trusting(stand), trust_env=False) as phone:
        page = phone.get(order.qr)
        assert "20.00" in page.text
        assert phone.post(order.qr).status_code == 200
    assert sure(stand.client().order(order.order, seconds=5)).state is OrderState.PAID


def _trusting(stand: Stand) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(stand.folder / "ca.pem"))
