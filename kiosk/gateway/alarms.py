"""What people must look at: on the desk, in the log and in the metrics. No personal data."""

from datetime import datetime
from enum import StrEnum

import structlog

from kiosk.gateway.database import Transaction
from kiosk.gateway.moments import written

log = structlog.get_logger()


class GatewayAlarm(StrEnum):
    """Every alarm; the runbook has cause and remedy of each."""

    OTHER_DIGEST = "other_digest"
    """The same id with another body."""
    AUDIT_FORK = "audit_fork"
    AUDIT_ROLLED_BACK = "audit_rolled_back"
    UNREADABLE = "unreadable"
    """Sealed to us, signed by the terminal, and yet not a submission."""
    BAD_SIGNATURE = "bad_signature"


def raise_alarm(
    transaction: Transaction, now: datetime, alarm: GatewayAlarm, terminal: str, subject: str
) -> None:
    """Note it down with the act that caused it."""
    log.warning("gateway.alarm", code=alarm.value, terminal=terminal, subject=subject)
    transaction.run(
        "INSERT INTO alarms (at, code, terminal, subject) VALUES (?, ?, ?, ?)",
        written(now),
        alarm.value,
        terminal,
        subject,
    )
