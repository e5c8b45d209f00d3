"""The keys that the terminal uses now: renewed and rolled while it runs."""

import structlog

from kiosk.config import Settings
from kiosk.upstream.client import Client
from kiosk.upstream.keys import KeyTrouble, TerminalKeys, load_keys

_log = structlog.get_logger()


def keys_of(settings: Settings) -> TerminalKeys | KeyTrouble:
    """The terminal's secrets and the upstream's public keys, as the settings place them."""
    upstream = settings.upstream
    return load_keys(ca=upstream.ca, cert=upstream.cert, key=upstream.key, keys=upstream.keys)


class Keyring:
    """What is filed, signed and believed from now on. A replaced object is never changed, so any thread
    may ask.
    """

    def __init__(self, settings: Settings, keys: TerminalKeys, client: Client) -> None:
        self._settings = settings
        self._keys = keys
        self._client = client

    def present(self) -> TerminalKeys:
        """The keys in use."""
        return self._keys

    def reload(self) -> None:
        """Take what lies on the disk into use; what is unusable changes nothing."""
        fresh = keys_of(self._settings)
        if isinstance(fresh, KeyTrouble):
            _log.error("terminal.keys_unusable", file=fresh.file, fault=fresh.fault.value)
            return
        try:
            self._client.use(fresh)
        except OSError as failed:
            _log.error("terminal.keys_unusable", file=fresh.cert.name, fault=type(failed).__name__)
            return
        self._keys = fresh
