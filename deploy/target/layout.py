"""Where everything lies on a terminal, below a root that is `/` except in tests."""

import json
import os
import tomllib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Layout:
    """Paths of one machine. `root` is the folder that stands for `/`."""

    root: Path = Path("/")

    @property
    def buka(self) -> Path:
        """Versions, the link to the current one, and the note about a trial."""
        return self.root / "opt/buka"

    @property
    def versions(self) -> Path:
        """One folder a version, named by it."""
        return self.buka / "versions"

    @property
    def current(self) -> Path:
        """The link to the version in use."""
        return self.buka / "current"

    @property
    def trial(self) -> Path:
        """There while a new version is on trial."""
        return self.buka / "trial.json"

    @property
    def store_before(self) -> Path:
        """The store's files as they were when the trial began."""
        return self.buka / "store-before"

    @property
    def settings(self) -> Path:
        """The terminal's settings file."""
        return self.root / "etc/buka/kiosk.toml"

    @property
    def update_key(self) -> Path:
        """PEM of the Ed25519 public key that packages are signed for."""
        return self.root / "etc/buka/update.pub"

    @property
    def incoming(self) -> Path:
        """Where staff or a deployment tool put a package and its signature."""
        return self.root / "var/lib/buka/incoming"

    @property
    def reports(self) -> Path:
        """What `kiosk doctor` said of each version that was checked."""
        return self.root / "run/buka-update"

    def store(self) -> Path | None:
        """The store's file, by the settings; None before the terminal is configured."""
        try:
            named = tomllib.loads(self.settings.read_text(encoding="utf-8"))["store"]["path"]
        except (OSError, KeyError, TypeError, tomllib.TOMLDecodeError):
            return None
        return self.root / str(named).lstrip("/")


def write_whole(path: Path, content: bytes, mode: int = 0o644) -> None:
    """Put a file in place durably, whole or not at all (written, synced, renamed, synced). Raises OSError."""
    fresh = path.with_name(f".{path.name}.new")
    fresh.unlink(missing_ok=True)
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, mode)
    with os.fdopen(descriptor, "wb") as file:
        os.fchmod(file.fileno(), mode)
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    sync_folder(path.parent)


def write_json(path: Path, value: object) -> None:
    """`write_whole` of a JSON document."""
    write_whole(path, json.dumps(value, indent=1).encode())


def sync_folder(folder: Path) -> None:
    """Make names in a folder durable."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
