"""A real gateway on a real socket with real TLS, in this process; and the terminals that talk to it."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import uvicorn

from kiosk.gateway.authority import issue_terminal
from kiosk.gateway.parts import Parts, build
from kiosk.gateway.registry import Registry
from kiosk.gateway.server import acting, address, tls_context, uvicorn_config
from kiosk.gateway.settings import GatewaySettings, load_gateway_settings
from kiosk.upstream.client import Client
from kiosk.upstream.keys import TerminalKeys, load_keys

SAMPLES = Path(__file__).parents[2] / "assets" / "samples"


@dataclass
class Stand:
    """One running gateway, and the terminals made for it."""

    folder: Path
    settings: GatewaySettings
    parts: Parts
    url: str
    clients: list[Client] = field(default_factory=list)

    def terminal(self, name: str = "HZ0001") -> TerminalKeys:
        folder = self.folder / name
        if not folder.is_dir():
            issue_terminal(self.folder, name, folder)
        keys = load_keys(
            ca=folder / "ca.pem", cert=folder / "terminal.pem", key=folder / "terminal.key", keys=folder
        )
        assert isinstance(keys, TerminalKeys)
        return keys

    def client(self, name: str = "HZ0001") -> Client:
        client = Client(self.url, self.terminal(name))
        self.clients.append(client)
        return client


@contextmanager
def running(
    config: Path,
    *,
    registry: Registry | None = None,
    settings: Callable[[GatewaySettings], GatewaySettings] = lambda s: s,
) -> Iterator[Stand]:
    """The gateway of these settings, served by uvicorn in a thread."""
    loaded = load_gateway_settings(config)
    assert isinstance(loaded, GatewaySettings)
    loaded = settings(loaded)
    listener = socket.create_server((loaded.listen.host, 0))
    url = address(loaded, listener)
    parts = build(loaded, base_url=url, registry=registry)
    server = uvicorn.Server(uvicorn_config(parts, tls_context(loaded.tls)))
    with acting(parts):
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.005)
        stand = Stand(config.parent, loaded, parts, url)
        try:
            yield stand
        finally:
            for client in stand.clients:
                client.close()
            server.should_exit = True
            thread.join()
            listener.close()
