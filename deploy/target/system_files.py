"""A version's own units, udev rules and settings, put where the system reads them.

They belong to a version as much as its program does: an update brings them, a roll-back takes them back.
"""

import shutil
from pathlib import Path

from deploy.target.layout import Layout, write_whole


class SystemFiles:
    """What lies below `system/` in a version's folder mirrors `/`."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout

    def differ(self, old: Path | None, new: Path) -> bool:
        """Whether going from one version to another changes anything outside `/opt/buka`."""
        return bool(self._stale(old, new)) or any(
            not _same(new / "system" / name, self._layout.root / name) for name in names(new)
        )

    def apply(self, old: Path | None, new: Path) -> None:
        """Install the files of `new`, delete those that only `old` had. Repeatable. Raises OSError."""
        for name in names(new):
            source, target = new / "system" / name, self._layout.root / name
            if not _same(source, target):
                target.parent.mkdir(parents=True, exist_ok=True)
                write_whole(target, source.read_bytes(), source.stat().st_mode & 0o777)
        for name in self._stale(old, new):
            (self._layout.root / name).unlink(missing_ok=True)

    def remove(self, version: Path) -> None:
        """Delete the files of a version, and the folders that only they needed."""
        for name in names(version):
            target = self._layout.root / name
            target.unlink(missing_ok=True)
            if target.parent.name.endswith((".socket.d", ".service.d")) and _is_empty(target.parent):
                shutil.rmtree(target.parent)

    def _stale(self, old: Path | None, new: Path) -> list[Path]:
        gone = set(names(old)) - set(names(new)) if old else set()
        return sorted(name for name in gone if (self._layout.root / name).exists())


def names(version: Path) -> list[Path]:
    """Every file below a version's `system/`, relative to it."""
    top = version / "system"
    return sorted(path.relative_to(top) for path in top.rglob("*") if path.is_file())


def started_units(version: Path) -> list[str]:
    """The units of a version that start by themselves (they have an [Install] section)."""
    units = (version / "system/usr/local/lib/systemd/system").glob("buka-*.*")
    return sorted(unit.name for unit in units if unit.is_file() and "[Install]" in unit.read_text())


def _same(source: Path, target: Path) -> bool:
    return target.is_file() and source.read_bytes() == target.read_bytes()


def _is_empty(folder: Path) -> bool:
    return folder.is_dir() and not any(folder.iterdir())
