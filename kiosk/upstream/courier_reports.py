"""What the courier tells the terminal."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from kiosk.upstream.contract import SignedPolicy, Standing


class AlarmCode(StrEnum):
    """What needs staff. Stable words; whoever shows them translates."""

    UNAUTHORISED = "upstream_unauthorised"
    """The upstream refuses this terminal: certificate revoked, or not enrolled."""
    TLS = "upstream_tls"
    """Certificates do not match, or the clock is wrong."""
    CAPTIVE = "upstream_captive"
    """Something else answers in the upstream's place: a login page, a proxy."""
    CONTRACT = "upstream_contract"
    """The upstream's answers break the contract."""
    CONFLICT = "submission_conflict"
    """The upstream holds other bytes under the id of a submission of ours."""
    PARKED = "submission_parked"
    UNSOUND = "acknowledgement_unsound"
    """An acknowledgement without a valid signature over our id and digest."""
    POLICY_ROLLED_BACK = "policy_rolled_back"
    STORE = "courier_store"
    """The store could not be read or written."""
    STORE_REPLACED = "store_replaced"
    """The store's file was damaged and set aside; what could be read of it was brought over."""
    CRASHED = "courier_crashed"
    """A defect of the program; the courier goes on."""


@dataclass(frozen=True, kw_only=True)
class Acknowledged:
    """A verified word of the upstream, kept already."""

    submission_id: str
    standing: Standing
    since: datetime | None
    """Of `in_force`: upstream's time."""
    reason: str
    """Of `refused`: a stable code."""


@dataclass(frozen=True)
class UpstreamReachable:
    """The upstream answers, or does not. Told when it changes."""

    reachable: bool


@dataclass(frozen=True, kw_only=True)
class Alarm:
    """Tell staff."""

    code: AlarmCode
    detail: str = ""
    """A stable word or a submission's id; no personal data."""


@dataclass(frozen=True)
class PolicyArrived:
    """A newer policy with a valid signature, kept already. It brings the upstream's public keys too."""

    signed: SignedPolicy = field(repr=False)


@dataclass(frozen=True)
class ServerTime:
    """The upstream's clock, and that a new certificate should be asked for soon."""

    at: datetime
    certificate_renewal_due: bool


@dataclass(frozen=True)
class StaffCardsRevoked:
    """Serials of the staff cards that count no more: all of them, with every heartbeat."""

    serials: tuple[str, ...]


Report = Acknowledged | UpstreamReachable | Alarm | PolicyArrived | ServerTime | StaffCardsRevoked


@dataclass(frozen=True, kw_only=True)
class SyncCounts:
    """What became of the records that were sent."""

    received: int = 0
    in_force: int = 0
    refused: int = 0
    parked: int = 0
    retried: int = 0
    trouble: str = ""
    """Why the upstream did not answer, or empty."""

    def __add__(self, other: "SyncCounts") -> "SyncCounts":
        """Both together; the later trouble stands."""
        return SyncCounts(
            received=self.received + other.received,
            in_force=self.in_force + other.in_force,
            refused=self.refused + other.refused,
            parked=self.parked + other.parked,
            retried=self.retried + other.retried,
            trouble=other.trouble,
        )
