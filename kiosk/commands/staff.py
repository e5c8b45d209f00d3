"""`kiosk staff`: who may open the staff pages of this terminal, and whether it serves."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import Annotated

import typer

from kiosk.commands.shared import (
    CANNOT_WRITE,
    ConfigOption,
    JsonOption,
    fail,
    say,
    say_json,
    settings_of,
    told,
)
from kiosk.commands.store import NOT_FOUND, asked
from kiosk.config import Settings
from kiosk.flow.conditions import OutOfService
from kiosk.flow.roles import Role
from kiosk.staff.accounts import Accounts, AccountsUnreadableError
from kiosk.staff.door import CODE_HOURS, Office, add, remove
from kiosk.staff.pins import PepperUnusableError, PinHasher, load_pepper, make_pepper
from kiosk.staff.shell_acts import SHELL
from kiosk.store.audit_events import AuditEvent
from kiosk.store.clock import SystemClock
from kiosk.terminal.touch_file import forget_touch

ALREADY = 3
BAD_FILE = 78
"""EX_CONFIG of sysexits.h."""

staff = typer.Typer(
    help="Who may open the staff pages, and whether the terminal serves.", no_args_is_help=True
)
Number = Annotated[str, typer.Argument(help="the two-digit staff number")]
NameOption = Annotated[str, typer.Option("--name", help="as it shall stand on the staff pages")]
RoleOption = Annotated[Role, typer.Option("--role", help="what they may do on the staff pages")]


@contextmanager
def _office(settings: Settings) -> Iterator[Office]:
    """Over the store, or beside a terminal that runs and holds it."""
    try:
        hasher = PinHasher(load_pepper(settings.upstream.keys))
        with asked(settings) as ask:
            yield Office(accounts=_accounts(settings), hasher=hasher, clock=SystemClock(), record=ask)
    except (PepperUnusableError, AccountsUnreadableError) as bad:
        fail(str(bad), BAD_FILE)
    except OSError as wrong:
        fail(f"not done: {told(wrong)}", CANNOT_WRITE)


def _accounts(settings: Settings) -> Accounts:
    return Accounts(settings.store.path.parent)


def _tell_code(number: str, code: str) -> None:
    say(f"staff number {number}, one-time code {code}, good for {CODE_HOURS} hours")
    say("At the first sign-in the terminal asks for a PIN of six digits.")


@staff.command("init")
def init(config: ConfigOption, name: NameOption = "主管") -> None:
    """Make the pepper and the first supervisor; prints a one-time code. Exit 3: done before."""
    settings = settings_of(config)
    make_pepper(settings.upstream.keys)
    with _office(settings) as office:
        if office.accounts.all():
            fail("there are staff already: use kiosk staff add or reset-pin.", ALREADY)
        account, code = add(office, name, Role.SUPERVISOR)
    _tell_code(account.number, code)


@staff.command("add")
def add_person(config: ConfigOption, name: NameOption, role: RoleOption = Role.CLERK) -> None:
    """Admit somebody; prints a one-time code."""
    with _office(settings_of(config)) as office:
        account, code = add(office, name, role)
    _tell_code(account.number, code)


@staff.command("list")
def list_people(config: ConfigOption, as_json: JsonOption = False) -> None:
    """Everybody who may sign in. Works while the terminal runs."""
    try:
        people = _accounts(settings_of(config)).all()
    except AccountsUnreadableError as bad:
        fail(str(bad), BAD_FILE)
    rows = [
        {"number": one.number, "name": one.name, "role": one.role.value, "has_pin": one.code_until is None}
        for one in people
    ]
    if as_json:
        say_json(rows)
    for row in [] if as_json else rows:
        say("  ".join(str(value) for value in row.values()))


@staff.command("remove")
def remove_person(config: ConfigOption, number: Number) -> None:
    """Admit somebody no more. Exit 3: no such number."""
    with _office(settings_of(config)) as office:
        if not remove(office, number):
            fail(f"nobody has the number {number}", NOT_FOUND)
    say(f"{number} removed")


@staff.command("reset-pin")
def reset_pin(config: ConfigOption, number: Number) -> None:
    """Give somebody a new one-time code, and lift a lock-out. Exit 3: no such number."""
    with _office(settings_of(config)) as office:
        account = office.accounts.find(number)
        if account is None:
            fail(f"nobody has the number {number}", NOT_FOUND)
        account, code = add(office, account.name, account.role, number)
    _tell_code(account.number, code)


class Reason(StrEnum):
    """What visitors are told of a terminal that staff took out of service."""

    STAFF = OutOfService.STAFF
    CLEANING = OutOfService.CLEANING
    REPAIR = OutOfService.REPAIR


@staff.command("out-of-service")
def out_of_service(
    config: ConfigOption,
    reason: Annotated[Reason, typer.Option("--reason", help="what visitors are told")] = Reason.STAFF,
) -> None:
    """Take the terminal out of service until it is put back; a restart does not. Works while it runs."""
    with asked(settings_of(config)) as ask:
        ask(AuditEvent.SERVICE_STOPPED, {"reason": reason.value, "clerk": SHELL})
    say(f"out of service: {reason.value}. kiosk staff in-service puts it back.")


@staff.command("in-service")
def in_service(config: ConfigOption) -> None:
    """Put the terminal back into service. What is broken still keeps it closed: see kiosk doctor."""
    with asked(settings_of(config)) as ask:
        ask(AuditEvent.SERVICE_RESUMED, {"clerk": SHELL})
    say("in service, as far as staff decide")


@staff.command("reset-touch")
def reset_touch(config: ConfigOption) -> None:
    """Take back the calibration of the touch panel, also under a running terminal. Exit 3: there is none."""
    settings = settings_of(config)
    try:
        forgotten = forget_touch(settings.store.path.parent)
    except OSError as wrong:
        fail(f"not done: {told(wrong)}", CANNOT_WRITE)
    if not forgotten:
        fail("the touch panel was not calibrated here", NOT_FOUND)
    with asked(settings) as ask:
        ask(AuditEvent.STAFF_ACTED, {"act": "reset_touch", "clerk": SHELL})
    say("Touches are taken as the panel reports them.")
