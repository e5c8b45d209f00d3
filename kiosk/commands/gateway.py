"""`kiosk gateway`: the other end."""

import typer

from kiosk.commands.shared import ConfigOption
from kiosk.log import configure_log


def gateway(config: ConfigOption) -> None:
    """Run the upstream until it is stopped. GET /healthz, /openapi.json, /metrics."""
    from kiosk.gateway import serve

    configure_log(None)
    raise typer.Exit(serve(config))
