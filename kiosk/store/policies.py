"""The signed region policy that came from upstream. It never goes back to an older version.

The signature is checked by whoever brings the policy, and again by whoever loads it: the store only keeps.
"""

from collections.abc import Callable
from dataclasses import dataclass

from kiosk.store.audit import Audit
from kiosk.store.audit_events import AuditEvent
from kiosk.store.clock import Moment
from kiosk.store.database import Database
from kiosk.store.trouble import trouble_as_value


@dataclass(frozen=True, kw_only=True)
class StoredPolicy:
    """The signed bytes as they came, their version counter and the ETag to ask with."""

    version: int
    etag: str
    signed: bytes


@dataclass(frozen=True, kw_only=True)
class RolledBack:
    """Refused: the version in force is higher."""

    current: int


class Policies:
    """Keeps the newest policy."""

    def __init__(self, database: Database, audit: Audit, clock: Callable[[], Moment]) -> None:
        self._database = database
        self._audit = audit
        self._clock = clock

    @trouble_as_value
    def current(self) -> StoredPolicy | None:
        """The policy in force, or None before the first."""
        return self._current()

    def _current(self) -> StoredPolicy | None:
        row = self._database.row("SELECT version, etag, signed FROM policy ORDER BY version DESC LIMIT 1")
        return StoredPolicy(version=row[0], etag=row[1], signed=row[2]) if row else None

    @trouble_as_value
    def accept(self, policy: StoredPolicy) -> StoredPolicy | RolledBack:
        """Put a newer policy in force; the same version again only renews its ETag."""
        with self._database.transaction():
            current = self._current()
            if current is not None and not _may_follow(policy, current):
                self._audit.write(
                    AuditEvent.POLICY_REFUSED, self._clock(), version=policy.version, current=current.version
                )
                return RolledBack(current=current.version)
            self._replace(policy)
            if current is None or policy.version > current.version:
                self._audit.write(AuditEvent.POLICY_ACCEPTED, self._clock(), version=policy.version)
            return policy

    def _replace(self, policy: StoredPolicy) -> None:
        self._database.execute("DELETE FROM policy")
        self._database.execute(
            "INSERT INTO policy VALUES (?, ?, ?)", (policy.version, policy.etag, policy.signed)
        )


def _may_follow(policy: StoredPolicy, current: StoredPolicy) -> bool:
    """A higher version, or the very same document: two documents of one version are a fault upstream."""
    return policy.version > current.version or (
        policy.version == current.version and policy.signed == current.signed
    )
