"""Versions side by side, and the one link that says which is in use."""

import os
import shutil
import subprocess
from functools import cmp_to_key
from pathlib import Path

from deploy.target.layout import Layout, sync_folder

KEPT = 2
"""The version in use and the one before it."""


class Versions:
    """The folders below `/opt/buka/versions`."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout

    def current(self) -> str:
        """The version in use; empty when there is none."""
        try:
            return self._layout.current.readlink().name
        except OSError:
            return ""

    def folder(self, version: str) -> Path:
        """Where a version lies."""
        return self._layout.versions / version

    def present(self) -> list[str]:
        """All complete versions, oldest first."""
        names = [path.name for path in self._layout.versions.glob("[!.]*") if path.is_dir()]
        return sorted(names, key=cmp_to_key(_order))

    def use(self, version: str) -> None:
        """Point `current` at a version: the old target or the new one, never neither. Raises OSError."""
        fresh = self._layout.buka / ".current.new"
        fresh.unlink(missing_ok=True)
        fresh.symlink_to(Path("versions") / version)
        fresh.replace(self._layout.current)
        sync_folder(self._layout.buka)

    def stage(self, package: Path, version: str) -> None:
        """Unpack a package beside the others, whole or not at all. Raises OSError, CalledProcessError."""
        scratch = self._scratch(version)
        shutil.rmtree(scratch, ignore_errors=True)
        scratch.mkdir(parents=True)
        subprocess.run(["dpkg-deb", "--extract", package, scratch], check=True)
        target = self.folder(version)
        if target.exists():
            shutil.rmtree(target)
        (scratch / "opt/buka/versions" / version).replace(target)
        shutil.rmtree(scratch)
        os.sync()

    def drop(self, version: str) -> None:
        """Delete a version that is not in use; cut short, it is a leftover and no version."""
        scratch = self._scratch(version)
        shutil.rmtree(scratch, ignore_errors=True)
        self.folder(version).replace(scratch)
        shutil.rmtree(scratch)

    def _scratch(self, version: str) -> Path:
        return self._layout.versions / f".{version}.staging"

    def prune(self) -> None:
        """Delete all but the version in use and the newest other ones, and leftovers of stagings."""
        others = [version for version in self.present() if version != self.current()]
        for version in others[: max(0, len(others) - (KEPT - 1))]:
            self.drop(version)
        for leftover in self._layout.versions.glob(".*.staging"):
            shutil.rmtree(leftover)


def is_newer(version: str, than: str) -> bool:
    """By dpkg's rules; anything is newer than no version."""
    return not than or _compare(version, "gt", than)


def _order(one: str, other: str) -> int:
    return -1 if _compare(one, "lt", other) else int(_compare(one, "gt", other))


def _compare(one: str, relation: str, other: str) -> bool:
    return subprocess.run(["dpkg", "--compare-versions", one, relation, other], check=False).returncode == 0
