"""Is there a screen to show anything on? Qt would abort without a word that staff understand."""

import contextlib
import socket
from collections.abc import Mapping
from pathlib import Path

NO_DISPLAY = 71
"""EX_OSERR of sysexits.h."""
_X_SOCKETS = Path("/tmp/.X11-unix")  # noqa: S108 - where X servers listen (Xserver(1))


def missing_display(environ: Mapping[str, str]) -> str:
    """What is wrong with the display that Qt will look for, and what to do; empty: nothing is.

    Platforms without a display server (`linuxfb`, `eglfs`, `offscreen`) and servers on other machines are
    left to Qt.
    """
    wanted = environ.get("QT_QPA_PLATFORM", "").partition(";")[0].partition(":")[0]
    if wanted not in {"", "xcb"} and not wanted.startswith("wayland"):
        return ""
    wayland = environ.get("WAYLAND_DISPLAY", "") if wanted != "xcb" else ""
    x_display = environ.get("DISPLAY", "") if not wanted.startswith("wayland") else ""
    if not wayland and not x_display:
        return "no display: neither WAYLAND_DISPLAY nor DISPLAY is set. Start it in the session of the screen"
    sockets = [_wayland_socket(wayland, environ)] if wayland else []
    if x_display:
        number = x_display.partition(":")[2].partition(".")[0]
        if not x_display.startswith(":"):
            return ""
        sockets.append(_X_SOCKETS / f"X{number}")
    if any(_answers(path) for path in sockets):
        return ""
    names = " ".join(name for name in (wayland, x_display) if name)
    return f"no display: nothing answers at {names}. Start the compositor (or Xorg) first"


def _wayland_socket(name: str, environ: Mapping[str, str]) -> Path:
    """wl_display_connect(3): a name below the runtime directory, or a whole path."""
    return Path(environ.get("XDG_RUNTIME_DIR", "/run")) / name


def _answers(path: Path) -> bool:
    """As a file, or by the same name without one, as X servers listen on Linux too (unix(7))."""
    for name in (str(path), f"\0{path}"):
        with socket.socket(socket.AF_UNIX) as near, contextlib.suppress(OSError):
            near.connect(name)
            return True
    return False
