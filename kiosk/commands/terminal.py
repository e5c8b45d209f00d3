"""`kiosk run`, `kiosk visit`, `kiosk sync`, `kiosk enrol`: the terminal itself."""

import re
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from kiosk.commands.remedies import about_store, about_upstream
from kiosk.commands.secrets import usable_keys
from kiosk.commands.shared import (
    CANNOT_WRITE,
    ConfigOption,
    JsonOption,
    WaitOption,
    fail,
    open_log,
    say,
    say_json,
    settings_of,
    told,
)
from kiosk.commands.store import STORE, opened, sound
from kiosk.config import Settings
from kiosk.flow.visit import Service
from kiosk.rules.submissions import Delivery, LossForm, PaymentWay, ReplacementReason
from kiosk.store.clock import SystemClock
from kiosk.store.trouble import StoreTrouble
from kiosk.store.trouble import TroubleKind as StoreTroubleKind
from kiosk.terminal.headless import Line
from kiosk.terminal.headless import visit as make_visit
from kiosk.terminal.policies import fetch_first
from kiosk.terminal.visitor import Wish
from kiosk.upstream.client import Client
from kiosk.upstream.courier import Courier, CourierSettings
from kiosk.upstream.enrolment import enrol as enrol_terminal
from kiosk.upstream.trouble import Trouble, TroubleKind

UPSTREAM = 69
"""EX_UNAVAILABLE of sysexits.h: the upstream could not be reached."""
_POLICY_SECONDS = 20.0
_PHONE = re.compile(r"(\+?[0-9]{5,20})?")
_SERVICES = {service.value.replace("_", "-"): service for service in Service}


def _known(name: str) -> str:
    if name not in _SERVICES:
        raise typer.BadParameter(f"one of {', '.join(_SERVICES)}")
    return name


ServiceArgument = Annotated[str, typer.Argument(callback=_known, help=", ".join(_SERVICES))]


def _passport(file: Path) -> tuple[str, str]:
    """Its two lines. A file, because arguments are seen by everybody on the machine."""
    try:
        first, second = file.read_text(encoding="ascii").split()
    except (OSError, ValueError) as wrong:
        raise typer.BadParameter(
            "a file with the two lines of 44 characters", param_hint="--passport"
        ) from wrong
    return first, second


def run(config: ConfigOption) -> None:
    """Run the full-screen terminal until it is stopped."""
    from kiosk.terminal.start import run as run_screen

    raise typer.Exit(run_screen(config))


def visit(
    config: ConfigOption,
    service: ServiceArgument,
    phone: Annotated[str, typer.Option(help="mobile number for the application")] = "",
    outlet: Annotated[str, typer.Option(help="outlet to collect at; empty: the first offered")] = "",
    loss: Annotated[LossForm | None, typer.Option(help="where the region leaves the choice")] = None,
    reason: Annotated[
        ReplacementReason, typer.Option(help="of a card that is not lost")
    ] = ReplacementReason.LOST,
    delivery: Annotated[Delivery, typer.Option(help="how the new card comes")] = Delivery.PICK_UP,
    pay: Annotated[PaymentWay | None, typer.Option(help="how the fee is settled")] = None,
    for_another: Annotated[
        bool,
        typer.Option("--for-another", help="as guardian or proxy: lay the holder's document down second"),
    ] = False,
    passport: Annotated[
        Path | None, typer.Option(help="file with the two lines of a passport, typed in place of a card")
    ] = None,
    language: Annotated[str, typer.Option(help="language of the slips")] = "zh",
    wait: WaitOption = 15.0,
    as_json: JsonOption = False,
) -> None:
    """Make one whole visit without a screen, by the card on the reader.

    Exit 0: done; 3: refused with a reason; 4: no card or unreadable; 5: a device failed; 6: could not store.
    """
    if not _PHONE.fullmatch(phone):
        raise typer.BadParameter("digits, with a leading + outside the mainland", param_hint="--phone")
    settings = settings_of(config)
    open_log(settings)

    def tell(line: Line) -> None:
        if as_json:
            say_json(line)
        else:
            say("  ".join(f"{name}={value}" for name, value in line.items()))

    wish = Wish(
        service=_SERVICES[service],
        phone=phone,
        outlet=outlet,
        loss=loss,
        reason=reason,
        delivery=delivery,
        payment=pay,
        for_another=for_another,
        passport=_passport(passport) if passport else None,
    )
    raise typer.Exit(make_visit(settings, wish, wait=wait, language=language, tell=tell))


