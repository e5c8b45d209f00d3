"""The terminal's secrets, sealed to this machine (systemd-creds: TPM where there is one).

At rest only the sealed form is left; systemd opens it for the terminal's own units, in memory.
"""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from deploy.target.layout import Layout, write_whole
from deploy.target.site_files import UNITS

SECRETS = {"terminal.key": Path("var/lib/buka/keys/terminal.key"),
           "staff-pepper": Path("var/lib/buka/keys/staff-pepper")}  # fmt: skip
_STORE = Path("etc/credstore.encrypted")


@dataclass(frozen=True)
class Sealing:
    """Seals what lies open."""

    layout: Layout

    def open_secrets(self) -> list[str]:
        """Names of the secrets that lie on the disk as plain files."""
        return [name for name, path in SECRETS.items() if (self.layout.root / path).is_file()]

    def sealed(self) -> list[str]:
        """Names of the sealed ones."""
        return [name for name in SECRETS if self._target(name).is_file()]

    def seal(self) -> bool:
        """Seal each, hand them to the units, and only then overwrite the plain files; False if it cannot."""
        for name in self.open_secrets():
            self._target(name).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            command = ["systemd-creds", "encrypt", "--with-key=auto", f"--name={name}"]
            source = self.layout.root / SECRETS[name]
            if subprocess.run([*command, source, self._target(name)], check=False).returncode:
                return False
            self._target(name).chmod(0o600)
        self.write_drop_ins()
        for name in self.open_secrets():
            _destroy(self.layout.root / SECRETS[name])
        return True

    def write_drop_ins(self) -> None:
        """Tell the units which credentials to load."""
        lines = [f"LoadCredentialEncrypted={name}:/{_STORE}/buka-{name}" for name in self.sealed()]
        for unit in UNITS:
            target = self.layout.root / f"etc/systemd/system/{unit}.d/credentials.conf"
            target.parent.mkdir(parents=True, exist_ok=True)
            write_whole(target, "\n".join(["[Service]", *lines, ""]).encode())

    def _target(self, name: str) -> Path:
        return self.layout.root / _STORE / f"buka-{name}"


def _destroy(path: Path) -> None:
    """Overwrite before deleting. On flash this is a courtesy: the disk's encryption is the protection."""
    with path.open("r+b") as file:
        file.write(os.urandom(path.stat().st_size))
        file.flush()
        os.fsync(file.fileno())
    path.unlink()
