"""Telling a simulated reader from a real one, so that a terminal in production can refuse it."""

from pathlib import Path
from typing import Final

VIRTUAL_READER: Final = "Virtual PCD"
"""How vpcd names its readers."""
_PSEUDO_TERMINALS: Final = Path("/dev/pts")


def is_virtual_reader(name: str) -> bool:
    """Tell whether a PC/SC reader is vpcd's."""
    return VIRTUAL_READER in name


def is_pseudo_terminal(device: str) -> bool:
    """Tell whether a serial device, links followed, has a program at its other end."""
    return _PSEUDO_TERMINALS in Path(device).resolve().parents
