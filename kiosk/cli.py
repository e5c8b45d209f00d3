"""The commands."""

import logging

import typer

from kiosk.commands import (
    card,
    doctor,
    gallery,
    gateway,
    log,
    policy,
    printer,
    receipt,
    simulate,
    staff,
    store,
    terminal,
)
from kiosk.log import configure_log

app = typer.Typer(
    name="kiosk",
    help="Buka: the self-service terminal for lost social security cards.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command()(terminal.run)
app.command()(terminal.visit)
app.command()(terminal.sync)
app.command()(terminal.enrol)
app.command()(doctor.doctor)
app.command()(gallery.gallery)
app.command()(gallery.states)
app.add_typer(gateway.gateway, name="gateway")
app.add_typer(card.card, name="card")
app.add_typer(printer.printer, name="printer")
app.add_typer(store.queue, name="queue")
app.add_typer(store.audit, name="audit")
app.add_typer(log.log, name="log")
app.add_typer(policy.policy, name="policy")
app.add_typer(receipt.receipt, name="receipt")
app.add_typer(simulate.simulate, name="simulate")
app.add_typer(staff.staff, name="staff")


def main() -> None:
    """The `kiosk` program. Warnings go to standard error until a command opens its own log."""
    configure_log(None, logging.WARNING)
    app()


if __name__ == "__main__":
    main()
