"""python-escpos's connectors, with the side effects of importing it undone.

Its import leaks one temporary directory (a default argument calls `tempfile.mkdtemp`, python-escpos 3.1
capabilities.py), calls `logging.basicConfig`, and reads printer profiles, JSON that we have no use for,
by the YAML reader: 0.2 s of every start.
"""

from __future__ import annotations

import json
import logging
import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any


@contextmanager
def _without_side_effects() -> Iterator[None]:
    root, make, importer = logging.getLogger(), tempfile.mkdtemp, threading.get_ident()
    handlers, level = list(root.handlers), root.level
    yaml: Any = import_module("yaml")
    read_yaml = yaml.safe_load
    leaked: list[str] = []

    def recorded(suffix: str | None = None, prefix: str | None = None, dir: str | None = None) -> str:
        made = make(suffix, prefix, dir)
        if threading.get_ident() == importer:
            leaked.append(made)
        return made

    tempfile.mkdtemp = recorded  # type: ignore[assignment]  # the overloads for bytes are not used here
    yaml.safe_load = json.load
    try:
        yield
    finally:
        yaml.safe_load = read_yaml
        tempfile.mkdtemp = make
        root.handlers[:] = handlers
        root.setLevel(level)
        for path in leaked:
            shutil.rmtree(path, ignore_errors=True)


with _without_side_effects():
    from escpos.exceptions import DeviceNotFoundError
    from escpos.printer import Network, Serial

__all__ = ["DeviceNotFoundError", "Network", "Serial"]