def sync(
    config: ConfigOption,
    once: Annotated[bool, typer.Option("--once", help="drain the outbox now, then leave")] = False,
    as_json: JsonOption = False,
) -> None:
    """Send what waits in the outbox, whatever the back-off.

    Exit 69: the upstream did not answer; 6: the store cannot be used.
    """
    settings = settings_of(config)
    if not once:
        fail("`kiosk run` sends all the time; say --once to drain the outbox without a screen.", 64)
    open_log(settings)
    keys = usable_keys(settings)
    with opened(settings) as store:
        client = Client(settings.upstream.url, keys)
        who = CourierSettings(terminal=settings.terminal.id, region=settings.terminal.region)
        sound(store.queue.retry_now())
        counts = Courier(store, client, lambda _: None, who, SystemClock()).sync_once()
        client.close()
    if as_json:
        say_json(asdict(counts))
    else:
        say("  ".join(f"{name}={value}" for name, value in asdict(counts).items()))
    if counts.trouble in set(TroubleKind):
        fail(about_upstream(settings.upstream.url, TroubleKind(counts.trouble)), UPSTREAM)
    if counts.trouble:
        broken = StoreTroubleKind(counts.trouble.removeprefix("store_"))
        fail(about_store(StoreTrouble(kind=broken)), STORE)


def _bring_policy(settings: Settings) -> None:
    """So that the terminal serves from its first start; without it, it asks again by itself."""
    keys = usable_keys(settings)
    with opened(settings) as store:
        client = Client(settings.upstream.url, keys)
        policy = fetch_first(client, store, settings.terminal.region, _POLICY_SECONDS)
        client.close()
    if isinstance(policy, Trouble):
        why = about_upstream(settings.upstream.url, policy.kind, policy.detail)
        say(f"no policy yet for region {settings.terminal.region}: {why}")


def _why_not_enrolled(url: str, trouble: Trouble) -> str:
    if trouble.detail == "code_shape":
        return "that is no one-time code. Copy it from the gateway's desk as it stands there."
    if trouble.kind is TroubleKind.UNAUTHORISED:
        return "the code is wrong, used, or too old. Get a new one from the gateway's staff."
    return about_upstream(url, trouble.kind, trouble.detail)


def enrol(
    config: ConfigOption,
    code: Annotated[str, typer.Option(help="the one-time code from the gateway's staff")],
) -> None:
    """Make this terminal's key and trade a one-time code for its certificate and the upstream's keys."""
    settings = settings_of(config)
    upstream = settings.upstream
    try:
        done = enrol_terminal(
            upstream.url, code, ca=upstream.ca, cert=upstream.cert, key=upstream.key, keys=upstream.keys
        )
    except (OSError, ValueError) as wrong:
        fail(f"not enrolled: {told(wrong)}. [upstream] names the files: ca is brought by hand.", CANNOT_WRITE)
    if isinstance(done, Trouble):
        fail(f"not enrolled: {_why_not_enrolled(upstream.url, done)}", UPSTREAM)
    if done.terminal != settings.terminal.id:
        fail(f"the code is for terminal {done.terminal}; [terminal] id says {settings.terminal.id}.", 78)
    _bring_policy(settings)
    days = (done.expires - datetime.now(UTC)).days
    say(f"enrolled as {done.terminal}; the certificate holds {days} days and renews itself")
