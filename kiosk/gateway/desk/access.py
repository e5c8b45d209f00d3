"""Who may use the desk: sign-in, sessions, roles, lock-out, and the record of what was looked at."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from kiosk.gateway.database import Database, Transaction
from kiosk.gateway.moments import Clock, read, read_or_none, written

_TRIES = 5
_LOCKED = timedelta(minutes=15)
LEAST_PASSWORD = 10
"""Characters. Guessing is slowed by argon2 and stopped by the lock-out."""
_HASHER = PasswordHasher()
_NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$1p5J25SIrBYWvzmOjR/Gbw$WKeCM9S9Ht26evRQ82vlDerF6QeyrM5OVnNBJuCYicU"
"""Checked for unknown names, so that they take as long as known ones: of 32 random bytes that nobody kept,
made with the cost of `_HASHER`.
"""
_CHECKS = BoundedSemaphore(2)
"""Passwords that are checked at the same moment: each takes 64 MiB (RFC 9106, the second choice)."""


class Role(StrEnum):
    """What somebody may do."""

    CLERK = "clerk"
    """Sees and moves on the submissions of one outlet."""
    SUPERVISOR = "supervisor"
    """All outlets, the terminals and the alarms."""


@dataclass(frozen=True)
class User:
    """Somebody who is signed in."""

    name: str
    role: Role
    outlet: str
    csrf: str
    """Must come back with every form."""

    def may_see(self, outlet: str) -> bool:
        """Whether a submission of that outlet is theirs to see."""
        return self.role is Role.SUPERVISOR or self.outlet == outlet


class Access:
    """Users and sessions, in the database: any replica knows them."""

    def __init__(
        self, database: Database, now: Clock, session: timedelta, hasher: PasswordHasher = _HASHER
    ) -> None:
        self._database = database
        self._now = now
        self._session = session
        self._hasher = hasher

    def add_user(self, name: str, role: Role, outlet: str, password: str) -> None:
        """Add somebody, or give a new password and role. Raises ValueError for a short password."""
        if len(password) < LEAST_PASSWORD:
            raise ValueError(f"a password has at least {LEAST_PASSWORD} characters")
        with self._database.transaction() as transaction:
            transaction.run("DELETE FROM desk_sessions WHERE name = ?", name)
            transaction.run(
                "INSERT INTO desk_users (name, role, outlet, password) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (name) DO UPDATE SET role = excluded.role, outlet = excluded.outlet,"
                " password = excluded.password, failed = 0, locked_until = NULL",
                name,
                role.value,
                outlet,
                self._hasher.hash(password),
            )

    def sign_in(self, name: str, password: str) -> str | None:
        """A session token; None for a wrong name or password, or while locked out.

        The try is counted and committed before the password is looked at.
        """
        with self._database.transaction() as transaction:
            transaction.run("UPDATE desk_users SET failed = failed + 1 WHERE name = ?", name)
            rows = transaction.rows(
                "SELECT password, failed, locked_until FROM desk_users WHERE name = ?", name
            )
        stored, failed, locked_until = rows[0] if rows else (_NOBODY, 0, None)
        right = _matches(stored, password) and bool(rows)
        if self._is_locked(read_or_none(locked_until)):
            right = False
        with self._database.transaction() as transaction:
            self.record(transaction, name if rows else "", "signed_in" if right else "sign_in_failed", "")
            if right:
                return self._opened(transaction, name)
            self._failed(transaction, name, failed)
        return None

    def _is_locked(self, until: datetime | None) -> bool:
        return until is not None and until > self._now()

    def _failed(self, transaction: Transaction, name: str, failed: int) -> None:
        if failed >= _TRIES:
            transaction.run(
                "UPDATE desk_users SET failed = 0, locked_until = ? WHERE name = ?",
                written(self._now() + _LOCKED),
                name,
            )

    def _opened(self, transaction: Transaction, name: str) -> str:
        token = secrets.token_urlsafe(32)
        transaction.run("UPDATE desk_users SET failed = 0, locked_until = NULL WHERE name = ?", name)
        transaction.run("DELETE FROM desk_sessions WHERE expires < ?", written(self._now()))
        transaction.run(
            "INSERT INTO desk_sessions (hash, name, csrf, expires) VALUES (?, ?, ?, ?)",
            _hash(token),
            name,
            secrets.token_urlsafe(32),
            written(self._now() + self._session),
        )
        return token

    def user(self, token: str) -> User | None:
        """Whose session this is; it lives on from now."""
        with self._database.transaction() as transaction:
            rows = transaction.rows(
                "SELECT desk_users.name, role, outlet, csrf FROM desk_sessions"
                " JOIN desk_users ON desk_users.name = desk_sessions.name WHERE hash = ? AND expires > ?",
                _hash(token),
                written(self._now()),
            )
            if not rows:
                return None
            transaction.run(
                "UPDATE desk_sessions SET expires = ? WHERE hash = ?",
                written(self._now() + self._session),
                _hash(token),
            )
        name, role, outlet, csrf = rows[0]
        return User(name, Role(role), outlet, csrf)

    def sign_out(self, token: str) -> None:
        """End the session."""
        with self._database.transaction() as transaction:
            transaction.run("DELETE FROM desk_sessions WHERE hash = ?", _hash(token))

    def record(self, transaction: Transaction, name: str, act: str, subject: str) -> None:
        """Who did what to which receipt number. Kept for ever; no personal data of holders."""
        transaction.run(
            "INSERT INTO desk_audit (at, name, act, subject) VALUES (?, ?, ?, ?)",
            written(self._now()),
            name,
            act,
            subject,
        )

    def newest_acts(self, about: str, limit: int) -> list[tuple[datetime, str, str, str]]:
        """(time, user, act, subject), newest first; `about` a receipt number or a user, or all when empty."""
        rows = self._database.rows(
            "SELECT at, name, act, subject FROM desk_audit"
            " WHERE ?1 = '' OR subject = ?1 OR name = ?1 ORDER BY seq DESC LIMIT ?2",
            about,
            limit,
        )
        return [(read(row[0]), row[1], row[2], row[3]) for row in rows]

    def note(self, user: User, act: str, subject: str) -> None:
        """`record` in a transaction of its own."""
        with self._database.transaction() as transaction:
            self.record(transaction, user.name, act, subject)


def is_own_form(user: User, csrf: str) -> bool:
    """Whether a form came from a page that we gave this session."""
    return hmac.compare_digest(user.csrf, csrf)


def _matches(stored: str, password: str) -> bool:
    try:
        with _CHECKS:
            return _HASHER.verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
