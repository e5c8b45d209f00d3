"""PINs and one-time codes: made, judged, hashed.

A six-digit PIN is no secret for somebody who has its hash: all of them are tried in hours. Therefore
HMAC-SHA-256 with a pepper goes first, and the pepper lies outside the store: a systemd credential sealed to
the TPM, or a file of mode 600. argon2id has the low-memory profile of RFC 9106, section 4: t=3, 64 MiB, p=4.
"""

import hashlib
import hmac
import os
import secrets
import stat
from pathlib import Path
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from kiosk.upstream.keys import write_file

PIN_DIGITS: Final = 6
CODE_DIGITS: Final = 8
PEPPER_FILE: Final = "staff-pepper"
_PEPPER_BYTES: Final = 32
_RUNS: Final = "01234567890", "09876543210"


class PepperUnusableError(Exception):
    """The pepper is missing or others may read it; the text says what to do."""


class PinHasher:
    """Hashes and checks under one pepper."""

    def __init__(self, pepper: bytes, hasher: PasswordHasher | None = None) -> None:
        self._pepper = pepper
        self._hasher = hasher or PasswordHasher(time_cost=3, memory_cost=65536, parallelism=4)
        self._nobody = self.hash(new_code())

    def hash(self, secret: str) -> str:
        """A PHC string."""
        return self._hasher.hash(self._peppered(secret))

    def matches(self, hashed: str | None, secret: str) -> bool:
        """None is somebody who does not exist: it takes as long and is never right."""
        try:
            return self._hasher.verify(hashed or self._nobody, self._peppered(secret)) and hashed is not None
        except (VerifyMismatchError, InvalidHashError):
            return False

    def _peppered(self, secret: str) -> bytes:
        return hmac.new(self._pepper, secret.encode(), hashlib.sha256).digest()


def load_pepper(folder: Path) -> bytes:
    """The systemd credential `staff-pepper`, else the file of that name. Raises PepperUnusableError."""
    credentials = os.environ.get("CREDENTIALS_DIRECTORY")
    sealed = Path(credentials) / PEPPER_FILE if credentials else None
    path = sealed if sealed and sealed.is_file() else folder / PEPPER_FILE
    try:
        loose = stat.S_IMODE(path.stat().st_mode) & 0o077
        pepper = path.read_bytes()
    except OSError:
        raise PepperUnusableError(f"{PEPPER_FILE} is missing: run kiosk staff init") from None
    if loose and path is not sealed:
        raise PepperUnusableError(f"others may read {PEPPER_FILE}: run chmod 600 on it")
    if len(pepper) < _PEPPER_BYTES:
        raise PepperUnusableError(f"{PEPPER_FILE} is too short")
    return pepper


def make_pepper(folder: Path) -> None:
    """A fresh one, unless there is one already. Raises OSError."""
    if not (folder / PEPPER_FILE).exists():
        write_file(folder / PEPPER_FILE, secrets.token_bytes(_PEPPER_BYTES))


def new_code() -> str:
    """Eight digits for the first sign-in; told once, on the console."""
    return f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"


def is_weak(pin: str) -> bool:
    """Not six digits, or among the first that anybody tries: runs, repeats, two digits only."""
    if len(pin) != PIN_DIGITS or not pin.isascii() or not pin.isdigit():
        return True
    halves, thirds = pin[:3] * 2 == pin, pin[:2] * 3 == pin
    run = any(pin in line for line in _RUNS)
    return len(set(pin)) < 3 or halves or thirds or run
