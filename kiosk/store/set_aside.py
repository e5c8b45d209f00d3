"""A damaged database is moved out of the way whole, and kept: it may hold what nobody else has."""

from datetime import datetime
from pathlib import Path

from kiosk.store.durable import sync_directory
from kiosk.store.presence import COMPANIONS

_MARK = ".damaged-"


def set_aside(path: Path, at: datetime) -> Path:
    """Rename the database and its log beside itself; answers the new path. Never overwrites."""
    aside = place_aside(path, at)
    for companion in COMPANIONS:
        source = path.with_name(path.name + companion)
        if source.exists():
            source.rename(aside.with_name(aside.name + companion))
    sync_directory(path.parent)
    return aside


def place_aside(path: Path, at: datetime) -> Path:
    """A free name beside `path` for what is set aside."""
    stamp = at.strftime("%Y%m%dT%H%M%S")
    ordinal = 1
    while (aside := path.with_name(f"{path.name}{_MARK}{stamp}-{ordinal}")).exists():
        ordinal += 1
    return aside


def kept_aside(path: Path) -> list[Path]:
    """The damaged databases that were moved away from `path`, in order of their names."""
    found = path.parent.glob(f"{path.name}{_MARK}*")
    return sorted(file for file in found if not file.name.endswith(COMPANIONS[1:]))
