"""PySide6 reads no source text of ours behind our back."""

import subprocess
import sys

_START = """
import linecache
from kiosk.ui.binding import plain_imports
if {plain}:
    plain_imports()
import PySide6.QtCore
before = len(linecache.cache)
import kiosk.ui.window
print(len(linecache.cache) > before)
"""


def _keeps_sources(*, plain: bool) -> str:
    done = subprocess.run(
        [sys.executable, "-c", _START.format(plain=plain)], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_no_module_is_read_as_text_once_import_is_plain_again() -> None:
    assert _keeps_sources(plain=True) == "False"


def test_without_that_pyside_keeps_the_text_of_every_module() -> None:
    """When this fails, PySide6 has stopped doing so, and `kiosk.ui.binding` can go."""
    assert _keeps_sources(plain=False) == "True"
