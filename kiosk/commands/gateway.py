"""`kiosk gateway`: the other end, and what its operators do from a shell."""

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Literal, TypeVar

import typer

from kiosk.commands.shared import (
    BAD_SETTINGS,
    CANNOT_WRITE,
    JsonOption,
    fail,
    say,
    say_json,
    told,
)
from kiosk.flow.roles import Role
from kiosk.gateway.database import DatabaseDownError
from kiosk.log import configure_log

NO_INPUT = 66
"""EX_NOINPUT of sysexits.h."""

T = TypeVar("T")
DeskRole = Literal["clerk", "supervisor"]
GatewayOption = Annotated[Path, typer.Option("--config", help="the gateway's settings (TOML)")]
TerminalArgument = Annotated[str, typer.Argument(help="the terminal's id")]

gateway = typer.Typer(help="The other end: the upstream that terminals talk to.", invoke_without_command=True)


@gateway.callback()
def run(
    context: typer.Context,
    config: Annotated[Path | None, typer.Option("--config", help="the gateway's settings (TOML)")] = None,
) -> None:
    """Run the gateway until it is stopped. GET /healthz, /openapi.json, /metrics."""
    if context.invoked_subcommand is not None:
        return
    if config is None:
        fail("--config is missing: the gateway's settings file.", 64)
    from kiosk.gateway import serve

    configure_log(None)
    raise typer.Exit(serve(config))


@gateway.command("prepare")
def prepare(config: GatewayOption) -> None:
    """Bring the database's schema up to date."""
    from kiosk.gateway.admin import prepare_database

    _done(lambda: prepare_database(config))
    say("the database is up to date")


@gateway.command("code")
def code(
    config: GatewayOption,
    terminal: TerminalArgument,
    hours: Annotated[int, typer.Option(min=1, max=720, help="how long it may be used")] = 24,
) -> None:
    """Make a one-time code with which one terminal enrols."""
    from kiosk.gateway.admin import enrolment_code

    say(_done(lambda: enrolment_code(config, terminal, hours=hours)))


@gateway.command("revoke")
def revoke(config: GatewayOption, terminal: TerminalArgument) -> None:
    """Refuse a lost or stolen terminal from now on."""
    from kiosk.gateway.admin import revoke_terminal

    say(f"{_done(lambda: revoke_terminal(config, terminal))} keys of {terminal} are refused")


@gateway.command("terminals")
def terminals(config: GatewayOption, as_json: JsonOption = False) -> None:
    """List the terminals and how they are."""
    from kiosk.gateway.admin import list_terminals

    for seen in _done(lambda: list_terminals(config)):
        row = {name: str(value) for name, value in asdict(seen).items()}
        if as_json:
            say_json(row)
        else:
            say("  ".join(f"{name}={value}" for name, value in row.items()))


@gateway.command("user")
def user(
    config: GatewayOption,
    name: Annotated[str, typer.Argument(help="sign-in name at the desk")],
    role: Annotated[DeskRole, typer.Option(help="clerk: one outlet; supervisor: all, and the terminals")],
    outlet: Annotated[str, typer.Option(help="id of the outlet that a clerk works at")] = "",
) -> None:
    """Add a user of the desk, or give a new password. It is asked for, never an argument."""
    from kiosk.gateway.admin import set_desk_user

    password = typer.prompt("password", hide_input=True, confirmation_prompt=True)
    _done(lambda: set_desk_user(config, name, password, role=role, outlet=outlet))
    say(f"{name} can sign in")


@gateway.command("policy")
def policy(
    config: GatewayOption,
    region: Annotated[str, typer.Argument(help="six digits of GB/T 2260")],
    out: Annotated[Path, typer.Option("--out", help="a new file, for a terminal without a network")],
) -> None:
    """Write a region's signed policy to a file; staff take it in from a stick. Exit 3: none is served."""
    from kiosk.gateway.admin import signed_policy

    found = _done(lambda: signed_policy(config, region))
    if found is None:
        fail(f"no sound policy for {region}: see [policies] folder and `kiosk policy check`", 3)
    try:
        with out.open("xb") as file:
            file.write(found)
    except OSError as wrong:
        fail(f"not written: {told(wrong)}", CANNOT_WRITE)
    say(f"{len(found)} bytes in {out}")


@gateway.command("import")
def import_export(
    config: GatewayOption,
    file: Annotated[Path, typer.Argument(help="what `kiosk queue export` wrote")],
    as_json: JsonOption = False,
) -> None:
    """Take in what a terminal's outbox held. Safe to repeat. Exit 1: not all of it could be taken in."""
    from kiosk.gateway.admin import import_export

    try:
        done = _done(lambda: import_export(config, file))
    except OSError as wrong:
        fail(f"not imported: {told(wrong)}", NO_INPUT)
    if as_json:
        say_json(asdict(done))
    else:
        refused = len(done.refused)
        say(f"{done.terminal}: {done.acknowledged} taken in, {refused} refused, {done.missing} missing")
        for number, problem in done.refused:
            say(f"{number}: {problem}")
    if done.refused or done.missing:
        raise typer.Exit(1)


@gateway.command("staff-card")
def staff_card(
    config: GatewayOption,
    name: Annotated[str, typer.Argument(help="whose card it is, as it shall stand on the staff pages")],
    role: Annotated[Role, typer.Option("--role", help="what the holder may do at a terminal")],
    request: Annotated[Path, typer.Option("--request", help="PKCS#10 (PEM) over the card's own key 9A")],
) -> None:
    """Make the certificate for a staff card's key; put it on the card as the certificate of key 9A."""
    from kiosk.gateway.admin import issue_staff_card

    try:
        csr = request.read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError) as wrong:
        fail(f"{request}: {type(wrong).__name__}", 64)
    certificate, serial = _done(lambda: issue_staff_card(config, name, role.value, csr))
    typer.echo(f"serial {serial}", err=True)
    say(certificate.rstrip())


@gateway.command("staff-cards")
def staff_cards(config: GatewayOption, as_json: JsonOption = False) -> None:
    """List the staff cards that were issued."""
    from kiosk.gateway.admin import list_staff_cards

    for card in _done(lambda: list_staff_cards(config)):
        row = {name: "" if value is None else str(value) for name, value in asdict(card).items()}
        if as_json:
            say_json(row)
        else:
            say("  ".join(f"{name}={value}" for name, value in row.items()))


@gateway.command("revoke-staff-card")
def revoke_card(
    config: GatewayOption, serial: Annotated[str, typer.Argument(help="as `staff-cards` shows it")]
) -> None:
    """Refuse a lost staff card from now on; a terminal learns it with its next heartbeat."""
    from kiosk.gateway.admin import revoke_staff_card

    if not _done(lambda: revoke_staff_card(config, serial)):
        fail(f"no staff card has the serial {serial}", 3)
    say(f"{serial} is refused")


def _done(act: Callable[[], T]) -> T:
    """What the act gives, or its expected trouble in words."""
    from kiosk.gateway.admin import SettingsFaultError

    try:
        return act()
    except SettingsFaultError as fault:
        fail(str(fault), BAD_SETTINGS)
    except DatabaseDownError:
        fail("the database cannot be reached: see [database] url.", 69)
    except ValueError as wrong:
        fail(str(wrong), 64)
