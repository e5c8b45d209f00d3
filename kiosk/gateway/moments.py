"""Times as the databases hold them: UTC text of fixed width, which sorts as it reads."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Gives the present moment, with zone."""


def utc_now() -> datetime:
    """The server's clock."""
    return datetime.now(UTC)


def written(moment: datetime) -> str:
    """`2026-11-22T08:00:00.000000+00:00`."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def read(text: str) -> datetime:
    """What `written` wrote."""
    return datetime.fromisoformat(text)


def read_or_none(text: str | None) -> datetime | None:
    """Empty or NULL is none."""
    return read(text) if text else None
