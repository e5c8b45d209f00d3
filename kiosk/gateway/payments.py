"""Payment orders: opened, paid, expired, cancelled, refunded. Who takes the money is an interface."""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

import structlog

from kiosk.gateway.database import Database, Row, Transaction
from kiosk.gateway.moments import Clock, read, written
from kiosk.upstream.contract import Order, OrderState

log = structlog.get_logger()


class Provider(Protocol):
    """Who takes the money."""

    def qr(self, order: str, amount_fen: int) -> str:
        """What the QR code holds."""

    def refund(self, order: str, amount_fen: int) -> None:
        """Give it back. Repeats are harmless."""


class SimulatedProvider:
    """A page on the gateway where a tester presses "pay"."""

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url

    def qr(self, order: str, _amount_fen: int) -> str:
        """The page's address."""
        return f"{self.base_url}/pay/{order}"

    def refund(self, order: str, amount_fen: int) -> None:
        """Nothing was paid in truth."""
        log.info("payment.refunded", order=order, amount_fen=amount_fen)


class OtherAmountError(Exception):
    """The key was used for another amount."""


@dataclass(frozen=True, kw_only=True)
class Payments:
    """All orders. `provider` None: paid when the card is picked up, no orders."""

    database: Database
    provider: Provider | None
    now: Clock
    lifetime: timedelta
    refund_after: timedelta

    def open(self, provider: Provider, terminal: str, key: str, amount_fen: int) -> Order:
        """An order; the same key gives the same one. Raises OtherAmountError."""
        with self.database.transaction() as transaction:
            transaction.run(
                "INSERT INTO orders (id, terminal, key, amount_fen, state, expires)"
                " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                secrets.token_hex(16),
                terminal,
                key,
                amount_fen,
                OrderState.OPEN.value,
                written(self.now() + self.lifetime),
            )
            row = transaction.rows(_SELECT + " WHERE terminal = ? AND key = ?", terminal, key)[0]
        order = self._order(row, provider)
        if order.amount_fen != amount_fen:
            raise OtherAmountError
        return order

    def order(self, provider: Provider, order: str, terminal: str | None = None) -> Order | None:
        """How it stands now; `terminal` limits it to that terminal's own."""
        with self.database.transaction() as transaction:
            transaction.run(
                "UPDATE orders SET state = 'expired' WHERE id = ? AND state = 'open' AND expires < ?",
                order,
                written(self.now()),
            )
            rows = transaction.rows(_SELECT + " WHERE id = ?", order)
        if not rows or terminal not in {None, rows[0][4]}:
            return None
        return self._order(rows[0], provider)

    def pay(self, provider: Provider, order: str) -> Order | None:
        """The provider's call: the money is there. Repeats change nothing.

        Money that comes after expiry or cancellation goes straight back.
        """
        known = self.order(provider, order)
        if known is None:
            return None
        if known.state in {OrderState.EXPIRED, OrderState.CANCELLED}:
            self._refund(provider, known)
        with self.database.transaction() as transaction:
            transaction.run(
                "UPDATE orders SET state = 'paid', paid_at = ? WHERE id = ? AND state = 'open'",
                written(self.now()),
                order,
            )
        return self.order(provider, order)

    def cancel(self, provider: Provider, order: str, terminal: str) -> Order | None:
        """Cancel an open order; refund a paid one that nothing was filed with."""
        if self.order(provider, order, terminal) is None:
            return None
        with self.database.transaction() as transaction:
            transaction.run("UPDATE orders SET state = 'cancelled' WHERE id = ? AND state = 'open'", order)
        known = self.order(provider, order, terminal)
        if known is not None and known.state is OrderState.PAID:
            self._refund(provider, known)
        return self.order(provider, order, terminal)

    def settle(self, transaction: Transaction, order: str, amount_fen: int, submission: str) -> bool:
        """Use a paid order for one submission. Idempotent; False when it cannot be used."""
        return bool(
            transaction.run(
                "UPDATE orders SET submission = ? WHERE id = ? AND amount_fen = ? AND state = 'paid'"
                " AND (submission IS NULL OR submission = ?)",
                submission,
                order,
                amount_fen,
                submission,
            )
        )

    def refund_forgotten(self) -> int:
        """Give back what was paid and never filed with; how many orders."""
        if self.provider is None:
            return 0
        with self.database.transaction() as transaction:
            rows = transaction.rows(
                _SELECT + " WHERE state = 'paid' AND submission IS NULL AND paid_at < ?",
                written(self.now() - self.refund_after),
            )
        for row in rows:
            self._refund(self.provider, self._order(row, self.provider))
        return len(rows)

    def _refund(self, provider: Provider, order: Order) -> None:
        """Marked first, paid back second: never twice by us, and the provider takes a repeat."""
        with self.database.transaction() as transaction:
            marked = transaction.run(
                "UPDATE orders SET state = 'refunded' WHERE id = ? AND submission IS NULL"
                " AND state IN ('paid', 'expired', 'cancelled')",
                order.order,
            )
        if marked:
            provider.refund(order.order, order.amount_fen)

    def _order(self, row: Row, provider: Provider) -> Order:
        order, amount_fen, state, expires, _ = row
        return Order(
            order=order,
            amount_fen=amount_fen,
            state=OrderState(state),
            qr=provider.qr(order, amount_fen),
            expires=read(expires),
        )


_SELECT = "SELECT id, amount_fen, state, expires, terminal FROM orders"
