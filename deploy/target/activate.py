"""`buka-activate`: what the package's own scripts call to put its version into use, or to leave."""

import argparse
import subprocess
import sys
from pathlib import Path

from deploy.target.layout import Layout
from deploy.target.system_files import SystemFiles
from deploy.target.terminal_unit import Systemd, Use
from deploy.target.versions import Versions


def main(words: list[str] | None = None) -> int:
    """Exit code 0; 1 when a visit is under way (`--stop`)."""
    parser = argparse.ArgumentParser(prog="buka-activate", description=__doc__)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("version", nargs="?", help="put this version into use")
    what.add_argument("--remove", action="store_true", help="take the system files away")
    what.add_argument("--stop", action="store_true", help="stop the terminal, unless somebody is at it")
    parser.add_argument("--root", type=Path, default=Path("/"), help=argparse.SUPPRESS)
    options = parser.parse_args(words)
    layout = Layout(options.root)
    if options.stop:
        return _stop(Systemd(layout.reports))
    if options.remove:
        SystemFiles(layout).remove(layout.current)
        layout.current.unlink(missing_ok=True)
        return 0
    versions = Versions(layout)
    current = versions.current()
    old = versions.folder(current) if current and versions.folder(current).exists() else None
    SystemFiles(layout).apply(old, versions.folder(options.version))
    versions.use(options.version)
    return 0


def _stop(unit: Systemd) -> int:
    try:
        if unit.use() is Use.VISIT:
            sys.stderr.write("Somebody is at the terminal. Put it out of service first (staff menu).\n")
            return 1
        unit.stop()
    except (OSError, subprocess.SubprocessError):
        return 0  # no systemd runs here: a chroot, an image under construction
    return 0
