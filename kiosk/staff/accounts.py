"""Who may care for this terminal: a small file beside the store, mode 600, replaced whole or not at all.

It holds no PIN, only argon2id hashes under a pepper that lies elsewhere.
"""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from kiosk.flow.roles import Role
from kiosk.upstream.keys import write_file

FILE = "staff.json"
MOST = 99
"""Numbers have two digits."""


class Account(BaseModel):
    """One member of staff at this terminal."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    number: str = Field(pattern=r"^[0-9]{2}$")
    """What one types first; the audit knows people by it."""
    name: str = Field(min_length=1, max_length=40)
    role: Role
    secret: str
    """argon2id, PHC string."""
    code_until: datetime | None = None
    """The secret is a one-time code, good until then, and the next sign-in must choose a PIN. None: a PIN."""

    def __repr__(self) -> str:
        """Never shows the hash."""
        return f"Account(number={self.number!r}, role={self.role.value!r})"


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")
    accounts: tuple[Account, ...] = ()


class AccountsUnreadableError(Exception):
    """The file was changed by hand or is damaged: nobody is let in by a guess."""


class Accounts:
    """Reads the file at every question: the shell may have changed it."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE

    def all(self) -> tuple[Account, ...]:
        """Everybody, by number; empty before `kiosk staff init`. Raises AccountsUnreadableError."""
        try:
            text = self._path.read_bytes()
        except FileNotFoundError:
            return ()
        except OSError as error:
            raise AccountsUnreadableError(f"{self._path.name} cannot be read") from error
        try:
            return _File.model_validate_json(text).accounts
        except ValidationError:
            raise AccountsUnreadableError(f"{self._path.name} is not a list of staff") from None

    def find(self, number: str) -> Account | None:
        """One of them. Raises AccountsUnreadableError."""
        return next((one for one in self.all() if one.number == number), None)

    def put(self, account: Account) -> None:
        """Add somebody, or replace who has that number. Raises OSError, AccountsUnreadableError."""
        with self._alone():
            others = [one for one in self.all() if one.number != account.number]
            self._write((*others, account))

    def remove(self, number: str) -> None:
        """Let somebody in no more. Raises OSError, AccountsUnreadableError."""
        with self._alone():
            self._write(tuple(one for one in self.all() if one.number != number))

    def next_number(self) -> str:
        """The lowest free one. Raises ValueError when all 99 are taken."""
        taken = {one.number for one in self.all()}
        for number in range(1, MOST + 1):
            if f"{number:02}" not in taken:
                return f"{number:02}"
        raise ValueError("all 99 staff numbers are taken: remove one first")

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """The shell and the terminal may both change the list: one after the other."""
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(self._path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)

    def _write(self, accounts: tuple[Account, ...]) -> None:
        ordered = tuple(sorted(accounts, key=lambda one: one.number))
        write_file(self._path, _File(accounts=ordered).model_dump_json(indent=1).encode())
