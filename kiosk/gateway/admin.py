"""What the operators of a gateway do from the command line. Everything works beside a running gateway."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from kiosk.gateway.authority import Authority
from kiosk.gateway.carried import Carried, take_in
from kiosk.gateway.database import Database, open_database
from kiosk.gateway.desk.access import Access, Role
from kiosk.gateway.desk.health import Seen, terminals_seen
from kiosk.gateway.keyring import load_keyring
from kiosk.gateway.moments import utc_now
from kiosk.gateway.parts import database_url
from kiosk.gateway.policies import Policies
from kiosk.gateway.settings import load_gateway_settings
from kiosk.gateway.staff_cards import IssuedCard, StaffCards
from kiosk.gateway.terminals import Terminals


class SettingsFaultError(Exception):
    """The gateway's settings are unusable; the text names key and remedy."""


@contextmanager
def _database(config: Path) -> Iterator[Database]:
    settings = load_gateway_settings(config)
    if isinstance(settings, tuple):
        raise SettingsFaultError("\n".join(settings))
    database = open_database(database_url(settings.database))
    try:
        yield database
    finally:
        database.close()


def prepare_database(config: Path) -> None:
    """Bring the schema up to date. Raises SettingsFaultError, DatabaseDownError, ValueError."""
    with _database(config):
        pass


def enrolment_code(config: Path, terminal: str, *, hours: int = 24) -> str:
    """A one-time code for `kiosk enrol`, valid for `hours`. Raises like `prepare_database`."""
    with _database(config) as database:
        return Terminals(database, utc_now).new_code(terminal, timedelta(hours=hours))


def revoke_terminal(config: Path, terminal: str) -> int:
    """Refuse the terminal's keys from now on; how many there were. Raises like `prepare_database`."""
    with _database(config) as database:
        return Terminals(database, utc_now).revoke(terminal)


def list_terminals(config: Path) -> list[Seen]:
    """All terminals and how they are. Raises like `prepare_database`."""
    with _database(config) as database:
        return terminals_seen(database, utc_now())


def set_desk_user(config: Path, name: str, password: str, *, role: str, outlet: str = "") -> None:
    """Add a user of the desk, or change password and role. Raises ValueError for a short password or an
    unknown role, else like `prepare_database`.
    """
    with _database(config) as database:
        Access(database, utc_now, timedelta(minutes=1)).add_user(name, Role(role), outlet, password)


def signed_policy(config: Path, region: str) -> bytes | None:
    """The region's policy as terminals get it, for a stick; None when none is served.

    Raises SettingsFaultError, and OSError, TypeError or ValueError for unusable keys.
    """
    settings = load_gateway_settings(config)
    if isinstance(settings, tuple):
        raise SettingsFaultError("\n".join(settings))
    served = Policies(settings.policies.folder, load_keyring(settings.keys)).served(region)
    return served.body if served else None


def import_export(config: Path, file: Path) -> Carried:
    """Take in what `kiosk queue export` wrote. Raises SettingsFaultError, else like `take_in`."""
    settings = load_gateway_settings(config)
    if isinstance(settings, tuple):
        raise SettingsFaultError("\n".join(settings))
    return take_in(settings, file)


def issue_staff_card(config: Path, name: str, role: str, csr: str) -> tuple[str, str]:
    """A certificate (PEM) for the key that a staff card made, and its serial.

    Raises ValueError for an unusable request or a gateway without an authority, OSError, else like
    `prepare_database`.
    """
    settings = load_gateway_settings(config)
    if isinstance(settings, tuple):
        raise SettingsFaultError("\n".join(settings))
    if settings.authority is None:
        raise ValueError("this gateway has no authority of its own: see [authority]")
    authority = Authority.load(settings.authority.cert, settings.authority.key)
    with _database(config) as database:
        return StaffCards(database, utc_now).issue(authority, name, role, csr)


def revoke_staff_card(config: Path, serial: str) -> bool:
    """Refuse a staff card from now on; False when there is none of that serial. Raises like
    `prepare_database`. A terminal learns it with its next heartbeat.
    """
    with _database(config) as database:
        return StaffCards(database, utc_now).revoke(serial)


def list_staff_cards(config: Path) -> list[IssuedCard]:
    """Every staff card, newest first. Raises like `prepare_database`."""
    with _database(config) as database:
        return StaffCards(database, utc_now).all()
