"""A whole gateway's settings in one folder, for trials, demos and tests."""

import json
from pathlib import Path

from kiosk.gateway.authority import make_authority
from kiosk.upstream.keys import write_file

ADDRESS_FILE = "address"
"""Gets `https://host:port` once the gateway answers."""


def make_stand(
    folder: Path,
    *,
    people: Path | None = None,
    policies: Path | None = None,
    host: str = "127.0.0.1",
    port: int = 0,
    database: str = "sqlite:///gateway.db",
    payments: str = "at_pickup",
    requests_a_minute: int = 600,
) -> Path:
    """Make keys, certificates and `gateway.toml` in `folder`; its path. `port` 0: any, see `ADDRESS_FILE`."""
    make_authority(folder, hosts=(host, "localhost"))
    lines = [
        "[listen]", f"host = {_text(host)}", f"port = {port}", f"address_file = {_text(ADDRESS_FILE)}",
        "[tls]", 'cert = "server.pem"', 'key = "server.key"', 'client_ca = "ca.pem"',
        "[database]", f"url = {_text(database)}",
        "[keys]", 'signing = "signing.key"', 'opening = ["opening.json"]', 'public = "upstream-keys.json"',
        "[authority]", 'cert = "ca.pem"', 'key = "ca.key"',
        "[registry]", *([f"people = {_text(str(people.resolve()))}"] if people else []),
        "[policies]", *([f"folder = {_text(str(policies.resolve()))}"] if policies else []),
        "[payments]", f"provider = {_text(payments)}",
        "[limits]", f"requests = {requests_a_minute}", f"look_ups = {requests_a_minute}",
    ]  # fmt: skip
    config = folder / "gateway.toml"
    write_file(config, "\n".join(lines).encode() + b"\n")
    return config


def _text(value: str) -> str:
    """A TOML basic string has JSON's escapes."""
    return json.dumps(value, ensure_ascii=False)
