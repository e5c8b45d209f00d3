"""Asks the kernel for Qt's libraries before they are loaded.

The loader waits for every page that it touches. With the file cache empty this takes a tenth off the start
(waiting for the disk: 105 ms in place of 198); with a full one it costs 1.5 ms. Small files are left
alone: asking for them as well put the loader's own questions behind ours.
"""

import contextlib
import os
import threading
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

_MODULES = ("QtCore", "QtGui", "QtWidgets", "QtSvg")
"""What the first page is made of, in the order in which it is loaded."""
_WITH_QTCORE = ("libicui18n.so.*", "libicuuc.so.*")
"""Not libicudata: 32 MB, of which a start reads four pages."""


def read_ahead() -> threading.Thread:
    """Begin, on a thread of its own; whoever starts does not wait for it."""
    thread = threading.Thread(target=_fetch, name="read-ahead", daemon=True)
    thread.start()
    return thread


def libraries(folder: Path) -> Iterator[Path]:
    """The files of a PySide6 wheel in `folder` that the first page maps. They may not be there."""
    for module in _MODULES:
        yield folder / f"{module}.abi3.so"
        yield folder / "Qt" / "lib" / f"libQt6{module.removeprefix('Qt')}.so.6"
        if module == "QtCore":
            for pattern in _WITH_QTCORE:
                yield from (folder / "Qt" / "lib").glob(pattern)


def _fetch() -> None:
    found = find_spec("PySide6")
    for place in (found.submodule_search_locations or ()) if found else ():
        for file in libraries(Path(place)):
            with contextlib.suppress(OSError):
                _advise(file)


def _advise(file: Path) -> None:
    """See posix_fadvise(2): returns when the reading has been asked for, not when it is done."""
    opened = os.open(file, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.posix_fadvise(opened, 0, 0, os.POSIX_FADV_WILLNEED)
    finally:
        os.close(opened)
