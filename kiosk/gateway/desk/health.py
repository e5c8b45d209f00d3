"""How the terminals are, from their heartbeats."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.gateway.database import Database
from kiosk.gateway.moments import read, read_or_none

SILENT_AFTER = timedelta(minutes=15)
"""Three heartbeats of five minutes."""
_WELL = {"ready", "no_card", "card_present", "ok"}


@dataclass(frozen=True, kw_only=True)
class Seen:
    """One terminal."""

    id: str
    region: str
    seen_at: datetime | None
    silent: bool
    faults: tuple[tuple[str, str], ...]
    """Device and state: `("printer", "paper_out")`."""
    closed: str
    """Why it is out of service; empty: it is not."""
    queue_depth: int
    parked: int
    version: str
    policy_version: int
    revoked: bool

    @property
    def needs_somebody(self) -> bool:
        """Whoever looks after the terminals should see to this one."""
        return bool(self.silent or self.faults or self.closed or self.parked)


def terminals_seen(database: Database, now: datetime) -> list[Seen]:
    """Those that need somebody first."""
    with database.transaction() as transaction:
        rows = transaction.rows(
            "SELECT id, region, seen_at, health, (SELECT count(*) FROM terminal_keys"
            " WHERE terminal_keys.terminal = terminals.id AND revoked_at IS NULL) FROM terminals"
        )
    seen = [_seen(row[0], row[1], read_or_none(row[2]), json.loads(row[3]), row[4], now) for row in rows]
    return sorted(seen, key=lambda one: (one.revoked, not one.needs_somebody, one.id))


def _seen(
    id_: str, region: str, seen_at: datetime | None, health: dict[str, object], keys: int, now: datetime
) -> Seen:
    devices = health.get("devices")
    faults = [
        (str(one["name"]), str(one["state"]))
        for one in (devices if isinstance(devices, list) else [])
        if one["state"] not in _WELL
    ]
    return Seen(
        id=id_,
        region=region,
        seen_at=seen_at,
        silent=seen_at is None or now - seen_at > SILENT_AFTER,
        faults=tuple(faults),
        closed=str(health.get("out_of_service", "")),
        queue_depth=_count(health.get("queue_depth")),
        parked=_count(health.get("parked")),
        version=str(health.get("version", "")),
        policy_version=_count(health.get("policy_version")),
        revoked=keys == 0,
    )


def _count(value: object) -> int:
    return value if isinstance(value, int) else 0


def newest_alarms(database: Database, limit: int) -> list[tuple[datetime, str, str, str]]:
    """(time, code, terminal, subject), newest first."""
    with database.transaction() as transaction:
        rows = transaction.rows(
            "SELECT at, code, terminal, subject FROM alarms ORDER BY seq DESC LIMIT ?", limit
        )
    return [(read(row[0]), row[1], row[2], row[3]) for row in rows]
