"""A signed package from a stick into the folder that the updater watches: whole, or not at all.

The updater checks the signature; here only what would waste its time is refused.
"""

import os
import shutil
from enum import StrEnum
from pathlib import Path

_PACKAGES = "buka-kiosk_*.deb"
_SPARE = 512 << 20
"""Bytes: an update is unpacked beside the version in use."""


class NoUpdate(StrEnum):
    """Why no package was taken."""

    NO_PACKAGE = "no_package"
    NO_SIGNATURE = "no_signature"
    SEVERAL = "several"
    NO_ROOM = "no_room"
    NOT_SET_UP = "not_set_up"
    """This machine takes no updates: the folder is not there."""


def take_update(stick: Path, incoming: Path) -> str | NoUpdate:
    """The file name of the package that was handed over. Raises OSError when the stick cannot be read."""
    packages = sorted(stick.glob(_PACKAGES))
    if len(packages) != 1:
        return NoUpdate.SEVERAL if packages else NoUpdate.NO_PACKAGE
    package = packages[0]
    signature = package.with_name(f"{package.name}.sig")
    if not signature.is_file():
        return NoUpdate.NO_SIGNATURE
    if not incoming.is_dir():
        return NoUpdate.NOT_SET_UP
    if shutil.disk_usage(incoming).free < package.stat().st_size + _SPARE:
        return NoUpdate.NO_ROOM
    # the updater starts when it sees the signature: the package must be there before
    for file in (package, signature):
        _copy(file, incoming / file.name)
    return package.name


def _copy(source: Path, target: Path) -> None:
    """Under another name first: a stick that is pulled leaves nothing that looks whole."""
    part = target.with_name(f".{target.name}.part")
    try:
        with source.open("rb") as old, part.open("wb") as new:
            shutil.copyfileobj(old, new)
            new.flush()
            os.fsync(new.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
