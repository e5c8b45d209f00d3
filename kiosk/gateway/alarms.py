"""What people must look at: on the desk, in the log and in the metrics. No personal data."""

from datetime import datetime

import structlog

from kiosk.gateway.database import Transaction
from kiosk.gateway.moments import written

log = structlog.get_logger()


def raise_alarm(transaction: Transaction, now: datetime, code: str, terminal: str, subject: str) -> None:
    """Note it down with the act that caused it."""
    log.warning("gateway.alarm", code=code, terminal=terminal, subject=subject)
    transaction.run(
        "INSERT INTO alarms (at, code, terminal, subject) VALUES (?, ?, ?, ?)",
        written(now),
        code,
        terminal,
        subject,
    )
