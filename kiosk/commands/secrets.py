"""The terminal's keys for the commands that speak or vouch for it."""

from kiosk.commands.shared import BAD_SETTINGS, fail
from kiosk.config import Settings
from kiosk.terminal.keyring import keys_of
from kiosk.upstream.keys import KeyTrouble, TerminalKeys


def usable_keys(settings: Settings) -> TerminalKeys:
    """The keys as the settings place them, or the end of the command."""
    keys = keys_of(settings)
    if isinstance(keys, KeyTrouble):
        fail(f"{keys.file}: {keys.fault.value}. Enrol the terminal: kiosk enrol.", BAD_SETTINGS)
    return keys
