"""Staff cards: issued over a key that the card made, listed, revoked."""

from dataclasses import dataclass
from datetime import datetime

from cryptography.hazmat.primitives.serialization import Encoding

from kiosk.gateway.authority import Authority
from kiosk.gateway.database import Database
from kiosk.gateway.moments import Clock, read, written

_LONGEST_NAME = 40


@dataclass(frozen=True, kw_only=True)
class IssuedCard:
    """One staff card."""

    serial: str
    """Of its certificate, hexadecimal: what terminals' audits know it by."""
    name: str
    role: str
    expires: datetime
    revoked_at: datetime | None


class StaffCards:
    """All staff cards of this gateway."""

    def __init__(self, database: Database, now: Clock) -> None:
        self._database = database
        self._now = now

    def issue(self, authority: Authority, name: str, role: str, csr: str) -> tuple[str, str]:
        """The certificate in PEM and its serial. Raises ValueError for an unusable name or request."""
        if not 1 <= len(name) <= _LONGEST_NAME:
            raise ValueError(f"the name must have 1 to {_LONGEST_NAME} characters")
        now = self._now()
        certificate = authority.issue_staff(name, role, csr, now)
        if certificate is None:
            raise ValueError("not a sound request (PKCS#10 in PEM) over a key on P-256")
        serial = f"{certificate.serial_number:x}"
        with self._database.transaction() as transaction:
            transaction.run(
                "INSERT INTO staff_cards (serial, name, role, issued_at, expires) VALUES (?, ?, ?, ?, ?)",
                serial,
                name,
                role,
                written(now),
                written(certificate.not_valid_after_utc),
            )
        return certificate.public_bytes(Encoding.PEM).decode(), serial

    def revoke(self, serial: str) -> bool:
        """Refuse it from now on; False when no card has that serial."""
        with self._database.transaction() as transaction:
            return bool(
                transaction.run(
                    "UPDATE staff_cards SET revoked_at = coalesce(revoked_at, ?) WHERE serial = ?",
                    written(self._now()),
                    serial.lower(),
                )
            )

    def revoked(self) -> tuple[str, ...]:
        """Serials that terminals must refuse; one that has expired is refused anyway."""
        with self._database.transaction() as transaction:
            rows = transaction.rows(
                "SELECT serial FROM staff_cards WHERE revoked_at IS NOT NULL AND expires > ? ORDER BY serial",
                written(self._now()),
            )
        return tuple(str(serial) for (serial,) in rows)

    def all(self) -> list[IssuedCard]:
        """Newest first."""
        with self._database.transaction() as transaction:
            rows = transaction.rows(
                "SELECT serial, name, role, expires, revoked_at FROM staff_cards ORDER BY issued_at DESC"
            )
        return [
            IssuedCard(
                serial=str(serial),
                name=str(name),
                role=str(role),
                expires=read(expires),
                revoked_at=read(revoked) if revoked else None,
            )
            for serial, name, role, expires, revoked in rows
        ]
