"""The door to the staff pages: number, then PIN. A failure is on the disk before the PIN is looked at."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from kiosk.flow.roles import Role
from kiosk.staff.accounts import Account, Accounts, AccountsUnreadableError
from kiosk.staff.pins import PinHasher, is_weak, new_code
from kiosk.store.audit_events import AuditEvent
from kiosk.store.clock import Moment
from kiosk.store.lockouts import LockedOut, MayTry
from kiosk.store.store import Store
from kiosk.store.trouble import StoreTrouble

CODE_HOURS = 72
"""A one-time code is good for the installation and the first shift."""
NOBODY = "unknown"
"""All numbers that do not exist share one count: trying them in turn gains nothing."""


class Refusal(StrEnum):
    """Why somebody is not let in."""

    WRONG = "wrong"
    """Number or PIN; which of them is not said."""
    CODE_EXPIRED = "code_expired"
    WEAK_PIN = "weak_pin"
    UNREADABLE = "unreadable"
    """The file of accounts or the pepper cannot be used."""
    STORE = "store"
    """The failure could not be written down beforehand, so nothing was tried."""


@dataclass(frozen=True, kw_only=True)
class SignedIn:
    """Let in."""

    number: str
    name: str
    role: Role
    must_choose_pin: bool = False
    """The secret was a one-time code: nothing may be done before a PIN is chosen."""


@dataclass(frozen=True, kw_only=True)
class Refused:
    """Not let in."""

    why: Refusal


@dataclass(frozen=True, kw_only=True)
class Locked:
    """Too many failures: not before so many seconds."""

    seconds: int


Answer = SignedIn | Refused | Locked


@dataclass(frozen=True, kw_only=True)
class Door:
    """Signs in, sets PINs, keeps the audit."""

    accounts: Accounts
    hasher: PinHasher = field(repr=False)
    store: Store
    clock: Callable[[], Moment]

    def sign_in(self, number: str, secret: str) -> Answer:
        """Try a number with its PIN or one-time code. About 150 ms of work."""
        try:
            account = self.accounts.find(number)
        except AccountsUnreadableError:
            return Refused(why=Refusal.UNREADABLE)
        subject = f"staff:{account.number if account else NOBODY}"
        allowed = self.store.lockouts.begin_try(subject)
        if isinstance(allowed, LockedOut):
            return Locked(seconds=allowed.seconds)
        if isinstance(allowed, StoreTrouble):
            return Refused(why=Refusal.STORE)
        if not self.hasher.matches(account.secret if account else None, secret) or account is None:
            return self._refused(account, allowed)
        return self._let_in(account, subject)

    def choose_pin(self, number: str, pin: str) -> Answer:
        """Set the PIN of somebody who has just signed in."""
        account = self.accounts.find(number)
        if account is None:
            return Refused(why=Refusal.WRONG)
        if is_weak(pin) or self.hasher.matches(account.secret, pin):
            return Refused(why=Refusal.WEAK_PIN)
        fresh = account.model_copy(update={"secret": self.hasher.hash(pin), "code_until": None})
        self.accounts.put(fresh)
        self.store.audit.append(AuditEvent.STAFF_PIN_SET, clerk=number)
        return SignedIn(number=number, name=account.name, role=account.role)

    def sign_out(self, number: str) -> None:
        """By hand, or by itself after idleness."""
        self.store.audit.append(AuditEvent.STAFF_SIGNED_OUT, clerk=number)

    def _refused(self, account: Account | None, allowed: MayTry) -> Refused:
        who = account.number if account else NOBODY
        self.store.audit.append(AuditEvent.STAFF_REFUSED, clerk=who, failures=allowed.failures)
        return Refused(why=Refusal.WRONG)

    def _let_in(self, account: Account, subject: str) -> Answer:
        if account.code_until is not None and account.code_until < self.clock().wall:
            return Refused(why=Refusal.CODE_EXPIRED)
        written = self.store.audit.append(AuditEvent.STAFF_SIGNED_IN, clerk=account.number)
        if isinstance(written, StoreTrouble):
            return Refused(why=Refusal.STORE)
        self.store.lockouts.succeeded(subject)
        return SignedIn(
            number=account.number,
            name=account.name,
            role=account.role,
            must_choose_pin=account.code_until is not None,
        )


@dataclass(frozen=True, kw_only=True)
class Office:
    """Where people are admitted and removed: the list, and the one who keeps the audit."""

    accounts: Accounts
    hasher: PinHasher = field(repr=False)
    clock: Callable[[], Moment]
    record: Callable[[AuditEvent, dict[str, str]], object]
    """`carry_out` on the store, or into the letter-box of a terminal that runs (`ShellActs`)."""


def add(office: Office, name: str, role: Role, number: str = "", *, by: str = "shell") -> tuple[Account, str]:
    """Admit somebody (or give an existing number a new code, which lifts a lock-out): the account and its
    one-time code.

    Raises ValueError when all numbers are taken, OSError, AccountsUnreadableError.
    """
    code = new_code()
    account = Account(
        number=number or office.accounts.next_number(),
        name=name,
        role=role,
        secret=office.hasher.hash(code),
        code_until=office.clock().wall + timedelta(hours=CODE_HOURS),
    )
    office.accounts.put(account)
    office.record(AuditEvent.STAFF_ADMITTED, {"clerk": account.number, "role": role.value, "by": by})
    return account, code


def remove(office: Office, number: str, *, by: str = "shell") -> bool:
    """Admit somebody no more; False when nobody has that number."""
    if office.accounts.find(number) is None:
        return False
    office.accounts.remove(number)
    office.record(AuditEvent.STAFF_REMOVED, {"clerk": number, "by": by})
    return True
