"""What can go wrong on the way to the upstream, as values."""

from dataclasses import dataclass
from enum import StrEnum


class TroubleKind(StrEnum):
    """Whose fault it is decides what is done. None of these is ever charged to a record."""

    UNREACHABLE = "unreachable"
    TIMEOUT = "timeout"
    TLS = "tls"
    """Wrong certificate on either side, or a wrong clock."""
    CAPTIVE = "captive"
    """Somebody answered, but not our upstream: a login page, a proxy, a redirect."""
    UNAUTHORISED = "unauthorised"
    """The upstream refuses this terminal (401, 403)."""
    RATE_LIMITED = "rate_limited"
    SERVER = "server"
    """5xx with our problem document, or 503 in a maintenance window."""
    TOO_LARGE = "too_large"
    """413: halve the batch."""
    CONTRACT = "contract"
    """Our upstream, but an answer that breaks the contract, or says that we did."""


@dataclass(frozen=True)
class Trouble:
    """No answer that counts."""

    kind: TroubleKind
    detail: str = ""
    """A stable word (a problem's type, `certificate_not_yet_valid`), never personal data."""
    retry_after: float | None = None
    """Seconds that the upstream asked for, at most 3600."""
