"""Running it: mutual TLS 1.3 on uvicorn, the background applier, an orderly end."""

import signal
import socket
import ssl
from asyncio import sslproto
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import structlog
import uvicorn

from kiosk.gateway.app import make_app
from kiosk.gateway.background import BackgroundApplier
from kiosk.gateway.database import DatabaseDownError
from kiosk.gateway.parts import Parts, build
from kiosk.gateway.peer import TerminalProtocol
from kiosk.gateway.settings import GatewaySettings, Tls, load_gateway_settings
from kiosk.upstream.keys import write_file

log = structlog.get_logger()
_KEEP_ALIVE_SECONDS = 75
"""Longer than the terminals' 60: they close, not we, so no request meets a closing connection."""
_SHUTDOWN_SECONDS = 10
_READ_BYTES = 64 * 1024
"""asyncio would read up to 256 KiB ahead on each TLS connection; uvicorn pauses a sender at 64."""


def serve(config_path: Path) -> int:
    """Run until SIGTERM or SIGINT. 0 after an orderly end, 2 for bad settings, 1 when it cannot start."""
    settings = load_gateway_settings(config_path)
    if isinstance(settings, tuple):
        for line in settings:
            log.error("gateway.settings_fault", fault=line)
        return 2
    try:
        listener = _listener(settings)
        context = tls_context(settings.tls)
        parts = build(settings, base_url=address(settings, listener))
    except (OSError, TypeError, ValueError, KeyError, DatabaseDownError) as fault:
        log.error("gateway.cannot_start", cause=f"{type(fault).__name__}: {fault}")
        return 1
    _run(parts, listener, context)
    return 0


def _run(parts: Parts, listener: socket.socket, context: ssl.SSLContext) -> None:
    with acting(parts):
        server = _Server(uvicorn_config(parts, context), parts.settings, listener)
        server.run(sockets=[listener])
    log.info("gateway.stopped")


class _Server(uvicorn.Server):
    """Says where it listens once it does, and ends in good order: uvicorn's own would raise the signal
    again after its shutdown, and so kill the process before the database is closed.
    """

    def __init__(self, config: uvicorn.Config, settings: GatewaySettings, listener: socket.socket) -> None:
        super().__init__(config)
        self._address_file = settings.listen.address_file
        self._address = address(settings, listener)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Open for requests; then tell."""
        await super().startup(sockets)
        if self._address_file:
            write_file(self._address_file, self._address.encode())
        log.info("gateway.listening", address=self._address)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """SIGTERM and SIGINT ask for the end, the second time at once."""
        before = {one: signal.signal(one, self.handle_exit) for one in (signal.SIGTERM, signal.SIGINT)}
        try:
            yield
        finally:
            for one, handler in before.items():
                signal.signal(one, handler)


@contextmanager
def acting(parts: Parts) -> Iterator[None]:
    """The background applier works inside; then everything is closed."""
    applier = BackgroundApplier(parts) if parts.applier.keys else None
    if applier:
        applier.start()
    try:
        yield
    finally:
        if applier:
            applier.stop()
        parts.database.close()


def uvicorn_config(parts: Parts, context: ssl.SSLContext) -> uvicorn.Config:
    """How uvicorn is to run the application."""
    return uvicorn.Config(
        make_app(parts),
        http=TerminalProtocol,
        ws="none",
        lifespan="off",
        ssl_context_factory=lambda _config, _default: context,
        timeout_keep_alive=_KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=_SHUTDOWN_SECONDS,
        server_header=False,
        access_log=False,
        log_config=None,
    )


def tls_context(tls: Tls) -> ssl.SSLContext:
    """TLS 1.3. A client certificate is checked when there is one: enrolment and the desk come without.

    Raises OSError (ssl.SSLError among them) for unusable files.
    """
    sslproto.SSLProtocol.max_size = _READ_BYTES
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.load_cert_chain(tls.cert, tls.key)
    context.load_verify_locations(cafile=tls.client_ca)
    context.verify_mode = ssl.CERT_OPTIONAL
    return context


def _listener(settings: GatewaySettings) -> socket.socket:
    host = settings.listen.host
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((host, settings.listen.port))
    return listener


def address(settings: GatewaySettings, listener: socket.socket) -> str:
    """`https://host:port` as bound."""
    host = settings.listen.host
    return f"https://{f'[{host}]' if ':' in host else host}:{listener.getsockname()[1]}"
